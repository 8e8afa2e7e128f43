"""Disks that fail, fill up or lose power, many times: `python -m tests.deploy.disk_torture`. Ends with 1 if a promise broke.

Needs root: small file systems are mounted. A power cut is ext4 shut down with its journal unflushed (FS_IOC_SHUTDOWN) in the middle
of a deploy, and mounted again; the volatile cache of a real disk is not simulated.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import fcntl
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from deploy.receiver import assembly
from deploy.receiver.errors import Refused
from tests.deploy.faults import (
    BROKEN,
    FINISHED,
    SURVIVED,
    at_step,
    deploying,
    end_of,
    fail_with,
    in_a_child,
    rolling_back,
    shows_one_of,
    undisturbed,
)
from tests.deploy.publishing import Office, leftovers
from tests.deploy.releases import allow, id_of, make_key

PAGES = {f"tin/{number}/index.html": f"bài {number} " * 500 for number in range(60)}
CHANGES = {path: f"mới {words}" for path, words in PAGES.items()}
ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EMFILE, errno.EMLINK)
SHUT_DOWN, WITHOUT_THE_JOURNAL = 0x8004587D, struct.pack("I", 2)
NEIGHBOUR = """
import os, sys, time
while True:
    with open(sys.argv[1], "w") as file:
        file.write("x")
        os.fsync(file)
    time.sleep(0.003)
"""  # another program of the machine: its fsync writes the journal, with what is half done of a deploy
Promise = Iterator[str]  # broken ones


class Server:
    """Two releases; the first is live."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder, make_key(folder))
        self.site = self.office.site
        allow(self.site.folder, self.office.key)
        self.folders = [self.office.release(1, PAGES), self.office.release(2, CHANGES)]
        assert undisturbed(deploying(self.site, self.folders[0])) == FINISHED

    @property
    def is_back(self) -> bool:
        return self.site.live_id() == id_of(self.folders[0])

    def to_the_first(self) -> bool:
        """Without hands; whether it worked."""
        return self.is_back or (undisturbed(rolling_back(self.site)) == FINISHED and self.is_back)


def errors(server: Server, count: int, dice: random.Random) -> Promise:
    """An operation of the file system fails, one in each deploy or rollback."""
    ends: Counter[str] = Counter()
    steps = {True: 2000, False: 2000}  # at most; learnt below
    while ends.total() < count:
        back, before = server.is_back, server.site.live_id()
        work = deploying(server.site, server.folders[1]) if back else rolling_back(server.site)
        step, error = dice.randint(1, steps[back]), dice.choice(ERRORS)
        code = end_of(in_a_child(work, at_step(step, fail_with(error))))
        if code == FINISHED:
            steps[back] = step
            continue
        ends[f"{'deploy' if back else 'rollback'} {'live, with a fault' if code == SURVIVED else 'refused'}"] += 1
        is_same = code == SURVIVED or server.site.live_id() == before
        if code == BROKEN or not is_same or not shows_one_of(server.site, server.folders):
            yield f"{errno.errorcode[error]} at step {step}: ended with {code}, live {server.site.live_id()}"
    print(f"  {ends.total()} errors: {dict(sorted(ends.items()))}")
    yield from after(server)


def full_disks(server: Server, sizes: int) -> Promise:
    """Something else takes the room after the receiver has looked: so many bytes are left when it begins to write."""
    ends: Counter[str] = Counter()
    ballast = server.site.folder / "ballast"
    need = sum((server.folders[1] / path).stat().st_size + 4096 for path in PAGES)
    for number in range(sizes):
        left = need * number // (sizes - 1)
        disk = os.statvfs(server.site.folder)
        ballast.write_bytes(bytes(max(0, disk.f_bavail * disk.f_frsize - left)))
        code = end_of(in_a_child(deploying(server.site, server.folders[1]), look_away))
        ends["deployed" if code == FINISHED else "refused"] += 1
        if code == BROKEN or not shows_one_of(server.site, server.folders) or (code != FINISHED and not server.is_back):
            yield f"{left} bytes left: ended with {code}, live {server.site.live_id()}"
        ballast.unlink()
        if not server.to_the_first():
            yield f"{left} bytes left: the rollback after it failed"
    print(f"  {sizes} sizes of a full disk: {dict(sorted(ends.items()))}")
    yield from after(server)


