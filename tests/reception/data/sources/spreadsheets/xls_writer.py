"""Writes small .xls the many ways programs do: records by hand, in containers of every make. xlwt knows only one of them."""

from __future__ import annotations

import random
import struct
from dataclasses import dataclass
from struct import pack

from tests.reception.data.sources.recognition.sheets import Page

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
EXCEL_97, EXCEL_95 = 0x0600, 0x0500


@dataclass(frozen=True)
class Records:
    """How the records are written."""

    code_page: int | None = 1200
    shared_texts: bool = False
    many_numbers: bool = False
    formulas: bool = False
    dimensions: tuple[int, int] | None = None
    version: int = EXCEL_97
    password: bool = False
    text_formats: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Container:
    """How the container is written: `shuffle` scatters the sectors, `beside` adds the streams that Excel writes."""

    name: str = "Workbook"
    short: bool = True
    sector: int = 512
    shuffle: int | None = None
    beside: bool = False


def records_of(page: Page, how: Records = Records()) -> bytes:
    """The stream: globals, then the one sheet."""
    texts = list(dict.fromkeys(value for value in page.cells.values() if isinstance(value, str)))
    head = _record(0x0809, pack("<HHHHII", how.version, 5, 0x0DBB, 0x07CC, 0, 6))
    head += _record(0x002F, pack("<HHH", 0, 0x1234, 0x5678)) if how.password else b""
    head += _record(0x0042, pack("<H", how.code_page)) if how.code_page is not None else b""
    shared = b"".join(map(_text, texts)) if how.shared_texts else b""
    tail = (_record(0x00FC, pack("<II", how.count or len(texts), len(texts)) + shared) if shared else b"") + _record(0x000A, b"")
    name = page.name.encode("utf-16-le")
    place = len(head) + 12 + len(name) + len(tail)
    sheet = _record(0x0085, pack("<IBBBB", place, 0, 0, len(page.name), 1) + name)
    body = _record(0x0809, pack("<HHHHII", how.version, 16, 0x0DBB, 0x07CC, 0, 6))
    if how.dimensions:
        body += _record(0x0200, pack("<IIHHH", 0, how.dimensions[0], 0, how.dimensions[1], 0))
    return head + sheet + tail + body + _cells(page, texts, how) + _record(0x000A, b"")


def _cells(page: Page, texts: list[str], how: Records) -> bytes:
    written, cells = b"", sorted(page.cells.items())
    while cells:
        ((row, column), value), run = cells[0], 1
        place = pack("<HHH", row, column, 0)
        if isinstance(value, str):
            written += _text_cell(place, value, texts, how)
        elif how.many_numbers and isinstance(value, int):
            numbers = []
            while (
                cells[len(numbers) :] and cells[len(numbers)][0] == (row, column + len(numbers)) and _whole(cells[len(numbers)][1])
            ):
                numbers.append(cells[len(numbers)][1])
            run = len(numbers)
            packed = b"".join(pack("<Hi", 0, number << 2 | 2) for number in numbers)
            written += _record(0x00BD, place[:4] + packed + pack("<H", column + run - 1))
        elif how.formulas:
            written += _record(0x0006, place + pack("<dHIH", value, 0, 0, 3) + b"\x1e\x01\x00")
        else:
            written += _record(0x0203, place + pack("<d", value))
        cells = cells[run:]
    return written


def _text_cell(place: bytes, value: str, texts: list[str], how: Records) -> bytes:
    if how.shared_texts:
        return _record(0x00FD, place + pack("<I", texts.index(value)))
    if how.text_formats:
        return _record(0x00D6, place + _text(value) + pack("<H", 0))
    return _record(0x0204, place + _text(value))


def _whole(value: object) -> bool:
    return isinstance(value, int)


def _record(kind: int, data: bytes) -> bytes:
    return pack("<HH", kind, len(data)) + data


def _text(text: str) -> bytes:
    letters = text.encode("utf-16-le")
    return pack("<HB", len(text), 1) + letters


def container_of(stream: bytes, how: Container = Container()) -> bytes:
    """[MS-CFB]: streams cut into sectors, a table of which follows which, short streams inside the root's own stream."""
    streams = {how.name: stream} | ({"\x05SummaryInformation": b"s" * 212, "\x01CompObj": b"c" * 4200} if how.beside else {})
    if not how.short:
        streams = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    small = {name: content for name, content in streams.items() if len(content) < 4096}
    within, short_table, firsts = b"", [], {}
    for name, content in small.items():
        count = -(-len(content) // 64)
        firsts[name] = len(short_table)
        short_table += [*range(len(short_table) + 1, len(short_table) + count), END]
        within += content.ljust(count * 64, b"\0")
    sectors = _Sectors(how.sector, random.Random(how.shuffle) if how.shuffle is not None else None)
    sectors.reserve(sum(-(-len(part) // how.sector) + 1 for part in [*streams.values(), within]) + 8)
    firsts |= {name: sectors.put(content) for name, content in streams.items() if name not in small}
    root = sectors.put(within)
    shorts = sectors.put(pack(f"<{len(short_table)}I", *short_table))
    entries = [_entry("Root Entry", 5, FREE, 1, root, len(within))]
    entries += [
        _entry(name, 2, number + 1 if number < len(streams) else FREE, FREE, firsts[name], len(content))
        for number, (name, content) in enumerate(streams.items(), start=1)
    ]
    directory = sectors.put(b"".join(entries).ljust(how.sector, b"\0"))
    return sectors.file(directory, shorts, bool(small))


class _Sectors:
    def __init__(self, size: int, chance: random.Random | None) -> None:
        self.size, self.chance, self.body, self.table, self.free = size, chance, {}, {}, []

    def reserve(self, count: int) -> None:
        self.free = list(range(count))
        if self.chance:
            self.chance.shuffle(self.free)

    def put(self, content: bytes) -> int:
        count = -(-len(content) // self.size)
        chain = [self.free.pop(0) for _ in range(count)]
        for number, sector in enumerate(chain):
            self.body[sector] = content[number * self.size : (number + 1) * self.size].ljust(self.size, b"\0")
            self.table[sector] = chain[number + 1] if number + 1 < count else END
        return chain[0] if chain else END

    def file(self, directory: int, shorts: int, has_shorts: bool) -> bytes:
        used = max(self.body) + 1
        each = self.size // 4
        count = -(-(used + 1) // (each - 1))
        places = [*range(used, used + count)]
        entries = [self.table.get(sector, FREE) for sector in range(used)] + [TABLE] * count
        entries += [FREE] * (count * each - len(entries))
        large = self.size == 4096
        header = (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + pack("<HHHHH6x", 0x3E, 4 if large else 3, 0xFFFE, 12 if large else 9, 6)
        )
        header += pack("<IIIIIIIII", int(large), count, directory, 0, 4096, shorts, int(has_shorts), END, 0)
        header += struct.pack("<109I", *(places + [FREE] * 109)[:109])
        body = b"".join(self.body.get(sector, bytes(self.size)) for sector in range(used))
        return header.ljust(self.size, b"\0") + body + pack(f"<{len(entries)}I", *entries)


def _entry(name: str, kind: int, following: int, child: int, first: int, size: int) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    return letters.ljust(64, b"\0") + pack("<HBBIII36xIQ", len(letters), kind, 1, FREE, following, child, first, size)
