"""Converts texts with more than plain lines once before the build: each conversion must end, and lose no word.

Texts that cannot lose a word need none: lines of words, with no more Markdown than the manual shows, as nearly all texts are.
Tests prove that a text which `is_plain` and passes every rule loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.markup.trial import Answer, trial
from plugins.newsroom.checks.endurance import is_light
from plugins.problems import Problem
from plugins.rules import rule

SIGNS = "*_[]()`<>\\&#|{}"
_WORDS = r"[^\[\]*_`<>\\{}&!|#~^\n\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff]"
_TARGET = r"[^\s()<>\\*_`\[\]{}&]*+"
_LINK = rf"!?\[{_WORDS}*+\]\({_TARGET}(?: \"(?:(?!\"){_WORDS})*+\")?\)"
_MARKED = rf"(?<![\w*])(?:\*(?![ *]){_WORDS}++(?<! )\*|\*\*(?![ *]){_WORDS}++(?<! )\*\*)(?![\w*])"
_INLINE = rf"(?:{_WORDS}|[!#](?!\[)|&(?= )|{_MARKED}|{_LINK}|\{{\{{[^{{}}\\`\n]*+\}}\}})*+"
_LINE = re.compile(rf"(?:(?: {{4}})*+(?:[-*] |[0-9]{{1,3}}\. )|#{{2,6}} |> )?+(?![-*+] |[0-9]+\. ){_INLINE}")
_ROW = re.compile(r"\|.*\|")
_RULE = re.compile(r"-{3,}|[|:\- ]+")


@rule()
def words_come_out_as_typed(manuscript: Manuscript) -> Iterator[Problem]:
    r"""Bài được chuyển thử thành trang: mọi chữ, mọi số đã gõ đều hiện ra đúng thứ tự.

    Sai:
        Tổng cộng 5*3*2 đơn.
    Đúng:
        Tổng cộng 5\*3\*2 đơn.
    """
    summary = manuscript.field("Summary")
    if summary and not is_plain_line(summary.value):
        yield from _problem(manuscript.path, summary.line, trial((summary.value,)))
    if not (is_light(manuscript) and is_plain(manuscript)):
        start = manuscript.body_start
        yield from _problem(manuscript.path, start + 1, trial(manuscript.lines[start:]))


RULES = (words_come_out_as_typed,)


def _problem(path: str, first: int, answer: Answer) -> Iterator[Problem]:
    if answer is None:
        return
    if isinstance(answer, str):
        message = f"không chuyển được chữ từ dòng này thành trang: {answer}. Bớt dấu Markdown, hoặc tách thành nhiều bài."
        yield Problem(path, first, message=message)
    else:
        instead = f"chỗ ấy hiện “{answer.on_page}”" if answer.on_page else "chỗ ấy không còn gì"
        message = f"“{answer.typed}” không lên trang đúng như đã gõ ({instead}). {_advice(answer.typed)}"
        yield Problem(path, first + answer.line - 1, message=message)


def _advice(typed: str) -> str:
    """Which of the signs in these words to look at."""
    signs = " ".join(sign for sign in SIGNS if sign in typed) or "của Markdown"
    return f"Xem dấu {signs} ở gần đó: bỏ đi, hoặc thêm \\ ngay trước dấu nếu là chữ."


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
