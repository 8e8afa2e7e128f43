"""Periods of numbers as labels: quý III năm 2017, 6 tháng đầu năm 2017, or two days.

A label only: the circular in force decides which days a reporting quarter covers (plugins/reception/data/law/period_days.py).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal, get_args

from plugins.vietnamese.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    DateError,
    format_official_date,
    month_number,
    parse_iso_date,
)
from plugins.vietnamese.errors import WritingError
from plugins.vietnamese.folding import as_meant
from plugins.vietnamese.period_words import (
    DAYS,
    QUARTER,
    ROMAN,
    SPAN,
    first_and_last_day,
    is_nine_months,
    plain_words,
    quarter_number,
)

Kind = Literal["month", "quarter", "half", "nine-months", "year", "custom"]
KINDS: tuple[Kind, ...] = get_args(Kind)
PER_YEAR: dict[Kind, int] = {"month": 12, "quarter": 4, "half": 2}  # of all other kinds 1

_CODES = (
    "2017 (cả năm), 2017-Q3 (quý III), 2017-H1 hoặc 2017-6T (6 tháng đầu năm), 2017-H2 (6 tháng cuối năm), "
    "2017-9T (9 tháng đầu năm), 2017-10 hoặc 2017-T10 (tháng 10), 2014-07-01..2017-07-01 (từ ngày đến ngày)"
)
_WORDS = (
    "“quý III năm 2017”, “quý III/2017”, “6 tháng đầu năm 2017”, “9 tháng đầu năm 2017”, “năm 2017”, "
    "“tháng 10 năm 2017”, “từ ngày 01/7/2014 đến ngày 01/7/2017”"
)

_CODE = re.compile(r"([0-9]{4})(?:-(?:Q([1-4])|(H1|6T)|(H2)|(9T)|T?(0[1-9]|1[0-2])|T([1-9])))?")
_YEAR = r"(?: ?[/-] ?|,? nam )([0-9]{4})"
_BEFORE_DAYS = re.compile(r"^(?:so lieu )?(?:tinh )?(?=tu )")
_MONTH_WORDS = re.compile(rf"thang (0?[1-9]|1[0-2]){_YEAR}")
_YEAR_WORDS = re.compile(r"(?:ca )?nam ([0-9]{4})")


class PeriodError(WritingError):
    """Not a period; `expected` lists the forms that are read."""

    kind = "kỳ số liệu hợp lệ"


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A period's name. Periods sort by first day, then last day, of the calendar, then by kind.

    `number`: month 1–12, quarter 1–4, half 1 (đầu năm) or 2 (cuối năm), else 0. `start` and `end` belong to "custom"
    alone, both as the source writes them; its `year` is that of `start`. Raises PeriodError for what cannot be.
    """

    kind: Kind
    year: int
    number: int = 0
    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        numbers = range(1, PER_YEAR[self.kind] + 1) if self.kind in PER_YEAR else range(1)
        if self.kind == "custom":
            sound = self.start is not None and self.end is not None and self.year == self.start.year
        else:
            sound = self.start is None and self.end is None
        if not (sound and self.number in numbers and FIRST_YEAR <= self.year <= LAST_YEAR):
            fields = f"{self.kind} {self.year} {self.number} {self.start} {self.end}"
            raise PeriodError(fields, f"năm phải từ {FIRST_YEAR} đến {LAST_YEAR}, số thứ tự và ngày phải hợp với loại kỳ.")
        if self.start and self.end and self.start > self.end:
            raise PeriodError(f"{self.start}..{self.end}", "ngày đầu phải trước hoặc trùng ngày cuối.")

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (*calendar_days(self), KINDS.index(self.kind)) < (*calendar_days(other), KINDS.index(other.kind))


def custom_period(start: date, end: date) -> Period:
    """From day to day, both as written; whether the last day counts is for the source to say."""
    return Period("custom", start.year, 0, start, end)


