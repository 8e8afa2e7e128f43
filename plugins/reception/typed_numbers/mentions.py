"""The places and times that a text names: “huyện Cao Lộc”, “cả nước”, “quý II năm 2017”, “cùng kỳ”, “ngày 15/9”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from plugins.reception.data.queries.periods import labelled, ordinal
from plugins.vietnamese.period_words import ROMAN
from plugins.vietnamese.periods import Period, PeriodError, parse_period_text, year_earlier

Standing = Literal["own", "known", "part", "foreign"]
"""Whether a place or time is the article's own, another that data may have, a part of its own, or one that no data can have."""

_CAPITAL = r"(?-i:[A-ZĐÀ-Ỹ])"
_PARTS = (
    r"(?:phó )?(?:chủ tịch|giám đốc|chánh thanh tra)|lãnh đạo|thủ trưởng|bí thư|người đứng đầu"
    r"|ban tiếp công dân|trụ sở|phòng|tổ(?! chức)"
    r"|ubnd|hđnd|[uủ][yỷ] ban nhân dân|thanh tra|văn phòng|công an|(?:chi )?cục|ban(?! hành)|cấp (?:tỉnh|huyện|xã)|cán bộ|khối"
    r"|các (?:huyện|xã|phường|sở|ban|ngành|phòng)|một số (?:huyện|xã|phường|sở|đơn vị|cơ quan|địa phương)"
)
_PLACE = re.compile(
    r"(?<!\w)(?:"
    rf"(?P<foreign>cả nước|toàn quốc|trong nước|thanh tra chính phủ|chính phủ|trung ương|bộ (?={_CAPITAL}))"
    rf"|(?P<part>(?:{_PARTS})(?!\w)(?: +\w+){{0,4}}? +(?:tỉnh|huyện|xã|phường|thành phố)(?!\w)(?! +{_CAPITAL})|(?:{_PARTS})(?!\w))"
    rf"|(?P<typed>(?:sở|huyện|thành phố|thị xã|thị trấn|phường|xã|tỉnh) +(?={_CAPITAL}))"
    r"|(?P<own>(?:toàn |cả |địa bàn |các )?tỉnh(?!\w))"
    r")",
    re.IGNORECASE,
)
_NAME = re.compile(r"\w+(?: +\w+){0,9}")
_PROPER = re.compile(rf"(?: *{_CAPITAL}\w*)+")
_REPORTED_BY = re.compile(
    r"(?:theo|(?:báo cáo|thống kê|số liệu|tổng hợp)(?: (?:số|ngày) [^\s,]+)* (?:của|từ)|nguồn:?)\s*$", re.IGNORECASE
)
_REPORTS = re.compile(r" +(?:đã )?(?:cho biết|thông tin|thông báo|báo cáo|tổng hợp|thống kê)(?!\w)", re.IGNORECASE)
_YEAR = r"(?:(?: ?/ ?|,? (?:của )?năm )(?P<{0}>[0-9]{{4}}))?"
_DAY = r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
_TIME = re.compile(
    r"(?<!\w)(?:"
    rf"(?P<range>(?:từ )?(?:ngày )?{_DAY} ?(?:–|-|đến(?: hết)?) ?(?:ngày )?{_DAY})"
    rf"|quý (?P<quarter>[1-4]|I{{1,3}}|IV){_YEAR.format('quarter_year')}"
    rf"|(?:0?(?P<span>[69])|(?P<span_word>sáu|chín)) tháng(?P<ending> cuối)?(?: đầu)?(?: năm)?(?: ?(?P<span_year>[0-9]{{4}}))?"
    rf"|tháng (?P<month>[0-9]{{1,2}}){_YEAR.format('month_year')}"
    r"|(?P<same>cùng kỳ)(?: (?:của )?năm (?:trước|ngoái|(?P<same_year>[0-9]{4})))?"
    r"|(?P<before>(?:kỳ|quý|tháng) (?:liền )?trước)|(?P<last_year>năm (?:liền )?(?:trước|ngoái))"
    r"|(?:cả )?năm (?P<year>[0-9]{4})"
    r"|(?P<own>trong (?:quý|kỳ)(?! (?:[1-4]|[IV]+)(?!\w))|(?:quý|kỳ) (?:này|báo cáo))"
    r"|(?P<part>(?:tính )?đến (?:hết|cuối) (?:quý |tháng |năm |ngày )?[\w/]+|[0-9]{1,2} năm (?:qua|thực hiện)"
    r"|từ khi|từ trước|đến nay|l[uũ][yỹ] kế"
    rf"|giai đoạn [0-9]{{4}} ?[-–] ?[0-9]{{4}}|nhiệm kỳ|(?:ngày )?{_DAY}|ngày [0-9]{{1,2}}(?:/[0-9]{{1,2}})?"
    r"|(?:trong |một )?(?:tuần|ngày|buổi|tháng)(?! [0-9]))"
    r")(?!\w)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:luật|nghị định|nghị quyết|thông tư|hiến pháp|chỉ thị|quyết định|kế hoạch|công văn|báo cáo|văn bản)[^,.;:]{0,60}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place or time in a text. `units` are ids of the register; `period` is what the time means to the article."""

    start: int
    end: int
    words: str
    is_place: bool
    standing: Standing
    units: tuple[str, ...] = ()
    period: Period | None = None

    @property
    def is_relative(self) -> bool:
        """“cùng kỳ”, “quý trước”."""
        return not self.is_place and self.words.lower().startswith(
            ("cùng kỳ", "kỳ", "quý trước", "quý liền", "tháng trước", "năm trước")
        )


def mentions_in(text: str, names: Mapping[str, tuple[str, ...]], unit: str, period: Period | None) -> list[Mention]:
    """All of a text in reading order. `names` leads from the names of units to their ids; `unit` and `period` are the article's."""
    return sorted([*_places(text, names, unit), *_times(text, period)], key=lambda mention: mention.start)


def _places(text: str, names: Mapping[str, tuple[str, ...]], unit: str) -> Iterator[Mention]:
    done, is_after_part = 0, False
    for found in _PLACE.finditer(text):
        if found.start() < done:
            continue
        end, units = _longest_name(text, found.start(), names)
        standing: Standing = "known"
        if unit in units or (not units and found["own"]):
            standing = "own"
        elif not units:
            end = found.end()
            if found["typed"]:
                proper = _PROPER.match(text, found.end())
                end = proper.end() if proper else end
            is_province = (found["typed"] or "").lower().startswith("tỉnh")
            standing = "foreign" if found["foreign"] or is_province else "part"
        if is_after_part and not text[done : found.start()].strip():  # the committee of a district is a part of it
            standing = "part"
        done, is_after_part = end, standing == "part" and not units
        if not (_REPORTED_BY.search(text, max(0, found.start() - 60), found.start()) or _REPORTS.match(text, end)):
            yield Mention(found.start(), end, text[found.start() : end], True, standing, units)


def _longest_name(text: str, place: int, names: Mapping[str, tuple[str, ...]]) -> tuple[int, tuple[str, ...]]:
    """The end and the ids of the longest name of a unit that begins there."""
    run = _NAME.match(text, place)
    words = run[0].lower().split() if run else []
    for count in range(len(words), 0, -1):
        if units := names.get(" ".join(words[:count])):
            ends = list(re.finditer(r"\w+", text[place : place + 200]))
            return place + ends[count - 1].end(), units
    return place, ()


def _times(text: str, own: Period | None) -> Iterator[Mention]:
    for found in _TIME.finditer(text):
        if (found["year"] or found["part"]) and _DOCUMENT.search(text, max(0, found.start() - 80), found.start()):
            continue
        period = None
        with suppress(PeriodError, ValueError):
            period = _period(found, own)
        standing: Standing = "own" if found["own"] or (period and period == own) else "known" if period else "part"
        yield Mention(found.start(), found.end(), found[0], False, standing, (), period)


def _period(found: re.Match[str], own: Period | None) -> Period | None:
    """What the words mean in an article about `own`. Raises PeriodError and ValueError for what cannot be."""
    if found["range"]:
        return parse_period_text(found["range"])
    if found["year"]:
        return Period("year", int(found["year"]))
    years = (found["quarter_year"], found["span_year"], found["month_year"])
    of = next((int(year) for year in years if year), own.year if own and own.kind != "custom" else 0)
    if found["quarter"]:
        number = found["quarter"]
        return Period("quarter", of, int(number) if number.isdigit() else ROMAN.index(number.upper()))
    if found["span"] or found["span_word"]:
        is_nine = "9" in (found["span"] or "") or (found["span_word"] or "").lower() == "chín"
        return Period("nine-months", of) if is_nine else Period("half", of, 2 if found["ending"] else 1)
    if found["month"]:
        return Period("month", of, int(found["month"]))
    return _relative(found, own) if own else None


def _relative(found: re.Match[str], own: Period) -> Period | None:
    if found["before"]:
        return labelled(own.kind, ordinal(own) - 1)
    if found["same"]:
        steps, period = (own.year - int(found["same_year"]) if found["same_year"] else 1), own
        for _ in range(max(0, steps)):
            period = year_earlier(period)
        return period
    return year_earlier(own) if found["last_year"] else None
