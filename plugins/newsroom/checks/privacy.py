"""Rules for what points to one person: in a text, its title, summary, captions and names of files, code and comments too.

Each waits for the editor's word (`Da-xac-nhan`). Messages leave out most of a number: they are stored and passed on.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from plugins.confirmations import ask, unless_confirmed
from plugins.manuscript import Manuscript
from plugins.newsroom.checks.header import Kind
from plugins.problems import Problem
from plugins.rules import rule
from plugins.vietnamese.personal_data import PAPER, PHONE, PLACES, POST

PUBLISHED = ("Title", "Summary", "Author", "Authors", "Tags", "Category")
_SUSPECT = re.compile(r"(?:\d[ .-]?){8}|@")  # hardly any text has more digits in a row than a date
_ELSEWHERE = re.compile(r"https?://\S+|(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{16,64}(?![0-9A-Za-z])")  # addresses; digests
_GLUED = re.compile(r"(?<=[^\W\d_])[-_](?=\d)")  # don-020085001234.pdf
_ACCOUNT = re.compile(
    r"(?<!\w)(?:tài khoản|stk|tk)(?!\w)[^\d\n]{0,40}(?P<number>\d(?:[ -]?\d){7,18})(?![\d/]|[.,]\d)", re.IGNORECASE
)
_PROVIDERS = "gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|mac|aol|proton|protonmail|gmx|zoho|yandex|mail"
_MAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]+@(?:{_PROVIDERS})(?:\.[a-z]{{2,3}}){{1,2}}(?![\w-]|\.\w)", re.IGNORECASE
)  # offices have domains
_AMOUNT = re.compile(r"\s*(?:đồng|đ|vnđ|vnd|usd|m2|m²|ha)(?!\w)", re.IGNORECASE)
_COMPLAINT = re.compile(r"(?<!\w)(?:khiếu nại|tố cáo|tố giác|khiếu tố)(?!\w)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…](?=\s+[^\W\d_a-z])|\n[ \t]*\n|\n(?=[ \t>]*(?:[-*+#|]|\d+\.)[ \t])")
_OF_POST = re.compile(r"[\s,;:–—(*_-]*(?:là\s+|nguyên\s+|quyền\s+)?")
_UPPER = "A-ZĐÀ-ÖØ-ÝĂĨŨƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))
_WORD = rf"[{_UPPER}][^\W\d_]*"
_NAMED = re.compile(
    rf"(?<!\w)(?P<address>(?i:ông|bà))\s{{1,4}}(?P<name>{_WORD}(?:\s{{1,4}}{_WORD}){{0,5}})"
)  # bounded: a text may be hostile


@rule(severity="unconfirmed")
def details_of_people_are_confirmed(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Số giấy tờ tuỳ thân (12 hay 9 chữ số), số di động, hộp thư cá nhân (Gmail, Yahoo…), số tài khoản phải có người xác nhận.

    Sai:
        Người dân liên hệ ông Bình, số 0912 345 678.
    Đúng:
        Người dân liên hệ Ban Tiếp công dân, số 0205 3812 273.
    """
    if _SUSPECT.search("\n".join(manuscript.lines)):
        yield from unless_confirmed(manuscript, _details(manuscript))


def _details(manuscript: Manuscript) -> Iterator[Problem]:
    for line, text in _published(manuscript):
        if _SUSPECT.search(text):
            for what, quote in _details_in(_GLUED.sub(" ", _ELSEWHERE.sub(" ", text))):
                message = f"{what} “{quote}” có thể là của riêng một người. Xoá hoặc che đi."
                yield ask(manuscript.path, line, quote, message)


def _details_in(text: str) -> Iterator[tuple[str, str]]:
    """What each is, and how a message quotes it; digits that are one thing are no other."""
    for match in _MAIL.finditer(text):
        yield "địa chỉ thư", f"{match[0][:3]}…@{match[0].partition('@')[2]}"
    seen: set[int] = set()
    for what, pattern in (("số tài khoản", _ACCOUNT), ("số di động", PHONE), ("số giấy tờ tuỳ thân", PAPER)):
        for match in pattern.finditer(text):
            start, end = match.span("number" if "number" in pattern.groupindex else 0)
            if not seen & set(range(start, end)) and not _AMOUNT.match(text, end):
                seen |= set(range(start, end))
                yield what, f"{text[start : start + 3]}…{text[end - 2 : end]}"


@rule(severity="unconfirmed")
def people_who_complain_are_not_named(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Câu nói về khiếu nại, tố cáo, tố giác không nêu họ tên người dân; người có chức vụ thì ghi chức vụ ngay sau tên.

    Sai:
        Ông Nguyễn Văn Bình tố cáo cán bộ xã.
    Đúng:
        Một công dân tố cáo cán bộ xã.
    """
    if _COMPLAINT.search("\n".join(manuscript.lines)):
        yield from unless_confirmed(manuscript, _names(manuscript))


def _names(manuscript: Manuscript) -> Iterator[Problem]:
    parts = [(field.line, field.value) for field in manuscript.fields if field.key.title() in PUBLISHED]
    for first, text in (*parts, (manuscript.body_start + 1, manuscript.body)):
        breaks = [found.start() for found in re.finditer("\n", text)]
        for start, sentence in _sentences(text):
            for place, name in _names_in(sentence) if _COMPLAINT.search(sentence) else ():
                line = first + bisect(breaks, start + place)
                message = f"câu về khiếu nại, tố cáo nêu tên “{name}”. Bỏ tên, hoặc ghi chức vụ ngay sau tên."
                yield ask(manuscript.path, line, name, message)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each with its place."""
    start = 0
    for end in _SENTENCE.finditer(text):
        yield start, text[start : end.end()]
        start = end.end()
    yield start, text[start:]


def _names_in(sentence: str) -> Iterator[tuple[int, str]]:
    """People with no post, before or right after the name."""
    for match in _NAMED.finditer(sentence):
        name = " ".join(match["name"].split())
        after = _OF_POST.match(sentence, match.end())
        has_post = POST.match(name) or POST.match(sentence, after.end() if after else match.end())
        if not has_post and name not in PLACES:
            yield match.start(), f"{match['address']} {name}"


def _published(manuscript: Manuscript) -> Iterator[tuple[int, str]]:
    yield from ((field.line, field.value) for field in manuscript.fields if field.key.title() in PUBLISHED)
    yield from enumerate(manuscript.lines[manuscript.body_start :], start=manuscript.body_start + 1)


RULES = (details_of_people_are_confirmed, people_who_complain_are_not_named)
