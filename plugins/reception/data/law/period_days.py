"""Which days a reporting period covers: "quý I" is no calendar quarter, and it moved by a day between circulars.

The circular in force when a reporting year closes governs all periods of that year, so that quarters tile the year. Where we do
not know its windows, each period follows its own closing day. 15/12/2020 closes 2020 under circular 03/2013 and opens 2021 under
02/2021: it belongs to both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from plugins.reception.data.law.forms import Forms
from plugins.reception.data.law.regimes import Regime
from plugins.vietnamese.periods import Period, calendar_days, format_period

CACHE_SIZE = 4096
FEW_DAYS = timedelta(days=5)
ADVICE = "Ghi kỳ bằng hai ngày in trên báo cáo, dạng 2014-07-01..2017-07-01."


class WindowUnknown(ValueError):
    """No circular that we have says which days the period covers; the message says so in Vietnamese."""


def window(period: Period, regimes: Sequence[Regime]) -> tuple[date, date]:
    """First and last day of a period, both inside, under the circular that governs it; a custom period has its own days.

    Raises WindowUnknown for months and second halves, for circular 06/2025 and for years before the first circular.
    """
    if period.kind == "custom":
        return calendar_days(period)
    governing = _governing(period, regimes)
    days = governing.days(period) if governing else None
    if days is None:
        raise WindowUnknown(_why_unknown(period, regimes))
    return days


@lru_cache(CACHE_SIZE)
def days_of(period: Period, forms: Forms) -> tuple[date, date]:
    """The first and last day of a period that is given by its label alone: those of its circular.

    By the calendar where no circular sets them (months), or none that we know (since circular 06/2025).
    """
    try:
        return window(period, forms.regimes)
    except WindowUnknown:
        return calendar_days(period)


def regime_of(period: Period, regimes: Sequence[Regime]) -> Regime:
    """The circular that governs a period, even if its windows are unknown; for a custom period, the one of its last day.

    Raises WindowUnknown before the first circular.
    """
    start, end = calendar_days(period)
    label = label_of(start, end, regimes) if period.kind == "custom" else period
    governing = _governing(label, regimes) if label else None
    candidates = (governing,) if governing else regimes_on(end, regimes)
    if not candidates:
        raise WindowUnknown(_why_unknown(period, regimes))
    return candidates[0]


def regimes_on(day: date, regimes: Sequence[Regime]) -> tuple[Regime, ...]:
    """The circulars whose reporting years hold the day, the closing year first: two of them on 15/12/2020."""
    found: list[Regime] = []
    for year in (day.year, day.year + 1):
        whole = Period("year", year)
        governing = _governing(whole, regimes)
        days = governing.days(whole) if governing else None
        if governing and days and days[0] <= day <= days[1] and governing not in found:
            found.append(governing)
    return tuple(found) or tuple(regime for regime in regimes if regime.holds_on(day))


def label_of(start: date, end: date, regimes: Sequence[Regime]) -> Period | None:
    """The label whose window these days are ("quý I năm 2022" for 15/12/2021–14/3/2022); None for a custom period."""
    return next((period for period in _labels(end.year) if (start, end) in _accepted(period, regimes)), None)


def nearly(start: date, end: date, regimes: Sequence[Regime]) -> tuple[Period, date, date] | None:
    """The label and days of a window that these days miss by a few days on either side: most likely a typing mistake."""
    for period in _labels(end.year):
        for first, last in _accepted(period, regimes):
            if max(abs(start - first), abs(end - last)) <= FEW_DAYS:
                return period, first, last
    return None


def agrees(label: Period, start: date, end: date, regimes: Sequence[Regime]) -> bool:
    """Rule V05: whether a report with this label may cover these days.

    A report closed while an older circular was still in force may keep that circular's days. Raises WindowUnknown when
    there is nothing to compare with.
    """
    if label.kind == "custom":
        return (start, end) == calendar_days(label)
    return (start, end) in _accepted(label, regimes) or (start, end) == window(label, regimes)


def _governing(period: Period, regimes: Sequence[Regime]) -> Regime | None:
    for closing in (Period("year", period.year), period):
        holding = [regime for regime in regimes if (days := regime.days(closing)) and regime.holds_on(days[1])]
        if holding:
            return max(holding, key=lambda regime: regime.in_force)
    return None


def _accepted(period: Period, regimes: Sequence[Regime]) -> Iterator[tuple[date, date]]:
    governing = _governing(period, regimes)
    for regime in regimes:
        days = regime.days(period)
        if days and (regime == governing or regime.holds_on(days[1])):
            yield days


def _labels(year: int) -> Iterator[Period]:
    yield from (Period("quarter", year, number) for number in (1, 2, 3, 4))
    yield from (Period("half", year, 1), Period("nine-months", year), Period("year", year))


def _why_unknown(period: Period, regimes: Sequence[Regime]) -> str:
    name = format_period(period)
    if period.kind == "month" or (period.kind, period.number) == ("half", 2):
        return f"thông tư không quy định ngày chốt số liệu cho {name}. {ADVICE}"
    in_force = [regime for regime in regimes if regime.holds_on(calendar_days(period)[1])]
    if not in_force:
        return f"không có thông tư nào trong danh mục quy định kỳ báo cáo {name}. {ADVICE}"
    return f"chưa biết ngày chốt số liệu của {name} theo Thông tư {in_force[-1].circular}. {ADVICE}"
