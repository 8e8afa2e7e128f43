"""Writes that survive a power cut: rename(2) is atomic but not durable without fsync."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FLUSHES_AT_ONCE, MANY_FOLDERS = 16, 500
FILE_MODE, FOLDER_MODE = 0o444, 0o755  # nobody edits a published file in place: its hard links would change with it


def fsync(path: Path) -> None:
    """Let a file's or folder's content reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fsync_all(files: Iterable[Path], folders: Iterable[Path]) -> None:
    """The same for many: several files at once, so that one flush of the disk serves them; many folders with their file system."""
    with ThreadPoolExecutor(FLUSHES_AT_ONCE) as threads:
        list(threads.map(fsync, files))
        listed = list(folders)
        if len(listed) < MANY_FOLDERS or not _sync_file_system(listed[0]):
            list(threads.map(fsync, listed))


def _sync_file_system(folder: Path) -> bool:
    """Whether the system could (Linux): a flush for each of ten thousand folders would take a minute."""
    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(descriptor):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(descriptor)
    return True


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
