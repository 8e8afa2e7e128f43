"""Checks what a form demands of its numbers: equations (V07), limits (V08), and the lines that add up units.

A blank cell is unknown; an equation with one only has to hold as far as it is certain: known parts may not exceed the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from plugins.problems import Problem, Severity
from plugins.reception.data.law.form import Form
from plugins.reception.data.law.formulas import Equation, Limit, Sum
from plugins.reception.data.sources.recognition.report import ReportCell, ReportRow, SheetReport
from plugins.reception.data.sources.recognition.subtotals import compare
from plugins.rules import Rule, stated
from plugins.vietnamese.numbers import format_number

FORMS_ADD_UP = stated(
    "forms_add_up",
    """Mỗi hàng của báo cáo đúng công thức giữa các cột của biểu; hàng cộng bằng tổng các hàng của nó. Báo cáo sơ bộ chỉ cảnh báo.

    Sai: cột 1 ghi 20, cột 4 + cột 13 + cột 22 được 19
    Đúng: cột 1 ghi 19, cột 4 + cột 13 + cột 22 được 19
    """,
    "V07",
)
PARTS_OF_FORMS_ARE_WITHIN_THE_WHOLE = stated(
    "parts_of_forms_are_within_the_whole",
    """Trong báo cáo, cột “trong đó” không quá cột chung của nó.

    Sai: cột 8 ghi 12, cột 4 ghi 10
    Đúng: cột 8 ghi 10, cột 4 ghi 12
    """,
    "V08",
)
BLANK_CELLS_HIDE_NO_DIFFERENCE = stated(
    "blank_cells_hide_no_difference",
    """Ô trống, hay ô ghi “-”, nghĩa là chưa biết. Coi nó là 0 mà công thức không đúng thì không ai kiểm tra được các ô quanh nó.

    Sai: cột 1 ghi 20; cột 4 ghi 10, cột 13 để trống, cột 22 ghi 9
    Đúng: cột 1 ghi 20; cột 4 ghi 10, cột 13 ghi 1, cột 22 ghi 9
    """,
    "V07",
    "warning",
)
RULES = (FORMS_ADD_UP, PARTS_OF_FORMS_ARE_WITHIN_THE_WHOLE, BLANK_CELLS_HIDE_NO_DIFFERENCE)
LISTED = 8
REPORTED = 5  # wrong columns of one sum: more have one cause, and all of them would hide other problems

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A rule of the form that a row breaks: two sides with their sums and the cells they were added from."""

    rule: Rule
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


def equation_problems(form: Form, sheet: SheetReport, display_path: str) -> list[Problem]:
    """All broken rules of a sheet, at the most suspect cell: one that also breaks the sum of its column, if there is one.

    Also reports a total that is not the sum of the units, and a sub-total that is not that of its units.
    """
    wrong_sums = [(whole.unit, mismatch) for whole, parts in _sums(sheet) for mismatch in wrong_sum(form, whole, parts)]
    doubtful = {cell.address for _, mismatch in wrong_sums for cell in mismatch.cells}
    problems = []
    for row in sheet.rows:
        for mismatch in check_form(form, row):
            problems.append(_problem(mismatch, row.unit, doubtful, sheet.sheet, display_path))
    broken = {problem.cell for problem in problems if problem.severity == "error"}
    reported: Counter[str] = Counter()
    for name, mismatch in wrong_sums:
        reported[name] += 1
        if reported[name] <= REPORTED:
            problems.append(sum_problem(mismatch, name, broken, sheet.sheet, display_path))
    more = {name: count - REPORTED for name, count in reported.items() if count > REPORTED}
    for name, count in more.items():
        message = f"hàng “{name}” còn lệch ở {count} cột nữa. Xem hàng này có cộng thừa, cộng thiếu đơn vị nào không."
        problems.append(FORMS_ADD_UP.problem(display_path, message=message, sheet=sheet.sheet))
    return problems


def blank_problem(form: Form, sheet: SheetReport, display_path: str) -> Problem | None:
    """One warning for all blank cells of a sheet behind which an equation or a sum may be wrong; a blank for nought is none."""
    places = [place for row in sheet.rows for place in _undecided_equations(form, row)]
    places += [place for whole, parts in _sums(sheet) for place in _undecided_sums(whole, parts)]
    if not places:
        return None
    cell, what = places[0]
    more = f" Còn {len(places) - 1} chỗ như vậy trong trang." if len(places) > 1 else ""
    message = f"ô này để trống; nếu là 0 thì {what}, nên không kiểm tra được. Điền số, không phát sinh thì ghi 0.{more}"
    return BLANK_CELLS_HIDE_NO_DIFFERENCE.problem(display_path, message=message, sheet=sheet.sheet, cell=cell.address)


def _undecided_equations(form: Form, row: ReportRow) -> Iterator[tuple[ReportCell, str]]:
    for equation in form.equations:
        for other in equation.sides[1:]:
            left, right = _cells(row, equation.sides[0]), _cells(row, other)
            blank = [cell for cell in (*left, *right) if cell.value is None]
            sums = _known_sum(left), _known_sum(right)
            if blank and sums[0] != sums[1] and not list(_unequal(equation, row, equation.sides[0], other)):
                found = f"{_side(left)} là {format_number(sums[0])}, {_side(right)} là {format_number(sums[1])}"
                yield blank[0], f"cột {equation.text} sai: {found}"


