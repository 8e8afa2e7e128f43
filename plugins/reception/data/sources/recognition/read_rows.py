"""Reads the lines of a table as rows of units and a line of totals; every cell becomes a number or a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from plugins.reception.data.law.form import Column, Form
from plugins.reception.data.sources.number_text import NumberFormat
from plugins.reception.data.sources.recognition.cell_numbers import CellError, is_blank, read_number, shown_otherwise
from plugins.reception.data.sources.recognition.column_numbers import LabelRow
from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.recognition.hidden_numbers import check_hidden_numbers
from plugins.reception.data.sources.recognition.layout import Layout, find_layout, has_numbers, is_title
from plugins.reception.data.sources.recognition.report import ReportCell, ReportRow, Subtotal
from plugins.reception.data.sources.recognition.row_kinds import is_comparison, kind_of, stated_count
from plugins.reception.data.sources.recognition.subtotals import TableLine, separate_subtotals
from plugins.reception.data.sources.spreadsheets.grid import Grid, Place, address, text_of
from plugins.vietnamese.folding import fold, plain

TableRows = tuple[tuple[ReportRow, ...], tuple[Subtotal, ...]]

_GROUP = re.compile(r"[ivx]{1,5}|[a-dđ]")
_DISTRICT = re.compile(r"\b(?:huyen|thanh pho|thi xa|tp)\b")
_NUMBERED = re.compile(
    r"(?:Phần |Mục )?\(?(?P<ordinal>[0-9]{1,3}|[IVX]{1,5}|[A-DĐ])\)?(?:[.):/-]\s*|\s+[–-]\s+)(?P<name>[^\W\d_]{2}.*)"
)


def read_rows(grid: Grid, labels: list[LabelRow], form: Form, number_format: NumberFormat, findings: Findings) -> TableRows:
    """Units with their cells and the total, then sub-totals; problems go to `findings`. The first of `labels` heads the table."""
    layout = find_layout(grid, labels, form, findings)
    _report_faults(grid, labels[0].row, layout, findings)
    if layout is None:
        return (), ()
    check_hidden_numbers(grid, layout, findings)
    lines = [line for row in layout.rows if (line := _line(grid, row, layout, form, number_format, findings))]
    rows, subtotals = separate_subtotals([line for line in _under_headings(lines) if line.row or line.heads_group])
    if not rows:
        findings.add(f"dưới hàng số cột (hàng {labels[0].row + 1}) không có hàng số liệu nào.")
    _report_doubles(rows, _sections(lines), findings)
    _report_other_count(rows, findings)
    return rows, subtotals


def _line(grid: Grid, row: int, layout: Layout, form: Form, number_format: NumberFormat, findings: Findings) -> TableLine | None:
    """The row as read; None for a blank row or a heading."""
    place, name, ordinal = _name(grid, row, layout)
    filled = not all(is_blank(grid.cells.get((row, column))) for column in layout.value_columns.values())
    kind = kind_of(name)
    grouped = _GROUP.fullmatch(ordinal) is not None
    if not name:
        if has_numbers(grid, row, layout.value_columns):
            findings.add("hàng có số nhưng thiếu tên đơn vị. Ghi tên đơn vị vào ô này.", place)
        return None
    if is_title(name):
        return None
    if not filled:
        return _without_numbers(grid, place, name, layout, findings, grouped or kind == "subtotal")
    if is_comparison(name):
        findings.add(f"hàng “{name}” không phải số của một đơn vị trong kỳ này. Đưa sang trang tính khác, hoặc xoá hàng.", place)
    cells = {
        number: _cell(grid, (row, column), form.columns[number], number_format, findings)
        for number, column in layout.value_columns.items()
    }
    note = "" if layout.note is None else text_of(grid.cells.get((row, layout.note), ""))
    return TableLine(ReportRow(name, address(place), kind == "total", cells, note), grouped, kind)


def _without_numbers(
    grid: Grid, place: Place, name: str, layout: Layout, findings: Findings, heads_group: bool
) -> TableLine | None:
    """A heading, perhaps of a group; None for one that a printed page repeats. A unit that forgot its numbers is reported."""
    if layout.is_repeated(name):
        return None
    if not heads_group and not _spans_table(grid, place, layout):
        findings.add(f"“{name}” không có số nào. Nếu đã đếm và không có, ghi 0.", place, severity="warning")
    return TableLine(None, heads_group, heading=name)


def _under_headings(lines: list[TableLine]) -> Iterator[TableLine]:
    """The lines, each row with the headings right above its block."""
    under: tuple[str, ...] = ()
    for before, line in zip([None, *lines], lines, strict=False):
        if line.heading:
            under = (line.heading, *(under if before and before.heading else ()))
        yield replace(line, row=replace(line.row, under=under)) if line.row and under else line


def _spans_table(grid: Grid, place: Place, layout: Layout) -> bool:
    """Whether the cell is merged across columns of numbers: the name of a group, not of a unit that forgot its numbers."""
    columns = layout.value_columns.values()
    return any(first == place and last[1] >= min(columns) for first, last in grid.merges)


def _name(grid: Grid, row: int, layout: Layout) -> tuple[Place, str, str]:
    """Place, name and ordinal of a row. The ordinal stands beside the name or before it ("I. Khối sở").

    A name merged over both columns is stored in the ordinal's cell.
    """
    place = (row, layout.unit)
    beside = [
        ((row, column), text_of(value))
        for column, value in grid.rows[row].items()
        if column not in layout.value_columns.values() and column not in (layout.unit, layout.note)
    ]
    ordinal = ""
    if not is_blank(grid.cells.get(place)):
        ordinal, name = next((text for _, text in beside), ""), text_of(grid.cells[place])
    else:
        words = [(where, text) for where, text in beside if kind_of(text) == "total" or len(text.split()) > 1]
        place, name = words[0] if words else (place, "")
    if numbered := _NUMBERED.fullmatch(name):
        ordinal, name = numbered["ordinal"], numbered["name"]
    return place, name, plain(ordinal).strip("(). ")


def _cell(grid: Grid, place: Place, column: Column, number_format: NumberFormat, findings: Findings) -> ReportCell:
    value = grid.cells.get(place)
    verbatim = "" if value is None else text_of(value)
    if value is None or is_blank(value):
        return ReportCell(column.number, None, verbatim, address(place))
    try:
        number = read_number(value, number_format, column.fractional)
        if otherwise := shown_otherwise(grid.look, place, value, fractional=column.fractional):
            raise CellError(otherwise)
    except CellError as error:
        findings.add(str(error), place)
        return ReportCell(column.number, None, verbatim, address(place))
    return ReportCell(column.number, number, verbatim, address(place))


def _report_faults(grid: Grid, label_row: int, layout: Layout | None, findings: Findings) -> None:
    """Report cells without a value, in the heading and in the columns that are read."""
    read = {*layout.value_columns.values(), layout.unit} if layout else set()
    for (row, column), message in sorted(grid.faults.items()):
        if row <= label_row or column in read:
            findings.add(message, (row, column))


def _sections(lines: list[TableLine]) -> dict[str, int]:
    """The section of each row's cell: a line that names a district may part communes of one name."""
    sections, section = {}, 0
    for line in lines:
        section += _DISTRICT.search(plain(line.row.unit if line.row else line.heading)) is not None
        if line.row:
            sections[line.row.address] = section
    return sections


def _report_doubles(rows: tuple[ReportRow, ...], sections: dict[str, int], findings: Findings) -> None:
    seen: dict[str, ReportRow] = {}
    for row in rows:
        first = seen.setdefault("" if row.is_total else f"{fold(row.unit)} {sections[row.address]}", row)
        if first is not row:
            what = "hàng tổng cộng" if row.is_total else f"đơn vị “{row.unit}”"
            findings.add(f"{what} đã có ở ô {first.address} ({row.address} là lần thứ hai). Giữ lại một hàng.")


def _report_other_count(rows: tuple[ReportRow, ...], findings: Findings) -> None:
    units = sum(not row.is_total for row in rows)
    for row in rows:
        stated = stated_count(row.unit) if row.is_total else None
        if stated is not None and stated != units:
            message = f"{row.address} ghi “{row.unit}”, trang có {units} hàng đơn vị. Kiểm tra có thiếu hàng không."
            findings.add(message, severity="warning")
