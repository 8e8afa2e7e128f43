"""The answer to a block, crosstab out in rows and columns, with a mark where a period does not continue the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Observation, Value
from plugins.reception.data.queries.breaks import Break, breaks_between
from plugins.reception.data.queries.select import Selection, observations
from plugins.reception.data.units.register import Unit
from plugins.reception.embeds.block import RowsOf
from plugins.vietnamese.periods import Period, format_period

Item = Measure | Unit | Period
AXES: tuple[RowsOf, ...] = ("measures", "units", "periods")
DOWN: tuple[RowsOf, ...] = ("units", "periods", "measures")  # where the block does not say: the longest lists go down
AXIS_NAMES: dict[RowsOf, str] = {"measures": "Chỉ tiêu", "units": "Đơn vị", "periods": "Kỳ"}


@dataclass(frozen=True, slots=True)
class Axis:
    """What rows or columns are, in order."""

    kind: RowsOf
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A break between two periods that have numbers; they are given by their places on the axis of periods."""

    number: int
    before: int
    after: int
    breaks: tuple[Break, ...]

    def __str__(self) -> str:
        return f"({self.number}) " + "; ".join(map(str, self.breaks)) + "."


@dataclass(frozen=True)
class Crosstab:
    """`cells[row][column]` is None where there is no number."""

    rows: Axis
    columns: Axis
    cells: tuple[tuple[Observation | None, ...], ...]
    measures: tuple[Measure, ...]
    marks: tuple[Mark, ...] = field(default=())

    def found(self) -> list[Observation]:
        """The numbers there are, row by row."""
        return [cell for row in self.cells for cell in row if cell]

    def column(self, number: int) -> list[Observation | None]:
        """One column, top to bottom."""
        return [row[number] for row in self.cells]

    def units_of_count(self) -> list[str]:
        """The unit words ("lượt"), each once."""
        return list(dict.fromkeys(measure.unit for measure in self.measures))


def crosstab_of(catalogue: Catalogue, selection: Selection, measures: Sequence[Measure], wanted: RowsOf) -> Crosstab:
    """Lay out the answer. Raises QueryError if it needs three axes, or has no number at all."""
    items: dict[RowsOf, tuple[Item, ...]] = {
        "measures": tuple(measures),
        "units": selection.units,
        "periods": selection.periods,
    }
    several = [kind for kind in AXES if len(items[kind]) > 1]
    rows = wanted or next((kind for kind in DOWN if kind in several), "measures")
    across = [kind for kind in several if kind != rows]
    if len(across) > 1:
        names = " và ".join(f"nhiều {AXIS_NAMES[kind].lower()}" for kind in across)
        raise QueryError(f"một bảng không chứa cả {names}. Chỉ để nhiều {AXIS_NAMES[across[0]].lower()}, hoặc tách thành hai khối.")
    columns = across[0] if across else next(kind for kind in AXES if kind != rows)
    found = observations(catalogue, selection, measures)

    def cell(row: Item, column: Item) -> Observation | None:
        at = {rows: row, columns: column}
        measure, unit, period = (at.get(kind, items[kind][0]) for kind in AXES)
        return found.get(measure, unit, period)  # type: ignore[arg-type]  # each axis holds items of its kind

    cells = tuple(tuple(cell(row, column) for column in items[columns]) for row in items[rows])
    crosstab = Crosstab(Axis(rows, items[rows]), Axis(columns, items[columns]), cells, tuple(measures))
    _refuse_empty(crosstab, selection)
    return Crosstab(crosstab.rows, crosstab.columns, cells, crosstab.measures, tuple(_marks(catalogue, crosstab)))


def ranked(crosstab: Crosstab) -> Crosstab:
    """The rows from the largest number of the last column down; equal ones and those without a number stay in their order."""

    def rank(row: tuple[Item, tuple[Observation | None, ...]]) -> tuple[bool, Value]:
        last = row[1][-1]
        return (True, 0) if last is None else (False, -last.value)

    rows = sorted(zip(crosstab.rows.items, crosstab.cells, strict=True), key=rank)
    axis = replace(crosstab.rows, items=tuple(item for item, _ in rows))
    return replace(crosstab, rows=axis, cells=tuple(cells for _, cells in rows))


def in_time(crosstab: Crosstab) -> list[list[Observation | None]]:
    """Each series along the axis of periods; none where there is no such axis."""
    if crosstab.rows.kind == "periods":
        return [crosstab.column(number) for number in range(len(crosstab.columns.items))]
    return [list(row) for row in crosstab.cells] if crosstab.columns.kind == "periods" else []


def period_words(periods: Sequence[Period]) -> str:
    """One period, both of two, or the first and last."""
    first, last = format_period(periods[0]), format_period(periods[-1])
    joint = " và " if len(periods) == 2 else " – "
    return first if len(periods) == 1 else f"{first}{joint}{last}"


def _refuse_empty(crosstab: Crosstab, selection: Selection) -> None:
    """Refuse a measure or column that the block names but that has no number at all: it is a slip, not a gap."""
    when = period_words(selection.periods)
    there = {row.measure for row in crosstab.found()}
    for measure in crosstab.measures:
        if measure.id not in there:
            raise QueryError(f"chưa có số liệu “{measure.name}” nào trong {when}. Sửa chỉ tiêu, kỳ hoặc đơn vị.")
    for number, item in enumerate(crosstab.columns.items):
        if not any(crosstab.column(number)):
            name = format_period(item) if isinstance(item, Period) else item.name
            raise QueryError(f"cột “{name}” chưa có số liệu nào trong {when}. Bỏ cột này.")


def _marks(catalogue: Catalogue, crosstab: Crosstab) -> Iterator[Mark]:
    found: dict[tuple[int, int], dict[Break, None]] = {}
    for series in in_time(crosstab):
        there = [(place, row) for place, row in enumerate(series) if row]
        for (before, earlier), (after, later) in pairwise(there):
            breaks = breaks_between(catalogue, earlier, later)
            if breaks:
                found.setdefault((before, after), {}).update(dict.fromkeys(breaks))
    for number, ((before, after), breaks_found) in enumerate(sorted(found.items()), start=1):
        yield Mark(number, before, after, tuple(sorted(breaks_found)))
