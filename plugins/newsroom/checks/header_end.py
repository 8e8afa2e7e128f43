"""Rules for where the header ends: what looks like a field is one. A blank line above `Status: draft` would publish the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.manuscript import FIELD, Manuscript
from plugins.newsroom.checks.header import KEYS, REFUSED, STATUSES, Kind
from plugins.problems import Problem
from plugins.rules import rule
from plugins.vietnamese.folding import fold, nearest

AS_PELICAN = re.compile(r"[A-Za-z0-9_-]+:")
LIKE_A_FIELD = re.compile(r"[ >*_]{0,8}(?P<key>\w[\w -]{0,30}?)[ *_]{0,4}[:：][ *_]{0,4}(?P<value>.*)")
DRAFT = re.compile(r"^[ \t>*_-]*(?:status|trạng thái)[\s*_]*[:：]", re.IGNORECASE | re.MULTILINE)
ALIKE = 0.8
ONE_WORD = re.compile(r"[A-Za-z_-]+")
NAMES = {key.lower() for key in (*KEYS, *REFUSED)}
STATUS_WORDS = {*STATUSES, "nhap", "ban nhap"}


@rule()
def fields_stand_in_the_header(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Các dòng của phần đầu (Title, Date, Status…) viết liền nhau: sau dòng trống là nội dung, dòng Status ở đó không có tác dụng.

    Sai:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25

        Status: draft
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Status: draft

        Nội dung bài.
    """
    at_the_head, anywhere = True, DRAFT.search(manuscript.body) is not None
    for line, text in manuscript.prose():
        if not text.strip():
            continue
        found = LIKE_A_FIELD.match(text.strip()) if ":" in text or "：" in text else None
        at_the_head = at_the_head and found is not None and _is_field(found["key"])
        if found and (at_the_head or _is_status(found)):
            message = (
                f"“{text.strip()[:40]}” nằm trong nội dung nên hiện thành chữ và không có tác dụng. "
                "Chuyển lên phần đầu bài, không để dòng trống ở trên; là chữ của bài thì viết thành câu khác."
            )
            yield manuscript.problem(line, message)
        if not at_the_head and not anywhere:
            return


@rule()
def fields_are_read_by_all(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Tên mục ở phần đầu viết liền dấu hai chấm, không có dấu cách trước dấu ấy; mỗi mục một dòng, viết sát lề.

    Sai:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Status : draft
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Status: draft
    """
    for number, text in enumerate(manuscript.lines[: manuscript.body_start], start=1):
        found = FIELD.match(text.strip())
        if not found or found["key"].lower() not in NAMES:
            continue
        right = f"{found['key']}: {found['value']}"[:60]
        if text.startswith(("    ", "\t")) and number > 1:
            message = f"“{text.strip()[:40]}” lùi vào nên thành phần tiếp của dòng trên. Viết sát lề: “{right}”."
            yield manuscript.problem(number, message)
        elif not AS_PELICAN.match(text.lstrip()):
            message = (
                f"trước dấu hai chấm của “{found['key']}” có dấu cách nên dòng này và các dòng dưới thành nội dung. Viết “{right}”."
            )
            yield manuscript.problem(number, message)


RULES = (fields_stand_in_the_header, fields_are_read_by_all)


def _is_field(key: str) -> bool:
    """Whether a person takes it for a field's name, perhaps misspelt."""
    return fold(key) in map(fold, NAMES) or (ONE_WORD.fullmatch(key) is not None and nearest(key, NAMES, ALIKE) is not None)


def _is_status(found: re.Match[str]) -> bool:
    return fold(found["key"]) in {"status", "trang thai"} and fold(found["value"]).strip(" *.") in STATUS_WORDS
