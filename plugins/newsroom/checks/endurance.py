"""Refuses texts that the machine could not finish, before any pattern reads them.

Python-Markdown looks for the end of every “[”, “`” or “{{” as far as the paragraph goes, so the work grows with the square of their
number. The limits are measured (docs/decisions/0023-texts-that-end.md): the worst text within them takes two seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from plugins.manuscript import Manuscript
from plugins.problems import Problem
from plugins.rules import rule

LONGEST = 400_000  # characters of one text, some 70,000 words
DEEPEST = 16  # levels of quotations or lists
MOST_PARTS = 1_000  # headings, rules, fences: Markdown cuts the rest of the text at each
PARTS = re.compile(r"^(?:#|\*\[|[-=*_ \t>]++$|[ \t>]*+(?:```|~~~))", re.MULTILINE)  # headings, abbreviations, rules, code
TICKS = "`" * 20
HEAVY, LIGHT, LINE_BREAK = "[", "\\`*_{&<", "  \n"
WEIGHT = 6  # a “[” costs the square of this as much as any other mark
MOST = 400_000_000  # character visits over all paragraphs: two seconds
LITTLE = 20_000_000  # a tenth of a second, whatever the text is
NEW = re.compile(
    r"[ \t>]*(?:(?P<row>\|)|(?P<item>[-*+] )|(?P<number>[0-9]+[.)] ))"
)  # a line that is not searched together with the one above
MARK = re.compile(r"[-*+] +|[0-9]{1,9}\. +|>")
MARKS = re.compile(rf"(?:{MARK.pattern}| )*+")
MAYBE_DEEP = re.compile(rf"^[ \t>*+0-9-][^\n]{{{DEEPEST}}}|{TICKS}", re.MULTILINE)
FIRST = set(" \t>-*+0123456789")


@rule()
def texts_can_be_read(manuscript: Manuscript) -> Iterator[Problem]:
    """Bài dài nhất 400 nghìn ký tự, 1000 đề mục và khối, 16 bậc trích dẫn, và không dồn quá nhiều dấu Markdown vào một đoạn.

    Sai: mười bảy dấu `>` ở đầu một dòng
    Đúng: một hoặc hai dấu `>` ở đầu một dòng
    """
    if sum(map(len, manuscript.lines)) > LONGEST:
        yield manuscript.problem(1, f"bài dài quá {LONGEST // 1000} nghìn ký tự. Tách thành nhiều bài.")
        return
    text = "\n".join(manuscript.lines)
    maybe = enumerate(manuscript.lines, start=1) if MAYBE_DEEP.search(text) else ()
    deep = next((number for number, line in maybe if _is_deep(line)), 0)
    if deep:
        message = f"dòng này có quá {DEEPEST} bậc trích dẫn, thụt lề hay dấu ` liền nhau. Bớt bậc, hoặc bỏ các dấu thừa."
        yield manuscript.problem(deep, message)
        return
    parting = [text.count("\n", 0, found.start()) + 1 for found in islice(PARTS.finditer(text), MOST_PARTS, MOST_PARTS + 1)]
    if parting:
        message = f"bài có quá {MOST_PARTS} đề mục, đường kẻ, khối mã và chữ viết tắt. Tách thành nhiều bài."
        yield manuscript.problem(parting[-1], message)
        return
    units = [(first, _work(text)) for first, text in _units(manuscript)] if _work(text) > MOST else []
    if sum(work for _, work in units) > MOST:
        line, _ = max(units, key=lambda unit: unit[1])
        message = "đoạn này có quá nhiều dấu của Markdown ([, *, `, {, \\, <, &) để máy đọc xuể. Bỏ các dấu thừa, hoặc tách đoạn."
        yield manuscript.problem(line, message)


RULES = (texts_can_be_read,)


def is_light(manuscript: Manuscript) -> bool:
    """Whether it takes no time at all, however its lines group."""
    return _work("\n".join(manuscript.lines)) <= LITTLE


def _is_deep(line: str) -> bool:
    if len(line) <= DEEPEST or (line[0] not in FIRST and TICKS not in line):
        return False
    start = MARKS.match(line.expandtabs(4))
    marks = MARK.sub(">", start[0] if start else "")
    return TICKS in line or (set(line) - {" "} not in ({"-"}, {"*"}) and (marks.count(">") > DEEPEST or len(marks) > 4 * DEEPEST))


def _units(manuscript: Manuscript) -> Iterator[tuple[int, str]]:
    """What Markdown searches as one: the first line and the text of each paragraph, item and row."""
    first, lines, parting = 1, [""], ""  # an item right below words, or below items of another kind, continues them
    for number, line in enumerate(manuscript.lines, start=1):
        begins = not lines or not lines[-1].strip()
        mark = NEW.match(line)
        kind = mark.lastgroup or "" if mark else ""
        parting = kind if begins else parting
        if not line.strip() or (kind and kind == parting) or number <= manuscript.body_start:
            yield first, "\n".join(lines)
            first, lines = number + (not line.strip()), []
        lines.append(line)
    yield first, "\n".join(lines)


def _work(text: str) -> int:
    """Character visits at worst: from each mark to the end."""
    marks = WEIGHT * text.count(HEAVY) + sum(map(text.count, LIGHT)) + text.count(LINE_BREAK)
    return marks * max(marks, len(text) // 2)
