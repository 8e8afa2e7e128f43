"""Tells from the name of a row what it is: the line of totals, a sub-total of some rows, or a unit.

A sub-total ("Cộng khối sở") must never pass for the total, nor be added to it; and a commune called Cộng Hòa is neither. Whatever
is not surely a sum stays a unit's name, which the register then refuses.
"""

from __future__ import annotations

import re
from typing import Literal

from plugins.vietnamese.folding import as_meant, plain

RowKind = Literal["total", "named-sum", "subtotal", "unit"]

_WORDS = r"(?:tong|cong|t\.? ?cong)(?: cong| so| chung){0,2}"
_PLACE = r"(?:tinh|nganh|huyen|thanh pho|tp\.?|thi xa|thi tran|xa|phuong|dia ban)"
_WHOLE = rf"(?:toan|ca|tren|trong) (?:bo |toan )?{_PLACE}(?: {_PLACE})?"
_COUNT = r" ?[(:–-]* ?(?:gom |cua |co )?[0-9]+ (?:co quan,? )?(?:don vi|co quan|dia phuong)(?: bao cao)? ?\)?"
_SEVERAL = r" ?=? ?\(? ?[ivxa-d0-9]{1,4}(?: ?(?:[+,;&]|va) ?[ivxa-d0-9]{1,4})+ ?\)?"
_ONE = r" ?\(? ?(?:muc |phan |nhom )?(?:[ivx]{1,5}|[a-d]) ?\)?"
_END = r"[ :.=*]*"
_MEMBERS = (
    r"(?:khoi|cac|cap|ubnd|nhom|muc|phan|so|nganh|ban|co quan|don vi|dia phuong|tinh|huyen|thanh pho|thi xa|xa|phuong"
    r"|thi tran)(?!\w)"
)
_GROUP = (
    r"khoi .+|cap (?:tinh|huyen|xa)|cac (?:so|ban|nganh|huyen|thanh pho|xa|phuong|co quan|don vi|dia phuong)(?!\w).*"
    r"|so,? (?:ban,? )?nganh.*|(?:huyen|xa|phuong),.+"
)
_PAGE = rf"(?:{_WORDS} )?(?:trang(?: nay| truoc| [0-9]+)|(?:mang|chuyen) sang(?: trang.*)?){_END}"
_OTHER_NUMBERS = re.compile(
    r"\(?(?:luy ke|cung ky|(?:so )?(?:ky|quy|nam|thang) truoc|so sanh|so voi|chenh lech|ty le)(?!\w).*"
    r"|(?:tang|giam)\s*(?:[,/(-]|giam(?!\w)|so voi).*"
)
_OF_DEPARTMENTS = re.compile(r"(?:tổng|cộng)(?: cộng| số)? (?:các )?(?:khối )?sở(?!\w)")  # "so" without marks is số as well

_KINDS: tuple[tuple[RowKind, re.Pattern[str]], ...] = (
    ("total", re.compile(rf"(?:{_WORDS}(?: {_WHOLE})?|(?:so (?:lieu )?)?{_WHOLE})(?: cac don vi)?(?:{_COUNT}|{_SEVERAL})?{_END}")),
    (
        "named-sum",
        re.compile(
            rf"(?:{_WORDS} (?:(?:toan|ca|cua) (?:bo )?)?|(?:toan|ca) (?:bo )?)(?:tinh|huyen|thanh pho|tp\.?|thi xa) "
            rf"(?!va )(?:(?! va )[^,;&+()0-9])+{_END}"
        ),
    ),
    ("subtotal", re.compile(rf"{_WORDS}(?: rieng)?(?: cua)?(?: [0-9]+)? {_MEMBERS}.*|{_WORDS}{_ONE}{_END}|{_GROUP}|{_PAGE}")),
)
_BEFORE_AREA = re.compile(rf"(?:so (?:lieu )?)?(?:{_WORDS}(?!\w) ?)?(?:(?:toan|ca|tren|trong|cua)(?: bo| toan)? )?")
_AFTER_AREA = re.compile(rf"(?: ?cac don vi)?(?:{_COUNT}|{_SEVERAL})?{_END}$")


def kind_of(name: str) -> RowKind:
    """The kind of the row; "named-sum" is a sum that names its area ("Cộng huyện Cao Lộc").

    Such a row is the total of one sheet and a sub-total of another, so the whole table decides.
    """
    if _OF_DEPARTMENTS.match(as_meant(name).lower()):
        return "subtotal"
    text = plain(name)
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(text)), "unit")


def is_comparison(name: str) -> bool:
    """Whether the row says that its numbers are of another period, or no counts at all."""
    return _OTHER_NUMBERS.fullmatch(plain(name)) is not None


def area_words(name: str) -> str:
    """The area that the name of a total states: "tỉnh" of "Tổng cộng toàn tỉnh", "" of "Tổng cộng (2 đơn vị)"."""
    words, text = as_meant(name).split(), plain(name)
    before = _BEFORE_AREA.match(text)
    start = before.end() if before else 0
    kept = _AFTER_AREA.sub("", text[start:]).split()
    return " ".join(words[len(text[:start].split()) :][: len(kept)]).strip(" :.=*")


def stated_count(name: str) -> int | None:
    """How many units a total says it adds up: 2 of "TỔNG CỘNG (2 đơn vị)"."""
    found = re.search(_COUNT, plain(name))
    return int(re.sub(r"\D", "", found[0])) if found else None
