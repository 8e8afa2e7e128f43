"""Let what was built take the place of the last build in a single step, touching only what differs."""

from __future__ import annotations

import ctypes
import filecmp
import hashlib
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from glob import escape
from itertools import chain
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: two builds of one output at once are then the user's to avoid
    fcntl = None  # type: ignore[assignment]

from plugins.builder.cache.manifest import Stamp, stamp_of, stamps_of
from plugins.builder.output.guard import policy_file

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def passing(output: Path) -> str:
    """How the names of folders begin that a build of `output` makes for itself and nobody else would."""
    return f".{output.name}-{hashlib.blake2b(str(output).encode(), digest_size=8).hexdigest()}-"


@contextmanager
def alone(output: Path, locks: Path) -> Iterator[None]:
    """Wait until no other build writes to `output`; then clear away what a killed one left beside it and in `locks`."""
    for folder in (output.parent, locks):
        folder.mkdir(parents=True, exist_ok=True)
    place = locks / f"{passing(output)}lock"
    with place.open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        for left in chain.from_iterable(folder.glob(f"{escape(passing(output))}*") for folder in (output.parent, locks)):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            elif left != place:
                left.unlink(missing_ok=True)
        yield


def read_policy(output: Path) -> str:
    """The policy that lies beside a built folder; "" without one."""
    return policy_file(output).read_text(encoding="utf-8") if policy_file(output).is_file() else ""


def write_policy(output: Path, text: str) -> None:
    """Put it there in a single step, unless it is there."""
    if read_policy(output) != text:
        unfinished = output.with_name(f"{passing(output)}csp")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(policy_file(output))


def let_in(fresh: Path, output: Path, carried: Collection[str], present: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """Make `output` hold the files of `fresh` and those `carried` over from itself, and nothing else; returns what it holds.

    `present`: the files `output` holds before. A reader sees the old files or the new ones, never a mixture.
    """
    made = {path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file()}
    same = {name for name in made if name in present and filecmp.cmp(fresh / name, output / name, shallow=False)}
    changed, gone = made - same, present.keys() - made - set(carried)
    if not changed and not gone and output.exists():
        return dict(present)
    if len(changed) == 1 and not gone and changed <= present.keys():
        (name,) = changed
        (fresh / name).replace(output / name)
        return {**present, name: stamp_of((output / name).lstat())}
    for name in same:
        (fresh / name).unlink()
    _link(fresh, output, [*carried, *same])
    take_place_of(fresh, output)
    return stamps_of(output)


def _link(fresh: Path, output: Path, names: Collection[str]) -> None:
    """The same files in both folders: their times and numbers stay. Copies where the file system has no links."""
    folders = {os.path.dirname(name) for name in names}  # noqa: PTH120
    for folder in sorted(folders):
        (fresh / folder).mkdir(parents=True, exist_ok=True)
    start, end = f"{output}/", f"{fresh}/"
    for name in names:
        try:
            os.link(start + name, end + name)
        except OSError:
            shutil.copy2(start + name, end + name)


def take_place_of(fresh: Path, output: Path) -> None:
    """Put `fresh` at `output`. `fresh` afterwards holds the old tree, if there was one."""
    fresh.chmod(0o755)
    if not output.exists():
        fresh.rename(output)
        return
    try:
        _exchange(fresh, output)
    except OSError:
        # No renameat2 on this system or file system: two renames, with the old tree put back if the second fails.
        _swap(fresh, output)


def _exchange(first: Path, second: Path) -> None:
    """Swap two folders in one step (Linux renameat2)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError("renameat2 is not there")
    if libc.renameat2(AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), RENAME_EXCHANGE):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _swap(fresh: Path, output: Path) -> None:
    old = output.with_name(f"{fresh.name}-old")
    output.rename(old)
    try:
        fresh.rename(output)
    except OSError:
        old.rename(output)
        raise
    old.rename(fresh)
