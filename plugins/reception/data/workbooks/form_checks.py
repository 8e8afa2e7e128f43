"""The sums a form demands, tried on what was read: equations (V07), "of which" limits (V08), and the line of totals.

A blank cell is unknown, so an equation with one is only held to what is certain: known parts alone may not exceed the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from plugins.problems import Problem, Severity
from plugins.reception.data.forms.catalogue import Form
from plugins.reception.data.forms.formulas import Equation, Limit, Sum
from plugins.reception.data.workbooks.report import ReportCell, ReportRow, SheetReport
from plugins.vietnamese.numbers import format_number

EQUATION_RULE, LIMIT_RULE = "V07", "V08"

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A rule of the form that a row breaks: two sides with their sums and the cells they were added from."""

    rule: str
    text: str
    severity: Severity
    reason: str
    left: Number
    right: Number
    left_cells: tuple[ReportCell, ...]
    right_cells: tuple[ReportCell, ...]

    @property
    def cells(self) -> tuple[ReportCell, ...]:
        """Every cell that may hold the mistake."""
        return self.left_cells + self.right_cells


def check_form(form: Form, row: ReportRow) -> Iterator[Mismatch]:
    """Every equation and limit of the form that the row breaks, in the form's order."""
    for equation in form.equations:
        first, *others = equation.sides
        for other in others:
            yield from _unequal(equation, row, first, other)
    for limit in form.limits:
        yield from _exceeded(limit, row)


def equation_problems(form: Form, sheet: SheetReport, shown_path: str) -> list[Problem]:
    """All broken rules of a sheet, at the cell most to be suspected: one that breaks its column's total as well, if any.

    Also tells where the line of totals is not the sum of the units.
    """
    wrong_totals = list(_wrong_totals(form, sheet))
    doubtful = {cell.address for mismatch in wrong_totals for cell in mismatch.cells}
    problems = []
    for row in sheet.rows:
        for mismatch in check_form(form, row):
            problems.append(_problem(mismatch, row.unit, doubtful, sheet.sheet, shown_path))
    broken = {problem.cell for problem in problems}
    for mismatch in wrong_totals:
        problems.append(_total_problem(mismatch, broken, sheet.sheet, shown_path))
    return problems


def _unequal(equation: Equation, row: ReportRow, first: Sum, other: Sum) -> Iterator[Mismatch]:
    left, right = _cells(row, first), _cells(row, other)
    left_sum, right_sum = _known_sum(left), _known_sum(right)
    certain = (_complete(left) and left_sum < right_sum) or (_complete(right) and right_sum < left_sum)
    if certain or (_complete(left + right) and left_sum != right_sum):
        yield Mismatch(EQUATION_RULE, equation.text, equation.severity, equation.reason, left_sum, right_sum, left, right)


def _exceeded(limit: Limit, row: ReportRow) -> Iterator[Mismatch]:
    part, whole = row.cells[limit.part], row.cells[limit.whole]
    if part.value is not None and whole.value is not None and part.value > whole.value:
        text = f"cột {limit.part} không quá cột {limit.whole}"
        yield Mismatch(LIMIT_RULE, text, limit.severity, limit.reason, part.value, whole.value, (part,), (whole,))


def _wrong_totals(form: Form, sheet: SheetReport) -> Iterator[Mismatch]:
    total = sheet.total
    if total is None or not sheet.units:
        return
    for number in form.columns:
        whole = total.cells[number]
        parts = tuple(row.cells[number] for row in sheet.units)
        if whole.value is None:
            continue
        added = _known_sum(parts)
        if added > whole.value or (_complete(parts) and added != whole.value):
            yield Mismatch(EQUATION_RULE, f"cột {number}", "error", "", whole.value, added, (whole,), parts)


def _problem(mismatch: Mismatch, unit: str, doubtful: set[str], sheet: str, shown_path: str) -> Problem:
    suspects = [cell.address for cell in mismatch.cells if cell.address in doubtful]
    cell = suspects[0] if len(suspects) == 1 else mismatch.left_cells[0].address
    if mismatch.rule == LIMIT_RULE:
        message = (
            f"“{unit}”: {mismatch.text}: ô {mismatch.left_cells[0].address} ghi {format_number(mismatch.left)}, "
            f"ô {mismatch.right_cells[0].address} chỉ có {format_number(mismatch.right)}."
        )
    else:
        message = (
            f"“{unit}”, cột {mismatch.text}: {_side(mismatch.left_cells)} là {format_number(mismatch.left)}, "
            f"{_side(mismatch.right_cells)} là {format_number(mismatch.right)}."
        )
    advice = f" Chỉ cảnh báo vì {mismatch.reason}." if mismatch.reason else ""
    message += f" Kiểm tra các ô này.{advice}"
    return Problem(shown_path, sheet=sheet, cell=cell, message=message, severity=mismatch.severity, rule=mismatch.rule)


def _total_problem(mismatch: Mismatch, broken: set[str], sheet: str, shown_path: str) -> Problem:
    suspects = [cell.address for cell in mismatch.cells if cell.address in broken]
    cell = suspects[0] if len(suspects) == 1 else mismatch.left_cells[0].address
    message = (
        f"hàng tổng cộng, {mismatch.text}: ô {mismatch.left_cells[0].address} ghi {format_number(mismatch.left)}, "
        f"cộng các đơn vị ({_span(mismatch.right_cells)}) được {format_number(mismatch.right)}. Kiểm tra các ô này."
    )
    return Problem(shown_path, sheet=sheet, cell=cell, message=message, rule=mismatch.rule)


def _side(cells: tuple[ReportCell, ...]) -> str:
    addresses = " + ".join(cell.address for cell in cells)
    return f"tổng {addresses}" if len(cells) > 1 else f"ô {addresses}"


def _span(cells: tuple[ReportCell, ...]) -> str:
    ends = dict.fromkeys((cells[0].address, cells[-1].address))
    return "–".join(ends)


def _cells(row: ReportRow, columns: Sum) -> tuple[ReportCell, ...]:
    return tuple(row.cells[column] for column in columns)


def _complete(cells: Iterable[ReportCell]) -> bool:
    return all(cell.value is not None for cell in cells)


def _known_sum(cells: Iterable[ReportCell]) -> Number:
    return sum((cell.value for cell in cells if cell.value is not None), 0)
