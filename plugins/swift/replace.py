"""Let a finished folder take the place of the last one in a single step, touching only what differs."""

from __future__ import annotations

import ctypes
import filecmp
import os
import shutil
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def take_place_of(fresh: Path, output: Path) -> None:
    """Put `fresh` at `output`. Equal trees: nothing is touched. `fresh` afterwards holds the old tree, if there was one.

    Files with unchanged bytes keep their time of change, so that servers and rsync see only what is new.
    """
    if not output.exists():
        fresh.rename(output)
        return
    if keep_times(fresh, output):
        return
    try:
        _exchange(fresh, output)
    except OSError:
        # No renameat2 on this system or file system: two renames, with the old tree put back if the second fails.
        _swap(fresh, output)


def keep_times(fresh: Path, output: Path) -> bool:
    """Give unchanged files of `fresh` their old times; True when the two trees are the same to the byte."""
    new = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    old = {path.relative_to(output) for path in output.rglob("*") if path.is_file()}
    unchanged = {path for path in new & old if filecmp.cmp(fresh / path, output / path, shallow=False)}
    for path in unchanged:
        shutil.copystat(output / path, fresh / path)
    return new == old == unchanged


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