def _undecided_sums(whole: ReportRow, parts: tuple[ReportRow, ...]) -> Iterator[tuple[ReportCell, str]]:
    for number in compare(whole, parts).undecided:
        cells, total = tuple(row.cells[number] for row in parts), whole.cells[number]
        found = f"{format_number(total.value or 0)}, cộng các đơn vị được {format_number(_known_sum(cells))}"
        yield next(cell for cell in cells if cell.value is None), f"hàng “{whole.unit}”, cột {number} ghi {found}"


def _sums(sheet: SheetReport) -> Iterator[tuple[ReportRow, tuple[ReportRow, ...]]]:
    if sheet.total and sheet.units:
        yield sheet.total, sheet.units
    for subtotal in sheet.subtotals:
        yield subtotal.row, tuple(row for row in sheet.units if row.address in subtotal.members)


def wrong_sum(form: Form, whole: ReportRow, parts: tuple[ReportRow, ...]) -> Iterator[Mismatch]:
    """A mismatch for each column in which a total or sub-total is certainly wrong."""
    for number in compare(whole, parts).wrong:
        cell, cells = whole.cells[number], tuple(row.cells[number] for row in parts)
        yield Mismatch(FORMS_ADD_UP, f"cột {number}", "error", "", cell.value or 0, _known_sum(cells), (cell,), cells)


def _unequal(equation: Equation, row: ReportRow, first: Sum, other: Sum) -> Iterator[Mismatch]:
    left, right = _cells(row, first), _cells(row, other)
    left_sum, right_sum = _known_sum(left), _known_sum(right)
    certain = (_complete(left) and left_sum < right_sum) or (_complete(right) and right_sum < left_sum)
    if certain or (_complete(left + right) and left_sum != right_sum):
        yield Mismatch(FORMS_ADD_UP, equation.text, equation.severity, equation.reason, left_sum, right_sum, left, right)


def _exceeded(limit: Limit, row: ReportRow) -> Iterator[Mismatch]:
    part, whole = _cells(row, limit.part), _cells(row, limit.whole)
    least, most = _known_sum(part), _known_sum(whole)
    if _complete(whole) and (least > 0 and most == 0 if limit.needs else least > most):
        sides = ["+".join(map(str, side)) for side in (limit.part, limit.whole)]
        text = ("cột {} có số thì cột {} cũng phải có" if limit.needs else "cột {} không quá cột {}").format(*sides)
        yield Mismatch(PARTS_OF_FORMS_ARE_WITHIN_THE_WHOLE, text, limit.severity, limit.reason, least, most, part, whole)


def _problem(mismatch: Mismatch, unit: str, doubtful: set[str], sheet: str, display_path: str) -> Problem:
    suspects = [cell.address for cell in mismatch.cells if cell.address in doubtful]
    cell = suspects[0] if len(suspects) == 1 else mismatch.left_cells[0].address
    is_limit = mismatch.rule is PARTS_OF_FORMS_ARE_WITHIN_THE_WHOLE
    what, has = (f": {mismatch.text}", "chỉ có") if is_limit else (f", cột {mismatch.text}", "là")
    advice = f" Chỉ cảnh báo vì {mismatch.reason}." if mismatch.reason else ""
    message = (
        f"“{unit}”{what}: {_side(mismatch.left_cells)} là {format_number(mismatch.left)}, "
        f"{_side(mismatch.right_cells)} {has} {format_number(mismatch.right)}. Kiểm tra các ô này.{advice}"
    )
    return Problem(display_path, sheet=sheet, cell=cell, message=message, severity=mismatch.severity, rule=mismatch.rule.code)


def sum_problem(mismatch: Mismatch, name: str, broken: set[str], sheet: str, display_path: str) -> Problem:
    """One mismatch of `wrong_sum`, at the cell that breaks an equation of its row too, if there is one."""
    suspects = [cell.address for cell in mismatch.cells if cell.address in broken]
    cell = suspects[0] if len(suspects) == 1 else mismatch.left_cells[0].address
    message = (
        f"hàng “{name}”, {mismatch.text}: ô {mismatch.left_cells[0].address} ghi {format_number(mismatch.left)}, "
        f"cộng các đơn vị ({_span(mismatch.right_cells)}) được {format_number(mismatch.right)}. Kiểm tra các ô này."
    )
    return mismatch.rule.problem(display_path, message=message, sheet=sheet, cell=cell)


def _side(cells: tuple[ReportCell, ...]) -> str:
    addresses = " + ".join(cell.address for cell in cells)
    return f"tổng {addresses}" if len(cells) > 1 else f"ô {addresses}"


def _span(cells: tuple[ReportCell, ...]) -> str:
    """Every address of a few cells; the first and the last of a long column."""
    if len(cells) <= LISTED:
        return " + ".join(cell.address for cell in cells)
    return f"{cells[0].address} … {cells[-1].address}, {len(cells)} ô"


def _cells(row: ReportRow, columns: Sum) -> tuple[ReportCell, ...]:
    return tuple(row.cells[column] for column in columns)


def _complete(cells: Iterable[ReportCell]) -> bool:
    return all(cell.value is not None for cell in cells)


def _known_sum(cells: Iterable[ReportCell]) -> Number:
    return sum((cell.value for cell in cells if cell.value is not None), 0)
