"""The day table that the outage banner and the registers share: which days are working days, and for which years that is certain.

The law leaves open which five days are Tết, which day beside 2 September is off, and which days are swapped: the Government says so
for each year. A year for which nobody noted that is undecided, and no answer about it is certain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


@dataclass(frozen=True, slots=True)
class DayTable:
    """`noted`: whether the office works on a day, where that differs from the library; `decided`: years that are complete."""

    noted: Mapping[date, bool] = field(default_factory=dict)
    decided: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open; in an undecided year, as far as the law alone tells."""
        return self.noted.get(day, days_of(day.year).is_working_day(day))

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days lie between two days, neither of which counts."""
        return sum(self.is_working_day(first + timedelta(days=number)) for number in range(1, (last - first).days))

    def undecided_years(self, first: date, last: date) -> list[int]:
        """The years from one day to another for which nobody noted the Government's decision."""
        return [year for year in range(first.year, last.year + 1) if year > last_decided() and year not in self.decided]


OF_LAW = DayTable()  # of a tree that notes nothing


@cache
def days_of(year: int) -> HolidayBase:
    """A year's days off, with those of the years beside it, whose swapped days may lie in this one."""
    from holidays import country_holidays  # noqa: PLC0415  # takes long to load, and few builds ask

    return country_holidays("VN", years=range(year - 1, year + 2), language="vi")


@cache
def last_decided() -> int:
    """The last year for which the library has a decision of the Government."""
    from holidays.countries.vietnam import VietnamStaticHolidays  # noqa: PLC0415  # as above

    return max(VietnamStaticHolidays.special_public_holidays)
