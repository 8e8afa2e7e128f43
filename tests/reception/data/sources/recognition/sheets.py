"""Writes workbooks the way offices do, from cells by place, in each format that is read."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from plugins.reception.data.law.form import Form
from plugins.reception.data.law.forms import known_forms
from plugins.reception.data.sources.recognition.read_report import read_report
from plugins.reception.data.sources.recognition.report import ReportFile, SheetReport

FORMS = known_forms()
OLD, TCD, LETTERS, XLD = map(FORMS.forms.__getitem__, ("TT03-2013/2a", "TT02-2021/01-TCD", "TT02-2021/02-TCD", "TT02-2021/01-XLD"))
SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")

Cells = dict[tuple[int, int], Any]


@dataclass
class Page:
    """A sheet to write; merges as ((first row, first column), (last row, last column))."""

    name: str
    cells: Cells = field(default_factory=dict)
    merges: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


def write(path: Path, *pages: Page, delimiter: str = ",") -> Path:
    """Write the pages in the format of the path's suffix; a CSV file takes the first alone."""
    writers = {".xlsx": _write_xlsx, ".xls": _write_xls, ".ods": _write_ods}
    if path.suffix == ".csv":
        _write_csv(path, pages[0], delimiter)
    else:
        writers[path.suffix](path, pages)
    return path


def table(form: Form, rows: dict[str, dict[int, Any]], *, top: int = 5, left: int = 1, name: str = "Bao cao") -> Page:
    """A plain report: heading texts, a row of column numbers at `top`, names in the column before `left`."""
    page = Page(name)
    page.cells[0, 0] = f"Biểu số: {form.number}"
    page.cells[1, 0] = form.title
    page.cells[top - 1, left - 1] = "Đơn vị"
    for number in form.columns:
        page.cells[top, left + number - 1] = number
    for position, (unit, values) in enumerate(rows.items()):
        page.cells[top + 1 + position, left - 1] = unit
        for number, value in values.items():
            page.cells[top + 1 + position, left + number - 1] = value
    return page


def dated(page: Page, days: str = "Số liệu tính từ ngày 15/6/2022 đến ngày 14/9/2022") -> Page:
    """The page with its line of days; that quarter belongs to circular 02/2021."""
    page.cells[2, 0] = days
    return page


def filled(form: Form, value: Any = 0, **columns: Any) -> dict[int, Any]:
    """Values for every column: `value`, except c1=…, c4=…"""
    return {number: columns.get(f"c{number}", value) for number in form.columns}


def _write_xlsx(path: Path, pages: tuple[Page, ...]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.name)
        for (row, column), value in page.cells.items():
            sheet.cell(row + 1, column + 1, value)
        for (top, left), (bottom, right) in page.merges:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    book.save(path)


def _write_xls(path: Path, pages: tuple[Page, ...]) -> None:
    book = xlwt.Workbook()
    for page in pages:
        sheet = book.add_sheet(page.name)
        merged = dict(page.merges)
        for place, value in page.cells.items():
            if place in merged:
                sheet.write_merge(place[0], merged[place][0], place[1], merged[place][1], value)
            else:
                sheet.write(*place, value)
    book.save(str(path))


def _write_ods(path: Path, pages: tuple[Page, ...]) -> None:
    book = OpenDocumentSpreadsheet()
    for page in pages:
        sheet = Table(name=page.name)
        covered = {
            (row, column)
            for (top, left), (bottom, right) in page.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        for row in range(max(row for row, _ in page.cells) + 1):
            line = TableRow()
            for column in range(max(column for _, column in page.cells) + 1):
                line.addElement(_ods_cell(page, (row, column), covered))
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    book.save(str(path))


def _ods_cell(page: Page, place: tuple[int, int], covered: set[tuple[int, int]]) -> Any:
    value = page.cells.get(place)
    spans = dict(page.merges)
    options = {}
    if place in spans:
        last = spans[place]
        options = {"numberrowsspanned": last[0] - place[0] + 1, "numbercolumnsspanned": last[1] - place[1] + 1}
    elif place in covered:
        return CoveredTableCell()
    if value is None:
        return TableCell(**options)
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=str(value), **options)
    cell = TableCell(valuetype="string", **options)
    for line in str(value).split("\n"):
        cell.addElement(P(text=line))
    return cell


def _write_csv(path: Path, page: Page, delimiter: str) -> None:
    rows = max(row for row, _ in page.cells) + 1
    columns = max(column for _, column in page.cells) + 1
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        for row in range(rows):
            writer.writerow([_as_saved(page.cells.get((row, column))) for column in range(columns)])


def _as_saved(value: Any) -> Any:
    """What a spreadsheet writes when asked for CSV: whole numbers without a point."""
    if value is None:
        return ""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def read(tmp_path: Path, *pages: Page, suffix: str = ".xlsx", **options: Any) -> ReportFile:
    return read_report(write(tmp_path / f"q3{suffix}", *pages), f"bao-cao/q3{suffix}", FORMS, **options)


def only(result: ReportFile) -> SheetReport:
    assert [str(problem) for problem in result.problems] == []
    (sheet,) = result.sheets
    return sheet


def refusal(result: ReportFile) -> str:
    assert result.problems
    return "\n".join(map(str, result.problems))
