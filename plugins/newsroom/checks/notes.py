"""A rule for footnotes: each mark has a note, each note a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.header import Kind
from plugins.problems import Problem
from plugins.rules import rule

NOTE = re.compile(r"^[ \t>]*\[\^(?P<label>[^\]]*)\]:")
MARK = re.compile(r"(?<!\\)\[\^(?P<label>[^\]]*)\]")


@rule()
def notes_and_marks_are_pairs(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Mỗi chú thích viết một lần và có chỗ dẫn tới trong bài; mỗi chỗ dẫn có lời chú thích.

    Sai:
        Đã tiếp 120[^1] lượt.

        [^2]: Tính đến hết quý.
    Đúng:
        Đã tiếp 120[^1] lượt.

        [^1]: Tính đến hết quý.
    """
    summary = manuscript.field("Summary")
    if summary and MARK.search(summary.value):
        yield manuscript.problem(summary.line, "tóm tắt không có chú thích. Xoá “[^…]” khỏi Summary.")
    if not any("[^" in line for line in manuscript.lines):
        return
    notes, marks = _found(manuscript)
    seen: set[str] = set()
    for label, line in notes:
        if label in seen:
            yield manuscript.problem(line, f"chú thích “[^{label}]” đã viết ở trên. Đặt tên khác, ví dụ “[^{label}b]”.")
        elif label not in dict(marks):
            advice = f"Viết “[^{label}]” vào chỗ cần chú thích, hoặc xoá chú thích này."
            yield manuscript.problem(line, f"chú thích “[^{label}]” không có chỗ dẫn tới. {advice}")
        seen.add(label)
    for label, line in marks:
        if label not in seen:
            advice = f"Thêm dòng “[^{label}]: …” ở cuối bài, hoặc xoá chỗ dẫn này."
            yield manuscript.problem(line, f"“[^{label}]” không có lời chú thích. {advice}")


def _found(manuscript: Manuscript) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Labels of notes and of marks with their lines."""
    notes: list[tuple[str, int]] = []
    marks: list[tuple[str, int]] = []
    for number, line in manuscript.prose():
        note = NOTE.match(line)
        if note:
            notes.append((note["label"], number))
        marks += [(mark["label"], number) for mark in MARK.finditer(line, note.end() if note else 0)]
    return notes, marks


RULES = (notes_and_marks_are_pairs,)
