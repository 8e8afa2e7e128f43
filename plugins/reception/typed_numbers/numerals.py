"""How numbers look as editors type them, and what value each most likely means."""

from __future__ import annotations

import re
from decimal import Decimal

from plugins.reception.data.model import Value
from plugins.reception.typed_numbers.passages import EMBED_MARK
from plugins.vietnamese.dates import FIRST_YEAR, LAST_YEAR

# Atomic: whatever follows, “17.686” is never read as 17 with something after it.
NUMBER = r"(?>[0-9]{1,3}(?: [0-9]{3})+(?![0-9.,])|[0-9]+(?:\\?[.,'’]+[0-9]+)*)"
# Not inside another number or a code; but “lượt/316 người”, an embed before the slash, and a slip as “tiếp1.443 lượt” count.
START = rf"(?:(?<![\w/+-])(?<![0-9][.,:–])|(?<=[^\W\d]/)|(?<={EMBED_MARK}/)|(?<=[a-zà-ỹđ]{{2}}))"
TIMES = {"nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}
MORE, LESS, ABOUT = (
    ("hơn", "trên"),
    ("gần", "dưới", "ngót"),
    ("khoảng", "chừng", "xấp xỉ", "ước", "ước tính", "ước đạt", "trên dưới"),
)
QUALIFIER = re.compile(
    rf"(?:(?<!\w)(?P<word>{'|'.join(sorted(MORE + LESS + ABOUT, key=len, reverse=True))})|[~≈]) *$", re.IGNORECASE
)
_WELL_FORMED = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")


def is_year(number: str) -> bool:
    """Whether the number as typed may be a year."""
    return number.isdigit() and FIRST_YEAR <= int(number) <= LAST_YEAR


def read_value(number: str, fractional: bool) -> tuple[Value, bool]:
    """The value most likely meant, and whether it is oddly written: “17,668” and “17.66” for a count are."""
    plain = number.replace("\\", "")
    digits = int("".join(filter(str.isdigit, plain)))
    if (_ENGLISH.fullmatch(plain) and not fractional) or not _WELL_FORMED.fullmatch(plain):
        return digits, True
    return (Decimal(plain.replace(".", "").replace(",", ".")), False) if "," in plain else (digits, False)
