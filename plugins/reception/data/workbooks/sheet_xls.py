"""The same question for .xls: formulas without a result, found by walking the records of the old binary format.

In .xls a formula nobody calculated looks the same as one whose result is empty text, so both are told: the clerk's way out,
saving as .xlsx, settles which it was. Layouts: [MS-CFB] for the container, [MS-XLS] for the records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from struct import unpack_from

from plugins.reception.data.workbooks.archive import ArchiveError
from plugins.reception.data.workbooks.sheet_xml import SheetScan

WITHOUT_RESULT = "công thức không có kết quả. Gõ số vào ô này, hoặc mở bằng Excel rồi lưu thành .xlsx."

_END = 0xFFFFFFF0  # sector numbers from here on are marks, not sectors
_FORMULA, _BOF, _EOF, _SHEET = 0x0006, 0x0809, 0x000A, 0x0085
_EMPTY_TEXT = 3

Record = tuple[int, int, bytes]


def scan_xls(content: bytes) -> dict[str, SheetScan]:
    """A scan of each sheet that has such a formula, by name. Raises ArchiveError for a file that does not hang together."""
    try:
        stream = _workbook_stream(content)
        names = {unpack_from("<I", data)[0]: _sheet_name(data) for _, kind, data in _records(stream) if kind == _SHEET}
    except (struct.error, IndexError, KeyError, ValueError) as error:
        raise ArchiveError("tệp hỏng hoặc chưa tải hết. Mở tệp bằng Excel rồi lưu lại, hoặc xin lại tệp.") from error
    scans: dict[str, SheetScan] = {}
    name, depth = "", 0
    for position, kind, data in _records(stream):
        if kind == _BOF:
            name, depth = (names.get(position, "") if depth == 0 else name), depth + 1
        elif kind == _EOF:
            depth -= 1
        elif kind == _FORMULA and len(data) >= 14 and data[12:14] == b"\xff\xff" and data[6] == _EMPTY_TEXT:
            row, column = unpack_from("<HH", data)
            scans.setdefault(name, SheetScan()).faults[row, column] = WITHOUT_RESULT
    return scans


def _records(stream: bytes) -> Iterator[Record]:
    position = 0
    while position + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, position)
        yield position, kind, stream[position + 4 : position + 4 + length]
        position += 4 + length


def _sheet_name(data: bytes) -> str:
    length, wide = data[6], data[7] & 1
    return data[8 : 8 + length * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1")


def _workbook_stream(content: bytes) -> bytes:
    """The stream "Workbook" out of the container's chain of sectors.

    Streams below the header's limit (4 kB) are stored otherwise, but no office program writes a workbook that short.
    """
    size = 1 << min(unpack_from("<H", content, 30)[0], 16)
    directory, limit = (unpack_from("<I", content, place)[0] for place in (48, 56))
    body, table = content[size:], _sector_table(content, size)
    entries = _directory(_chained(body, table, directory, size))
    start, length = entries.get("Workbook") or entries["Book"]
    if length < limit:
        raise ValueError("a workbook in the short stream")
    return _chained(body, table, start, size)[:length]


def _sector_table(content: bytes, size: int) -> list[int]:
    """Which sector follows which. 109 sectors of this table are named in the header, more of them in a chain of lists."""
    sectors = list(unpack_from("<109I", content, 76))
    more = unpack_from("<I", content, 68)[0]
    for _ in range(len(content) // size):
        if more >= _END:
            break
        *listed, more = unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        sectors += listed
    used = (sector for sector in sectors if sector < _END)
    return [entry for sector in used for entry in unpack_from(f"<{size // 4}I", content, (sector + 1) * size)]


def _chained(body: bytes, table: list[int], start: int, size: int) -> bytes:
    parts: list[bytes] = []
    sector = start
    while sector < _END and len(parts) <= len(body) // size:  # a chain in a ring ends too
        parts.append(body[sector * size : (sector + 1) * size])
        sector = table[sector]
    return b"".join(parts)


def _directory(stream: bytes) -> dict[str, tuple[int, int]]:
    """First sector and length by name."""
    entries = {}
    for place in range(0, len(stream) - 127, 128):
        length = unpack_from("<H", stream, place + 64)[0]
        name = stream[place : place + max(length - 2, 0)].decode("utf-16-le")
        first, size = unpack_from("<II", stream, place + 116)
        entries[name] = (first, size)
    return entries
