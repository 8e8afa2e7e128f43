"""The zip around .xlsx and .ods, opened with suspicion: sizes are checked first, then a plain copy is made and only it is read.

The copy holds what Python unpacked under the limits, each name once. So whatever the headers of the original claim, the
spreadsheet library sees the very bytes that were measured.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_ENTRIES = 10_000
DAMAGED = "tệp hỏng hoặc chưa tải hết. Mở tệp bằng Excel rồi lưu lại, hoặc xin lại tệp."
PASSWORD = "tệp có mật khẩu. Bỏ mật khẩu rồi lưu lại."  # noqa: S105 - a message, not a secret
SMALL = 1024 * 1024  # below this an entry may shrink as much as it likes: a sheet of zeros is no bomb


class ArchiveError(Exception):
    """Why the file is not opened, for a clerk, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The unpacked parts by name, and the same parts as an uncompressed zip."""

    parts: dict[str, bytes]
    plain: bytes


def open_archive(content: bytes) -> Archive:
    """Raises ArchiveError for a damaged, locked or oversized archive, before anything large is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bombs(entries)
            parts = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise ArchiveError(DAMAGED) from error
    return Archive(parts, _plain_zip(parts))


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise ArchiveError(f"bên trong có {len(entries)} tệp con, nhiều hơn {MAX_ENTRIES}. Báo cáo thật không như vậy.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        size = f"{unpacked // (1024 * 1024)} MB"
        raise ArchiveError(f"giải nén ra {size}, quá {MAX_UNPACKED // (1024 * 1024)} MB. Xóa ảnh và trang thừa rồi lưu lại.")
    for entry in entries:
        if entry.file_size > max(SMALL, MAX_RATIO * entry.compress_size):
            raise ArchiveError(f"phần “{entry.filename}” nén quá {MAX_RATIO} lần, giống tệp phá hoại. Chép số liệu sang tệp mới.")
        if entry.flag_bits & 1:
            raise ArchiveError(PASSWORD)


def _plain_zip(parts: dict[str, bytes]) -> bytes:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return copy.getvalue()
