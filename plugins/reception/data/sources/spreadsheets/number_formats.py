"""Whether a spreadsheet shows a number as it is, under the number format of its cell: the format "0%" shows 2 as 200%.

We apply the format, as far as formats of counts and amounts go, and the result must read as the number. What we do not apply
(dates, fractions, powers of ten, digits of other scripts) counts as unproven, never as equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from plugins.vietnamese.folding import without_marks

EXACT = frozenset({"", "General", "@", "0", "#,##0"})
_LARGEST = 10**15  # spreadsheets know no more digits

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<skip>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>G/General|General|Standard)|(?P<digit>[0#?])|(?P<mark>[.,%;@/])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)")
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?[0-9]+", re.IGNORECASE)
# A locale is a number, with a calendar and our digits (0 or 1) before it, or a tag such as vi-VN.
_LOCALE = r"(?:0?[01]?[0-9A-F]{2})?[0-9A-F]{1,4}|[0-9A-F]{5}|[a-wyz][a-z]{1,2}(?:-[a-z]{2,4}){0,2}"
_CURRENCY = re.compile(rf"\$(?P<sign>[^-]*)(?:-(?P<locale>{_LOCALE}))?", re.IGNORECASE)
_SYSTEM_DAYS = ("F800", "F400")  # the long date and the time of the computer
_TESTS = {"<=": "__le__", ">=": "__ge__", "<>": "__ne__", "<": "__lt__", ">": "__gt__", "=": "__eq__"}

_WORDS = re.compile(r"[₫$€]?|d|dong|vnd|usd|eur|luot|nguoi|cong|dan|vu|viec|don|thu|doan|dot|lan|cuoc|ho|so|ngay|ha|m2|truong|hop")
_THREE_DECIMALS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_DASHES = frozenset("-–—")
_SHOWN = re.compile(r"(?P<before>[^0-9]*)(?P<numeral>[0-9](?:.*[0-9])?)[.,]?(?P<after>[^0-9]*)", re.DOTALL)
_GROUPS = (".", ",", "'", "’", " ", "\u00a0", "\u202f", "\u2009")
_READINGS = tuple(
    (group, re.compile(rf"(?P<whole>{whole})(?:{re.escape(mark)}(?P<rest>[0-9]+))?"))
    for group, whole in [("", "[0-9]+"), *((each, rf"[1-9][0-9]{{0,2}}(?:{re.escape(each)}[0-9]{{3}})+") for each in _GROUPS)]
    for mark in ".,"
    if mark != group
)


class UnprovenError(Exception):
    """The format does something that we do not apply."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a format: kind and text of each piece, and the numbers it is for, if it says so."""

    pieces: tuple[tuple[str, str], ...]
    test: tuple[str, Decimal] | None = None

    def holds(self, value: Decimal) -> bool:
        return self.test is None or bool(getattr(value, _TESTS[self.test[0]])(self.test[1]))

    def has(self, kind: str, text: str) -> bool:
        return (kind, text) in self.pieces


_NEVER = _Section((("mark", "%"),))  # shows nothing that we know


def displayed(code: str, value: Decimal) -> str | None:
    """What the cell shows for a number that is not negative, written 1.647,5; None where that is not known."""
    try:
        section = _section_for(_sections(code or "General"), value)
        return _rendered(section.pieces, value)
    except UnprovenError:
        return None


def names(text: str, value: Decimal, *, fractional: bool = True) -> bool:
    """Whether the text is the number, however its groups are written, with a word for what is counted if need be.

    A dash is a zero: the accounting format of every office program writes it so. Where no fractions are expected, a person
    takes "5,000" for five thousand, whatever its comma was meant for.
    """
    if value == 0 and text.strip() in _DASHES:
        return True
    match = _SHOWN.fullmatch(text.strip())
    if not match or not all(_is_word(match[part]) for part in ("before", "after")):
        return False
    if not fractional and _THREE_DECIMALS.fullmatch(match["numeral"]):
        return value == int(re.sub("[.,]", "", match["numeral"]))
    return any(value == number for number in _readings(match["numeral"]))


def shows_text(code: str) -> bool:
    """Whether the format shows a text as it is: it may hide it, or put words beside it."""
    try:
        sections = _sections(code)
    except UnprovenError:
        return True  # such formats are of numbers alone
    texts = [section for section in sections if section.has("mark", "@")]
    section = sections[3] if len(sections) > 3 else texts[-1] if texts else None
    return section is None or [text for kind, text in section.pieces if kind != "space"] == ["@"]


def _is_word(text: str) -> bool:
    return all(_WORDS.fullmatch(without_marks(word).lower().replace("đ", "d").strip(".")) for word in text.split())


