"""A table with a column for each measure: a line for each unit and period, of the numbers that hold today.

It is written period by period, so only one period's numbers are in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Observation
from plugins.reception.data.store import NOT_LIVE
from plugins.reception.open_data.codebook import SUBJECT
from plugins.reception.open_data.file_writers import Cell, CsvFile, XlsxFile
from plugins.vietnamese.periods import format_code


class WideTable:
    """The table as CSV, with the ids of measures as headings, and as a workbook, with their names; rows come in order of days."""

    def __init__(self, place: Path, measures: Sequence[Measure]) -> None:
        self._columns = {measure.id: number for number, measure in enumerate(measures, len(SUBJECT))}
        self._table = CsvFile(place.with_name(f"{place.name}.csv"), [*SUBJECT, *self._columns])
        self._book = XlsxFile(place.with_name(f"{place.name}.xlsx"))
        self._book.sheet("Số liệu", [*SUBJECT, *(f"{measure.name} ({measure.unit})" for measure in measures)])
        self._days: tuple[object, object] | None = None
        self._lines: dict[tuple[str, str, str], list[Cell]] = {}

    def add(self, row: Observation, unit: str) -> None:
        """Put a number, of the unit of that name, into its line; leave out those that others replaced."""
        if (row.start, row.end) != self._days:
            self._write()
            self._days = (row.start, row.end)
        if row.status in NOT_LIVE:
            return
        code = format_code(row.period)
        key = (code, row.unit, row.scope)
        if key not in self._lines:
            self._lines[key] = [row.unit, unit, row.scope, code, row.start, row.end, *(None for _ in self._columns)]
        self._lines[key][self._columns[row.measure]] = row.value

    def close(self) -> None:
        """Finish both files."""
        self._write()
        self._table.close()
        self._book.close()

    def _write(self) -> None:
        for _, line in sorted(self._lines.items()):
            self._table.add(line)
            self._book.add(line)
        self._lines.clear()
