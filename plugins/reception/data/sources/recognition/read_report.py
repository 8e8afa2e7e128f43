"""Reads report workbooks as offices send them: the forms in the file, their period, and every number with its cell.

A sheet with a row of column numbers claims to be a report and must be recognised completely; any other sheet is notes. A workbook
without a report is an error that says what we looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from plugins.problems import Problem, ProblemsFound, errors_of, refusal
from plugins.reception.data.law.form import FEWEST
from plugins.reception.data.law.forms import Forms
from plugins.reception.data.sources.number_text import NumberFormat
from plugins.reception.data.sources.recognition.cell_numbers import is_number
from plugins.reception.data.sources.recognition.choose_form import FORMS_OF_REPORTS_ARE_IN_FORCE, choose_form
from plugins.reception.data.sources.recognition.column_headings import labels_of
from plugins.reception.data.sources.recognition.column_numbers import LabelRow
from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.recognition.heading import (
    find_circular,
    find_days,
    find_label,
    find_number,
    heading_lines,
    report_period_missing,
)
from plugins.reception.data.sources.recognition.inner_titles import check_inner_titles
from plugins.reception.data.sources.recognition.read_rows import read_rows
from plugins.reception.data.sources.recognition.report import ReportFile, SheetReport
from plugins.reception.data.sources.spreadsheets.grid import Grid, address, row_of
from plugins.reception.data.sources.spreadsheets.other_files import why_not_read
from plugins.reception.data.sources.spreadsheets.read_csv import FindLabels, read_csv
from plugins.reception.data.sources.spreadsheets.read_spreadsheet import read_apart
from plugins.rules import rule
from plugins.vietnamese.folding import as_meant
from plugins.vietnamese.personal_data import personal_data

MAX_BYTES = 20 * 1024 * 1024
_BETWEEN_LINES = re.compile(r"[\r\n]+|\s{3,}")  # many type spaces to start a new line in a cell
SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")


def read_report(path: Path, display_path: str, forms: Forms, number_format: NumberFormat = "vi") -> ReportFile:
    """Every report in the workbook at `path`, called `display_path` in messages.

    Never raises for what the file holds: that comes back as problems. `number_format` says how numbers are written as text, "vi"
    1.647,5 or "en" 1,647.5; the source declares it, and it is never guessed.
    """
    try:
        grids = open_grids(path, display_path, partial(labels_of, forms=forms))
    except ProblemsFound as refused:
        return ReportFile(display_path, (), tuple(refused.problems))
    tables = [(grid, labels) for grid in grids if (labels := labels_of(grid, forms))]
    if not tables:
        return ReportFile(display_path, (), (_nothing_found(grids, display_path),))
    sheets: list[SheetReport] = []
    problems = [problem for grid in grids if (problem := _unread_report(grid, forms, display_path))]
    problems += reports_name_nobody(grids, display_path)
    for grid, labels in tables:
        findings = Findings(display_path, grid.sheet)
        sheet = _sheet_report(grid, labels, forms, number_format, findings)
        sheets += [sheet] if sheet else []
        problems += findings.problems
    if not sheets and not errors_of(problems):
        message = "không đọc được báo cáo nào trong tệp; xem các cảnh báo."
        problems.append(FORMS_OF_REPORTS_ARE_IN_FORCE.problem(display_path, message=message))
    return ReportFile(display_path, tuple(sheets), tuple(problems))


@rule("V18")
def reports_name_nobody(grids: Iterable[Grid], display_path: str) -> Iterator[Problem]:
    """Báo cáo không ghi họ tên, số giấy tờ, số điện thoại di động của công dân ở bất kỳ ô nào, cả ở ngoài bảng.

    Sai: một ô ghi “ông Nguyễn Văn Mẫu, CCCD 024089001234”
    Đúng: ô ấy ghi “một công dân”
    """
    for grid in grids:
        for place, value in grid.cells.items():
            for what in personal_data(value) if isinstance(value, str) else ():
                message = f"ô có {what}. Xoá, chỉ giữ số liệu."
                yield Problem(display_path, sheet=grid.sheet, cell=address(place), message=message)


RULES = (reports_name_nobody,)


def open_grids(path: Path, display_path: str, find_labels: FindLabels) -> tuple[Grid, ...]:
    """The sheets of a workbook; `find_labels` finds the rows that head a table. Raises ProblemsFound."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise refusal(display_path, why_not_read(suffix))
    size = path.stat().st_size
    if size > MAX_BYTES:
        megabytes = f"{size // (1024 * 1024)} MB"
        raise refusal(display_path, f"tệp nặng {megabytes}, quá {MAX_BYTES // (1024 * 1024)} MB. Xóa ảnh và trang thừa.")
    content = path.read_bytes()
    grids = read_csv(content, display_path, find_labels) if suffix == ".csv" else read_apart(content, suffix, display_path)
    return tuple(_composed(grid) for grid in grids)


