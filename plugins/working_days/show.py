"""`make days-off YEAR=2027`: the days of a year on which the office is closed though it is no weekend, or open though it is."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path

from plugins.problems import ProblemsFound
from plugins.project import CONTENT
from plugins.vietnamese.dates import format_date
from plugins.working_days.day_table import DayTable, days_of
from plugins.working_days.days_off_file import FILE_NAME, read_day_table

SATURDAY = 5


def lines_of(table: DayTable, year: int) -> list[str]:
    """A line a day, then whether the year is complete."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]
    unusual = [day for day in days if table.is_working_day(day) == (day.weekday() >= SATURDAY)]
    lines = [f"{format_date(day)}: {'làm việc' if table.is_working_day(day) else 'nghỉ'}{_why(table, day)}" for day in unusual]
    if table.undecided_years(first, first):
        return [*lines, f"Năm {year} chưa chắc: chưa ai ghi thông báo nghỉ lễ, Tết của năm ấy vào {FILE_NAME} (docs/ngay-nghi.md)."]
    return [*lines, f"Năm {year}: đã có thông báo nghỉ lễ, Tết."]


def _why(table: DayTable, day: date) -> str:
    name = f"theo {FILE_NAME}" if day in table.noted else days_of(day.year).get(day, "")
    return f" ({name})" if name else ""


def main(arguments: list[str] | None = None) -> int:
    """Print the lines, or the slips in the office's own file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=CONTENT)
    parser.add_argument("year")
    given = parser.parse_args(arguments)
    if not given.year.isdecimal() or not 2000 <= int(given.year) < 2100:
        print(f"YEAR=“{given.year}” không phải một năm. Viết make days-off YEAR=2027.", file=sys.stderr)
        return 1
    try:
        print("\n".join(lines_of(read_day_table(given.content.resolve()), int(given.year))))
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
