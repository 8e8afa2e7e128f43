"""Walks a folder, and stamps files: an equal stamp means that a file is still the one that was read."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

NOT_SOURCES = ("__pycache__", ".git", "node_modules")  # folders that no build reads
Stamp = tuple[int, ...]


def files_in(folder: Path, skipped: Collection[str] = (), strict: bool = True) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below the folder but folders, by path from there. Follows no link.

    A folder that cannot be read raises OSError; unless `strict`, it counts as empty.
    """
    start = len(str(folder)) + 1
    pending = [str(folder)] if folder.is_dir() else []
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if not entry.is_dir(follow_symlinks=False):
                        yield entry.path[start:], entry
                    elif entry.name not in skipped:
                        pending.append(entry.path)
        except OSError:
            if strict:
                raise


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of an output file: size, time of change, inode. A hard link leaves all three."""
    return status.st_size, status.st_mtime_ns, status.st_ino


def source_stamp(status: os.stat_result) -> Stamp:
    """The stamp of a source file: adds the time of its last status change, which no copying tool can set."""
    return *stamp_of(status), status.st_ctime_ns


def stamps_in(folder: Path) -> dict[str, Stamp]:
    """Every file of an output folder with its stamp, by path from there."""
    return {path: stamp_of(entry.stat(follow_symlinks=False)) for path, entry in files_in(folder)}
