"""The circulars' rules of reporting: when each holds, and which days its periods cover.

Several files may speak of one circular: the program knows 06/2025/TT-TTCP, and an office adds its reporting windows when it has
read them. A file may add what is missing, never contradict what another says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from plugins.problems import Problem
from plugins.reception.data.law.form_files import CircularTable, FormSource, WindowsTable, WindowTable
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.periods import Kind, Period

Label = tuple[Kind, int]
QUARTERS: tuple[Label, ...] = (("quarter", 1), ("quarter", 2), ("quarter", 3), ("quarter", 4))
LONGER: Mapping[Label, tuple[Label, Label]] = {  # the quarters in which each begins and ends
    ("half", 1): (QUARTERS[0], QUARTERS[1]),
    ("nine-months", 0): (QUARTERS[0], QUARTERS[2]),
    ("year", 0): (QUARTERS[0], QUARTERS[3]),
}
WORDS: Mapping[Label, str] = {
    **dict(zip(QUARTERS, ("quý I", "quý II", "quý III", "quý IV"), strict=True)),
    ("half", 1): "6 tháng",
    ("nine-months", 0): "9 tháng",
    ("year", 0): "năm",
}
TABLE, WINDOWS = "thong-tu", "ky"

_FORM_ID = re.compile(r"TT([0-9]{2})-([0-9]{4})/")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})( năm trước)?")
_A_YEAR = 2023  # no leap year: a window may not begin or end on 29/2

DayOfYear = tuple[int, int, int]  # (years after the reporting year, month, day)


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day of a reporting period, both inside."""

    first: DayOfYear
    last: DayOfYear

    def days(self, year: int) -> tuple[date, date]:
        """The two days in that reporting year."""
        first, last = (date(year + later, month, day) for later, month, day in (self.first, self.last))
        return first, last


@dataclass(frozen=True, slots=True)
class Regime:
    """A circular's rules of reporting. `until` is the first day on which it no longer holds; None while it is in force.

    `awaiting` names the circular's forms whose columns we do not know yet.
    """

    id: str
    circular: str
    in_force: date
    until: date | None = None
    windows: Mapping[Label, Window] = field(default_factory=dict)
    awaiting: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the circular is in force on that day."""
        return self.in_force <= day and (self.until is None or day < self.until)

    def days(self, period: Period) -> tuple[date, date] | None:
        """The first and last day of a labelled period under this circular; None for labels without a window."""
        window = self.windows.get((period.kind, period.number))
        return window.days(period.year) if window else None


def regime_id(circular: str) -> str:
    """The id TT02-2021 for 02/2021/TT-TTCP: the first part of the ids of its forms."""
    number, year, _ = circular.split("/", 2)
    return f"TT{number}-{year}"


def circular_of_form(form_id: str) -> str:
    """The circular 02/2021/TT-TTCP for TT02-2021/01-TCD; "" for what is no form's id."""
    match = _FORM_ID.match(form_id)
    return f"{match[1]}/{match[2]}/TT-TTCP" if match else ""


def regimes_of(sources: Iterable[FormSource], problems: list[Problem]) -> dict[str, Regime]:
    """The regimes by circular, in order of coming into force; what does not fit together is added to the problems."""
    regimes: dict[str, Regime] = {}
    for source in sources:
        table = source.file.circular
        windows = _windows(source, table.windows, problems)
        known = regimes.get(table.number)
        if known:
            regimes[table.number] = _completed(source, known, table, windows, problems)
        elif table.in_force is None:
            message = f"chưa biết Thông tư {table.number} có hiệu lực từ ngày nào. Thêm dòng “hieu-luc-tu = …” dưới [thong-tu]."
            problems.append(source.problem(message, TABLE))
        else:
            identifier = regime_id(table.number)
            regimes[table.number] = Regime(identifier, table.number, table.in_force, table.ends, windows, tuple(table.awaiting))
        if table.in_force and table.ends and table.ends <= table.in_force:
            message = "ngày hết hiệu lực không sau ngày có hiệu lực. Sửa một trong hai ngày."
            problems.append(source.problem(message, TABLE, "het-hieu-luc-tu"))
    written = {(source.file.circular.number, form.number) for source in sources for form in source.file.forms}
    waiting = {each.circular: [form for form in each.awaiting if (each.circular, form) not in written] for each in regimes.values()}
    found = [replace(regime, awaiting=tuple(waiting[regime.circular])) for regime in regimes.values()]
    return {regime.circular: regime for regime in sorted(found, key=lambda regime: regime.in_force)}


