"""Rules between observations of one unit: sums and parts of the forms (V07, V08), people and visits (V09), jumps (V19)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import gt, lt
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select, true

from plugins.problems import Problem
from plugins.reception.data.controls.context import ControlContext
from plugins.reception.data.law.form import Form
from plugins.reception.data.law.formulas import Sum
from plugins.reception.data.model import Observation
from plugins.reception.data.store import MILLIONTH, equal, from_millionths, observation
from plugins.rules import rule
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import parse_period

JUMP = 5
FEWEST_PERIODS = 4
IN_BATCHES = {"yield_per": 10_000}
SMALL = 20  # below this a fivefold change is everyday life in a commune
SERIES = (observation.c.dataset, observation.c.measure, observation.c.unit)
BY_HAND = observation.c.cell == ""  # reports were held to their forms cell by cell, when they were read
OTHER = observation.alias()
PLACE = (observation.c.dataset, observation.c.unit, observation.c.scope, observation.c.period)
_period = lru_cache(4096)(parse_period)


class Sums(NamedTuple):
    """Two sides of an equation in measures; `strict` where the form's own equation is an error."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    strict: bool


@rule("V07")
def sums_of_forms_hold(known: ControlContext) -> Iterator[Problem]:
    """Công thức của biểu mẫu đúng khi có đủ các số; với số nêu trong bài viết và số sơ bộ chỉ cảnh báo.

    Sai: lượt công dân 20; tiếp thường xuyên 10, trực tiếp 5, ủy quyền 4
    Đúng: lượt công dân 19; tiếp thường xuyên 10, trực tiếp 5, ủy quyền 4
    """
    present = _present(known)
    for left, right, strict in _equations(known):
        if not present.issuperset(left + right):
            continue
        sums = [func.sum(case((observation.c.measure.in_(side), observation.c.millionths), else_=0)) for side in (left, right)]
        query = (
            select(*PLACE, *sums)
            .where(observation.c.dataset.in_(known.datasets), observation.c.measure.in_(left + right), observation.c.live, BY_HAND)
            .group_by(*PLACE)
            .having(func.count() == len(left + right), sums[0] != sums[1])
        )
        for *place, first, second in known.store.connection.execute(query).all():
            row = known.store.first(*equal(PLACE, place), observation.c.measure == left[0], observation.c.live)
            both = (_names(known, left, first), _names(known, right, second))
            softer = not strict or row.status != "chinh_thuc"
            yield row.origin.problem(f"{both[0]}, nhưng {both[1]}. Kiểm tra các số này.", softer)


@rule("V08")
def parts_are_within_the_whole(known: ControlContext) -> Iterator[Problem]:
    """Số “trong đó” không quá số chung.

    Sai: lượt công dân 10, trong đó tiếp thường xuyên 12
    Đúng: lượt công dân 12, trong đó tiếp thường xuyên 10
    """
    present = _present(known)
    for measure in known.measures.values():
        if measure.of and present.issuperset((measure.id, measure.of)):
            for part, whole in _pairs(known, measure.id, measure.of, gt, BY_HAND):
                found = f"“{measure.name}” là {format_number(part.value)}"
                most = f"“{known.measures[measure.of].name}” là {format_number(whole.value)}"
                yield part.origin.problem(f"{found}, quá {most}. Sửa số nào sai.")


@rule("V09", "warning")
def people_are_no_fewer_than_visits(known: ControlContext) -> Iterator[Problem]:
    """Số người thường không ít hơn số lượt; có nơi ít hơn thật nên chỉ nhắc xem lại.

    Sai: 4.310 lượt, 2.845 người
    Đúng: 2.845 lượt, 4.310 người
    """
    present = _present(known)
    for people in known.measures.values():
        visits = f"{people.id.removesuffix('.nguoi')}.luot"
        if people.id.endswith(".nguoi") and present.issuperset((people.id, visits)):
            for row, whole in _pairs(known, people.id, visits, lt, true()):
                found = f"“{people.name}” là {format_number(row.value)}"
                other = f"“{known.measures[visits].name}” là {format_number(whole.value)}{_cell(whole)}"
                yield row.origin.problem(f"{found}, ít hơn {other}. Xem lại có đổi chỗ hai số không.")


