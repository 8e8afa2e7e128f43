"""What a person sees of a sheet beyond its values: formats, hidden rows and columns, results that are yet to be calculated."""

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

    `formats` are number formats of cells, none where the cell shows what it holds; `texts` what the office program showed for a
    number when the file was saved; `unproven` cells whose value may not be what is shown, with what to tell the clerk;
    `longer_rows` lines of a text file with more fields than the row of column numbers, with the first column too many.
    """

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    unproven: dict[tuple[int, int], str] = field(default_factory=dict)
    longer_rows: dict[int, int] = field(default_factory=dict)
    hides_zeros: bool = False
    hidden_rows: list[Span] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)

    def set_format(self, place: tuple[int, int], code: str) -> None:
        """Note the format of a cell, unless it shows everything as it is."""
        if code not in EXACT:
            self.formats[place] = code

    def hides_row(self, row: int) -> bool:
        """Whether nobody sees the row unless they ask for it."""
        return any(first <= row <= last for first, last in self.hidden_rows)

    def hides_column(self, column: int) -> bool:
        """Whether nobody sees the column unless they ask for it."""
        return any(first <= column <= last for first, last in self.hidden_columns)
