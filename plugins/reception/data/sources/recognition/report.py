"""A report as read: with the unit names and columns of its sheet, but every value a number with its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plugins.problems import Problem
from plugins.vietnamese.periods import Period


@dataclass(frozen=True, slots=True)
class ReportCell:
    """A value under a numbered column; None where the cell is blank or a dash: unknown, not zero."""

    column: int
    value: int | Decimal | None
    verbatim: str
    address: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One unit's line, or the line of totals. `address` is the cell of the name, `under` the headings above, nearest first."""

    unit: str
    address: str
    is_total: bool
    cells: Mapping[int, ReportCell]
    note: str = ""
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A line that adds up some units ("Cộng khối sở"): checked, never published. `members` are the cells of their names."""

    row: ReportRow
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetReport:
    """One form filled in. `start` and `end` are both days as written; `label` is the period's name if the sheet prints one.

    `dates_written` is False when the sheet has only the label, and the days come from the circular's windows. `rows` are the units
    and the line of totals; sub-totals are separate. `letterhead` holds the lines of text above the table, as written.
    """

    form_id: str
    sheet: str
    start: date
    end: date
    label: Period | None
    dates_written: bool
    rows: tuple[ReportRow, ...]
    subtotals: tuple[Subtotal, ...] = ()
    letterhead: tuple[str, ...] = ()

    @property
    def total(self) -> ReportRow | None:
        """The line of totals, if the sheet has one."""
        return next((row for row in self.rows if row.is_total), None)

    @property
    def units(self) -> tuple[ReportRow, ...]:
        """The lines of units, in the order of the sheet."""
        return tuple(row for row in self.rows if not row.is_total)


@dataclass(frozen=True, slots=True)
class ReportFile:
    """All reports of one workbook, and all problems; with an error among them nothing may be used."""

    path: str
    sheets: tuple[SheetReport, ...]
    problems: tuple[Problem, ...]
