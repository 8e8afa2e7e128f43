"""Numbers of citizens' papers, căn cước (12 digits) and chứng minh nhân dân (9 digits), and how they are known in a text.

A căn cước number has a form of its own: province 001–096, one digit for sex and century, two for the year of birth. Nine digits are
only digits, so that nine of them count where the words before ask for a number of papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
