"""The lines of a table as rows of units and a line of totals, with every cell a number or a problem."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from plugins.reception.data.forms.catalogue import Column, Form
from plugins.reception.data.workbooks.cell_values import CellError, is_blank, read_number
from plugins.reception.data.workbooks.findings import Findings
from plugins.reception.data.workbooks.grid import Grid, Place, address, text_of
from plugins.reception.data.workbooks.labels import LabelRow
from plugins.reception.data.workbooks.layout import Layout, find_layout, has_figures, is_title
from plugins.reception.data.workbooks.recognise_heading import plain
from plugins.reception.data.workbooks.report import NumberStyle, ReportCell, ReportRow
from plugins.vietnamese.folding import fold

_TOTAL = re.compile(r"(?:(?:tong|cong)(?: cong| so)?(?: toan (?:tinh|nganh))?|toan (?:tinh|nganh))(?: ?\([ivxa-d+ ]+\))?[ :.]*")
_GROUP = re.compile(r"[ivx]{1,5}|[a-dđ]")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the report, None for a group's name without figures, and whether its ordinal heads a group ("I", "B")."""

    row: ReportRow | None
    heads_group: bool


def read_rows(grid: Grid, labels: list[LabelRow], form: Form, style: NumberStyle, findings: Findings) -> tuple[ReportRow, ...]:
    """Every unit with its cells and the totals; problems go to `findings`. The first of `labels` heads the table."""
    layout = find_layout(grid, labels, form, findings)
    _tell_faults(grid, labels[0].row, layout, findings)
    if layout is None:
        return ()
    _tell_merged_figures(grid, layout, findings)
    lines = [line for row in layout.rows if (line := _line(grid, row, layout, form, style, findings))]
    rows = tuple(line.row for place, line in enumerate(lines) if line.row and not _is_subtotal(line.row, lines[place:]))
    if not rows:
        findings.add(f"dưới hàng số cột (hàng {labels[0].row + 1}) không có hàng số liệu nào.")
    _tell_doubles(rows, findings)
    return rows


def _line(grid: Grid, row: int, layout: Layout, form: Form, style: NumberStyle, findings: Findings) -> Line | None:
    """The row as read, or None for a row that is no unit's: blank or a heading."""
    place, name, ordinal = _name(grid, row, layout)
    filled = not all(is_blank(grid.cells.get((row, column))) for column in layout.figures.values())
    grouped = _GROUP.fullmatch(ordinal) is not None
    if not name:
        if has_figures(grid, row, layout.figures):
            findings.add("hàng có số nhưng thiếu tên đơn vị. Ghi tên đơn vị vào ô này.", place)
        return None
    if is_title(name):
        return None
    if not filled:
        if grouped:
            return Line(None, True)
        findings.add(f"“{name}” không có số nào. Nếu đã đếm và không có, ghi 0.", place, severity="warning")
        return None
    cells = {number: _cell(grid, (row, column), form.columns[number], style, findings) for number, column in layout.figures.items()}
    note = "" if layout.note is None else text_of(grid.cells.get((row, layout.note), ""))
    total = _TOTAL.fullmatch(plain(name)) is not None
    return Line(ReportRow(name, address(place), total, cells, note), grouped)


def _name(grid: Grid, row: int, layout: Layout) -> tuple[Place, str, str]:
    """Place, name and ordinal of a row. A name merged over both columns is kept by the file in the ordinal's cell."""
    place = (row, layout.unit)
    beside = [
        ((row, column), text_of(value))
        for column, value in grid.rows[row].items()
        if column not in layout.figures.values() and column not in (layout.unit, layout.note)
    ]
    if not is_blank(grid.cells.get(place)):
        ordinal = next((text for _, text in beside), "")
        return place, text_of(grid.cells[place]), plain(ordinal).strip("(). ")
    words = [(where, text) for where, text in beside if _TOTAL.fullmatch(plain(text)) or len(text.split()) > 1]
    return (*words[0], "") if words else (place, "", "")


def _cell(grid: Grid, place: Place, column: Column, style: NumberStyle, findings: Findings) -> ReportCell:
    value = grid.cells.get(place)
    verbatim = "" if value is None else text_of(value)
    if value is None or is_blank(value):
        return ReportCell(column.number, None, verbatim, address(place))
    try:
        return ReportCell(column.number, read_number(value, style, column.fractional), verbatim, address(place))
    except CellError as error:
        findings.add(str(error), place)
        return ReportCell(column.number, None, verbatim, address(place))


def _is_subtotal(head: ReportRow, lines: list[Line]) -> bool:
    """Whether the first of `lines` heads a group and repeats its sums, which would count every unit of it twice."""
    members = [line.row for line in takewhile(lambda line: not line.heads_group, lines[1:]) if line.row]
    units = [row for row in members if not row.is_total]
    return (
        lines[0].heads_group
        and not head.is_total
        and bool(units)
        and all((cell.value or 0) == sum(unit.cells[number].value or 0 for unit in units) for number, cell in head.cells.items())
    )


def _tell_faults(grid: Grid, label_row: int, layout: Layout | None, findings: Findings) -> None:
    """Of cells without a value only those matter that stand in the heading or in a column that is read."""
    read = {*layout.figures.values(), layout.unit} if layout else set()
    for (row, column), message in sorted(grid.faults.items()):
        if row <= label_row or column in read:
            findings.add(message, (row, column))


def _tell_merged_figures(grid: Grid, layout: Layout, findings: Findings) -> None:
    columns = set(layout.figures.values())
    for (top, left), (bottom, right) in grid.merges:
        rows = [row for row in layout.rows if top <= row <= bottom]
        across = [column for column in columns if left <= column <= right]
        if rows and across and len(rows) * len(across) > 1 and not is_blank(grid.cells.get((top, left))):
            findings.add("ô gộp trong vùng số liệu: không rõ số này của cột hay đơn vị nào. Bỏ gộp ô.", (rows[0], min(across)))


def _tell_doubles(rows: tuple[ReportRow, ...], findings: Findings) -> None:
    seen: dict[str, ReportRow] = {}
    for row in rows:
        first = seen.setdefault("" if row.is_total else fold(row.unit), row)
        if first is not row:
            what = "hàng tổng cộng" if row.is_total else f"đơn vị “{row.unit}”"
            findings.add(f"{what} đã có ở ô {first.address} ({row.address} là lần thứ hai). Giữ lại một hàng.")
