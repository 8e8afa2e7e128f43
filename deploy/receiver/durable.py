"""Writes that survive a power cut: rename(2) is atomic but not durable without fsync."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o444, 0o755  # nobody edits a published file in place: its hard links would change with it


def fsync(path: Path) -> None:
    """Let a file's or folder's content reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fsync_all(paths: Iterable[Path]) -> None:
    """The same for many. The first commits the file system's journal for all, so the others are quick."""
    for path in paths:
        fsync(path)


def write_file(path: Path, data: bytes, mtime: int) -> None:
    """A new published file, not yet durable."""
    path.write_bytes(data)
    path.chmod(FILE_MODE)
    os.utime(path, (mtime, mtime))


def replace_file(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Put a file in place in a single durable step."""
    unfinished = path.with_name(f".{path.name}-unfinished")
    unfinished.write_bytes(data)
    unfinished.chmod(mode)
    fsync(unfinished)
    unfinished.replace(path)
    fsync(path.parent)


def point(link: Path, target: str) -> None:
    """Let `link` lead to `target` in a single durable step: at every moment readers find the old or the new."""
    unfinished = link.with_name(f".{link.name}-unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.symlink_to(target)
    unfinished.replace(link)
    fsync(link.parent)


def remove(path: Path) -> None:
    """Delete a file, a link or a folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
