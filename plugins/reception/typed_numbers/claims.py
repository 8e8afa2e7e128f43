"""Finds the numbers that an editor typed beside words for a measure, and what each claims.

A number is a claim only with its words right beside it; years, articles of law, averages and ranges are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Value
from plugins.reception.typed_numbers.measure_names import MeasureWords
from plugins.reception.typed_numbers.passages import EMBED_MARK, Passage
from plugins.vietnamese.dates import FIRST_YEAR, LAST_YEAR

NUMBER = r"(?:[0-9]{1,3}(?: [0-9]{3})+(?![0-9.,])|[0-9]+(?:\\?[.,'’]+[0-9]+)*)"
# Not inside another number or a code; but “lượt/316 người”, an embed before the slash, and a slip as “tiếp1.443 lượt” count.
START = rf"(?:(?<![\w/+-])(?<![0-9][.,:–])|(?<=[^\W\d]/)|(?<={EMBED_MARK}/)|(?<=[a-zà-ỹđ]{{2}}))"
TIMES = {"nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}
MORE, LESS, ABOUT = (
    ("hơn", "trên"),
    ("gần", "dưới", "ngót"),
    ("khoảng", "chừng", "xấp xỉ", "ước", "ước tính", "ước đạt", "trên dưới"),
)
ROUNDED = "làm tròn"
WITHIN = Decimal("0.1")

_NUMBERS = re.compile(
    rf"{START}(?:(?P<part>{NUMBER}) ?/ ?)?(?P<number>{NUMBER})(?![0-9/])(?: +(?P<times>{'|'.join(TIMES)})(?!\w))?"
)
_ASIDE = re.compile(r" *(?:\([^()0-9]{0,80}\) *)?")
_RATE = re.compile(r" */ *(?:ngày|tuần|tháng|quý|năm|buổi|kỳ|giờ|người|cán bộ|đợt)(?!\w)| +trở (?:lên|xuống)", re.IGNORECASE)
_TIME_LABEL = re.compile(r"(?<!\w)(?:năm|tháng|ngày|quý|tuần|giờ|lúc) *$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?<!\w)(?:điều|khoản|mục|chương|lần|thứ|kho[aá]|khóa|đợt|bài|trang|biểu|mẫu|tầng|phòng|nhóm) *$", re.IGNORECASE
)
_RANGE = re.compile(r"[0-9] *[-–] *$")
_AVERAGE = re.compile(r"(?:bình quân|trung bình|(?:mỗi|hằng|hàng) (?:ngày|tuần|tháng|quý|năm|buổi|kỳ))[^.,;]{0,40}$", re.IGNORECASE)
_DIFFERENCE = re.compile(
    r"(?<!\w)(?:(?:tăng|giảm)(?: thêm| bớt| đi)?|(?:nhiều|ít|cao|thấp) hơn|chênh lệch)(?: khoảng| hơn| gần| trên)?"
    rf"(?: +{NUMBER} ?%,? *\(?(?: *(?:tương ứng|tương đương|hay|tức))?)? *$",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(
    rf"(?:(?<!\w)(?P<word>{'|'.join(sorted(MORE + LESS + ABOUT, key=len, reverse=True))})|[~≈]) *$", re.IGNORECASE
)
_STATES = re.compile(
    rf" *(?:[:=|(]|là|đạt) *{START}(?P<number>{NUMBER})(?![0-9/%])(?= *(?:[.,;:|)(]|$)| +(?:và|so|tăng|giảm|trong|bằng)\b)",
    re.IGNORECASE,
)
_WELL_FORMED = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number with the measures its words may mean.

    `low` and `high` are the least and the greatest value that make it true: the value itself unless it is rounded or qualified.
    `named`: the words are a measure's full name. `odd`: the number is not written the Vietnamese way. `doubtful`: it is a side of
    “19/33 vụ việc”, or may be a year.
    """

    start: int
    end: int
    written: str
    number: str
    value: Value
    measures: tuple[Measure, ...]
    named: bool
    low: Decimal
    high: Decimal
    qualifier: str = ""
    odd: bool = False
    doubtful: bool = False

    def holds(self, value: Value) -> bool:
        """Whether a number of the data makes the claim true; “hơn” and “gần” leave out the number itself."""
        return self.low <= value <= self.high and not (self.qualifier in MORE + LESS and value == self.value)


_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Found:
    """A number and the words for it, before they are weighed; `words` is how the whole reads."""

    start: int
    end: int
    number: str
    words: str
    written: str
    times: str = ""
    doubtful: bool = False


