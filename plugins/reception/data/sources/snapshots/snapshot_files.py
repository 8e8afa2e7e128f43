"""A snapshot and its receipt on disk: two files that must always match.

The receipt is the point of no return. While a new snapshot replaces the old one, the old one lies beside it under another name,
so that either receipt finds its snapshot. An interruption leaves the old pair or the new one, never a mix.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plugins.reception.data.sources.snapshots.receipts import Receipt, ReceiptError, read_receipt

FOLDER = "anh-chup"
SNAPSHOT, RECEIPT, KEPT, NEW = ".csv", ".toml", ".cu.csv", ".moi"


class PairBroken(Exception):
    """The files are there but do not belong together; says in Vietnamese which one and what to do."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A snapshot that is what its receipt says. `path` is the file to read."""

    path: Path
    receipt: Receipt


def find_pair(folder: Path, name: str) -> Pair | None:
    """The verified pair of a source, or None where there is none. Raises PairBroken; changes nothing."""
    snapshot, receipt_path = folder / f"{name}{SNAPSHOT}", folder / f"{name}{RECEIPT}"
    if not receipt_path.is_file():
        if snapshot.is_file() and not (folder / f"{name}{RECEIPT}{NEW}").is_file():
            raise PairBroken(f"{name}{SNAPSHOT} không có biên nhận {name}{RECEIPT}. Chạy make data.")
        return None
    try:
        receipt = read_receipt(receipt_path.read_bytes())
    except ReceiptError as error:
        raise PairBroken(f"{name}{RECEIPT} đã bị sửa tay hoặc hỏng. {_restore(name)}") from error
    if receipt.source != name:
        raise PairBroken(f"{name}{RECEIPT} là biên nhận của nguồn khác. {_restore(name)}")
    for path in (snapshot, folder / f"{name}{KEPT}"):
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == receipt.sha256:
            return Pair(path, receipt)
    what = "không khớp biên nhận: đã bị sửa tay hoặc hỏng" if snapshot.is_file() else "bị mất"
    raise PairBroken(f"{name}{SNAPSHOT} {what}. {_restore(name)}")


def _restore(name: str) -> str:
    return f"Lấy lại bằng git checkout -- {name}{SNAPSHOT} {name}{RECEIPT}, hoặc chạy make data; sửa số thì sửa ở nguồn."


def place_pair(folder: Path, name: str, snapshot: bytes, receipt: bytes) -> None:
    """Put both files in place of the old ones, durably. Raises OSError, which leaves the old pair whole."""
    settle(folder, name)
    old, kept = folder / f"{name}{SNAPSHOT}", folder / f"{name}{KEPT}"
    new_snapshot = _write(folder / f"{name}{SNAPSHOT}{NEW}", snapshot)
    new_receipt = _write(folder / f"{name}{RECEIPT}{NEW}", receipt)
    if old.is_file():
        _write(kept, old.read_bytes())
    _sync_folder(folder)
    new_snapshot.replace(old)
    _sync_folder(folder)
    new_receipt.replace(folder / f"{name}{RECEIPT}")
    _sync_folder(folder)
    kept.unlink(missing_ok=True)


def settle(folder: Path, name: str) -> None:
    """Clean up after an interruption: give the old snapshot its name back, and remove half-written files."""
    kept = folder / f"{name}{KEPT}"
    try:
        pair = find_pair(folder, name)
    except PairBroken:
        pair = None
    if pair and pair.path == kept:
        kept.replace(folder / f"{name}{SNAPSHOT}")
        _sync_folder(folder)
    for leftover in (kept, folder / f"{name}{SNAPSHOT}{NEW}", folder / f"{name}{RECEIPT}{NEW}"):
        leftover.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> Path:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return path


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Lock the folder; create it if need be. Raises BlockingIOError while another `make data` holds the lock."""
    folder.mkdir(exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