def _completed(
    source: FormSource, known: Regime, table: CircularTable, windows: Mapping[Label, Window], problems: list[Problem]
) -> Regime:
    name = f"Thông tư {known.circular}"
    if table.in_force not in (None, known.in_force):
        message = f"{name} đã được khai có hiệu lực từ {format_official_date(known.in_force)}. Bỏ dòng này."
        problems.append(source.problem(message, TABLE, "hieu-luc-tu"))
    if known.until and table.ends not in (None, known.until):
        message = f"{name} đã được khai hết hiệu lực từ {format_official_date(known.until)}. Bỏ dòng này."
        problems.append(source.problem(message, TABLE, "het-hieu-luc-tu"))
    if windows and known.windows and windows != known.windows:
        message = f"các kỳ báo cáo của {name} đã được khai khác ở nơi khác. Bỏ bảng [thong-tu.ky] ở đây."
        problems.append(source.problem(message, TABLE, WINDOWS))
    return replace(known, until=known.until or table.ends, windows=known.windows or windows)


def _windows(source: FormSource, table: WindowsTable, problems: list[Problem]) -> dict[Label, Window]:
    """The windows that the table gives, and the longer periods that its quarters make; {} with a problem."""
    before = len(problems)
    given = dict(zip(WORDS, (table.q1, table.q2, table.q3, table.q4, table.half, table.nine_months, table.year), strict=True))
    windows = {label: found for label, each in given.items() if each and (found := _window(source, label, each, problems))}
    if len(problems) == before:
        problems += _gaps(source, windows)
    if len(problems) > before:
        return {}
    if QUARTERS[0] in windows:
        whole = {label: Window(windows[first].first, windows[last].last) for label, (first, last) in LONGER.items()}
        return {**whole, **windows}
    return windows


def _window(source: FormSource, label: Label, table: WindowTable, problems: list[Problem]) -> Window | None:
    days: list[DayOfYear] = []
    for key, text in (("tu", table.first), ("den", table.last)):
        match = _DAY.fullmatch(text)
        try:
            if match is None:
                raise ValueError
            date(_A_YEAR, int(match[2]), int(match[1]))
            days.append((-1 if match[3] else 0, int(match[2]), int(match[1])))
        except ValueError:
            message = f'{WORDS[label]}: “{text}” không phải ngày và tháng. Ghi dạng "15/9", hoặc "15/12 năm trước".'
            problems.append(source.problem(message, TABLE, WINDOWS, WORDS[label], key))
    if len(days) < 2:
        return None
    if days[0] > days[1]:
        message = f"{WORDS[label]}: ngày đầu ({table.first}) sau ngày cuối ({table.last}). Thiếu chữ “năm trước”, hoặc ghi ngược."
        problems.append(source.problem(message, TABLE, WINDOWS, WORDS[label]))
        return None
    return Window(days[0], days[1])


def _gaps(source: FormSource, windows: Mapping[Label, Window]) -> Iterator[Problem]:
    """Quarters must tile the year, and longer periods must be made of them."""
    quarters = [windows[label] for label in QUARTERS if label in windows]
    if not quarters:
        return
    if missing := [WORDS[label] for label in QUARTERS if label not in windows]:
        yield source.problem(f"đã khai quý thì khai đủ bốn quý; còn thiếu {', '.join(missing)}.", TABLE, WINDOWS)
        return
    starts = [*(quarter.days(_A_YEAR)[0] for quarter in quarters), quarters[0].days(_A_YEAR + 1)[0]]
    ends = [quarter.days(_A_YEAR)[1] for quarter in quarters]
    names = [*(WORDS[label] for label in QUARTERS), "quý I năm sau"]
    for (before, after), end, start in zip(pairwise(names), ends, starts[1:], strict=True):
        if start != end + timedelta(days=1):
            what = "chồng lên nhau" if start <= end else "có ngày bỏ trống ở giữa"
            days = f"{before} hết ngày {end.day}/{end.month}, {after} bắt đầu ngày {start.day}/{start.month}"
            yield source.problem(f"{before} và {after} {what}: {days}. Quý sau bắt đầu ngay sau quý trước.", TABLE, WINDOWS, before)
    for label, (first, last) in LONGER.items():
        right = Window(windows[first].first, windows[last].last)
        if windows.get(label, right) != right:
            message = f"{WORDS[label]} không khớp {WORDS[first]} đến {WORDS[last]}. Bỏ dòng này: trang tự ghép từ các quý."
            yield source.problem(message, TABLE, WINDOWS, WORDS[label])
