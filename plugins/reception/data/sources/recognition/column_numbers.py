"""The row of column numbers: the one thing that every copy of a form has, whatever an office does to the headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from plugins.reception.data.law.form import FEWEST
from plugins.reception.data.sources.spreadsheets.grid import Grid, Place, Value, text_of
from plugins.vietnamese.folding import plain

UNIT_TITLE = re.compile(
    r"(?:stt,? )?(?:ten )?(?:cac )?(?:co quan,? )?(?:don vi|dia ban|dia phuong)(?: bao cao| hanh chinh)?|(?:ten )?co quan"
)
NOTE_TITLE = re.compile(r"\(?ghi chu\)?")

_LABEL = re.compile(r"(?:c(?:ột)?\.?\s*)?[(\[/-]?\s*0?([1-9][0-9]?)\s*[)\]/-]?\.?\s*(?:=[\s0-9()+=…._–-]*)?", re.IGNORECASE)


@dataclass(frozen=True)
class LabelRow:
    """A row of column numbers: grid column by column number, and the numbers that occur more than once."""

    row: int
    columns: Mapping[int, int]
    repeated: Mapping[int, tuple[Place, ...]]


def label_rows(grid: Grid) -> list[LabelRow]:
    """Every row of column numbers, from the top; there are several when the heading is repeated for printing.

    Below the first, a row with a name is a unit whose numbers happen to count upwards.
    """
    found = [label for row, cells in grid.rows.items() if (label := label_row(row, cells.items()))]
    return found[:1] + [label for label in found[1:] if not _names_somebody(grid.rows[label.row].values())]


def label_row(row: int, cells: Iterable[tuple[int, Value]]) -> LabelRow | None:
    """The row's column numbers, if it is such a row: five or more, from 1, most of them one more than the last.

    Rows of data hardly ever count upwards; forms do, even those whose template has two numbers swapped.
    """
    found = [(int(match[1]), column) for column, value in cells if (match := _LABEL.fullmatch(text_of(value)))]
    numbers = [number for number, _ in found]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    if len(found) < FEWEST or 1 not in numbers or steps * 5 < (len(found) - 1) * 3:
        return None
    places: dict[int, list[Place]] = {}
    for number, column in found:
        places.setdefault(number, []).append((row, column))
    columns = {number: where[0][1] for number, where in places.items()}
    repeated = {number: tuple(where) for number, where in places.items() if len(where) > 1}
    return LabelRow(row, columns, repeated)


def _names_somebody(values: Iterable[Value]) -> bool:
    texts = [plain(text_of(value)) for value in values]
    return any(is_words(text) and not UNIT_TITLE.fullmatch(text) and not NOTE_TITLE.fullmatch(text) for text in texts)


def is_words(text: str) -> bool:
    """Whether a cell holds words rather than an ordinal, a number or a letter for a column."""
    return sum(char.isalpha() for char in text) >= 3
