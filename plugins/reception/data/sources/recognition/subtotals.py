"""Sorts the rows of a table into units, the total, and sub-totals with the units that each adds up.

A sub-total stands above its units or below them, groups hold groups, and some units belong to no group. So we try whole groups
first, then any number of units next to the line. If no sum is right, we take the nearest one, and its mistake is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from plugins.reception.data.sources.recognition.report import ReportRow, Subtotal
from plugins.reception.data.sources.recognition.row_kinds import RowKind


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of the table: a row of numbers or a group's name."""

    row: ReportRow | None  # None for a group's name without numbers
    heads_group: bool  # whether its ordinal is that of a group ("I", "B")
    kind: RowKind = "unit"
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a row compares with the sum of other rows, over its filled columns."""

    agree: int  # how many columns agree and are not zero
    wrong: tuple[int, ...]
    undecided: tuple[int, ...]  # a blank cell among the others may hold the difference

    @property
    def mostly_agrees(self) -> bool:
        """Whether the row is the sum of the others apart from mistakes; a row of zeros is the sum of nothing."""
        return self.agree > len(self.wrong) + len(self.undecided)

    @property
    def agrees(self) -> bool:
        """Whether no column is wrong or undecided."""
        return not self.wrong and not self.undecided


def compare(whole: ReportRow, parts: Sequence[ReportRow]) -> Comparison:
    """Compares the row with the sums of the others, column by column."""
    agree, wrong, undecided = 0, [], []
    for number, cell in whole.cells.items():
        values = [row.cells[number].value for row in parts if number in row.cells]
        known = [value for value in values if value is not None]
        if cell.value is None:
            continue
        if sum(known) == cell.value:
            agree += cell.value != 0
        elif len(known) == len(values) or sum(known) > cell.value:
            wrong.append(number)
        else:
            undecided.append(number)
    return Comparison(agree, tuple(wrong), tuple(undecided))


def separate_subtotals(lines: Sequence[TableLine]) -> tuple[tuple[ReportRow, ...], tuple[Subtotal, ...]]:
    """Units and totals in the order of the sheet; then the sub-totals. Without units, one stays a unit and its name is refused."""
    settled = [_with_final_kind(lines, place) for place in range(len(lines))]
    rows, subtotals = [], []
    for place, line in enumerate(settled):
        members = _members(settled, place) if line.kind == "subtotal" else []
        if line.row and members:
            subtotals.append(Subtotal(line.row, tuple(member.address for member in members)))
        elif line.row:
            rows.append(replace(line.row, is_total=line.kind == "total"))
    return tuple(rows), tuple(subtotals)


def _with_final_kind(lines: Sequence[TableLine], place: int) -> TableLine:
    """The line with its final kind: unit, total or sub-total. A sum that names its area is the total if it is the only sum."""
    line = lines[place]
    if line.kind == "named-sum":
        sums = [other for other in lines if other.kind in ("total", "named-sum")]
        return replace(line, kind="total" if len(sums) == 1 else "subtotal")
    if line.kind == "unit" and line.row and line.heads_group:
        below = [other.row for other in takewhile(lambda other: not other.heads_group, lines[place + 1 :])]
        units = [row for other, row in zip(lines[place + 1 :], below, strict=False) if row and other.kind == "unit"]
        found = compare(line.row, units)
        if units and (found.agrees or found.mostly_agrees):
            return replace(line, kind="subtotal")
    return line


def _members(lines: Sequence[TableLine], place: int) -> list[ReportRow]:
    row = lines[place].row
    groups = [group for group in _groups(lines, place) if group]
    if row is None or not groups:
        return []
    exact = (group for group in groups if not compare(row, group).wrong and compare(row, group).agree)
    return next(exact, None) or min(groups, key=lambda group: len(compare(row, group).wrong))


def _groups(lines: Sequence[TableLine], place: int) -> Iterator[list[ReportRow]]:
    """The groups of units to try: between this line and each border, nearest first; then any units next to it."""
    borders = [each for each, line in enumerate(lines) if line.row is None or line.kind in ("total", "subtotal")]
    above = [*(each for each in reversed(borders) if each < place), -1]
    below = [*(each for each in borders if each > place), len(lines)]
    yield _units(lines[above[0] + 1 : place])
    yield _units(lines[place + 1 : below[0]])
    yield from (_units(lines[start + 1 : place]) for start in above[1:])
    yield from (_units(lines[place + 1 : end]) for end in below[1:])
    yield from (_units(lines[start:place]) for start in range(place - 1, above[0] + 1, -1))
    yield from (_units(lines[place + 1 : end]) for end in range(place + 2, below[0]))


def _units(lines: Sequence[TableLine]) -> list[ReportRow]:
    return [line.row for line in lines if line.row and line.kind == "unit"]
