"""The rule between an area and the units in it (V11), whatever files their numbers come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, case, distinct, func, select

from plugins.problems import Problem
from plugins.reception.data.controls.context import ControlContext
from plugins.reception.data.model import Observation
from plugins.reception.data.store import equal, from_millionths, observation
from plugins.reception.data.units.register import Unit
from plugins.rules import rule
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_code, format_period

ADVICE = "Sửa số sai, hoặc thêm đơn vị còn thiếu vào don-vi.csv."
OFFICIAL = "chinh_thuc"
WHOLE, PART = observation.alias(), observation.alias()
SAME = tuple(WHOLE.c[name] == PART.c[name] for name in ("dataset", "measure", "period", "start_day", "end_day"))
OF_WHOLE = (WHOLE.c.id, WHOLE.c.millionths, WHOLE.c.document, WHOLE.c.cell)


@rule("V11")
def areas_hold_their_units(known: ControlContext) -> Iterator[Problem]:
    """Số riêng của các đơn vị trực thuộc cộng lại không quá số toàn địa bàn cùng kỳ; khi có số của mọi đơn vị trực thuộc trong
    don-vi.csv thì phải bằng. Có số không chính thức thì chỉ cảnh báo.

    Sai: toàn tỉnh 20 lượt; Sở Tài chính 12, Sở Tư pháp 9
    Đúng: toàn tỉnh 21 lượt; Sở Tài chính 12, Sở Tư pháp 9
    """
    parts: dict[str, list[Unit]] = defaultdict(list)
    for unit in known.register.units:
        parts[unit.parent].append(unit)
    areas = select(observation.c.unit).distinct().where(observation.c.scope == "toan_dia_ban", observation.c.live)
    for area in sorted(known.store.connection.scalars(areas).all()):
        for identifier, most, count, added, unsure, in_one_sheet in known.store.connection.execute(_sums(known, area, parts[area])):
            row = known.store.first(observation.c.id == identifier)
            if added > most:
                end = f", nhưng {count} đơn vị trực thuộc cộng lại đã là {_number(row, added)}. Kiểm tra các số này."
            elif not in_one_sheet and (complete := _complete_sum(known, row, parts[area])) not in (None, most):
                end = f", nhưng mọi đơn vị trực thuộc cộng lại được {_number(row, complete)}. {ADVICE}"
            else:
                continue  # a sheet's own total was held to its rows when it was read
            found = f"“{known.measures[row.measure].name}” {format_period(row.period)} toàn địa bàn là {format_number(row.value)}"
            yield row.origin.problem(found + end, softer=bool(unsure) or row.status != OFFICIAL)


def _sums(known: ControlContext, area: str, parts: list[Unit]) -> Select[Any]:
    """The area's numbers that differ from the sum of its parts' own: id, number, count and sum of the parts, how many of them are
    not official, and whether all stand in one sheet. A unit with two numbers, which V16 reports, would count twice: left out.
    """
    counted = [measure.id for measure in known.measures.values() if measure.adds_over_units and measure.kind != "share"]
    own = and_(*SAME, PART.c.unit.in_([unit.unit_id for unit in parts]), PART.c.scope == "rieng_don_vi", PART.c.live)
    added, unsure = func.sum(PART.c.millionths), func.sum(case((PART.c.status != OFFICIAL, 1), else_=0))
    in_one = (func.min(PART.c.document), func.max(PART.c.document))
    sheets = and_(WHOLE.c.cell != "", *(each == WHOLE.c.document for each in in_one))
    return (
        select(WHOLE.c.id, WHOLE.c.millionths, func.count(), added, unsure, sheets)
        .join(PART, own)
        .where(WHOLE.c.unit == area, WHOLE.c.scope == "toan_dia_ban", WHOLE.c.live, WHOLE.c.measure.in_(counted))
        .group_by(*OF_WHOLE)
        .having(added != WHOLE.c.millionths, func.count() == func.count(distinct(PART.c.unit)))
    )


def _complete_sum(known: ControlContext, row: Observation, parts: list[Unit]) -> int | None:
    """The sum of the parts; None while one that the area had in the period, on whatever day, has no number of its own.

    A district's own offices are no units of the register, so the district itself is one of its parts.
    """
    area = known.register.get(row.unit)
    own = [] if any(part.level == area.level for part in parts) else [area]
    expected = [unit.unit_id for unit in (*own, *parts) if unit.exists_within(row.start, row.end)]
    place = (observation.c.dataset, observation.c.measure, observation.c.period, observation.c.start_day, observation.c.end_day)
    same = equal(place, (row.dataset, row.measure, format_code(row.period), row.start, row.end))
    query = select(observation.c.unit, observation.c.millionths).where(
        *same, observation.c.unit.in_(expected), observation.c.scope == "rieng_don_vi", observation.c.live
    )
    numbers = {unit: int(millionths) for unit, millionths in known.store.connection.execute(query)}
    return sum(numbers.values()) if len(numbers) == len(expected) else None


def _number(row: Observation, millionths: int | None) -> str:
    return format_number(from_millionths(int(millionths or 0), isinstance(row.value, int)))


RULES = (areas_hold_their_units,)