def look_away() -> None:
    """In the child: the check for room was before somebody took it."""
    assembly.refuse_full_disk = lambda _site, _sizes: None


def power_cuts(server: Server, image: Path, count: int, dice: random.Random) -> Promise:
    """The file system stops at a random moment of a deploy or a rollback; then it is mounted again."""
    ends: Counter[str] = Counter()
    longest = {True: 0.5, False: 0.5}
    for number in range(count):
        back, before, moment = server.is_back, server.site.live_id(), time.monotonic()
        neighbour = subprocess.Popen([sys.executable, "-c", NEIGHBOUR, server.site.folder / "neighbour"], stderr=subprocess.DEVNULL)
        child = in_a_child(deploying(server.site, server.folders[1]) if back else rolling_back(server.site))
        time.sleep(dice.uniform(0, longest[back]))
        cut(server.site.folder)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        code = end_of(child)
        neighbour.kill()
        neighbour.wait()
        longest[back] = max(0.02, (time.monotonic() - moment) * 0.9) if code == FINISHED else longest[back] * 1.02
        ends[f"{'deploy' if back else 'rollback'} {'finished' if code == FINISHED else 'cut'}"] += 1
        unmount(server.site.folder)
        mount(server.site.folder, "-o", "loop", image)
        is_lost = code == FINISHED and server.site.live_id() == before
        if is_lost or not shows_whole(server):
            yield f"cut {number}: ended with {code}, live {server.site.live_id()}"
    print(f"  {count} power cuts: {dict(sorted(ends.items()))}")
    yield from after(server)


def shows_whole(server: Server) -> bool:
    """After a power cut even a manifest may be unreadable."""
    try:
        return shows_one_of(server.site, server.folders)
    except (Refused, OSError):
        return False


def after(server: Server) -> Promise:
    """The next commands need no hands."""
    if not server.to_the_first() or undisturbed(deploying(server.site, server.folders[1])) != FINISHED:
        yield "the rollback or the deploy after it failed"
    yield from (f"left behind: {name}" for name in leftovers(server.site))


def cut(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, SHUT_DOWN, WITHOUT_THE_JOURNAL)
    finally:
        os.close(descriptor)


def mount(folder: Path, *what: str | Path) -> None:
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", *what, folder], check=True)


def unmount(folder: Path) -> None:
    """A program that the killed one had started may hold it for a moment longer."""
    for _ in range(200):
        if not subprocess.run(["umount", folder], check=False, capture_output=True).returncode:
            return
        time.sleep(0.02)
    raise AssertionError(f"{folder} cannot be unmounted")


@contextlib.contextmanager
def mounted(base: Path, name: str, *what: str | Path) -> Iterator[Server]:
    """A server whose folder is a file system of its own."""
    folder = base / name
    folder.mkdir()
    mount(folder / "srv", *what)
    try:
        yield Server(folder)
    finally:
        unmount(folder / "srv")


def torture(base: Path, given: argparse.Namespace) -> list[str]:
    """The first broken promise of each kind."""
    dice, broken = random.Random(given.seed), []
    (base / "errors").mkdir()
    broken.append(next(errors(Server(base / "errors"), given.errors, dice), ""))
    with mounted(base, "full", "-t", "tmpfs", "-o", "size=8m", "tmpfs") as server:
        broken.append(next(full_disks(server, given.sizes), ""))
    image = base / "disk"
    with image.open("wb") as file:
        file.truncate(48 << 20)
    subprocess.run(["mkfs.ext4", "-q", image], check=True)
    with mounted(base, "power", "-o", "loop", image) as server:
        os.sync()
        broken.append(next(power_cuts(server, image, given.cuts, dice), ""))
    return [line for line in broken if line]


def main(arguments: list[str]) -> int:
    """`--errors`, `--sizes`, `--cuts`, `--seed`."""
    parser = argparse.ArgumentParser()
    for name, count in (("errors", 200), ("sizes", 20), ("cuts", 100), ("seed", random.randrange(1 << 32))):
        parser.add_argument(f"--{name}", type=int, default=count)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="torture-disk-") as folder:
        broken = torture(Path(folder), given)
    print("\n".join(broken) or "every time a whole release was live", f"(--seed {given.seed})")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
