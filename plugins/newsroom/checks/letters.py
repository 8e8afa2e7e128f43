"""Letters that only look like Đ, in texts and in the tables and settings whose words are published.

An error, not a warning: a published wrong letter stays, and neither a browser's search nor a screen reader knows the word. Our own
comparisons take the letter for Đ all the same (vietnamese/folding.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.header import Kind
from plugins.problems import Problem
from plugins.rules import rule
from plugins.vietnamese.folding import stroked_d

_SMALL = "".join(char for char in map(chr, range(0x1F00)) if char.islower())
_MARKS = "\u0300-\u036f"
# Icelandic Guðrún and a line of an old code page (“xÐp”) mean no Đ: a Vietnamese word has it first, or is all capitals.
_MEANT = re.compile(rf"(?<![{_SMALL}{_MARKS}])[ÐƉ]|(?<![^\W_])(?<![{_MARKS}])[ðɖ]")
_WORD = re.compile(rf"[\w{_MARKS}]+")
_LEADS_ELSEWHERE = re.compile(r"(?<=\]\()[^()\s]*|https?://\S+")
_IN_UTF_8 = tuple(letter.encode() for letter in "ÐƉðɖ")


@rule()
def stroked_d_is_typed(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Chữ Đ, đ gõ đúng là chữ Việt, không phải chữ Ð, ð, Ɖ của tiếng nước khác, tuy nhìn giống hệt.

    Sai:
        Title: Huyện Ðình Lập tiếp công dân
        Date: 2024-03-07 08:00
    Đúng:
        Title: Huyện Đình Lập tiếp công dân
        Date: 2024-03-07 08:00
    """
    whole = "\n".join(manuscript.lines)
    if whole == stroked_d(whole):
        return  # nearly every text
    header = ((field.line, field.value) for field in manuscript.fields)
    for line, text in chain(header, manuscript.prose()):
        yield from _problems(manuscript.path, line, _LEADS_ELSEWHERE.sub(" ", text))


RULES = (stroked_d_is_typed,)


def check_words(file: Path, display_path: str) -> tuple[Problem, ...]:
    """The same for a table or a settings file; its reader reports one that is not UTF-8."""
    data = file.read_bytes()
    if not any(letter in data for letter in _IN_UTF_8):
        return ()
    lines = data.decode("utf-8", errors="replace").split("\n")
    return tuple(problem for number, line in enumerate(lines, start=1) for problem in _problems(display_path, number, line))


def _problems(path: str, line: int, text: str) -> Iterator[Problem]:
    words = [word[0] for word in _WORD.finditer(text) if _MEANT.search(word[0])]
    if words:
        letter = next(letter for letter in words[0] if letter in "ÐƉðɖ")
        meant, more = stroked_d(letter), f" (dòng này có {len(words)} chỗ)" if len(words) > 1 else ""
        message = (
            f"“{words[0]}” có chữ “{letter}” (U+{ord(letter):04X}) chỉ trông giống “{meant}”: máy tìm không ra, máy đọc sai. "
            f"Gõ lại thành “{stroked_d(words[0])}”{more}; chữ nước ngoài thật thì đặt giữa hai dấu `."
        )
        yield stroked_d_is_typed.problem(path, line, message)
