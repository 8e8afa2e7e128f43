"""The observation that “so với cùng kỳ”, “so với quý trước” or “so với quý II/2016” compares a number with."""

from __future__ import annotations

import re

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Observation
from plugins.reception.data.queries.comparison import a_year_earlier, at_period
from plugins.reception.data.queries.periods import labelled, ordinal
from plugins.reception.data.queries.select import Selection
from plugins.vietnamese.period_words import ROMAN
from plugins.vietnamese.periods import Kind, Period, PeriodError, calendar_days, parse_period_text, year_earlier

_PERIOD = (
    r"(?:quý (?:[1-4]|I{1,3}|IV)|tháng [0-9]{1,2}|0?[69] tháng (?:đầu|cuối))(?: ?/ ?| năm )[0-9]{4}"
    r"|0?[69] tháng (?:đầu|cuối) năm [0-9]{4}|(?:cả )?năm [0-9]{4}"
)
COMPARED_WITH = (
    r"(?P<what>cùng kỳ(?: (?:của )?năm (?:trước|ngoái|[0-9]{4}))?|(?:kỳ|quý|tháng|năm) (?:liền )?trước|năm ngoái"
    rf"|{_PERIOD}|quý (?:[1-4]|I{{1,3}}|IV)(?! *(?:/|, *(?:quý|năm|[IV1-4]+(?!\w))|năm|và|đến)))(?!\w)"
)
COMPARED = re.compile(rf"so (?:với )?(?:số |kết quả )?(?:của )?{COMPARED_WITH}", re.IGNORECASE)
_QUARTER = re.compile(r"quý (?P<number>[1-4]|i{1,3}|iv)")
_STEP: dict[str, tuple[Kind, ...]] = {
    "kỳ": ("month", "quarter", "half", "nine-months", "year"),
    "quý": ("quarter",),
    "tháng": ("month",),
}


def compared_observation(catalogue: Catalogue, selection: Selection, now: Observation, compared: str) -> Observation | None:
    """The observation that words found by COMPARED mean; None where they do not fit the number's kind of period.

    Raises QueryError where there is no such number.
    """
    found = COMPARED.search(compared)
    what = " ".join(found["what"].lower().split()) if found else ""
    if what.startswith("cùng kỳ") or what in ("năm ngoái", "năm trước", "năm liền trước"):
        return _years_earlier(catalogue, selection, now, what)
    if what.endswith("trước"):
        period = labelled(now.period.kind, ordinal(now.period) - 1) if now.period.kind in _STEP[what.split()[0]] else None
        return at_period(catalogue, selection, now, period) if period else None
    if bare := _QUARTER.fullmatch(what):
        period = _last_quarter(now.period, bare["number"])
        return at_period(catalogue, selection, now, period) if period else None
    try:
        return at_period(catalogue, selection, now, parse_period_text(what))
    except PeriodError:  # “tháng 13 năm 2016” is no period, so there is nothing to check
        return None


def _years_earlier(catalogue: Catalogue, selection: Selection, now: Observation, what: str) -> Observation | None:
    year = re.search(r"[0-9]{4}", what)
    years = calendar_days(now.period)[1].year - int(year[0]) if year else 1
    if years < 1:
        return None
    if years == 1:
        return a_year_earlier(catalogue, selection, now)
    period = now.period
    for _ in range(years):
        period = year_earlier(period)
    return at_period(catalogue, selection, now, period)


def _last_quarter(period: Period, number: str) -> Period | None:
    """The last quarter of that number before a quarter: “quý I …, giảm so với quý IV” is about the year before."""
    if period.kind != "quarter":
        return None
    quarter = int(number) if number.isdigit() else ROMAN.index(number.upper())
    return Period("quarter", period.year - (quarter >= period.number), quarter)
