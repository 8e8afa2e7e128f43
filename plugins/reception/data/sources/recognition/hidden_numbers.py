"""Reports numbers that a person does not see, or not as numbers that count: hidden, struck through, merged, outside the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from plugins.problems import Severity
from plugins.reception.data.sources.recognition.cell_numbers import is_blank, is_number
from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.recognition.layout import Layout
from plugins.reception.data.sources.spreadsheets.grid import Appearance, Grid, Place, Value, text_of
from plugins.reception.data.sources.spreadsheets.number_formats import displayed

_BARE_NUMBER = re.compile(r"[-+]?[0-9][0-9.,'’ ]*")
_SHIFTED = (
    "Dấu phẩy ngăn hàng nghìn có thể đã tách một số thành hai ô: xem lại cả hàng. Tệp .csv thì đặt số ấy trong ngoặc kép "
    "hoặc gõ liền các chữ số."
)
_OWN = "Cột riêng của cơ quan thì đặt tiêu đề “Kiểm tra”, “Tỷ lệ” hoặc “So với kỳ trước”."


def check_hidden_numbers(grid: Grid, layout: Layout, findings: Findings) -> None:
    """Report each place once, with what the clerk has to do."""
    _report_hidden(grid, layout, findings)
    _report_struck(grid, layout, findings)
    _report_merged(grid, layout, findings)
    _report_beyond(grid, layout, findings)
    _report_blank_zeros(grid, layout, findings)


def _report_hidden(grid: Grid, layout: Layout, findings: Findings) -> None:
    for row in filter(grid.look.hides_row, layout.rows):
        if filled := next((place for place in _places(layout, [row]) if not is_blank(grid.cells.get(place))), None):
            findings.add(f"hàng {row + 1} đang ẩn mà có số. Bỏ ẩn hàng (hoặc bỏ lọc) rồi xem lại, hoặc xóa hàng.", filled)
    for column in filter(grid.look.hides_column, [layout.unit, *layout.value_columns.values()]):
        places = ((row, column) for row in layout.rows)
        if filled := next((place for place in places if not is_blank(grid.cells.get(place))), None):
            what = "tên đơn vị" if column == layout.unit else "số"
            findings.add(f"cột của ô này đang ẩn mà có {what}. Bỏ ẩn cột rồi xem lại, hoặc xóa {what} trong cột.", filled)


def _report_struck(grid: Grid, layout: Layout, findings: Findings) -> None:
    for row in layout.rows if grid.look.struck else ():
        places = [place for place in _places(layout, [row], named=True) if not is_blank(grid.cells.get(place))]
        if struck := [place for place in places if place in grid.look.struck]:
            what = f"hàng {row + 1} bị gạch ngang" if len(struck) == len(places) else "ô này bị gạch ngang"
            message = f"{what} mà vẫn được tính. Số đã bỏ thì xóa; số còn dùng thì bỏ gạch ngang."
            findings.add(message, struck[0], severity="warning")


def _report_merged(grid: Grid, layout: Layout, findings: Findings) -> None:
    for (top, left), (bottom, right) in grid.merges:
        rows = [row for row in layout.rows if top <= row <= bottom]
        inside = [place for place in _places(layout, rows, named=True) if left <= place[1] <= right and place != (top, left)]
        under = [place for place in inside if not is_blank(grid.cells.get(place))]
        for place in under:
            text = text_of(grid.cells[place])
            findings.add(f"“{text}” nằm khuất dưới ô gộp trong vùng số liệu. Bỏ gộp ô rồi xóa hoặc giữ số này.", place)
        numbers = [place for place in _places(layout, rows) if left <= place[1] <= right]
        if not under and len(numbers) > 1 and is_number(grid.cells.get((top, left))):  # a group's name may stand across the table
            findings.add("ô gộp trong vùng số liệu: không rõ số này của cột hay đơn vị nào. Bỏ gộp ô.", numbers[0])


def _report_beyond(grid: Grid, layout: Layout, findings: Findings) -> None:
    """Report numbers outside the numbered columns: the row has been shifted, or nobody would miss the number."""
    known = {*layout.value_columns.values(), *layout.aside, layout.unit, layout.note}
    first = min(layout.value_columns.values())
    for row in layout.rows:
        cells = grid.rows[row]
        beyond = [column for column, value in cells.items() if column > first and column not in known and _is_bare(value)]
        if row in grid.look.longer_rows or beyond:
            column = min([*beyond, *([grid.look.longer_rows[row]] if row in grid.look.longer_rows else [])])
            findings.add(f"hàng có nhiều ô hơn hàng số cột: ô này không thuộc cột nào của biểu. {_SHIFTED} {_OWN}", (row, column))
        note = cells.get(layout.note) if layout.note is not None else None
        if note is not None and layout.note is not None and _is_bare(note):
            severity: Severity = "error" if isinstance(note, str) else "warning"
            findings.add(f"ghi chú chỉ có số “{text_of(note)}”. {_SHIFTED}", (row, layout.note), severity=severity)


def _report_blank_zeros(grid: Grid, layout: Layout, findings: Findings) -> None:
    blank = [place for place in _places(layout, layout.rows) if _shown_blank(grid.look, place, grid.cells.get(place))]
    if blank:
        message = (
            f"{len(blank)} ô (từ ô này) chứa số 0 mà trang tính không hiện gì. Các ô ấy được đọc là 0: đã đếm và không có. "
            "Nếu chưa biết số thì xóa số 0 trong ô."
        )
        findings.add(message, blank[0], severity="warning")


def _shown_blank(look: Appearance, place: Place, value: Value | None) -> bool:
    """Whether the cell holds a zero that is shown as nothing, as "#,###" does."""
    if value is None or isinstance(value, str | bool) or value != 0:
        return False
    seen = displayed(look.formats.get(place, "General"), Decimal(0))
    return look.hides_zeros or (seen is not None and not seen.strip())


def _places(layout: Layout, rows: list[int] | tuple[int, ...], *, named: bool = False) -> Iterator[Place]:
    columns = sorted([*layout.value_columns.values(), *([layout.unit] if named else [])])
    return ((row, column) for row in rows for column in columns)


def _is_bare(value: Value) -> bool:
    """Whether the cell is just a number, stored as a number or as text."""
    if isinstance(value, int | float):
        return not isinstance(value, bool)
    return _BARE_NUMBER.fullmatch(text_of(value)) is not None
