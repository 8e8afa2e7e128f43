"""Writes CSV, JSON and XLSX row by row: a million rows take no more memory than one.

XlsxWriter holds one row at a time (constant_memory), so rows come in order and one sheet after another. An Excel sheet ends at
1,048,576 rows; the rest goes on a second one.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

Cell = str | int | Decimal | date | None
FORMULA = re.compile("^[=+@\t\n\0\uff1d\uff0b\uff20\uff0d-]")
NEXT_FORMULA = re.compile('([;\t\n]"*)(?=[=+@\uff1d\uff0b\uff20\uff0d-])')
LONGEST_CELL = 32_767  # characters; Excel's own limit
ROWS_OF_SHEET = 1_048_576  # Excel's own limit, headings included
MADE = datetime(2000, 1, 1)


class CsvFile:
    """UTF-8 without BOM, commas, LF; numbers without separators, days as ISO 8601; no spreadsheet reads a cell as a formula."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._out = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._out, lineterminator="\n")
        self._writer.writerow(columns)

    def add(self, row: Sequence[Cell]) -> None:
        """One line."""
        self._writer.writerow([_harmless(cell) if isinstance(cell, str) else cell for cell in row])

    def close(self) -> None:
        """Finish the file."""
        self._out.close()


class JsonFile:
    """An object with the entries of `head` and a list of rows as objects, one a line; an unknown value is null."""

    def __init__(self, path: Path, head: dict[str, Any], rows_name: str, columns: Sequence[str]) -> None:
        self._out = path.open("w", encoding="utf-8", newline="")
        self._columns, self._between = columns, "\n"
        opening = "".join(f"{_json(name)}: {_json(value)},\n " for name, value in head.items())
        self._out.write(f"{{\n {opening}{_json(rows_name)}: [")

    def add(self, row: Sequence[Cell]) -> None:
        """One object."""
        self._out.write(f"{self._between}  {_json(dict(zip(self._columns, row, strict=True)))}")
        self._between = ",\n"

    def close(self) -> None:
        """Finish the file."""
        self._out.write("\n ]\n}\n")
        self._out.close()


class XlsxFile:
    """Sheets of typed cells, begun with `sheet`. No text becomes a formula or a link; no file says when it was made."""

    def __init__(self, path: Path, most: int = ROWS_OF_SHEET) -> None:
        self._scratch = TemporaryDirectory()
        options = {"constant_memory": True, "tmpdir": self._scratch.name, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"created": MADE, "author": "", "comments": ""})
        self._bold = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})
        self._most = most

    def sheet(self, name: str, columns: Sequence[str]) -> None:
        """Begin a sheet: the rows that follow go there, and on further ones like it when it is full."""
        self._name, self._columns, self._part = name, columns, 1
        self._begin(name)

    def add(self, row: Sequence[Cell]) -> None:
        """One line of the sheet begun last."""
        if self._line == self._most:
            self._part += 1
            self._begin(f"{self._name} {self._part}")
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    self._sheet.write_string(self._line, column, cell[:LONGEST_CELL])
            elif isinstance(cell, date):
                self._sheet.write_datetime(self._line, column, datetime(cell.year, cell.month, cell.day), self._day)
            elif cell is not None:
                self._sheet.write_number(self._line, column, cell)
        self._line += 1

    def close(self) -> None:
        """Finish the file."""
        self._book.close()
        self._scratch.cleanup()

    def _begin(self, name: str) -> None:
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for column, title in enumerate(self._columns):
            self._sheet.write_string(0, column, title, self._bold)
        self._line = 1


@lru_cache(4096)  # names of units, measures and sources come again and again
def _harmless(cell: str) -> str:
    """Make a text harmless to a spreadsheet that splits at ";" (where commas are decimal, as in Vietnam) and at any line end."""
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")  # the writer leaves "\r" without quotes
    return NEXT_FORMULA.sub(r"\1 ", f"'{cell}" if FORMULA.match(cell) else cell)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(cell: object) -> str | float:
    return float(cell) if isinstance(cell, Decimal) else str(cell)
