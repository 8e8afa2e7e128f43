"""Converts texts with more than plain lines once before the build: each conversion must end, and lose no word."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.markup.trial import Answer, trial
from plugins.newsroom.checks.endurance import is_light
from plugins.newsroom.checks.plain_lines import is_plain, is_plain_line
from plugins.problems import Problem
from plugins.rules import rule

SIGNS = "*_[]()`<>\\&#|{}"


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