def _readings(numeral: str) -> Iterator[Decimal]:
    for group, pattern in _READINGS:
        if match := pattern.fullmatch(numeral):
            whole = match["whole"].replace(group, "") if group else match["whole"]
            yield Decimal(f"{whole}.{match['rest'] or '0'}")


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    pieces: list[tuple[str, str]] = []
    test: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)]
        condition = _CONDITION.fullmatch(text) if kind == "bracket" else None
        if (kind, text) == ("mark", ";"):
            sections.append(_Section(tuple(pieces), test))
            pieces, test = [], None
        elif condition:
            test = condition[1], Decimal(condition[2])
        else:
            pieces += _piece(kind, text)
    return (*sections, _Section(tuple(pieces), test))


def _piece(kind: str, text: str) -> list[tuple[str, str]]:
    if kind == "bracket":
        return _bracket(text)
    if kind in ("skip", "fill"):
        if kind == "fill" and text not in " -.":
            raise UnprovenError
        return [("space", " ")]
    if kind == "other" and text.isascii() and text not in " $-+()!^&'~{}<>=:":
        raise UnprovenError
    literal = kind in ("quoted", "escaped", "other")
    return [("literal" if literal else kind, text)]


def _bracket(text: str) -> list[tuple[str, str]]:
    if _COLOUR.fullmatch(text):
        return []
    currency = _CURRENCY.fullmatch(text)
    if not currency or (currency["locale"] or "").upper().endswith(_SYSTEM_DAYS):
        raise UnprovenError
    return [("literal", currency["sign"])]


def _section_for(sections: tuple[_Section, ...], value: Decimal) -> _Section:
    numbers = sections[:3]
    if 1 < len(numbers) == len(sections) and numbers[-1].has("mark", "@"):
        numbers = numbers[:-1]
    if not any(section.test for section in numbers):
        return numbers[2] if len(numbers) == 3 and value == 0 else numbers[0]
    if any(section.test is None for section in numbers[:-1]):
        raise UnprovenError
    return next((section for section in numbers if section.holds(value)), _NEVER)


def _rendered(pieces: tuple[tuple[str, str], ...], value: Decimal) -> str:
    if value >= _LARGEST or ("mark", "/") in pieces or ("mark", "%") in pieces[:1]:
        raise UnprovenError
    if any(kind == "general" or (kind, text) == ("mark", "@") for kind, text in pieces) or not pieces:
        plain = f"{value.normalize():f}".replace(".", ",")
        return "".join(plain if kind in ("general", "mark") else text for kind, text in pieces) if pieces else ""
    places = [place for place, (kind, _) in enumerate(pieces) if kind == "digit"]
    if not places:
        return "".join(text for kind, text in pieces if kind != "mark" or text == "%")
    return _filled(pieces, places, value)


def _filled(pieces: tuple[tuple[str, str], ...], places: list[int], value: Decimal) -> str:
    point = next((place for place, piece in enumerate(pieces) if piece == ("mark", ".")), len(pieces))
    wholes = [place for place in places if place < point]
    commas = [place for place, piece in enumerate(pieces) if piece == ("mark", ",")]
    scaled = sum(place > places[-1] or (bool(wholes) and wholes[-1] < place < point) for place in commas)
    grouped = len(commas) > scaled
    decimals = len(places) - len(wholes)
    number = (value * 100 ** pieces.count(("mark", "%")) / 1000**scaled).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, rest = f"{number:f}".partition(".")
    filling = _whole_digits("".join(pieces[place][1] for place in wholes), whole.lstrip("0"), grouped)
    filling += _decimal_digits("".join(pieces[place][1] for place in places[len(wholes) :]), rest)
    by_place = dict(zip(places, filling, strict=True))
    return "".join(
        by_place.get(place, _mark(text, place == point) if kind == "mark" else text) for place, (kind, text) in enumerate(pieces)
    )


def _mark(text: str, is_point: bool) -> str:
    return "," if is_point else text if text == "%" else ""


def _whole_digits(marks: str, digits: str, grouped: bool) -> list[str]:
    """What each of the placeholders before the point shows; the first takes all digits that are left."""
    if not marks:
        return []
    least = len(marks) - marks.index("0") if "0" in marks else 0
    padded = digits.rjust(least, "0")
    if grouped:
        padded = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ".", padded)
        return [padded, *[""] * (len(marks) - 1)]
    split = max(len(padded) - len(marks) + 1, 0)
    return [padded[:split], *padded[split:].rjust(len(marks) - 1)] if padded else [""] * len(marks)


def _decimal_digits(marks: str, digits: str) -> list[str]:
    kept = len(marks)
    while kept and marks[kept - 1] != "0" and digits[kept - 1] == "0":
        kept -= 1
    return [digit if place < kept else "" for place, digit in enumerate(digits[: len(marks)])]
