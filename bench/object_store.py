"""What one changed article costs in an object store, at 10,000 articles: `python -m bench.object_store`.

WAY=releases fills its slots first, by copies inside the store; what counts is a deploy after that. Each release changes an
article of its own and the pages that change with every article, so that a slot lacks the articles of all deploys since.
The store is one of those of the tests, on this machine: a real one adds its distance to each request. Results stand in
docs/reliability.md.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.deploys import CHANGED_WITH_AN_ARTICLE, PAGES_PER_ARTICLE, keygen, timed, write_release
from deploy.client.connection import DeployFailed
from deploy.client.deploy import DeployOptions
from deploy.receiver.manifest import COPIES, MANIFEST, NAMESPACE, SIGNATURE
from deploy.s3.deploy import deploy
from deploy.s3.object_store import ObjectStore
from deploy.s3.shown_releases import SLOTS
from deploy.s3.whole_releases import roll_back

BUCKET = "bench"


def measure(folder: Path, articles: int, ways: list[str], endpoint: str) -> None:
    """Print a line for each step of each way."""
    keygen("-t", "ed25519", "-N", "", "-f", folder / "key")
    signers = folder / "allowed_signers"
    signers.write_text(f"bench {(folder / 'key.pub').read_text(encoding='utf-8')}", encoding="utf-8")
    release = folder / "release"
    write_release(release, 1, round(articles * PAGES_PER_ARTICLE), CHANGED_WITH_AN_ARTICLE)
    for sequence in range(1, SLOTS + 3):
        edit_an_article(release, sequence)
        keygen("-Y", "sign", "-n", NAMESPACE, "-f", folder / "key", release / MANIFEST)
        for way in ways:
            if way == "releases" or sequence <= 2:
                _measure_deploy(release, way, ObjectStore.of(f"s3://{BUCKET}/{way}", endpoint), f"deploy {sequence}", signers)
        (release / SIGNATURE).unlink()
    if "releases" in ways:
        store = ObjectStore.of(f"s3://{BUCKET}/releases", endpoint)
        _, wall, cpu = timed(lambda: roll_back(store, "", signers))
        _print("releases: rollback", wall, cpu, store)


def edit_an_article(release: Path, sequence: int) -> None:
    """The next release, in the same folder: the pages of every article and one of its own are other ones."""
    manifest = json.loads((release / MANIFEST).read_text(encoding="utf-8"))
    pages = [name for name in manifest["files"] if not name.endswith(COPIES)]
    for name in [*pages[: CHANGED_WITH_AN_ARTICLE - 1], pages[CHANGED_WITH_AN_ARTICLE + sequence]]:
        data = f"{name} {sequence} ".encode() * 500
        (release / name).write_bytes(data)
        manifest["files"][name] |= {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    commit = f"{sequence:040x}"
    manifest |= {"sequence": sequence, "commit": commit, "id": f"{sequence}-{commit[:12]}"}
    (release / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def _measure_deploy(release: Path, way: str, store: ObjectStore, title: str, signers: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        _, wall, cpu = timed(lambda: deploy(release, store, way, DeployOptions(yes=True), signers))
    _print(f"{way}: {title}", wall, cpu, store)


def _print(title: str, wall: float, cpu: float, store: ObjectStore) -> None:
    print(f"{title:24} {wall:7.2f} s  {cpu:7.2f} s of CPU  {len(store.requests)} requests", flush=True)


def free_address() -> str:
    """Of a port on this machine that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def wait_for_the_store(endpoint: str) -> None:
    """Raises DeployFailed when it does not answer."""
    for attempt in range(100):
        try:
            ObjectStore.of(f"s3://{BUCKET}", endpoint).objects("")
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
    address = free_address()
    key, secret = secrets.token_hex(16), secrets.token_hex(16)
    os.environ.update(AWS_ACCESS_KEY_ID=key, AWS_SECRET_ACCESS_KEY=secret)
    with tempfile.TemporaryDirectory(prefix="object-store-") as folder:
        (Path(folder) / "store" / BUCKET).mkdir(parents=True)
        rclone = [str(Path(sys.executable).parent / "rclone"), "serve", "s3", "--addr", address, "--auth-key", f"{key},{secret}"]
        command = [*rclone, "--config", os.devnull, str(Path(folder) / "store")]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as store:  # noqa: S603
            try:
                wait_for_the_store(f"http://{address}")
                measure(Path(folder), options.articles, options.way or ["passes", "releases"], f"http://{address}")
            finally:
                store.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