def parse_period(text: str) -> Period:
    """Read the code editors write: 2017, 2017-Q3, 2017-H1 or 2017-6T, 2017-H2, 2017-9T, 2017-10 or 2017-T10, day..day.

    Raises PeriodError with all accepted forms.
    """
    found = text.strip()
    first, dots, last = found.partition("..")
    if dots:
        return _between(found, first, last)
    match = _CODE.fullmatch(found.upper())
    if not match:
        raise PeriodError(found, f"viết một trong các dạng {_CODES}.")
    year, quarter, first_half, second_half, nine_months, month, bare_month = match.groups()
    if quarter:
        return Period("quarter", int(year), int(quarter))
    if first_half or second_half:
        return Period("half", int(year), 1 if first_half else 2)
    if month or bare_month:
        return Period("month", int(year), int(month or bare_month))
    return Period("nine-months" if nine_months else "year", int(year))


def parse_period_text(text: str) -> Period:
    """Read a period in words, with or without marks: "Quý III/2017", "từ ngày 01/7/2014 đến ngày 01/7/2017", …

    Raises PeriodError with the forms that are read, also for a day that does not exist.
    """
    found = as_meant(text.strip())
    words = plain_words(found).strip("().;: ")
    if match := DAYS.fullmatch(_BEFORE_DAYS.sub("", words)):
        return _from_day_to_day(found, match)
    if match := QUARTER.fullmatch(words):
        return Period("quarter", int(match["year"]), quarter_number(match))
    if match := SPAN.fullmatch(words):
        return _span(found, nine=is_nine_months(match), ending=match["part"] == "cuoi", year=int(match["year"]))
    if match := _MONTH_WORDS.fullmatch(words):
        return Period("month", int(match[2]), int(match[1]))
    if match := _YEAR_WORDS.fullmatch(words):
        return Period("year", int(match[1]))
    raise PeriodError(found, f"viết như {_WORDS}.")


def format_code(period: Period) -> str:
    """The one code of a period; `parse_period` reads it back."""
    if period.start and period.end:
        return f"{period.start.isoformat()}..{period.end.isoformat()}"
    suffixes: dict[Kind, str] = {
        "month": f"-{period.number:02d}",
        "quarter": f"-Q{period.number}",
        "half": f"-H{period.number}",
        "nine-months": "-9T",
    }
    return f"{period.year}{suffixes.get(period.kind, '')}"


def format_period(period: Period) -> str:
    """The words readers see, in official style; `parse_period_text` reads them back."""
    if period.start and period.end:
        return f"{format_official_date(period.start)} – {format_official_date(period.end)}"
    if period.kind == "month":
        return f"tháng {month_number(period.number)} năm {period.year}"
    if period.kind == "quarter":
        return f"quý {ROMAN[period.number]} năm {period.year}"
    if period.kind == "half":
        return f"6 tháng {'đầu' if period.number == 1 else 'cuối'} năm {period.year}"
    return f"9 tháng đầu năm {period.year}" if period.kind == "nine-months" else f"năm {period.year}"


def year_earlier(period: Period) -> Period:
    """Step back to "cùng kỳ năm trước", the same label one year before; 29/2 becomes 28/2.

    Raises PeriodError before 1945.
    """
    if period.start and period.end:
        return custom_period(_day_year_earlier(period.start), _day_year_earlier(period.end))
    return Period(period.kind, period.year - 1, period.number)


def calendar_days(period: Period) -> tuple[date, date]:
    """First and last day by the calendar, both inside; a custom period's days as written."""
    if period.start and period.end:
        return period.start, period.end
    lengths: dict[Kind, int] = {"month": 1, "quarter": 3, "half": 6, "nine-months": 9}
    length = lengths.get(period.kind, 12)
    last_month = length * max(period.number, 1)
    last_day = monthrange(period.year, last_month)[1]
    return date(period.year, last_month - length + 1, 1), date(period.year, last_month, last_day)


def _between(found: str, first: str, last: str) -> Period:
    try:
        return custom_period(parse_iso_date(first), parse_iso_date(last))
    except DateError as error:
        raise PeriodError(found, str(error)) from error


def _from_day_to_day(found: str, match: re.Match[str]) -> Period:
    try:
        return custom_period(*first_and_last_day(match))
    except DateError as error:
        raise PeriodError(found, str(error)) from error


def _span(found: str, *, nine: bool, ending: bool, year: int) -> Period:
    if nine and ending:
        raise PeriodError(found, "9 tháng chỉ tính từ đầu năm, viết “9 tháng đầu năm 2017”.")
    return Period("nine-months", year) if nine else Period("half", year, 2 if ending else 1)


def _day_year_earlier(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)
