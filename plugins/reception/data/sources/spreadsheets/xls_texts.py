"""Finds the shared texts of an .xls with a raised, lowered or struck-through part. Layout: [MS-XLS] 2.4.265.

Used only for workbooks that have a font for it. Texts continue across records; where one breaks inside its letters, the next record
begins with a byte that gives the width of the letters from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from struct import error, unpack_from

_STRUCK, _WIDE, _EXTRA, _RUNS = 0x08, 0x01, 0x04, 0x08


def is_mark(font: bytes) -> bool:
    """Whether a font record strikes letters through, or raises or lowers them."""
    return bool(unpack_from("<H", font, 2)[0] & _STRUCK or unpack_from("<H", font, 8)[0])


def marked_texts(parts: list[bytes], fonts: set[int]) -> frozenset[int]:
    """The numbers of the texts that use one of these fonts; from the record of shared texts and its continuations."""
    found: set[int] = set()
    if fonts:
        with suppress(error, IndexError):  # the library reads on where this cannot, or says that the file is damaged
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
