"""Where a series may not be joined: between circulars, whose columns and days differ, and between borders (rule V15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.law.forms import known_forms
from plugins.reception.data.law.period_days import FEW_DAYS, WindowUnknown, regime_of
from plugins.reception.data.law.regimes import circular_of_form
from plugins.reception.data.model import Observation
from plugins.rules import stated
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.periods import Period, calendar_days

SERIES_BREAK_WHERE_THE_ORDER_CHANGES = stated(
    "series_break_where_the_order_changes",
    """Biểu đồ có số liệu của hai chế độ báo cáo, hoặc qua ngày địa giới thay đổi, phải có dấu ngắt.

    Sai: một đường liền từ năm 2020 sang năm 2021
    Đúng: đường ngắt giữa năm 2020 và năm 2021, có chú thích vì sao
    """,
    "V15",
)
RULES = (SERIES_BREAK_WHERE_THE_ORDER_CHANGES,)


@dataclass(frozen=True, order=True, slots=True)
class Break:
    """The first day of the new rules or borders, and what changed, in Vietnamese."""

    day: date
    reason: str

    def __str__(self) -> str:
        return f"từ {format_official_date(self.day)} {self.reason}"


def breaks_between(catalogue: Catalogue, earlier: Observation, later: Observation) -> list[Break]:
    """What changed after the earlier observation ended, up to the end of the later one.

    A border that moved within the later period counts: that number already mixes both sides of the change.
    """
    found = [
        Break(day, "địa giới đơn vị hành chính thay đổi") for day in catalogue.register.changes_between(earlier.end, later.end)
    ]
    old, new = circular_of(earlier), circular_of(later)
    if old != new:
        found.append(Break(later.start, f"số liệu theo {new}, trước đó theo {old}"))
    if other_calendar(earlier, later):
        found.append(Break(later.start, "các kỳ tính theo lịch khác trước"))
    return sorted(found)


def other_calendar(one: Observation, other: Observation) -> bool:
    """Whether two periods of one name count their days by different calendars: "quý I" of January, and of mid-December.

    Circulars moved their days by one or two; that much is no other calendar.
    """
    return any(abs(mine - theirs) > FEW_DAYS for mine, theirs in zip(_offsets(one), _offsets(other), strict=True))


def _offsets(row: Observation) -> tuple[timedelta, timedelta]:
    first, last = calendar_days(row.period)
    return row.start - first, row.end - last


def circular_of(row: Observation) -> str:
    """The name “Thông tư 02/2021/TT-TTCP” of the row's circular: that of its form, or else of its period."""
    return circular_name(row.form, row.period)


def circular_name(form: str, period: Period) -> str:
    """The circular of a form, or of a period without one."""
    try:
        return f"Thông tư {circular_of_form(form) or regime_of(period, known_forms().regimes).circular}"
    except WindowUnknown:
        return "quy định trước các thông tư trong danh mục"


def border_words(day: date) -> str:
    """For the brackets behind a number in a sentence."""
    return f"địa giới thay đổi từ {format_official_date(day)}"
