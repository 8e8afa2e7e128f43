"""How long a deploy of one changed article and a rollback take, on a release as 10,000 articles make it: `python -m bench.deploys`.

The server is a folder of this machine: what the network adds is the bytes that are printed. Results stand in docs/reliability.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from deploy.client.connection import Destination
from deploy.client.deploy import DeployOptions, deploy
from deploy.client.rollback import roll_back
from deploy.receiver.manifest import MANIFEST, NAMESPACE
from deploy.receiver.refusals import REQUIRED

PAGES_PER_ARTICLE = 1.2254  # with sections, tags and archives: 12,254 pages of 10,000 articles
CHANGED_WITH_AN_ARTICLE = 12  # home, section, tags, archive, feeds, site map
SIZES = {"": 14_000, ".br": 4_100, ".gz": 4_900}
FIRST_DAY = 1_700_000_000


def write_release(folder: Path, sequence: int, pages: int, changed: int) -> None:
    """A signed release of that many pages with compressed copies; the first `changed` differ from release to release."""
    names = [*REQUIRED, *(f"2026/{number % 12 + 1:02}/bai-{number}/index.html" for number in range(pages - len(REQUIRED)))]
    files = {}
    for number, name in enumerate(names):
        dice = random.Random(f"{number} {sequence if number < changed else 0}")  # noqa: S311  # nothing secret
        for ending, size in SIZES.items():
            data = _text(dice, size) if not ending else dice.randbytes(size)
            path = folder / f"{name}{ending}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            mtime = FIRST_DAY + number + (sequence if number < changed else 0)
            files[f"{name}{ending}"] = {
                "sha256": hashlib.sha256(data).hexdigest(),
                "size": size,
                "type": "text/html",
                "mtime": mtime,
            }
    commit = f"{sequence:040x}"
    addresses = sorted(f"/{name.removesuffix('index.html')}" for name in names if name.endswith("index.html"))
    manifest = {
        "format": 1,
        "site": "https://portal.example",
        "id": f"{sequence}-{commit[:12]}",
        "sequence": sequence,
        "commit": commit,
    }
    (folder / MANIFEST).write_text(json.dumps({**manifest, "files": files, "addresses": addresses}), encoding="utf-8")


def _text(dice: random.Random, size: int) -> bytes:
    """About as compressible as a page."""
    words = [f"{dice.getrandbits(30):x}" for _ in range(200)]
    return " ".join(dice.choices(words, k=size // 4)).encode()[:size].ljust(size, b" ")


def keygen(*arguments: str | Path) -> None:
    """ssh-keygen, saying nothing."""
    subprocess.run(["ssh-keygen", "-q", *map(str, arguments)], check=True, stderr=subprocess.DEVNULL)  # noqa: S603, S607


def timed(work: Callable[[], object]) -> tuple[object, float, float]:
    """What it gives, its seconds from start to end, and seconds of CPU of the processes it started and its own."""
    before, started = os.times(), time.monotonic()
    result = work()
    after = os.times()
    return result, time.monotonic() - started, sum(after[:4]) - sum(before[:4])


def measure(folder: Path, pages: int) -> None:
    """Print a line for each step."""
    keygen("-t", "ed25519", "-N", "", "-f", folder / "key")
    site = folder / "srv"
    site.mkdir()
    (site / "allowed_signers").write_text(f"bench {(folder / 'key.pub').read_text(encoding='utf-8')}", encoding="utf-8")
    destination = Destination("", str(site))
    lines = []
    for sequence in (1, 2):
        write_release(folder / str(sequence), sequence, pages, CHANGED_WITH_AN_ARTICLE)
        keygen("-Y", "sign", "-n", NAMESPACE, "-f", folder / "key", folder / str(sequence) / MANIFEST)
        sent, wall, cpu = timed(lambda sequence=sequence: deploy(folder / str(sequence), destination, DeployOptions(yes=True)))  # type: ignore[misc]
        lines.append((f"deploy {sequence} of {pages * len(SIZES)} files", wall, cpu, f"{int(str(sent)) / 1e6:.2f} MB sent"))
    _, wall, cpu = timed(lambda: roll_back(destination))
    lines.append(("rollback", wall, cpu, ""))
    for title, wall, cpu, note in lines:
        print(f"{title:34} {wall:7.2f} s  {cpu:7.2f} s of CPU  {note}")


def main(arguments: list[str]) -> int:
    """`--articles`, `--folder` (on the disk that is to be measured)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, default=None)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="deploys-", dir=options.folder) as folder:
        measure(Path(folder), round(options.articles * PAGES_PER_ARTICLE))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
