"""Rules for what people type without meaning Markdown, and Markdown reads as its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.blocks import CODE, TAB, UNDERLINE, Line, blocks_of, parts_of
from plugins.newsroom.checks.header import Kind
from plugins.newsroom.checks.read_lists import ITEM, NOTE
from plugins.problems import Problem, Severity
from plugins.rules import rule

HASHES = re.compile(r"(?P<marks>#+)(?P<gap> ?)(?P<words>.*)")
MAYBE_HASHES = re.compile(r"^(?:[ \t>]+#|#(?!#{0,5} [ \t]*[^\s#]))", re.MULTILINE)  # all but sound headings
TAGS = re.compile(r"(?:#\w[\w-]*[\s,;.]*)+|#\w*[a-z][A-Z].*")  # and “#LangSon: words”, where a capital shows the tag
MAYBE_INDENTED = re.compile(r"^>?[ >]*(?: {4}| {0,3}\t)", re.MULTILINE)
MAYBE_UNDERLINE = re.compile(r"^[ >]*(?:=+|-+) *$", re.MULTILINE)
COMMENT = "<!--"


@rule()
def headings_have_a_space(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Đề mục bắt đầu sát lề bằng dấu # và một dấu cách; viết liền như #LangSon thì giữ nguyên là chữ.

    Sai:
        ##Kết quả
    Đúng:
        ## Kết quả

        #LangSon #TiepCongDan
    """
    if not MAYBE_HASHES.search(manuscript.body):
        return
    for line in (line for block in blocks_of(manuscript) for line in block):
        found = HASHES.fullmatch(line.text)
        if found and not TAGS.fullmatch(line.text):
            message = _heading(line, found)
            severity: Severity = "error" if len(found["marks"]) > 1 or found["gap"] else "warning"
            if message:
                yield manuscript.problem(line.number, message, severity=severity)


def _heading(line: Line, found: re.Match[str]) -> str:
    words = found["words"].strip()
    right = f"{'#' * min(len(found['marks']), 6)} {words[:40]}"
    if not words:
        return "dòng này chỉ có dấu #, chưa có chữ của đề mục. Viết chữ, hoặc xoá dòng."
    if not found["gap"]:
        return f"“{line.head}” sẽ hiện nguyên dấu #. Là đề mục thì viết “{right}”; là chữ thì viết “\\#”."
    if line.indent % TAB or len(found["marks"]) > 6:
        return f"đề mục phải viết sát lề, nhiều nhất sáu dấu #: “{right}”."
    return ""


@rule()
def comments_are_not_typed(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Không viết ghi chú dạng `<!-- … -->` trong bài: chữ trong đó hiện lên trang cho mọi người đọc.

    Sai:
        <!-- chờ lãnh đạo duyệt -->
    Đúng:
        Ghi chú để ngoài bài; bài chờ duyệt thì ghi Status: draft ở phần đầu.
    """
    summary = manuscript.field("Summary")
    for line, text in ((summary.line, summary.value) if summary else (0, ""), *manuscript.prose()):
        if COMMENT in text:
            found = text[text.index(COMMENT) :][:40].strip()
            message = f"“{found}” là ghi chú HTML, người đọc sẽ thấy nguyên chữ trong đó. Xoá đi; muốn hiện thì đặt giữa hai dấu `."
            yield manuscript.problem(line, message)


@rule()
def paragraphs_begin_at_the_margin(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Đoạn văn viết sát lề, không lùi đầu dòng: lùi từ bốn dấu cách thì cả đoạn hiện như mã máy.

    Sai:
            Sáng 10/10, Thanh tra tỉnh **tổ chức** hội nghị.
    Đúng:
        Sáng 10/10, Thanh tra tỉnh **tổ chức** hội nghị.
    """
    if not MAYBE_INDENTED.search(manuscript.body):
        return
    quoted, holds = 0, False  # whether a list or a note may go on
    for first in (part[0] for block in blocks_of(manuscript) for part in parts_of(block)):
        if first.quoted != quoted:
            quoted, holds = first.quoted, False
        if first.indent < TAB:
            holds = bool(ITEM.match(first.text) or NOTE.match(first.text))
        elif not holds and first.text != CODE:
            message = (
                f"“{first.head}” lùi vào {first.indent} dấu cách nên hiện như mã máy. Viết sát lề; "
                "muốn hiện mã thì đặt giữa hai dòng ```."
            )
            yield manuscript.problem(first.number, message)


@rule()
def headings_are_marked(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Đường gạch ngang --- có một dòng trống ở trên; viết ngay dưới dòng chữ thì dòng chữ ấy thành đề mục.

    Sai:
        Hội nghị kết thúc lúc 11 giờ.
        ---
    Đúng:
        Hội nghị kết thúc lúc 11 giờ.

        ---
    """
    if not MAYBE_UNDERLINE.search(manuscript.body):
        return
    for block in blocks_of(manuscript):
        for above, line in pairwise(block):
            if UNDERLINE.fullmatch(line.text) and above.text[0] not in "#|`":
                message = (
                    f"“{line.text.strip()[:20]}” ngay dưới “{above.head}” biến dòng ấy thành đề mục hoặc dính vào nó. "
                    "Để một dòng trống ở giữa; muốn có đề mục thì viết “## ” ở đầu dòng chữ."
                )
                yield manuscript.problem(line.number, message)


RULES = (headings_have_a_space, comments_are_not_typed, paragraphs_begin_at_the_margin, headings_are_marked)