def _composed(grid: Grid) -> Grid:
    """The grid with composed letters, and Đ where it is meant: some machines store letters and marks separately."""
    cells = {place: as_meant(value) if isinstance(value, str) else value for place, value in grid.cells.items()}
    return replace(grid, sheet=as_meant(grid.sheet), cells=cells)


def _sheet_report(
    grid: Grid, labels: list[LabelRow], forms: Forms, number_format: NumberFormat, findings: Findings
) -> SheetReport | None:
    top = labels[0].row
    above = heading_lines(grid.texts(row for row in grid.rows if row < top))
    around = above + heading_lines(grid.texts(row for row in grid.rows if row > labels[-1].row))
    number = find_number(above, grid.sheet, forms.numbers(), findings)
    before = len(findings.problems)
    days, label = find_days(above, findings), find_label(above)
    if days is None and label is None and len(findings.problems) == before:
        days = find_days(around, findings)
        if days is None and len(findings.problems) == before:
            report_period_missing(above, findings)
    if number is None or findings.problems:
        return None
    chosen = choose_form(number, find_circular(above) or find_circular(around), days, label, forms, findings)
    if chosen is None:
        return None
    form, (start, end) = chosen
    rows, subtotals = read_rows(grid, labels, form, number_format, findings)
    last = max((row_of(row.address) for row in rows), default=top)
    check_inner_titles(grid, range(top, last), form, (start, end), findings)
    letterhead = tuple(_lines_above(grid, top))
    return SheetReport(form.id, grid.sheet, start, end, label, days is not None, rows, subtotals, letterhead) if rows else None


def _lines_above(grid: Grid, top: int) -> Iterator[str]:
    for row, cells in grid.rows.items():
        for value in cells.values() if row < top else ():
            if isinstance(value, str):
                yield from (line.strip() for line in _BETWEEN_LINES.split(value) if line.strip())


def _unread_report(grid: Grid, forms: Forms, display_path: str) -> Problem | None:
    """Report a sheet that has a form's title and many numbers but no row of column numbers: it is no page of notes."""
    many = any(sum(is_number(value) for value in cells.values()) >= FEWEST for cells in grid.rows.values())
    if not many or labels_of(grid, forms):
        return None
    silent = Findings(display_path, grid.sheet)
    number = find_number(heading_lines(grid.texts(iter(grid.rows))), grid.sheet, forms.numbers(), silent)
    message = f"trang ghi biểu {number} và có số liệu nhưng thiếu hàng số cột (1, 2, 3, …). Bổ sung hàng số cột."
    return Problem(display_path, sheet=grid.sheet, message=message) if number else None


def _nothing_found(grids: tuple[Grid, ...], display_path: str) -> Problem:
    seen = ", ".join(f"“{grid.sheet}” ({len(grid.rows)} hàng)" for grid in grids) or "không có trang nào hiện"
    message = (
        f"không thấy báo cáo nào. Đã tìm hàng số cột (1, 2, 3, …) của biểu mẫu trong các trang: {seen}. "
        "Giữ hàng số cột của biểu, hoặc đưa tệp này ra khỏi thư mục báo cáo."
    )
    return Problem(display_path, message=message)
