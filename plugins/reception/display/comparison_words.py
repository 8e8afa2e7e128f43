"""Comparisons in the words that Vietnamese reports use, each with the number that the words state."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from plugins.reception.data.model import Observation, Value
from plugins.reception.data.queries.comparison import Change, Direction, Rank
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import calendar_days, format_period, year_earlier

DIRECTION_WORDS: dict[Direction, str] = {"up": "tăng", "down": "giảm", "same": "không thay đổi"}
PROVISIONAL_WORDS = "số sơ bộ"
ComparisonWords = tuple[Value, str]
"""A signed number and the words that say it: (Decimal("-5.3"), "giảm 5,3% so với cùng kỳ năm 2016")."""


def change_in_percent(change: Change, unit: str) -> ComparisonWords:
    """The change in percent, or as a count of `unit` ("lượt") when the earlier number is zero."""
    if change.percent is None:
        return change_in_number(change, unit)
    rounded = rounded_percent(change.percent)
    return _said(change, rounded, f"{format_number(rounded)}%")


def change_in_number(change: Change, unit: str) -> ComparisonWords:
    """The change as a count."""
    return _said(change, change.difference, f"{format_number(change.difference)} {unit}")


def percent_words(exact: Decimal) -> ComparisonWords:
    """A share, ready for a sentence: “63,2%”."""
    rounded = rounded_percent(exact)
    return rounded, f"{format_number(rounded)}%"


def rank_words(rank: Rank) -> ComparisonWords:
    """The rank and the number of units ranked; names ties, and units without numbers."""
    place = "đứng thứ nhất" if rank.place == 1 else f"đứng thứ {rank.place}"
    of = f"trong {rank.ranked} đơn vị" + (" có số liệu" if rank.missing else "")
    shared = f" (ngang với {rank.ties} đơn vị khác)" if rank.ties else ""
    return rank.place, with_provisional(f"{place} {of}{shared}", rank.provisional)


def with_provisional(words: str, provisional: bool) -> str:
    """The words, and that the number may still change: readers of a single sentence see no note below a table."""
    return f"{words} ({PROVISIONAL_WORDS})" if provisional else words


def rounded_percent(exact: Decimal) -> Decimal:
    """One decimal; none for a whole percent; more where one would round a small remainder to 0 or 100."""
    if exact == exact.to_integral_value():
        return exact.quantize(Decimal(1))
    places = 1
    while (rounded := exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) in (0, 100):
        places += 1
    return rounded


def _said(change: Change, number: Value, words: str) -> ComparisonWords:
    signed = -number if change.direction == "down" else number
    what = DIRECTION_WORDS[change.direction] + ("" if change.direction == "same" else f" {words}")
    note = f" ({change.note})" if change.note else ""
    return signed, f"{what} so với {_then(change.now, change.before)}{note}"


def _then(now: Observation, before: Observation) -> str:
    """The compared period: "cùng kỳ năm 2016" for the same one a year before, just the year for a whole year."""
    first, last = calendar_days(before.period)
    same = before.period == year_earlier(now.period) and first.year == last.year
    return f"cùng kỳ năm {first.year}" if same and before.period.kind != "year" else format_period(before.period)
