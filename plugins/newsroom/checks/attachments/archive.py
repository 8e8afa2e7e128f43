"""Opens ZIP containers, plain or inside office documents, within limits, and unpacks each entry once to verify its checksum."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from posixpath import normpath
from stat import S_ISLNK
from zipfile import BadZipFile, ZipFile, ZipInfo

from plugins.newsroom.checks.attachments.unfit import MEND, Unfit, WrongSize, damaged

MOST_ENTRIES = 5_000
LARGEST_UNPACKED = 200 * 1024 * 1024
SMALL = 10 * 1024 * 1024
MOST_TIMES = 100  # an honest table packs twenty- or fiftyfold, a bomb a thousandfold
_LOCKED = 0x1
_SYSTEMS_OWN = (".DS_Store", "Thumbs.db", "desktop.ini")


def entries_of(data: bytes, what: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file, in the archive's order. Raises Unfit for bombs, locks, damage and names that lead outside."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_bomb(infos, len(data), what)
            for info in infos:
                _refuse_entry(info, what)
                yield info.filename, archive.read(info)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        if isinstance(error, Unfit):
            raise
        raise damaged(what, "không giải nén được") from error


def is_left_by_system(name: str, data: bytes) -> bool:
    """Whether a file manager added it by itself: notes beside each file on a Mac, thumbnails."""
    base = name.rpartition("/")[2]
    return base in _SYSTEMS_OWN or (name.startswith("__MACOSX/") and data.startswith(b"\x00\x05\x16\x07"))


def _refuse_bomb(infos: list[ZipInfo], packed: int, what: str) -> None:
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST_ENTRIES:
        raise WrongSize(f"{what} chứa {len(infos)} tệp, quá {MOST_ENTRIES}. Chia nhỏ ra.")
    if unpacked > LARGEST_UNPACKED or (unpacked > SMALL and unpacked > packed * MOST_TIMES):
        raise WrongSize(
            f"{what} giải nén ra {unpacked // 1024 // 1024} MB, gấp {unpacked // max(packed, 1)} lần tệp nén: có thể là bom nén. "
            "Chia nhỏ ra, hoặc xuất lại."
        )


def _refuse_entry(info: ZipInfo, what: str) -> None:
    name = info.filename
    if info.flag_bits & _LOCKED:
        raise Unfit(f"{what} có mật khẩu nên không xem được bên trong. Lưu lại không đặt mật khẩu.")
    outside = name.startswith(("/", "..")) or normpath(name).startswith("..") or "\\" in name or ":" in name.partition("/")[0]
    if outside or any(ord(char) < 32 for char in name):
        raise Unfit(f"{what} có tệp tên “{name[:80]!r}”, giải nén sẽ ghi ra ngoài thư mục. {MEND}")
    if S_ISLNK(info.external_attr >> 16):
        raise Unfit(f"{what} có liên kết (symlink) “{name[:80]}”. Chép tệp thật vào rồi nén lại.")
