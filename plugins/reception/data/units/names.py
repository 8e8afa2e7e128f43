"""How people write the name of a unit in a report: "UBND xã Cao Lộc", "TT. Đồng Mỏ", "Xã Hồng Phong (Bình Gia)".

Diacritics count when they are written: Tân Thanh and Tân Thành are two communes. Only a name typed without any is compared
without them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from plugins.vietnamese.collation import collation_key
from plugins.vietnamese.folding import as_meant, fold, without_marks

UnitType = Literal[
    "tinh", "thanh_tra", "ban_tcd", "so", "thanh_pho", "huyen", "phuong", "thi_tran", "xa"
]  # in the order in which units of one bare name are listed
UNIT_TYPES: tuple[UnitType, ...] = get_args(UnitType)
TYPE_WORDS: dict[UnitType, str] = {
    "tinh": "Tỉnh",
    "so": "Sở",
    "thanh_pho": "Thành phố",
    "huyen": "Huyện",
    "phuong": "Phường",
    "thi_tran": "Thị trấn",
    "xa": "Xã",
}
SHORT_WORDS: dict[str, UnitType] = {"tp": "thanh_pho", "tt": "thi_tran", "h": "huyen", "p": "phuong", "x": "xa"}

_COMMITTEE = re.compile(r"^(?:ubnd|[uủ][yỷ] ban nh[aâ]n d[aâ]n)\s+", re.IGNORECASE)
_PLACE = re.compile(r"(.*?)\s*(?:\(([^()]*)\)|,(.*))")
_WORDS = [(kind, re.compile(rf"(?:{word}|{without_marks(word)})(?!\w)\s*", re.IGNORECASE)) for kind, word in TYPE_WORDS.items()]
_SHORT_WORDS = [(kind, re.compile(rf"{word}(?:\.\s*|\s+)(?=\w)", re.IGNORECASE)) for word, kind in SHORT_WORDS.items()]

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class WrittenName:
    """`bare` is the name without committee, type and place; `kind` the type if one was written; `place` what holds the unit."""

    bare: str
    kind: UnitType | None
    place: str


def read_name(text: str) -> WrittenName:
    """Split a written name. Never fails: whatever is no type word stays in the bare name."""
    name = " ".join(as_meant(text).split())
    place = ""
    if match := _PLACE.fullmatch(name):
        name, place = match[1], (match[2] or match[3] or "").strip()
    bare, kind = _split_type(_COMMITTEE.sub("", name, count=1))
    return WrittenName(bare, kind, place)


def bare_name(name: str, kind: UnitType) -> str:
    """The name without its type word: "Xã Cao Lộc" gives Cao Lộc; a department such as Ban Dân tộc keeps its full name."""
    bare, found = _split_type(name)
    return bare if found == kind else name


def marked_key(text: str) -> Key:
    """A key that ignores capitals, punctuation and the place of the tone mark."""
    key = collation_key(text)
    return key.words, key.tones


def unmarked_key(text: str) -> Key:
    """A key that ignores all diacritics too."""
    return tuple(re.findall(r"\w+", fold(text)))


def is_unmarked(text: str) -> bool:
    """Whether a text has no Vietnamese diacritics at all, nor đ."""
    return without_marks(text) == text and "đ" not in text.lower()


def _split_type(name: str) -> tuple[str, UnitType | None]:
    for kind, word in (*_WORDS, *_SHORT_WORDS):
        if match := word.match(name):
            return name[match.end() :], kind
    return name, None
