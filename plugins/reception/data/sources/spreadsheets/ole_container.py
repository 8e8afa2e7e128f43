"""The container around .xls, opened with suspicion: `olefile` takes one stream out, and only a plain copy of it goes on.

As with the zip around .xlsx, the spreadsheet library sees exactly the bytes that we measured, in a container that holds nothing
else. Names of streams ignore case, as [MS-CFB] says.
"""

from __future__ import annotations

import io
from struct import pack

import olefile  # type: ignore[import-untyped]

from plugins.reception.data.sources.spreadsheets.zip_archive import DAMAGED, ArchiveError

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
STREAMS = ("Workbook", "Book")  # since Excel 97, and before; a file for both holds both
LOCKED_STREAM = "EncryptedPackage"

_SECTOR = 512
_SMALLEST = 4096  # shorter streams are stored otherwise, so the copy is filled up with zeros
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_IN_HEADER = 109  # sectors of the table that the header has room for: enough for 7 MB


def open_streams(content: bytes) -> dict[str, bytes]:
    """The workbook's streams by name; a locked workbook has only `LOCKED_STREAM`, left empty. Raises ArchiveError."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            if container.exists(LOCKED_STREAM):
                return {LOCKED_STREAM: b""}
            found = {name: container.openstream(name).read() for name in STREAMS if container.exists(name)}
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError, ArithmeticError) as error:
        raise ArchiveError(DAMAGED) from error
    if not found:
        raise ArchiveError(DAMAGED)
    return found


def container_of(stream: bytes) -> bytes:
    """A container that holds this stream as "Workbook" and nothing else: header, stream, directory, tables."""
    body = stream.ljust(_SMALLEST, b"\0")
    body += bytes(-len(body) % _SECTOR)
    sectors = len(body) // _SECTOR
    chain = [*range(1, sectors), _END, _END]  # the stream's sectors, then the directory's one
    tables, lists = 0, 0
    while (sectors + 1 + tables + lists) * 4 > tables * _SECTOR:
        tables += 1
        lists = max(0, -(-(tables - _IN_HEADER) // 127))
    places = range(sectors + 1, sectors + 1 + tables)
    chain += [_TABLE] * tables + [_TABLE - 1] * lists
    chain += [_FREE] * (tables * 128 - len(chain))
    listed = [*places, *[_FREE] * (_IN_HEADER + lists * 127 - tables)]
    first_list = places.stop if lists else _END
    header = MAGIC + bytes(16) + pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, sectors, 0, _SMALLEST, _END, 0,
                                      first_list, lists)  # fmt: skip
    more = b"".join(
        pack("<128I", *listed[start : start + 127], first_list + number + 1 if number + 1 < lists else _END)
        for number, start in enumerate(range(_IN_HEADER, len(listed), 127))
    )
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 0, len(body)) + bytes(256)
    return header + pack("<109I", *listed[:_IN_HEADER]) + body + directory + pack(f"<{len(chain)}I", *chain) + more


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    return letters.ljust(64, b"\0") + pack("<HBBIII36xIQ", len(letters), kind, 1, _FREE, _FREE, child, first, size)
