"""How people write the name of a unit in a report: "UBND xã Cao Lộc", "TT. Đồng Mỏ", "Xã Hồng Phong (Bình Gia)".

Diacritics count when they are written: Tân Thanh and Tân Thành are two communes. Only a name typed without any is compared
without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
SHORT_WORDS: dict[str, UnitType] = {
    "tp": "thanh_pho",
    r"t\.p": "thanh_pho",
    "tt": "thi_tran",
    "h": "huyen",
    "p": "phuong",
    "x": "xa",
}

_COMMITTEE = re.compile(r"^(?:h[dđ]nd\s*(?:[-–&,]|v[aà])\s*)?(?:ubnd|[uủ][yỷ] ban nh[aâ]n d[aâ]n)\s+", re.IGNORECASE)
_PLACE = re.compile(r"(.*?)\s*(?:\(([^()]*)\)|,(.*))")
_WORDS = [(kind, re.compile(rf"(?:{word}|{without_marks(word)})(?!\w)\s*", re.IGNORECASE)) for kind, word in TYPE_WORDS.items()]
_SHORT_WORDS = [(kind, re.compile(rf"{word}(?:\.\s*|\s+)(?=\w)", re.IGNORECASE)) for word, kind in SHORT_WORDS.items()]

# What offices write for the names of departments all over the country, in plain letters without signs between them.
ABBREVIATIONS = {
    "nnptnt": "Nông nghiệp và Phát triển nông thôn", "nnmt": "Nông nghiệp và Môi trường",
    "ldtbxh": "Lao động - Thương binh và Xã hội", "tnmt": "Tài nguyên và Môi trường", "khdt": "Kế hoạch và Đầu tư",
    "gtvt": "Giao thông vận tải", "tttt": "Thông tin và Truyền thông", "khcn": "Khoa học và Công nghệ",
    "gddt": "Giáo dục và Đào tạo", "vhttdl": "Văn hóa, Thể thao và Du lịch", "dttg": "Dân tộc và Tôn giáo",
    "ptnt": "Phát triển nông thôn", "tbxh": "Thương binh và Xã hội",
    "tcd": "Tiếp công dân", "tp": "Tư pháp", "tc": "Tài chính", "xd": "Xây dựng", "ct": "Công Thương", "nv": "Nội vụ",
}  # fmt: skip
ONLY_OF_DEPARTMENTS = ("tp", "tc", "xd", "ct", "nv")  # elsewhere these letters mean other things

_CAPITALS = re.compile(r"[A-ZĐ]{2,}(?:(?:\s*(?:[&,.–-]|\bvà\b|\bVÀ\b)\s*|\s+(?=[A-ZĐ]+\b))?[A-ZĐ]+)*(?![\w])")
_NUMBER = r"(?:[0-9]{1,3}|[IVX]{1,5})"
_ORDINAL = re.compile(
    rf"^(?:[-–+*•]|\(?{_NUMBER}(?:\.[0-9]{{1,3}})*\s*[.)/]|{_NUMBER}(?:\.[0-9]{{1,3}})+|[0-9]{{1,3}}(?=\s)|[a-zđ]\s*[.)/])\s*(?=\w{{2}})"
)
_FOOTNOTE = re.compile(r"\s*\((?:[0-9]{1,2}|\*+)\)$")
_OFFICE = re.compile(r"^(?:thanh tra|văn phòng|ban tiếp công dân)\s+(?=\w)(?!(?:.*\s)?tỉnh(?!\w))", re.IGNORECASE)
_COMMUNE = re.compile(r"(?:xã|phường|thị trấn|tt\.?|x\.|p\.)\s", re.IGNORECASE)
_BEFORE_PLACE = re.compile(r"\s+[-–—]\s+|\s*/\s*")
_CONNECTIVE = re.compile(r"\s*&\s*|(?<!\w)(?:và|va)(?!\w)", re.IGNORECASE)

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


def readings(text: str) -> Iterator[WrittenName]:
    """The ways to read a name, the nearest to its letters first: as it is, without its ordinal, in full, without its office, with
    its place.

    "2. Sở NN&PTNT" is Sở Nông nghiệp và Phát triển nông thôn; "Thanh tra huyện Cao Lộc", where it is no unit of its own, reports
    for the district.
    """
    seen: set[str] = set()
    name = " ".join(as_meant(text).split())
    for change in (str, _without_ordinal, _in_full, _without_office, _with_place):
        name = change(name)
        if name not in seen:
            seen.add(name)
            yield read_name(name)


def _without_ordinal(name: str) -> str:
    return _FOOTNOTE.sub("", _ORDINAL.sub("", name))


def _without_office(name: str) -> str:
    """An office reports for its department or district; the province's offices are units of their own."""
    return _OFFICE.sub("", name)


def _with_place(name: str) -> str:
    """“Xã Hồng Phong - Bình Gia” names its district, unlike “Sở Lao động - Thương binh và Xã hội”."""
    return _BEFORE_PLACE.sub(", ", name, count=1) if _COMMUNE.match(name) else name


def _in_full(name: str) -> str:
    of_department = fold(name).startswith("so ")

    def write_out(match: re.Match[str]) -> str:
        short = re.sub(r"[^a-z]|\bva\b", "", fold(match[0]))
        known = short in ABBREVIATIONS and (of_department or short not in ONLY_OF_DEPARTMENTS)
        return ABBREVIATIONS[short] if known else match[0]

    return _CAPITALS.sub(write_out, name)


def bare_name(name: str, kind: UnitType) -> str:
    """The name without its type word: "Xã Cao Lộc" gives Cao Lộc; a department such as Ban Dân tộc keeps its full name."""
    bare, found = _split_type(name)
    return bare if found == kind else name


def marked_key(text: str) -> Key:
    """A key that ignores capitals, punctuation, “và” and the place of the tone mark."""
    key = collation_key(_CONNECTIVE.sub(" ", text))
    return key.words, key.tones


def unmarked_key(text: str) -> Key:
    """A key that ignores all diacritics too."""
    return tuple(re.findall(r"\w+", fold(_CONNECTIVE.sub(" ", text))))


def is_unmarked(text: str) -> bool:
    """Whether a text has no Vietnamese diacritics at all, nor đ."""
    return without_marks(text) == text and "đ" not in text.lower()


def _split_type(name: str) -> tuple[str, UnitType | None]:
    for kind, word in (*_WORDS, *_SHORT_WORDS):
        if match := word.match(name):
            return name[match.end() :], kind
    return name, None
