"""A planned outage, announced on every page: from when, until when, what for. The law wants seven working days' notice.

The banner is there as long as the table is in co-quan.toml. It never appears or goes by the clock, so the same commit gives the
same pages on any day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from plugins.toml_files import Strict
from plugins.vietnamese.dates import format_date, parse_iso_date, parse_iso_datetime
from plugins.working_days.day_table import DayTable
from plugins.working_days.days_off_file import DECIDED, FILE_NAME

NOTICE = 7  # working days


def _day(text: str) -> str:
    parse_iso_date(text)
    return text


def _time(text: str) -> str:
    parse_iso_datetime(text)
    return text


Day = Annotated[str, AfterValidator(_day), Field(description="ngày có thật, dạng “2026-07-20”")]
Time = Annotated[str, AfterValidator(_time), Field(description="ngày giờ có thật, dạng “2026-08-01 22:00”")]


class Outage(Strict):
    """The table [tam-ngung]; days and hours are written as in the header of an article."""

    announced: Day = Field(alias="bao-tu")
    starts: Time = Field(alias="tu")
    ends: Time = Field(alias="den")
    reason: Annotated[str, Field(min_length=1)] = Field(alias="ly-do")

    @property
    def start(self) -> datetime:
        """When the site goes away."""
        return parse_iso_datetime(self.starts)

    @property
    def end(self) -> datetime:
        """When it is expected back."""
        return parse_iso_datetime(self.ends)


def contradictions(outage: Outage, table: DayTable) -> Iterator[tuple[str, str]]:
    """The key and what is wrong with it, in Vietnamese."""
    if outage.end <= outage.start:
        yield "den", f"giờ hoạt động lại “{outage.ends}” không sau giờ ngừng “{outage.starts}”. Sửa den hoặc tu."
    announced, start = parse_iso_date(outage.announced), outage.start.date()
    for year in table.undecided_years(announced, start):
        needed = f"thêm dòng “{year},{DECIDED},<số thông báo>” vào {FILE_NAME}, cùng những ngày khác lịch chung (docs/ngay-nghi.md)"
        yield "bao-tu", f"chưa đếm được ngày làm việc: chưa ai ghi lịch nghỉ lễ, Tết năm {year}. Có thông báo rồi thì {needed}."
    days = table.working_days_between(announced, start)
    if days < NOTICE:
        found = f"từ ngày báo {format_date(announced)} đến ngày ngừng {format_date(start)} chỉ có {days} ngày làm việc ở giữa"
        yield "bao-tu", f"{found}; phải báo trước ít nhất {NOTICE} ngày làm việc. Lùi ngày ngừng, hoặc báo sớm hơn."
