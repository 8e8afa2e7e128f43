"""Reads from the records of an .xls how its cells look. Layouts: [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from struct import unpack_from

from plugins.reception.data.sources.spreadsheets import biff
from plugins.reception.data.sources.spreadsheets.biff import BiffRecord
from plugins.reception.data.sources.spreadsheets.grid import MARKED, Appearance
from plugins.reception.data.sources.spreadsheets.xlsx_appearance import BUILT_IN, RECALCULATED, Book

_NO_HEIGHT, _HIDDEN, _ZEROS_SHOWN = 0x20, 0x01, 0x10
_LOW, _NARROW = 60, 128  # twentieths of a point, 256ths of a digit: nobody reads a number there
_STRUCK, _WIDE, _EXTRA, _RUNS = 0x08, 0x01, 0x04, 0x08
_WHEN_OPENED = 0x03  # office programs set one of the two; programs that cannot calculate set both, and 0 as the result


def read_book(records: Iterable[BiffRecord]) -> Book:
    """Formats and settings that stand before the sheets."""
    codes = dict(BUILT_IN)
    numbers: list[int] = []
    fonts_of_styles: list[int] = []
    previous = 0
    asked = False
    fonts: list[bytes] = []
    texts: list[bytes] = []
    for record in records:
        data = record.data
        if record.kind == biff.FORMAT:
            number, length = unpack_from("<HH", data)
            codes[number] = biff.text(data[4:], length)
        elif record.kind == biff.STYLE:
            font, number = unpack_from("<HH", data)
            fonts_of_styles.append(font - (font > 4))  # there is no font number 4
            numbers.append(number)
        elif record.kind == biff.RECALCULATION:
            asked = unpack_from("<I", data, 4)[0] == 0
        elif record.kind == biff.FONT:
            fonts.append(data)
        elif record.kind == biff.SHARED_TEXTS or (record.kind == biff.CONTINUED and previous == biff.SHARED_TEXTS):
            texts.append(data)
        previous = previous if record.kind == biff.CONTINUED else record.kind
    marks = {number for number, font in enumerate(fonts) if _is_mark(font)}
    struck = {number for number, font in enumerate(fonts) if _is_struck(font)}
    struck_styles = frozenset(style for style, font in enumerate(fonts_of_styles) if font in struck)
    return Book(tuple(codes.get(number, "") for number in numbers), asked, marked_texts(texts, marks), struck_styles)


def look_at_cell(look: Appearance, record: BiffRecord, book: Book, asked: bool) -> None:
    """Note the number format of a cell or of many, and a result that waits to be recalculated."""
    row, first = unpack_from("<HH", record.data)
    styles = [unpack_from("<H", record.data, 4)[0]]
    if record.kind == biff.MANY_NUMBERS:
        styles = [unpack_from("<H", record.data, start)[0] for start in range(4, len(record.data) - 2, 6)]
    for column, style in enumerate(styles, first):
        look.set_format((row, column), book.code(style))
        if style in book.struck:
            look.struck.add((row, column))
    if record.kind == biff.SHARED_TEXT and unpack_from("<I", record.data, 6)[0] in book.marked:
        look.unproven[row, first] = MARKED
    if record.kind == biff.FORMULA:
        flags = unpack_from("<H", record.data, 14)[0]
        if asked or (flags & _WHEN_OPENED == _WHEN_OPENED and not any(record.data[6:14])):
            look.unproven[row, first] = RECALCULATED


def look_at_layout(look: Appearance, record: BiffRecord) -> None:
    """Note a hidden row, hidden columns, or that the sheet shows no zeros."""
    data = record.data
    if record.kind == biff.ROW:
        row, height = unpack_from("<H4xH", data)
        if unpack_from("<H", data, 12)[0] & _NO_HEIGHT or 0 < height < _LOW:
            look.hidden_rows.append((row, row))
    elif record.kind == biff.COLUMNS:
        first, last, width, _, flags = unpack_from("<HHHHH", data)
        if flags & _HIDDEN or width < _NARROW:
            look.hidden_columns.append((first, last))
    elif record.kind == biff.WINDOW:
        look.hides_zeros |= not unpack_from("<H", data)[0] & _ZEROS_SHOWN


def _is_mark(font: bytes) -> bool:
    """Whether a font record strikes letters through, or raises or lowers them."""
    return _is_struck(font) or bool(unpack_from("<H", font, 8)[0])


def _is_struck(font: bytes) -> bool:
    return bool(unpack_from("<H", font, 2)[0] & _STRUCK)


def marked_texts(parts: list[bytes], fonts: set[int]) -> frozenset[int]:
    """The numbers of the texts that use one of these fonts; from the record of shared texts and its continuations.

    Used only for workbooks that have a font for it. Texts continue across records; where one breaks inside its letters, the next
    record begins with a byte that gives the width of the letters from there. Layout: [MS-XLS] 2.4.265.
    """
    found: set[int] = set()
    if fonts:
        with suppress(struct.error, IndexError):  # the library reads on where this cannot, or says that the file is damaged
            found.update(number for number, used in enumerate(_fonts_used(_Parts(parts))) if used & fonts)
    return frozenset(found)


class _Parts:
    """Bytes over several records."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts, self.part, self.place = parts, 0, 0

    def take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            if not self.left():
                self.part, self.place = self.part + 1, 0
            here = min(count - len(taken), self.left())
            taken += self.parts[self.part][self.place : self.place + here]
            self.place += here
        return taken

    def left(self) -> int:
        """Bytes to the end of this record."""
        return len(self.parts[self.part]) - self.place

    def skip_letters(self, count: int, *, wide: bool) -> None:
        while count:
            if not self.left():
                self.part, self.place = self.part + 1, 0
                wide = bool(self.take(1)[0] & _WIDE)
            size = 2 if wide else 1
            here = min(count, self.left() // size)
            if not here:
                raise IndexError
            self.place += here * size
            count -= here


def _fonts_used(parts: _Parts) -> Iterator[set[int]]:
    """The fonts of each text; there is no font number 4, so later ones are shifted by one."""
    _, count = unpack_from("<II", parts.take(8))
    for _ in range(count):
        length, flags = unpack_from("<HB", parts.take(3))
        runs = unpack_from("<H", parts.take(2))[0] if flags & _RUNS else 0
        extra = unpack_from("<I", parts.take(4))[0] if flags & _EXTRA else 0
        parts.skip_letters(length, wide=bool(flags & _WIDE))
        places = unpack_from(f"<{runs * 2}H", parts.take(runs * 4))
        parts.take(extra)
        yield {font - (font > 4) for font in places[1::2]}
