"""A sheet in the same neutral form for every file format: non-empty cells by place, not interpreted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from plugins.reception.data.sources.spreadsheets.number_formats import EXACT
from plugins.vietnamese.dates import format_official_date

MARKED = (
    "một phần chữ trong ô viết nhỏ ở trên, ở dưới hoặc bị gạch ngang, nên không rõ là số nào. "
    "Gõ lại một số vào ô này; chú thích thì ghi sang cột “Ghi chú”."
)

Span = tuple[int, int]
Value = str | int | float | bool | date
Place = tuple[int, int]
Range = tuple[Place, Place]


@dataclass(slots=True)
class Appearance:
    """What a person sees of a sheet beyond its values. Places and spans (first, last) as in the grid.

    `formats` are number formats of cells, none where a cell shows its value; `texts` are what the office program showed for a
    number when it saved the file; `unproven` are cells that may show something else than their value, with the message for the
    clerk; `longer_rows` are lines of a text file with more fields than the row of column numbers, with the first extra column;
    `struck` are cells whose whole text is struck through.
    """

    formats: dict[Place, str] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    unproven: dict[Place, str] = field(default_factory=dict)
    longer_rows: dict[int, int] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    hides_zeros: bool = False
    hidden_rows: list[Span] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)

    def set_format(self, place: Place, code: str) -> None:
        """Note the format of a cell, unless it shows every value as it is."""
        if code not in EXACT:
            self.formats[place] = code

    def hides_row(self, row: int) -> bool:
        """Whether the row is hidden."""
        return any(first <= row <= last for first, last in self.hidden_rows)

    def hides_column(self, column: int) -> bool:
        """Whether the column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(frozen=True)
class Grid:
    """A sheet. Places are (row, column) from 0; empty cells, and cells of mere white space, are left out.

    `merges` are (first place, last place), both inside. `faults` are cells whose value the file lacks, such as a formula that
    nobody calculated, with the message for the clerk; `look` is what a person sees of the sheet.
    """

    sheet: str
    cells: Mapping[Place, Value]
    merges: tuple[Range, ...] = ()
    faults: Mapping[Place, str] = field(default_factory=dict)
    look: Appearance = field(default_factory=Appearance)

    @cached_property
    def rows(self) -> dict[int, dict[int, Value]]:
        """The cells by row, rows and columns in order."""
        rows: dict[int, dict[int, Value]] = {}
        for (row, column), value in sorted(self.cells.items(), key=lambda item: item[0]):
            rows.setdefault(row, {})[column] = value
        return rows

    def texts(self, rows: Iterator[int]) -> Iterator[tuple[Place, str]]:
        """Place and text of every cell of these rows, in reading order."""
        for row in rows:
            for column, value in self.rows.get(row, {}).items():
                yield (row, column), text_of(value)


def address(place: Place) -> str:
    """(6, 2) -> "C7", as spreadsheets show it."""
    row, column = place
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def row_of(cell: str) -> int:
    """The row of an address, from 0: "C7" -> 6."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1


def text_of(value: Value) -> str:
    """A cell's content as one line of text; whole floats are counts, days are written the official way."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return format_official_date(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return " ".join(str(value).split())
