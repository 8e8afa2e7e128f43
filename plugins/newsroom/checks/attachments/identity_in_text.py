"""Finds numbers of citizens' papers in a file's words: in sentences, and in columns whose heading asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.vietnamese.personal_data import ASKS_FOR, NUMBER_ALONE, identity_numbers

_SEPARATORS = re.compile(r"[\t;,|]")
_DIGEST = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{16,64}(?![0-9A-Za-z])")  # of a file, or the id of a statistic
_DIGITS = re.compile(r"\d")


def identity_in(text: str, lines_show: bool) -> str:
    """The message, or "". `lines_show` says whether the editor sees the same lines.

    The message leaves out most of the number: messages are stored and passed on.
    """
    if not _DIGITS.search(text):
        return ""
    found = next(_found(_DIGEST.sub("", text)), None)
    if found is None:
        return ""
    line, number = found
    place = f", dòng {line}" if lines_show else ""
    return (
        f"bên trong có số giống số giấy tờ tuỳ thân (CCCD, CMND) “{number[:3]}…{number[-2:]}”{place}. "
        "Xoá hoặc che số ấy trước khi đăng; nếu là số khác, viết có dấu chấm hàng nghìn."
    )


def _found(text: str) -> Iterator[tuple[int, str]]:
    columns: set[int] = set()
    for line, words in enumerate(text.split("\n"), start=1):
        cells = [cell.strip("\"' ") for cell in _SEPARATORS.split(words)]
        yield from ((line, number) for number in identity_numbers("\t".join(cells)))
        yield from ((line, cells[place]) for place in columns if place < len(cells) and NUMBER_ALONE.fullmatch(cells[place]))
        columns |= {place for place, cell in enumerate(cells) if ASKS_FOR.search(cell)}
