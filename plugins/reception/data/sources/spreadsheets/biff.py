"""The records in the stream of an .xls: kind, length, content, one after another. Layouts: [MS-XLS].

Continuations come as separate records: all that we need is in a record's first bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from struct import unpack_from
from typing import NamedTuple

FORMULA, EOF, FILEPASS, CODEPAGE, SHEET, DIMENSIONS, BOF = 0x0006, 0x000A, 0x002F, 0x0042, 0x0085, 0x0200, 0x0809
MANY_NUMBERS, TEXT_WITH_FORMATS, SHARED_TEXT, NUMBER, TEXT, LOGICAL_OR_ERROR, SHORT_NUMBER = (
    0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E,
)  # fmt: skip
ROW, COLUMNS, NOT_RECALCULATED, RECALCULATION, WINDOW, STYLE, FORMAT = 0x0208, 0x007D, 0x005E, 0x01C1, 0x023E, 0x00E0, 0x041E
CELLS = frozenset({FORMULA, MANY_NUMBERS, TEXT_WITH_FORMATS, SHARED_TEXT, NUMBER, TEXT, LOGICAL_OR_ERROR, SHORT_NUMBER})
EXCEL_97 = 0x0600
FONT, CONTINUED, SHARED_TEXTS = 0x0031, 0x003C, 0x00FC
UTF_16 = 1200


class BiffError(Exception):
    """The records are damaged."""


class BiffRecord(NamedTuple):
    """`position` is where the record begins in the stream; its content begins four bytes later."""

    position: int
    kind: int
    data: bytes


def records(stream: bytes, position: int = 0) -> Iterator[BiffRecord]:
    """Every record from there to the end of the stream."""
    while position + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, position)
        yield BiffRecord(position, kind, stream[position + 4 : position + 4 + length])
        position += 4 + length


def part(stream: bytes, position: int = 0) -> Iterator[BiffRecord]:
    """The records of the workbook's globals or of one sheet, up to its end; drawings inside are passed through."""
    depth = 0
    for record in records(stream, position):
        yield record
        depth += (record.kind == BOF) - (record.kind == EOF)
        if depth <= 0:
            return


def version(stream: bytes) -> int:
    """`EXCEL_97` for every workbook since; older ones have smaller numbers. Raises BiffError."""
    try:
        kind, _, found = unpack_from("<HHH", stream)
    except struct.error as error:
        raise BiffError from error
    if kind & 0xFF != BOF & 0xFF:
        raise BiffError
    return int(found) if kind == BOF else kind >> 8


def sheets(stream: bytes) -> Iterator[tuple[str, Iterator[BiffRecord]]]:
    """Name and records of every sheet. Raises BiffError."""
    for record in part(stream):
        if record.kind == SHEET:
            try:
                yield _name(record.data), part(stream, unpack_from("<I", record.data)[0])
            except (struct.error, IndexError, ValueError) as error:
                raise BiffError from error


def text(data: bytes, length: int) -> str:
    """That many letters; the first byte says whether a letter has one byte or two."""
    wide = data[0] & 1
    return data[1 : 1 + length * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1")


def _name(data: bytes) -> str:
    return text(data[7:], data[6])
