"""Days and hours: ISO going in, Vietnamese print coming out.

Front matter takes ISO only, because "05/10/2017" is read as 10 May by common date readers. Weekday names come from a
table here: the machine's locale plays no part.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from plugins.vietnamese.errors import WritingError

TIMEZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_YEAR: Final = 1945
LAST_YEAR: Final = 2100
WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?: ([0-9]{2}):([0-9]{2}))?")
_OFFICIAL = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_DAY_FIRST = re.compile(r"(?<![0-9])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?![0-9])")

Day = TypeVar("Day", bound=date)


class DateError(WritingError):
    """Not a day, or a day that does not exist."""

    kind = "ngày hợp lệ"


def weekday_name(d: date) -> str:
    """Name the day, "Thứ Hai" to "Chủ Nhật", as it is in Vietnam."""
    return WEEKDAYS[_in_vietnam(d).weekday()]


def format_date(d: date) -> str:
    """Write "01/07/2014", both parts padded; a datetime with a zone is first brought to Vietnam's."""
    d = _in_vietnam(d)
    return f"{d.day:02d}/{d.month:02d}/{d.year}"


def format_datetime(dt: datetime) -> str:
    """Write "Thứ Ba, 10/10/2017 - 15:25"; a datetime without a zone is taken to be Vietnam's."""
    local = _in_vietnam(dt)
    return f"{weekday_name(local)}, {format_date(local)} - {local.hour:02d}:{local.minute:02d}"


def format_official_date(d: date) -> str:
    """Write "01/7/2014": in official documents days below 10 and months 1 and 2 take a zero, other months do not."""
    d = _in_vietnam(d)
    return f"{d.day:02d}/{month_number(d.month)}/{d.year}"


def format_month(d: date) -> str:
    """Write "tháng 10 năm 2017"; months 1 and 2 are padded as in official dates."""
    d = _in_vietnam(d)
    return f"tháng {month_number(d.month)} năm {d.year}"


def month_number(month: int) -> str:
    """Write a month the official way: "01", "02", "3" … "12"."""
    return f"{month:02d}" if month <= 2 else str(month)


def parse_iso_date(text: str) -> date:
    """Read "2017-10-10" and nothing else; raises DateError with the way to write it."""
    found = text.strip()
    match = _ISO.fullmatch(found)
    if not match or match[4]:
        raise DateError(found, _iso_advice(found, "2017-10-10"))
    return _existing_day(found, int(match[1]), int(match[2]), int(match[3]))


def parse_iso_datetime(text: str) -> datetime:
    """Read "2017-10-10 15:25", or "2017-10-10" as its first minute, in Vietnam's time; raises DateError."""
    found = text.strip()
    match = _ISO.fullmatch(found)
    if not match:
        raise DateError(found, _iso_advice(found, "2017-10-10 15:25"))
    day = _existing_day(found, int(match[1]), int(match[2]), int(match[3]))
    hour, minute = int(match[4] or 0), int(match[5] or 0)
    if hour > 23 or minute > 59:
        raise DateError(found, "giờ chỉ từ 00:00 đến 23:59.")
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=TIMEZONE)


def parse_official_date(text: str) -> date:
    """Read "01/7/2014" or "01/07/2014", day first; raises DateError."""
    found = text.strip()
    match = _OFFICIAL.fullmatch(found)
    if not match:
        raise DateError(found, "viết ngày/tháng/năm, ví dụ 01/7/2014.")
    return _existing_day(found, int(match[3]), int(match[2]), int(match[1]))


def _in_vietnam(d: Day) -> Day:
    return d.astimezone(TIMEZONE) if isinstance(d, datetime) and d.tzinfo else d


def _existing_day(found: str, year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(found, f"năm {year} không thể đúng; năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    if not 1 <= month <= 12:
        raise DateError(found, f"không có tháng {month}; tháng chỉ từ 01 đến 12.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateError(found, f"tháng {month} năm {year} chỉ có các ngày từ 01 đến {last}.")
    return date(year, month, day)


def _iso_advice(found: str, example: str) -> str:
    day_first = _DAY_FIRST.search(found)
    if day_first and int(day_first[2]) <= 12:
        day, month, year = (int(part) for part in day_first.groups())
        return f"viết năm-tháng-ngày: {year}-{month:02d}-{day:02d} (nếu là ngày {day} tháng {month} năm {year})."
    return f"viết năm-tháng-ngày, đủ hai chữ số cho tháng và ngày, ví dụ {example}."
