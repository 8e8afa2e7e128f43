"""Reads a spreadsheet's bytes into grids: open, measure, make a plain copy, and only then call the library.

Runs in the child process (see `child`), within its limits of time and memory. The extension is a promise: the first bytes decide
whether it is true, and a wrong extension is refused, not corrected.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from python_calamine import CalamineError, PasswordError

from plugins.reception.data.sources.spreadsheets.calamine_cells import RawSheet, read_sheets
from plugins.reception.data.sources.spreadsheets.grid import Grid
from plugins.reception.data.sources.spreadsheets.ods_faults import scan_ods
from plugins.reception.data.sources.spreadsheets.ole_container import LOCKED_STREAM, MAGIC
from plugins.reception.data.sources.spreadsheets.plain_ods import plain_ods
from plugins.reception.data.sources.spreadsheets.plain_xlsx import plain_xlsx
from plugins.reception.data.sources.spreadsheets.xls_faults import plain_xls, scan_xls, workbook_stream
from plugins.reception.data.sources.spreadsheets.xlsx_faults import SheetScan, scan_xlsx
from plugins.reception.data.sources.spreadsheets.xml_events import NOT_XML
from plugins.reception.data.sources.spreadsheets.zip_archive import (
    DAMAGED,
    PASSWORD,
    ArchiveError,
    kind_of,
    open_archive,
    plain_zip,
)

INCOMPLETE = "tệp hỏng: thiếu hoặc sai phần bên trong. Mở tệp bằng Excel rồi lưu lại."
NOT_A_NUMBER = "ô kiểu số nhưng giá trị không phải số (NaN) hoặc lớn vô hạn. Gõ lại số vào ô này."

_ZIP = b"PK\x03\x04"
_BARE_XLS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # records without a container
_MAGIC = {".xlsx": (_ZIP,), ".ods": (_ZIP,), ".xls": (MAGIC, *_BARE_XLS)}
_LOCKED = LOCKED_STREAM.encode("utf-16-le")


def open_workbook(content: bytes, suffix: str) -> tuple[Grid, ...]:
    """Every visible worksheet of an .xlsx, .xls or .ods. Raises ArchiveError.

    Hidden sheets are left out: old copies and code lists that the sender cannot see.
    """
    try:
        plain, scans = measured(content, suffix)
        sheets = read_sheets(plain)
    except PasswordError as error:
        raise ArchiveError(PASSWORD) from error
    except CalamineError as error:
        raise ArchiveError(DAMAGED) from error
    return tuple(_grid(sheet, scans.get(sheet.name, SheetScan())) for sheet in sheets if sheet.visible)


def measured(content: bytes, suffix: str) -> tuple[bytes, Mapping[str, SheetScan]]:
    """The plain copy and the scans of its sheets. Raises ArchiveError."""
    _require(content, suffix)
    if suffix == ".xls":
        stream = workbook_stream(content)
        scans = scan_xls(stream)
        return plain_xls(stream), scans
    parts = open_archive(content)
    if (kind := kind_of(parts)) != suffix and kind:
        raise ArchiveError(f"không phải tệp {suffix} thật mà là {kind} đổi đuôi. Mở bằng Excel rồi lưu thành .xlsx.")
    try:
        if suffix == ".ods":
            scans = scan_ods(parts)
            return plain_zip(plain_ods(parts)), scans
        parts = plain_xlsx(parts)
        return plain_zip(parts), scan_xlsx(parts)
    except NOT_XML as error:
        raise ArchiveError(INCOMPLETE) from error


def _require(content: bytes, suffix: str) -> None:
    if content.startswith(_MAGIC[suffix]):
        return
    start = content[:512].lstrip().lower()
    if not content:
        message = "tệp rỗng. Xin lại tệp."
    elif content.startswith(MAGIC) and _LOCKED in content:
        message = PASSWORD
    elif start.startswith((b"<", b"\xef\xbb\xbf<")):
        message = f"bên trong là trang web hoặc XML, chỉ mang đuôi {suffix}. Mở bằng Excel rồi lưu thành .xlsx."
    elif content.startswith((_ZIP, MAGIC)):
        message = f"không phải tệp {suffix} thật mà là định dạng khác đổi đuôi. Mở bằng Excel rồi lưu thành .xlsx."
    else:
        message = f"không đọc được như tệp {suffix}: {DAMAGED}"
    raise ArchiveError(message)


def _grid(sheet: RawSheet, scan: SheetScan) -> Grid:
    endless = {place for place, value in sheet.cells.items() if isinstance(value, float) and not math.isfinite(value)}
    cells = {place: value for place, value in sheet.cells.items() if place not in endless}
    faults = {**dict.fromkeys(sorted(endless), NOT_A_NUMBER), **scan.faults}
    return Grid(sheet.name, cells, sheet.merges or tuple(scan.merges), faults, scan.look)
