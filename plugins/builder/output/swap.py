"""Installs what was built in place of the last build, in one step, and touches only what differs."""

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
except ImportError:  # Windows: users must not build to one output twice at once
    fcntl = None  # type: ignore[assignment]

from plugins.builder.output.guard import policy_file
from plugins.files import Stamp, stamp_of, stamps_in

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def temporary_prefix(output: Path) -> str:
    """How the names of a build's temporary folders begin: no other program, and no build of another output, uses it."""
    return f".{output.name}-{hashlib.blake2b(str(output).encode(), digest_size=8).hexdigest()}-"


@contextmanager
def exclusive_lock(output: Path, locks: Path) -> Iterator[None]:
    """Wait until no other build writes to `output`, then remove what a killed one left beside it and in `locks`."""
    for folder in (output.parent, locks):
        folder.mkdir(parents=True, exist_ok=True)
    place = locks / f"{temporary_prefix(output)}lock"
    with place.open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        for left in chain.from_iterable(folder.glob(f"{escape(temporary_prefix(output))}*") for folder in (output.parent, locks)):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            elif left != place:
                left.unlink(missing_ok=True)
        yield


def read_policy(output: Path) -> str:
    """The policy beside a built folder, or ""."""
    return policy_file(output).read_text(encoding="utf-8") if policy_file(output).is_file() else ""


def write_policy(output: Path, text: str) -> None:
    """Write the policy beside a built folder in one step, if it differs."""
    if read_policy(output) != text:
        replace_file(policy_file(output), text.encode(), output)


def replace_file(file: Path, content: bytes, output: Path) -> None:
    """Replace a file, of the output or beside it, in one step."""
    unfinished = output.with_name(f"{temporary_prefix(output)}{file.name}")
    unfinished.write_bytes(content)
    unfinished.replace(file)


def install(fresh: Path, output: Path, reused: Collection[str], before: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """Make `output` hold the files of `fresh`, those `reused` from itself, and nothing else. Returns the files it then holds.

    `before`: the files it held. A reader sees the old files or the new ones, never a mixture.
    """
    made = stamps_in(fresh).keys()
    same = {name for name in made if name in before and filecmp.cmp(fresh / name, output / name, shallow=False)}
    changed, gone = made - same, before.keys() - made - set(reused)
    if not changed and not gone and output.exists():
        return dict(before)
    if len(changed) == 1 and not gone and changed <= before.keys():
        (name,) = changed
        (fresh / name).replace(output / name)
        return {**before, name: stamp_of((output / name).lstat())}
    for name in same:
        (fresh / name).unlink()
    _link(fresh, output, [*reused, *same])
    take_place_of(fresh, output)
    return stamps_in(output)


def _link(fresh: Path, output: Path, names: Collection[str]) -> None:
    """Hard links of the files: their stamps stay. Copies if the file system has no links."""
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
    """Move `fresh` to `output`. Afterwards `fresh` holds the old tree, if there was one."""
    fresh.chmod(0o755)
    if not output.exists():
        fresh.rename(output)
        return
    try:
        _exchange(fresh, output)
    except OSError:
        # without renameat2: two renames, and the old tree returns if the second fails
        _swap(fresh, output)


def _exchange(first: Path, second: Path) -> None:
    """Swap two folders in one step (Linux's renameat2)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError("no renameat2")
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
