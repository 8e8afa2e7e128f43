"""Several periods on one line: a range of one kind, or periods separated by ";".

A range takes labels of one kind only ("2024-Q1..2025-Q4"), so that no list mixes quarters with the half year that holds them.
Two days mean what they mean elsewhere: one period from day to day.
"""

from __future__ import annotations

from itertools import pairwise

from plugins.vietnamese.periods import PER_YEAR, Kind, Period, PeriodError, parse_period

SEPARATOR = ";"


def parse_periods(text: str) -> tuple[Period, ...]:
    """Read "2017-Q3", "2024-Q1..2025-Q4", "2015-9T..2017-9T" or "2016-Q3; 2017-Q3". Raises PeriodError."""
    periods = tuple(period for part in text.split(SEPARATOR) for period in _parse_part(part.strip()))
    if len(set(periods)) < len(periods):
        raise PeriodError(text, "một kỳ ghi hai lần; mỗi kỳ chỉ ghi một lần.")
    return periods


def ordinal(period: Period) -> int:
    """The number of a labelled period among its kind; neighbours differ by 1. Raises ValueError for days."""
    if period.kind == "custom":
        raise ValueError("a period from day to day has no neighbours of its kind")
    return period.year * PER_YEAR.get(period.kind, 1) + max(period.number, 1) - 1


def labelled(kind: Kind, number: int) -> Period:
    """The labelled period of a kind with this `ordinal`."""
    if kind not in PER_YEAR:
        return Period(kind, number)
    return Period(kind, number // PER_YEAR[kind], number % PER_YEAR[kind] + 1)


def positions(periods: tuple[Period, ...]) -> tuple[int, ...]:
    """The places of periods on an even axis of time: 0, 1, 3 where one is missing.

    Periods from day to day, or of several kinds, simply follow each other. The step is the distance of the closest neighbours:
    four third quarters in a row are 0, 1, 2, 3.
    """
    if len({period.kind for period in periods}) != 1 or periods[0].kind == "custom":
        return tuple(range(len(periods)))
    places = [ordinal(period) for period in periods]
    steps = [later - earlier for earlier, later in pairwise(places)]
    if not steps or any(step % min(steps) for step in steps):
        return tuple(place - places[0] for place in places)
    return tuple((place - places[0]) // min(steps) for place in places)


def _parse_part(part: str) -> tuple[Period, ...]:
    first, dots, last = part.partition("..")
    if not dots or first.count("-") == last.count("-") == 2:
        return (parse_period(part),)
    return _range(part, parse_period(first), parse_period(last))


def _range(part: str, first: Period, last: Period) -> tuple[Period, ...]:
    if first.kind != last.kind:
        raise PeriodError(part, "hai đầu phải cùng loại kỳ, ví dụ 2024-Q1..2025-Q4.")
    yearly = first.kind == "half" and first.number == last.number  # "6 tháng" year after year, not both halves
    numbers = range(ordinal(first), ordinal(last) + 1, 2 if yearly else 1)
    if not numbers:
        raise PeriodError(part, "kỳ đầu phải trước kỳ cuối.")
    return tuple(labelled(first.kind, number) for number in numbers)
