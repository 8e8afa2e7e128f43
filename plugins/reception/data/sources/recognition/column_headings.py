"""Headings of columns, for forms that print no column numbers: each column is found by the words above it.

A heading is every level of it, "Tiếp thường xuyên / Số lượt": the lowest alone often stands there several times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from plugins.reception.data.law.forms import Forms
from plugins.reception.data.sources.recognition.column_numbers import LabelRow, label_rows
from plugins.reception.data.sources.spreadsheets.grid import Grid, Place, Value, text_of
from plugins.vietnamese.folding import plain

BETWEEN = " / "
DEEPEST = 6  # levels of headings
FIRST_ROWS = 40  # in which a table begins


def labels_of(grid: Grid, forms: Forms) -> list[LabelRow]:
    """The rows of column numbers; without any, the last row of a heading that has every column of a form without numbers."""
    return label_rows(grid) or list(_rows_of_headings(grid, forms))[:1]


def headings_above(grid: Grid, bottom: int, columns: Iterable[int]) -> dict[int, str]:
    """The heading of each column, from its highest level to the row `bottom`; columns without words are left out."""
    asked = list(columns)
    covered = _merged(grid)
    levels: list[dict[int, str]] = []
    for row in range(bottom, max(bottom - DEEPEST, -1), -1):
        texts = {column: text for column in asked if (text := _text(grid, covered, (row, column)))}
        if levels and (2 * len(texts) < len(asked) or (len(asked) > 1 and len(set(texts.values())) == 1)):
            break  # a title, the form's number, or an empty row
        levels.append(texts)
    paths = {column: [level[column] for level in reversed(levels) if column in level] for column in asked}
    return {column: BETWEEN.join(dict.fromkeys(path)) for column, path in paths.items() if path}


def as_compared(heading: str) -> str:
    """A heading in the form in which two are compared: without marks, capitals and punctuation."""
    return " ".join("".join(char if char.isalnum() else " " for char in plain(heading)).split())


def _rows_of_headings(grid: Grid, forms: Forms) -> Iterator[LabelRow]:
    wanted = [form.headings for form in forms.forms.values() if form.headings]
    rows = list(grid.rows)[:FIRST_ROWS] if wanted else []
    for row in rows:
        found = headings_above(grid, row, range(max(column for _, column in grid.cells) + 1))
        for headings in wanted:
            if columns := _placed(headings, found):
                yield LabelRow(row, columns, {})


def _placed(headings: Mapping[int, str], found: Mapping[int, str]) -> dict[int, int]:
    """The grid column of each number; {} unless each heading is there exactly once.

    One copy of a form has a title over all columns, another has not: of two headings one may begin higher.
    """
    there = {column: as_compared(text) for column, text in found.items()}
    placed: dict[int, int] = {}
    for number, text in headings.items():
        wanted = as_compared(text)
        same = [column for column, heading in there.items() if heading == wanted]
        alike = [column for column, heading in there.items() if heading.endswith(f" {wanted}") or wanted.endswith(f" {heading}")]
        if len(same or alike) != 1:
            return {}
        placed[number] = (same or alike)[0]
    return placed if len(set(placed.values())) == len(placed) else {}


def _merged(grid: Grid) -> dict[Place, Value]:
    """The value that a person sees in each cell of a merged range."""
    seen: dict[Place, Value] = {}
    for (top, left), (bottom, right) in grid.merges:
        value = grid.cells.get((top, left))
        if value is not None and bottom - top < DEEPEST:
            seen |= {(row, column): value for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return seen


def _text(grid: Grid, covered: Mapping[Place, Value], place: Place) -> str:
    value = grid.cells.get(place, covered.get(place))
    return text_of(value) if isinstance(value, str) else ""
