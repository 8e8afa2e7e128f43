"""Finds the same faults in .xls: what the file is, how far its cells reach, and formulas without a result.

In .xls a formula that nobody calculated looks like one whose result is empty text, so both are reported: once the clerk saves
the file as .xlsx, they differ.
"""

from __future__ import annotations

import struct
from struct import pack_into, unpack_from

from plugins.reception.data.sources.spreadsheets import biff
from plugins.reception.data.sources.spreadsheets import xls_appearance as xls_look
from plugins.reception.data.sources.spreadsheets.biff import BiffError, BiffRecord
from plugins.reception.data.sources.spreadsheets.grid import Place
from plugins.reception.data.sources.spreadsheets.ole_container import LOCKED_STREAM, MAGIC, STREAMS, container_of, open_streams
from plugins.reception.data.sources.spreadsheets.xlsx_faults import FORMULA_FAILED, SheetScan
from plugins.reception.data.sources.spreadsheets.zip_archive import DAMAGED, PASSWORD, ArchiveError

WITHOUT_RESULT = "công thức không có kết quả. Gõ số vào ô này, hoặc mở bằng Excel rồi lưu thành .xlsx."
TOO_OLD = "tệp của Excel 95 hoặc cũ hơn; chỉ đọc được .xls của Excel 97 đến 2003. Mở bằng Excel rồi lưu thành .xlsx."

_ERROR, _EMPTY_TEXT = 2, 3
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_NO_DIMENSIONS = struct.pack("<IIHHH", 0, 1, 0, 1, 0)


def workbook_stream(content: bytes) -> bytes:
    """The records of an Excel 97 workbook, with or without a container. Raises ArchiveError, also for a locked one."""
    try:
        streams = open_streams(content) if content.startswith(MAGIC) else {STREAMS[0]: content}
        if LOCKED_STREAM in streams:
            raise ArchiveError(PASSWORD)
        stream = next(streams[name] for name in STREAMS if name in streams)
        if biff.version(stream) != biff.EXCEL_97:
            raise ArchiveError(TOO_OLD)
    except BiffError as error:
        raise ArchiveError(DAMAGED) from error
    if any(record.kind == biff.FILEPASS for record in biff.part(stream)):
        raise ArchiveError(PASSWORD)
    return stream


def scan_xls(stream: bytes) -> dict[str, SheetScan]:
    """A scan of each sheet by name. Raises ArchiveError for a damaged or oversized file."""
    scans: dict[str, SheetScan] = {}
    try:
        book = xls_look.read_book(biff.part(stream))
        for name, records in biff.sheets(stream):
            scan, asked = scans.setdefault(name, SheetScan()), book.recalculates
            for record in records:
                asked = asked or record.kind == biff.NOT_RECALCULATED
                if record.kind in biff.CELLS:
                    _scan_cell(scan, record)
                    xls_look.look_at_cell(scan.look, record, book, asked)
                else:
                    xls_look.look_at_layout(scan.look, record)
    except (BiffError, struct.error, IndexError, ValueError) as error:
        raise ArchiveError(DAMAGED) from error
    return scans


def plain_xls(stream: bytes) -> bytes:
    """The workbook in a new container, so that the spreadsheet library reads it correctly.

    The library trusts two records that some programs write wrongly: the code page, which is UTF-16 in every workbook since
    Excel 97, and the dimensions, for which it would allocate memory.
    """
    plain = bytearray(stream)
    for position, kind, data in biff.records(stream):
        if kind == biff.CODEPAGE and len(data) >= 2:
            pack_into("<H", plain, position + 4, biff.UTF_16)
        elif kind == biff.DIMENSIONS and len(data) >= len(_NO_DIMENSIONS):
            plain[position + 4 : position + 4 + len(_NO_DIMENSIONS)] = _NO_DIMENSIONS
    return container_of(bytes(plain))


def _scan_cell(scan: SheetScan, record: BiffRecord) -> None:
    place, last = _places(record)
    scan.add(place, last)
    data = record.data
    special = data[6] if record.kind == biff.FORMULA and len(data) >= 14 and data[12:14] == b"\xff\xff" else None
    if special == _EMPTY_TEXT:
        scan.faults[place] = WITHOUT_RESULT
    elif special == _ERROR:
        scan.faults[place] = FORMULA_FAILED.format(error=_ERRORS.get(data[8], "#?"))
    elif record.kind == biff.LOGICAL_OR_ERROR and data[7]:
        scan.faults[place] = FORMULA_FAILED.format(error=_ERRORS.get(data[6], "#?"))


def _places(record: BiffRecord) -> tuple[Place, Place]:
    row, column = unpack_from("<HH", record.data)
    last = unpack_from("<H", record.data, len(record.data) - 2)[0] if record.kind == biff.MANY_NUMBERS else column
    return (row, column), (row, max(column, last))
