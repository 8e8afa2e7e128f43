"""Turns a report's rows into observations: finds the data set of the form, the unit that each name meant then, and the period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from plugins.problems import Problem, Severity
from plugins.reception.data.law.form import Form
from plugins.reception.data.law.forms import Forms
from plugins.reception.data.law.period_days import WindowUnknown, agrees, label_of, nearly, window
from plugins.reception.data.model import PROVISIONAL, Dataset, Observation, Origin, Scope, Source, Status, Value
from plugins.reception.data.sources.declarations import FILE
from plugins.reception.data.sources.recognition.form_checks import sum_problem, wrong_sum
from plugins.reception.data.sources.recognition.heading import SHEETS_STATE_ONE_PERIOD
from plugins.reception.data.sources.recognition.report import ReportRow, SheetReport
from plugins.reception.data.sources.recognition.subtotals import compare
from plugins.reception.data.sources.reports.row_units import Seen, units_of_rows
from plugins.reception.data.sources.reports.sender import sender_of, stranger_of
from plugins.reception.data.sources.reports.statistic_ids import statistic_id
from plugins.reception.data.sources.reports.total_area import Area, Areas
from plugins.reception.data.units.register import Register, Unit, UnitError
from plugins.rules import Rule, stated
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.periods import Period, custom_period, format_period

Withheld = dict[tuple[str, str, Period], Problem]  # data set, unit and period of totals that are not published, and why
UNITS_OF_ROWS_ARE_KNOWN = stated(
    "units_of_rows_are_known",
    """Mỗi hàng của báo cáo mang tên một đơn vị có trong kỳ ấy.

    Sai: hàng “Huyện Cao Lộc” trong báo cáo quý IV năm 2025
    Đúng: hàng “Xã Cao Lộc” trong báo cáo quý IV năm 2025
    """,
    "V06",
)
SENDERS_REPORT_THEMSELVES = stated(
    "senders_report_themselves",
    """Trang báo cáo có số của đơn vị ghi ở đầu trang, hoặc của đơn vị trong địa bàn ấy.

    Sai: đầu trang ghi Sở Tài chính, bảng chỉ có hàng “Sở Tư pháp”
    Đúng: đầu trang ghi Sở Tài chính, bảng có hàng “Sở Tài chính”
    """,
    "V06",
    "warning",
)
RULES = (UNITS_OF_ROWS_ARE_KNOWN, SENDERS_REPORT_THEMSELVES)
TAKES: Mapping[str, tuple[str, ...]] = {"tiep-cong-dan": ("01/TCD", "02/TCD", "2a"), "xu-ly-don": ("01/XLD",)}


def dataset_of(form: Form, datasets: Mapping[str, Dataset]) -> Dataset | None:
    """The data set that declares the form; else the one named for it; else the only one there is."""
    declared = [dataset for dataset in datasets.values() if form.number in dataset.forms]
    named = [dataset for dataset in datasets.values() if not dataset.forms and form.number in TAKES.get(dataset.id, ())]
    only = list(datasets.values()) if len(datasets) == 1 else []
    return next(iter([*declared, *named, *only]), None)


@dataclass
class SheetRows:
    """Makes the observations of one sheet and collects its problems; `seen` shares units between sheets.

    `total_of` is the unit whose total the sheet is declared to hold; "" where nothing is declared.
    """

    display_path: str
    sheet: SheetReport
    status: Status
    datasets: Mapping[str, Dataset]
    register: Register
    forms: Forms
    seen: Seen
    total_of: str = ""
    problems: list[Problem] = field(default_factory=list)
    withheld: Withheld = field(default_factory=dict)

    def observations(self) -> Iterator[Observation]:
        """The observations in the order of the sheet; none where no data set takes the form."""
        form = self.forms.forms[self.sheet.form_id]
        dataset = dataset_of(form, self.datasets)
        if dataset is None:
            self._report_dataset_missing(form)
            return
        self._compare_label()
        period = label_of(self.sheet.start, self.sheet.end, self.forms.regimes)
        if period is None:
            self._report_near_days()
        shape = _Shape(self, form, dataset.id, period or custom_period(self.sheet.start, self.sheet.end))
        sender = sender_of(self.sheet, self.register)
        stranger = stranger_of(self.sheet, self.register)
        areas = Areas(self.register, dataset.unit, self.sheet.start, self.sheet.end, sender, stranger)
        named = list(self._named_rows(sender))
        self._compare_sender(named, areas)
        for row, unit in named:
            area = self._area_of_row(row, unit, named, areas, form)
            yield from self._published(shape, row, area) if area else shape.observations(row, unit.unit_id, "rieng_don_vi")
        total, complete = self.sheet.total, len(named) == len(self.sheet.units)
        if total and complete and (len(named) != 1 or self.total_of):  # the total of a single unit only repeats it
            yield from self._published(shape, total, areas.of_total(total, [unit for _, unit in named], self.total_of))

    def _published(self, shape: _Shape, row: ReportRow, area: Area) -> Iterator[Observation]:
        """The observations of a total; none where nobody is sure whose it is, which is then noted as withheld."""
        if area.message:
            self.say(row.address, area.message, area.rule)
        if area.unit and area.sure:
            noted = replace(row, note=" ".join(filter(None, (row.note, area.note))))
            yield from shape.observations(noted, area.unit.unit_id, "toan_dia_ban")
        elif area.unit:
            self.withheld[shape.dataset, area.unit.unit_id, shape.period] = self.problems[-1]

    def say(self, cell: str, message: str, rule: Rule | None = None, softer: bool = False) -> None:
        """Add what is wrong in a cell; only a warning where it is `softer` than its rule."""
        severity: Severity = "warning" if softer else rule.severity if rule else "error"
        code = rule.code if rule else ""
        self.problems.append(
            Problem(self.display_path, sheet=self.sheet.sheet, cell=cell, message=message, severity=severity, rule=code)
        )

    def _report_dataset_missing(self, form: Form) -> None:
        name = next((name for name, numbers in TAKES.items() if form.number in numbers), "ten-bo-so-lieu")
        lines = f'[bo-so-lieu.{name}] ten = "…" mo-ta = "…" don-vi = "…" bieu = ["{form.number}"]'
        self.say("", f"chưa có bộ số liệu nào nhận biểu {form.number}. Thêm vào {FILE}: {lines}.")

    def _compare_label(self) -> None:
        sheet, label = self.sheet, self.sheet.label
        if label is None or not sheet.dates_written:
            return
        try:
            if agrees(label, sheet.start, sheet.end, self.forms.regimes):
                return
            right = " – ".join(format_official_date(day) for day in window(label, self.forms.regimes))
        except WindowUnknown:
            return  # no circular that we know sets the days, so the written ones stand
        days = f"{format_official_date(sheet.start)} – {format_official_date(sheet.end)}"
        self.say(
            "",
            f"trang ghi {format_period(label)}, tức {right}, nhưng số liệu tính {days}. Sửa tên kỳ hoặc sửa ngày.",
            SHEETS_STATE_ONE_PERIOD,
        )

    def _report_near_days(self) -> None:
        """Days that fit no period are a custom one; days that miss a quarter by a day are a mistake that nobody would see."""
        found = nearly(self.sheet.start, self.sheet.end, self.forms.regimes)
        if found:
            written, right = (
                " – ".join(map(format_official_date, days)) for days in ((self.sheet.start, self.sheet.end), found[1:])
            )
            name = format_period(found[0])
            message = (
                f"số liệu tính {written}, lệch vài ngày so với {name} ({right}), nên không được coi là số của {name}. Xem lại ngày."
            )
            self.say("", message, SHEETS_STATE_ONE_PERIOD, softer=True)

    def _named_rows(self, sender: Unit | None) -> Iterator[tuple[ReportRow, Unit]]:
        """The rows whose units are known; the others are reported."""
        for row, found in units_of_rows(self.sheet, self.register, sender, self.seen):
            if isinstance(found, UnitError):
                self.say(row.address, str(found), UNITS_OF_ROWS_ARE_KNOWN)
            else:
                yield row, found

    def _compare_sender(self, named: list[tuple[ReportRow, Unit]], areas: Areas) -> None:
        sender = areas.sender
        if sender and named and not any(sender in areas.line(unit) or unit in areas.line(sender) for _, unit in named):
            row, unit = named[0]
            message = (
                f"đầu trang ghi {sender.name}, mà các hàng là số của đơn vị khác ({unit.name}…). Kiểm tra tên hàng và đầu trang."
            )
            self.say(row.address, message, SENDERS_REPORT_THEMSELVES)

    def _area_of_row(
        self, row: ReportRow, unit: Unit, named: list[tuple[ReportRow, Unit]], areas: Areas, form: Form
    ) -> Area | None:
        """Whose total a unit's row is; None where it is the unit's own number, as nearly always."""
        if self._is_sum(row, unit, named, areas, form):
            return areas.stated(row, unit, [*(below for other, below in named if other is not row), unit])
        return areas.wider_than_sender(row, unit) if self.total_of != unit.unit_id else None

    def _is_sum(self, row: ReportRow, unit: Unit, named: list[tuple[ReportRow, Unit]], areas: Areas, form: Form) -> bool:
        """Whether a row named for the unit above all the others ("Tỉnh Lạng Sơn") is their total by another name.

        It is, if most of its numbers are their sums; the others are then mistakes, and reported.
        """
        others = [(other, below) for other, below in named if other is not row]
        if self.sheet.total or len(others) < 2 or any(unit not in areas.line(below)[1:] for _, below in others):
            return False
        parts = tuple(other for other, _ in others)
        if not compare(row, parts).mostly_agrees:
            return False
        for mismatch in wrong_sum(form, row, parts):
            problem = sum_problem(mismatch, row.unit, set(), self.sheet.sheet, self.display_path)
            self.problems.append(problem if self.status == "chinh_thuc" else replace(problem, severity="warning"))
        return True


class _Shape:
    """What all observations of a sheet share."""

    def __init__(self, rows: SheetRows, form: Form, dataset: str, period: Period) -> None:
        self.rows, self.form, self.dataset, self.period = rows, form, dataset, period
        file = PurePosixPath(rows.display_path).name
        self.source = Source(f"Biểu {form.number} theo Thông tư {form.regime.circular}, {format_period(period)} ({file})")
        self.status: Status = rows.status if form.checked else PROVISIONAL

    def observations(self, row: ReportRow, unit: str, scope: Scope) -> Iterator[Observation]:
        """One observation for each filled column that is published, and for each measure that adds up columns."""
        for number, column in self.form.columns.items():
            cell = row.cells.get(number)
            if column.measure and cell and cell.value is not None:
                yield self._one(row, unit, scope, column.measure, cell.value, cell.address)
        for derived in self.form.derived:
            cells = [row.cells[number] for number in derived.columns if number in row.cells]
            values = [cell.value for cell in cells if cell.value is not None]
            if len(values) == len(derived.columns):
                yield self._one(row, unit, scope, derived.measure, sum(values), "+".join(cell.address for cell in cells))

    def _one(self, row: ReportRow, unit: str, scope: Scope, measure: str, value: Value, cell: str) -> Observation:
        sheet = self.rows.sheet
        return Observation(
            id=statistic_id(self.dataset, unit, scope, self.period, measure), dataset=self.dataset, unit=unit, scope=scope,
            period=self.period, start=sheet.start, end=sheet.end, measure=measure, value=value, status=self.status,
            source=self.source, origin=Origin(self.rows.display_path, 0, sheet.sheet, cell), form=self.form.id,
            note=" ".join(filter(None, (row.note, self.form.caution))),
        )  # fmt: skip
