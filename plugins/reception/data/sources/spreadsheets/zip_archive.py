"""The zip around .xlsx and .ods, opened with suspicion: check sizes first, then make a plain copy and read only that.

The copy holds what Python unpacked within the limits, each name once. So the spreadsheet library sees what we measured, whatever
the headers of the original claim.
"""

from __future__ import annotations

import io
import zipfile
import zlib

MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_ENTRIES = 10_000
DAMAGED = "tệp hỏng hoặc chưa tải hết. Mở tệp bằng Excel rồi lưu lại, hoặc xin lại tệp."
PASSWORD = "tệp có mật khẩu. Bỏ mật khẩu rồi lưu lại."  # noqa: S105 - a message, not a secret
SMALL = 1024 * 1024  # below this an entry may shrink as much as it likes: a sheet of zeros is no bomb

_TELLING = {"content.xml": ".ods", "word/document.xml": ".docx", "ppt/presentation.xml": ".pptx", "xl/workbook.bin": ".xlsb"}
_TELLING_TYPES = {
    b"sheet.macroEnabled.main+xml": ".xlsm",
    b"template.macroEnabled.main+xml": ".xltm",
    b"spreadsheetml.template.main+xml": ".xltx",
    b"spreadsheetml.sheet.main+xml": ".xlsx",
}


class ArchiveError(Exception):
    """Why the file is not opened, for a clerk, in Vietnamese."""


def open_archive(content: bytes) -> dict[str, bytes]:
    """The unpacked parts by name. Raises ArchiveError for a damaged, locked or oversized file before unpacking it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bombs(entries)
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise ArchiveError(DAMAGED) from error


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


def plain_zip(parts: dict[str, bytes]) -> bytes:
    """The parts as an uncompressed zip."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return copy.getvalue()


def kind_of(parts: dict[str, bytes]) -> str:
    """The extension that fits these parts; "" when unknown."""
    names = {name.replace("\\", "/").lower() for name in parts}
    types = next((content for name, content in parts.items() if name.lower() == "[content_types].xml"), b"")
    telling = [extension for part, extension in _TELLING.items() if part in names]
    return next(iter([*telling, *(extension for words, extension in _TELLING_TYPES.items() if words in types)]), "")
