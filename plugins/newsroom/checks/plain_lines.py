"""Texts that cannot lose a word: lines of words, with no more Markdown than the manual shows.

Nearly all texts are like this, and need no conversion to be checked; others are tried (plugins/markup/trial.py). Tests prove that
a text which passes here and every rule loses nothing.
"""

from __future__ import annotations

import re

from plugins.manuscript import Manuscript

_WORDS = r"[^\[\]*_`<>\\{}&!|#~^\n\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff]"
_TARGET = r"[^\s()<>\\*_`\[\]{}&]*+"
_LINK = rf"!?\[{_WORDS}*+\]\({_TARGET}(?: \"(?:(?!\"){_WORDS})*+\")?\)"
_MARKED = rf"(?<![\w*])(?:\*(?![ *]){_WORDS}++(?<! )\*|\*\*(?![ *]){_WORDS}++(?<! )\*\*)(?![\w*])"
_INLINE = rf"(?:{_WORDS}|[!#](?!\[)|&(?= )|{_MARKED}|{_LINK}|\{{\{{[^{{}}\\`\n]*+\}}\}})*+"
_LINE = re.compile(rf"(?:(?: {{4}})*+(?:[-*] |[0-9]{{1,3}}\. )|#{{2,6}} |> )?+(?![-*+] |[0-9]+\. ){_INLINE}")
_ROW = re.compile(r"\|.*\|")
_RULE = re.compile(r"-{3,}|[|:\- ]+")


def is_plain(manuscript: Manuscript) -> bool:
    """Whether header and body hold nothing but words and the simplest Markdown; blocks of numbers do not count."""
    return all(not line or _LINE.fullmatch(line) or _is_row(line) for _, line in manuscript.prose())


def is_plain_line(line: str) -> bool:
    """The same for one line."""
    return _LINE.fullmatch(line) is not None


def _is_row(line: str) -> bool:
    """Whether it is a row of plain cells, or the line below a table's head."""
    if _RULE.fullmatch(line):
        return True
    return _ROW.fullmatch(line) is not None and _LINE.fullmatch(line.replace("|", "-")[1:]) is not None
