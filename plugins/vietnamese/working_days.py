"""Working days: Monday to Friday, without the holidays that fall on the same day each year.

Tết, Giỗ Tổ and days that the Government moves are set for each year; whoever counts leaves room for them.
"""

from __future__ import annotations

from datetime import date, timedelta

FIXED_HOLIDAYS = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})
SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether offices are open, as far as the calendar alone tells."""
    return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED_HOLIDAYS


def working_days_between(first: date, last: date) -> int:
    """How many working days lie between two days, neither of which counts."""
    return sum(is_working_day(first + timedelta(days=number)) for number in range(1, (last - first).days))