@rule("V19", "warning")
def nothing_jumps(known: ControlContext) -> Iterator[Problem]:
    """Số của một kỳ không gấp quá 5 lần, cũng không kém quá 5 lần, số ở giữa (trung vị) trong dãy số của đơn vị.

    Chỉ xét dãy từ 4 kỳ cùng loại trở lên và số từ 20 trở lên.

    Sai: 100, 110, 95, 1050
    Đúng: 100, 110, 95, 105
    """
    query = (
        select(*SERIES, observation.c.scope, observation.c.period, observation.c.millionths)
        .where(observation.c.live)
        .order_by(*SERIES, observation.c.period)
    )
    series: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    current: tuple[str, ...] = ()
    for dataset, measure, unit, scope, code, millionths in known.store.connection.execute(query, execution_options=IN_BATCHES):
        if (dataset, measure, unit) != current:
            yield from _jumps(known, current, series)
            current, series = (dataset, measure, unit), defaultdict(list)
        series[scope, _period(code).kind].append((code, millionths))
    yield from _jumps(known, current, series)


def _present(known: ControlContext) -> set[str]:
    """The measures that the store holds numbers of; a question about any other costs time and finds nothing."""
    return set(known.store.connection.scalars(select(observation.c.measure).distinct())) & known.measures.keys()


def _equations(known: ControlContext) -> Iterator[Sums]:
    """Every equation of every form whose columns are all published, each once."""
    found: dict[Sums, None] = {}
    for form in known.forms.forms.values():
        for equation in form.equations:
            first, *others = (_measures(form, side) for side in equation.sides)
            found |= {Sums(first, other, equation.severity == "error"): None for other in others if first and other}
        for derived in form.derived:
            found[Sums((derived.measure,), _measures(form, derived.columns), True)] = None
    yield from found


def _measures(form: Form, columns: Sum) -> tuple[str, ...]:
    """The measures of the columns; none if one of them is not published."""
    measures = tuple(form.columns[column].measure or "" for column in columns)
    return measures if all(measures) else ()


def _names(known: ControlContext, measures: tuple[str, ...], millionths: int) -> str:
    names = " + ".join(f"“{known.measures[measure].name}”" for measure in measures)
    return f"{names} là {format_number(from_millionths(millionths, not known.measures[measures[0]].fractional))}"


def _pairs(
    known: ControlContext, one: str, other: str, wrong: Callable[[Any, Any], Any], where: ColumnElement[bool]
) -> Iterator[tuple[Observation, Observation]]:
    """Numbers of measure `one` that are `wrong` beside the same unit's and period's number of `other`, with the latter."""
    same = [observation.c[column.name] == OTHER.c[column.name] for column in PLACE]
    query = (
        select(observation.c.id, OTHER.c.id)
        .join(OTHER, and_(*same, OTHER.c.measure == other, OTHER.c.live))
        .where(observation.c.dataset.in_(known.datasets), observation.c.measure == one, observation.c.live, where)
        .where(wrong(observation.c.millionths, OTHER.c.millionths))
    )
    for part, whole in known.store.connection.execute(query).all():
        yield known.store.first(observation.c.id == part), known.store.first(observation.c.id == whole)


def _cell(row: Observation) -> str:
    return f" (ô {row.origin.cell})" if row.origin.cell else ""


def _jumps(
    known: ControlContext, place: tuple[str, ...], series: dict[tuple[str, str], list[tuple[str, int]]]
) -> Iterator[Problem]:
    for (scope, kind), values in series.items():
        if kind == "custom" or len(values) < FEWEST_PERIODS:
            continue  # from day to day, periods are of any length
        middle = median(millionths for _, millionths in values)
        for code, millionths in values:
            far = millionths > JUMP * middle or 0 < millionths * JUMP < middle
            if far and max(millionths, middle) >= SMALL * MILLIONTH:
                here = (observation.c.scope == scope, observation.c.period == code, observation.c.live)
                row = known.store.first(*equal(SERIES, place), *here)
                usual = format_number(from_millionths(int(middle), isinstance(row.value, int)))
                found = f"“{known.measures[row.measure].name}” là {format_number(row.value)}, thường khoảng {usual}"
                yield row.origin.problem(f"{found}. Kiểm tra có gõ thừa hay thiếu chữ số không.")


RULES = (sums_of_forms_hold, parts_are_within_the_whole, people_are_no_fewer_than_visits, nothing_jumps)