def claims(passage: Passage, words: MeasureWords) -> list[Claim]:
    """All claims of a passage in reading order."""
    if not _DIGIT.search(passage.text):
        return []
    found = {found.start: found for found in _before(passage.text, words)}
    for other in _after(passage.text, words):
        if other.start not in found or words.meant(other.words)[1]:
            found[other.start] = other
    return [_claim(passage.text, found[start], words) for start in sorted(found)]


def _after(text: str, words: MeasureWords) -> Iterator[_Found]:
    """“17.668 lượt công dân”, “17,7 nghìn lượt”, “19/33 vụ việc”."""
    for match in _NUMBERS.finditer(text):
        times = match["times"] or ""
        unit = _unit(text, match.end(), words)
        if unit is None and times:  # “16.880 triệu đồng”: this unit begins like a multiple
            times, unit = "", _unit(text, match.start("times") - 1, words)
        if unit is None or _RATE.match(text, unit.end()) or _counts_nothing(text, match):
            continue
        written = f"{text[match.start() : match.end('times' if times else 'number')]} {unit[0]}"
        doubtful = bool(match["part"]) or (is_year(match["number"]) and not words.meant(unit[0])[1])
        yield _Found(match.start("number"), unit.end(), match["number"], unit[0], written, times, doubtful)
        if match["part"]:
            whole = words.meant(unit[0])[0][0].unit
            yield _Found(match.start("part"), match.end("part"), match["part"], whole, written, "", True)


def _before(text: str, words: MeasureWords) -> Iterator[_Found]:
    """“Số lượt công dân: 17.668”, also in neighbouring cells of a table."""
    for unit in words.before_number.finditer(text):
        match = _STATES.match(text, unit.end())
        if match and not is_year(match["number"]):
            yield _Found(match.start("number"), match.end(), match["number"], unit[0], text[unit.start() : match.end()])


def _unit(text: str, place: int, words: MeasureWords) -> re.Match[str] | None:
    aside = _ASIDE.match(text, place)
    return words.pattern.match(text, aside.end() if aside else place)


def _counts_nothing(text: str, match: re.Match[str]) -> bool:
    """A date, a number in a row of numbers, an average, a range, or by how much something grew."""
    before, number = text[max(0, match.start() - 80) : match.start()], match["number"]
    if any(pattern.search(before) for pattern in (_RANGE, _AVERAGE, _DIFFERENCE)):
        return True
    if before.endswith("/") and is_year(number):
        return True
    plain = number.isdigit()
    if _TIME_LABEL.search(before):
        return bool(match["part"]) or (plain and (int(number) <= 31 or is_year(number)))
    return plain and bool(_LABEL.search(before))


def is_year(number: str) -> bool:
    """Whether the number as typed may be a year."""
    return number.isdigit() and FIRST_YEAR <= int(number) <= LAST_YEAR


def read_value(number: str, fractional: bool) -> tuple[Value, bool]:
    """The value most likely meant, and whether it is oddly written: “17,668” and “17.66” for a count are."""
    plain = number.replace("\\", "")
    digits = int("".join(filter(str.isdigit, plain)))
    if (_ENGLISH.fullmatch(plain) and not fractional) or not _WELL_FORMED.fullmatch(plain):
        return digits, True
    return (Decimal(plain.replace(".", "").replace(",", ".")), False) if "," in plain else (digits, False)


def _claim(text: str, found: _Found, words: MeasureWords) -> Claim:
    measures, named = words.meant(found.words)
    fractional = any(measure.fractional for measure in measures)
    value, odd = read_value(found.number, fractional)
    last_place = Decimal(1).scaleb(int(Decimal(value).as_tuple().exponent)) * TIMES.get(found.times.lower(), 1)
    value = int(value * TIMES[found.times.lower()]) if found.times else value
    qualified = _QUALIFIER.search(text, max(0, found.start - 20), found.start)
    qualifier = (qualified["word"] or ABOUT[0]).lower() if qualified else ""
    low = high = Decimal(value)
    if qualifier in MORE + ABOUT:
        high *= 1 + WITHIN
    if qualifier in LESS + ABOUT:
        low *= 1 - WITHIN
    if not qualifier and (found.times or fractional):
        low, high = low - last_place / 2, high + last_place / 2
    written = " ".join(found.written.split())
    rounded = qualifier or (ROUNDED if found.times else "")
    return Claim(found.start, found.end, written, found.number, value, measures, named, low, high, rounded, odd, found.doubtful)
