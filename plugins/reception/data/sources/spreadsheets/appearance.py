"""What a person sees of a sheet beyond its values: formats, hidden rows and columns, results not yet calculated."""

from __future__ import annotations

from dataclasses import dataclass, field

from plugins.reception.data.sources.spreadsheets.number_formats import EXACT

MARKED = (
    "một phần chữ trong ô viết nhỏ ở trên, ở dưới hoặc bị gạch ngang, nên không rõ là số nào. "
    "Gõ lại một số vào ô này; chú thích thì ghi sang cột “Ghi chú”."
)

Span = tuple[int, int]


@dataclass(slots=True)
class Appearance:
    """Places and spans (first, last) as in the grid.

    `formats` are number formats of cells, none where a cell shows its value; `texts` are what the office program showed for a
    number when it saved the file; `unproven` are cells that may show something else than their value, with the message for the
    clerk; `longer_rows` are lines of a text file with more fields than the row of column numbers, with the first extra column.
    """

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    unproven: dict[tuple[int, int], str] = field(default_factory=dict)
    longer_rows: dict[int, int] = field(default_factory=dict)
    hides_zeros: bool = False
    hidden_rows: list[Span] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)

    def set_format(self, place: tuple[int, int], code: str) -> None:
        """Note the format of a cell, unless it shows every value as it is."""
        if code not in EXACT:
            self.formats[place] = code

    def hides_row(self, row: int) -> bool:
        """Whether the row is hidden."""
        return any(first <= row <= last for first, last in self.hidden_rows)

    def hides_column(self, column: int) -> bool:
        """Whether the column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)
