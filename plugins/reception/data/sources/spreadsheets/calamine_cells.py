"""Reads the bytes of a workbook into plain cells, with python-calamine.

A damaged workbook can abort the library, and with it the whole process: only the child process calls this.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any, NamedTuple

from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

from plugins.reception.data.sources.spreadsheets.grid import Place, Range, Value
from plugins.reception.data.sources.spreadsheets.zip_archive import ArchiveError

MAX_CELLS = 500_000
TOO_LARGE = f"có quá {MAX_CELLS} ô, hoặc có ô ở rất xa bảng. Xóa các ô thừa rồi lưu lại."
MAX_AREA = 4_000_000  # of the smallest rectangle around a sheet's cells: the library keeps all of it in memory


class RawSheet(NamedTuple):
    """A sheet as the library reads it."""

    name: str
    visible: bool
    merges: tuple[Range, ...]
    cells: dict[Place, Value]


def read_sheets(content: bytes) -> list[RawSheet]:
    """All worksheets in order. Raises CalamineError (PasswordError for a locked file) and ArchiveError."""
    workbook = load_workbook(io.BytesIO(content))
    sheets: list[RawSheet] = []
    total = 0
    for metadata in workbook.sheets_metadata:
        if metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        if sheet.height * sheet.width > MAX_AREA:
            raise ArchiveError(TOO_LARGE)
        cells = _cells(sheet.to_python(skip_empty_area=True), sheet.start or (0, 0))
        total += len(cells)
        if total > MAX_CELLS:
            raise ArchiveError(TOO_LARGE)
        visible = metadata.visible == SheetVisibleEnum.Visible
        sheets.append(RawSheet(metadata.name, visible, tuple(sheet.merged_cell_ranges or ()), cells))
    return sheets


def _cells(rows: list[list[Any]], start: Place) -> dict[Place, Value]:
    return {
        (row, column): _plain(value)
        for row, values in enumerate(rows, start[0])
        for column, value in enumerate(values, start[1])
        if not (isinstance(value, str) and not value.strip())
    }


def _plain(value: Any) -> Value:
    """Days are plain days; a moment, or whatever else the library knows, becomes text."""
    if isinstance(value, datetime) and not (value.hour or value.minute):
        return value.date()
    return str(value) if isinstance(value, datetime) or not isinstance(value, bool | int | float | str | date) else value
