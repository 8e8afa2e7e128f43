"""What in a text points to one person: numbers of papers, mobile phones, names after ông or bà.

Better a false alarm than a citizen's name: the one who made it shortens the cell. Titles and places that begin like a name are
known; office phones (02…) are nobody's own.

Numbers of papers are căn cước (12 digits) and chứng minh nhân dân (9 digits). A căn cước number has a form of its own: province
001–096, one digit for sex and century, two for the year of birth. Nine digits are only digits, so that nine of them count where
the words before ask for a number of papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

PAPER: Final = re.compile(r"(?<![\d.,/-])(?:\d{12}|\d{9}|\d{3}[ ]\d{3}[ ]\d{3}(?:[ ]\d{3})?)(?![\d/]|[.,]\d)")
"""Anything as long as such a number; for texts in which no other number is that long."""

ASKS_FOR: Final = re.compile(
    r"(?<!\w)(?:CCCD|CMND|CMT|CMTND|căn cước|can cuoc|chứng minh (?:nhân dân|thư)|chung minh (?:nhan dan|thu)"
    r"|(?:số )?định danh cá nhân|số định danh|dinh danh ca nhan|giấy tờ (?:tuỳ|tùy) thân|giay to tuy than)(?!\w)",
    re.IGNORECASE,
)
NUMBER_ALONE: Final = re.compile(r"\d{8,12}|\d{3}[ .]\d{3}[ .]\d{3}(?:[ .]\d{3})?")
"""A cell under such a heading; a spreadsheet drops the zeros before a number."""

_CITIZEN = re.compile(r"0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{2}\d{6}")
_NEAR = 60
_GROUPED = re.compile(
    r"(?<![\d.,/-])(?:0\d{2}(?:\.\d{3}){3}|\d{4}(?:[ .]\d{4}){2})(?![\d/]|[.,]\d)"
)  # no sum of money begins with 0

PHONE = re.compile(r"(?<![\d.,/])(?:\+84|0)[ .-]?[35789]\d(?:[ .-]?\d){7}(?![\d/]|[.,]\d)")
ADDRESSED = re.compile(r"(?<!\w)(?:ông|bà)\s+(?=([^\W\d_]+(?:\s+[^\W\d_]+)*))", re.IGNORECASE)
POST = re.compile(
    r"(?:Chủ|Phó|Giám đốc|Bí thư|Chánh|Trưởng|Bộ trưởng|Thủ trưởng|Thủ tướng|Đại biểu|Đại diện|Viện trưởng|Thanh tra|Ủy viên"
    r"|Uỷ viên|Cục trưởng|Tổng|Nguyên Chủ|Nguyên Phó|Hiệu trưởng)(?!\w)",
    re.IGNORECASE,
)
PLACES = frozenset({"Rịa", "Triệu", "Trưng", "Đen", "Nà", "Ích Khiêm"})


def personal_data(text: str) -> Iterator[str]:
    """What was found, in Vietnamese, each with its words."""
    phones = [match.span() for match in PHONE.finditer(text)]
    for match in PHONE.finditer(text):
        yield f"số điện thoại “{match[0]}”"
    for match in PAPER.finditer(text):
        if not any(start <= match.start() < end for start, end in phones):
            yield f"số giống số giấy tờ tuỳ thân “{match[0]}”"
    for match in ADDRESSED.finditer(text):
        name = " ".join(takewhile(lambda word: word[0].isupper(), match[1].split()))
        if name and name not in PLACES and not POST.match(match[1]):
            yield f"họ tên “{match[0]}{name}”"


def identity_numbers(line: str) -> Iterator[str]:
    """The numbers of a line that are surely those of papers: by their form, or by the words before them."""
    for match in PAPER.finditer(line):
        digits = match[0].replace(" ", "")
        if _CITIZEN.fullmatch(digits) or ASKS_FOR.search(line, max(0, match.start() - _NEAR), match.start()):
            yield match[0]
    for match in _GROUPED.finditer(line):
        digits = re.sub(r"\D", "", match[0])
        if _CITIZEN.fullmatch(digits) and ASKS_FOR.search(line, max(0, match.start() - _NEAR), match.start()):
            yield match[0]
