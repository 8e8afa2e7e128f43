"""Reads the bytes of a workbook into plain cells, with python-calamine.

A damaged workbook can abort the library, and with it the whole process: only the child process calls this.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any, TypedDict

from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

MAX_CELLS = 500_000
MAX_AREA = 4_000_000  # of the smallest rectangle around a sheet's cells: the library keeps all of it in memory


class RawSheet(TypedDict):
    """A sheet; cells are [row, column, value], a day is {"day": ISO}."""

    name: str
    visible: bool
    merges: list[list[list[int]]]
    cells: list[list[Any]]


class TooLargeError(Exception):
    """More cells than any report has."""


def read_sheets(content: bytes) -> list[RawSheet]:
    """All worksheets in order. Raises CalamineError (PasswordError for a locked file) and TooLargeError."""
    workbook = load_workbook(io.BytesIO(content))
    sheets: list[RawSheet] = []
    total = 0
    for metadata in workbook.sheets_metadata:
        if metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        if sheet.height * sheet.width > MAX_AREA:
            raise TooLargeError
        cells = _cells(sheet.to_python(skip_empty_area=True), sheet.start or (0, 0))
        total += len(cells)
        if total > MAX_CELLS:
            raise TooLargeError
        merges = [[list(first), list(last)] for first, last in sheet.merged_cell_ranges or []]
        visible = metadata.visible == SheetVisibleEnum.Visible
        sheets.append({"name": metadata.name, "visible": visible, "merges": merges, "cells": cells})
    return sheets


def _cells(rows: list[list[Any]], start: tuple[int, int]) -> list[list[Any]]:
    return [
        [start[0] + row, start[1] + column, _plain(value)]
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if not (isinstance(value, str) and not value.strip())
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"day": value.date().isoformat()} if not (value.hour or value.minute) else str(value)
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value if isinstance(value, bool | int | float | str) else str(value)
