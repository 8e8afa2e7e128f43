"""“Tăng”, “giảm” and by how much, recomputed from the data (rules V13 and V14). Where a statement's subject is uncertain, a
contradiction is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from plugins.problems import Problem, Severity
from plugins.reception.data.catalogue import QueryError
from plugins.reception.data.model import Observation
from plugins.reception.data.queries.comparison import Change, change
from plugins.reception.display.comparison_words import change_in_percent
from plugins.reception.display.stat import SAME_PERIOD
from plugins.reception.typed_numbers.compared_period import compared_observation
from plugins.reception.typed_numbers.context import POINT, Context, StatedNumber, read_percent
from plugins.reception.typed_numbers.numerals import read_value
from plugins.reception.typed_numbers.shares import shares_are_recomputed
from plugins.reception.typed_numbers.statements import FIRST_AMOUNT, SECOND_AMOUNT, Statement, statements
from plugins.rules import rule
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_code, year_earlier


@rule("V13")
def changes_are_recomputed(context: Context) -> Iterator[Problem]:
    """“Tăng”, “giảm” so với cùng kỳ được tính lại từ hai số liệu; không chắc câu nói về số nào, hay chỉ sai mức, thì cảnh báo.

    Sai: {{ lượt công dân }}, tăng so với cùng kỳ, khi số liệu giảm
    Đúng: {{ lượt công dân }}, {{ lượt công dân | so-với cùng-kỳ }}
    """
    for statement in statements(context):
        yield from _check(context, statement)


def _check(context: Context, statement: Statement) -> Iterator[Problem]:
    place = statement.direction.start()
    nearest = statement.numbers[0]
    if not nearest.rows:
        return
    changes, why = _changes(context, nearest, statement.compared)
    if not changes:
        if why:
            yield context.problem(place, f"chưa kiểm tra được “{statement.written}”: {why}", "note")
        return
    right = [each for each in changes if _agrees(statement.direction, each)]
    if right:
        yield from _check_amounts(context, statement, right)
        return
    others = [each for number in statement.numbers[1:] for each in _changes(context, number, statement.compared)[0]]
    severity: Severity = "error" if statement.certain else "warning"
    if statement.certain and any(_agrees(statement.direction, each) for each in others):
        severity = "unconfirmed"
    yield context.asked(place, statement.written, _wrong_sign(context, statement, changes[0]), severity)


def _changes(context: Context, number: StatedNumber, compared: str) -> tuple[list[Change], str]:
    """The change of each observation that the number may be, and why there is none."""
    found, why = [], ""
    for row in number.rows:
        try:
            before = compared_observation(context.catalogue, context.selection(row), row, compared)
            found += [change(row, before)] if before else []
        except QueryError as error:
            why = str(error)
    return found, why


def _agrees(direction: re.Match[str], found: Change) -> bool:
    word = direction["word"].lower()
    meant = {"tăng": "up", "giảm": "down"}.get(word, "same")
    return (found.direction != meant) if direction["not"] else (found.direction == meant)


def _in_words(context: Context, found: Change) -> str:
    """“giảm 5,3% so với cùng kỳ năm 2016 (1.323 so với 1.400)”."""
    words = change_in_percent(found, context.catalogue.measures[found.now.measure].unit)[1]
    return f"{words} ({format_number(found.now.value)} so với {format_number(found.before.value)})"


def _named(context: Context, row: Observation) -> str:
    return f"“{context.catalogue.measures[row.measure].name}”"


def _wrong_sign(context: Context, statement: Statement, found: Change) -> str:
    name = context.catalogue.measures[found.now.measure].name
    then = SAME_PERIOD if found.before.period == year_earlier(found.now.period) else format_code(found.before.period)
    return (
        f"bài ghi “{statement.written}” nhưng theo số liệu “{name}” {_in_words(context, found)}. "
        f"Sửa lại, tốt nhất là viết {{{{ {name} | so-với {then} }}}}."
    )


def _check_amounts(context: Context, statement: Statement, changes: list[Change]) -> Iterator[Problem]:
    """“tăng 54 lượt (4,3%)”: check each amount given, in either order."""
    text, place = context.passage.text, statement.direction.end()
    for pattern in (FIRST_AMOUNT, SECOND_AMOUNT):
        amount = pattern.match(text, place)
        unit = context.words.right_after(text, amount.end()) if amount and not amount["percent"] else None
        if amount is None or not (amount["percent"] or unit):
            return
        message = _wrong_percent(context, amount, changes) if amount["percent"] else _wrong_difference(context, amount, changes)
        if message:
            severity: Severity = "unconfirmed" if statement.certain else "warning"
            code = shares_are_recomputed.code if amount["percent"] else ""
            yield context.asked(amount.start(), text[statement.direction.start() : amount.end()], message, severity, code)
        place = unit.end() if unit else amount.end()


def _wrong_percent(context: Context, amount: re.Match[str], changes: list[Change]) -> str:
    printed = read_percent(amount["number"])
    known = [each for each in changes if each.percent is not None]
    if printed is None or any(abs(printed - (each.percent or 0)) <= _leeway(amount, each.percent or Decimal(0)) for each in known):
        return ""
    if not known:
        return (
            f"“{amount['number']}%”: kỳ trước của {_named(context, changes[0].now)} bằng 0 nên không có tỷ lệ. Viết số tăng thêm."
        )
    again = f"{_named(context, known[0].now)} {_in_words(context, known[0])}"
    return f"“{amount['number']}%” không khớp số liệu: tính lại, {again}. Kiểm tra lại tỷ lệ."


def _wrong_difference(context: Context, amount: re.Match[str], changes: list[Change]) -> str:
    printed = Decimal(read_value(amount["number"], fractional=False)[0])
    if any(abs(printed - each.difference) <= _leeway(amount, Decimal(each.difference), Decimal(0)) for each in changes):
        return ""
    found = changes[0]
    again = f"{format_number(found.difference)}; {_named(context, found.now)} {_in_words(context, found)}"
    return f"“{amount['number']}” không khớp số liệu: chênh lệch tính lại là {again}. Kiểm tra lại."


def _leeway(amount: re.Match[str], exact: Decimal, least: Decimal = POINT) -> Decimal:
    return max(least, abs(exact) / 10) if amount["about"] else least
