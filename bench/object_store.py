"""What one changed article costs in an object store, at 10,000 articles: `python -m bench.object_store`.

The store is one of those of the tests, on this machine: a real one adds its distance to each request. Results stand in
docs/reliability.md.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.deploys import CHANGED_WITH_AN_ARTICLE, PAGES_PER_ARTICLE, keygen, timed, write_release
from deploy.client.connection import DeployFailed
from deploy.client.deploy import DeployOptions
from deploy.receiver.manifest import MANIFEST, NAMESPACE
from deploy.s3.deploy import deploy
from deploy.s3.object_store import ObjectStore
from deploy.s3.whole_releases import roll_back

ADDRESS = "127.0.0.1:18733"
BUCKET = "bench"


def measure(folder: Path, articles: int, ways: list[str]) -> None:
    """Print a line for each step of each way."""
    keygen("-t", "ed25519", "-N", "", "-f", folder / "key")
    signers = folder / "allowed_signers"
    signers.write_text(f"bench {(folder / 'key.pub').read_text(encoding='utf-8')}", encoding="utf-8")
    pages = round(articles * PAGES_PER_ARTICLE)
    for sequence in (1, 2):
        write_release(folder / str(sequence), sequence, pages, CHANGED_WITH_AN_ARTICLE)
        keygen("-Y", "sign", "-n", NAMESPACE, "-f", folder / "key", folder / str(sequence) / MANIFEST)
    for way in ways:
        for sequence in (1, 2):
            _measure_deploy(folder / str(sequence), way, signers)
    if "releases" in ways:
        store = ObjectStore.of(f"s3://{BUCKET}/releases", f"http://{ADDRESS}")
        _, wall, cpu = timed(lambda: roll_back(store, "", signers))
        _print("releases: rollback", wall, cpu, store)


def _measure_deploy(release: Path, way: str, signers: Path) -> None:
    store = ObjectStore.of(f"s3://{BUCKET}/{way}", f"http://{ADDRESS}")
    with contextlib.redirect_stdout(io.StringIO()):
        _, wall, cpu = timed(lambda: deploy(release, store, way, DeployOptions(yes=True), signers))
    _print(f"{way}: deploy {release.name}", wall, cpu, store)


def _print(title: str, wall: float, cpu: float, store: ObjectStore) -> None:
    print(f"{title:24} {wall:7.2f} s  {cpu:7.2f} s of CPU  {len(store.requests)} requests", flush=True)


def wait_for_the_store() -> None:
    """Raises DeployFailed when it does not answer."""
    for attempt in range(100):
        try:
            ObjectStore.of(f"s3://{BUCKET}", f"http://{ADDRESS}").folders("")
            return
        except DeployFailed:
            if attempt == 99:
                raise
            time.sleep(0.1)


def main(arguments: list[str]) -> int:
    """`--articles`, `--way` (both by default)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--way", choices=["passes", "releases"], action="append")
    options = parser.parse_args(arguments)
    key, secret = secrets.token_hex(16), secrets.token_hex(16)
    os.environ.update(AWS_ACCESS_KEY_ID=key, AWS_SECRET_ACCESS_KEY=secret)
    with tempfile.TemporaryDirectory(prefix="object-store-") as folder:
        (Path(folder) / "store" / BUCKET).mkdir(parents=True)
        rclone = [str(Path(sys.executable).parent / "rclone"), "serve", "s3", "--addr", ADDRESS, "--auth-key", f"{key},{secret}"]
        command = [*rclone, "--config", os.devnull, str(Path(folder) / "store")]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as store:  # noqa: S603
            try:
                wait_for_the_store()
                measure(Path(folder), options.articles, options.way or ["passes", "releases"])
            finally:
                store.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
