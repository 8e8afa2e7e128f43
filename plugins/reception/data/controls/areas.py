"""The rule between an area and the units in it (V11), whatever files their numbers come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import and_, case, distinct, func, select

from plugins.problems import Problem
from plugins.reception.data.controls.context import ControlContext
from plugins.reception.data.store import from_millionths, observation
from plugins.rules import rule
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_period

OFFICIAL = "chinh_thuc"


@rule("V11")
def areas_hold_their_units(known: ControlContext) -> Iterator[Problem]:
    """Số riêng của các đơn vị trực thuộc cộng lại không quá số toàn địa bàn cùng kỳ; có số không chính thức thì chỉ cảnh báo.

    Sai: toàn tỉnh 20 lượt; Sở Tài chính 12, Sở Tư pháp 9
    Đúng: toàn tỉnh 21 lượt; Sở Tài chính 12, Sở Tư pháp 9
    """
    # A unit with two numbers, which V16 reports, would be counted twice here.
    parts: dict[str, list[str]] = defaultdict(list)
    for unit in known.register.units:
        parts[unit.parent].append(unit.unit_id)
    counted = [measure.id for measure in known.measures.values() if measure.adds_over_units and measure.kind != "share"]
    whole, part = observation.alias(), observation.alias()
    same = [whole.c[name] == part.c[name] for name in ("dataset", "measure", "period", "start_day", "end_day")]
    areas = select(observation.c.unit).distinct().where(observation.c.scope == "toan_dia_ban", observation.c.live)
    for area in sorted(known.store.connection.scalars(areas).all()):
        doubtful = func.sum(case((part.c.status != OFFICIAL, 1), else_=0))
        of_units = and_(*same, part.c.unit.in_(parts[area]), part.c.scope == "rieng_don_vi", part.c.live)
        query = (
            select(whole.c.id, func.count(), func.sum(part.c.millionths), doubtful)
            .join(part, of_units)
            .where(whole.c.unit == area, whole.c.scope == "toan_dia_ban", whole.c.live, whole.c.measure.in_(counted))
            .group_by(whole.c.id, whole.c.millionths)
            .having(func.sum(part.c.millionths) > whole.c.millionths, func.count() == func.count(distinct(part.c.unit)))
        )
        for identifier, count, added, unsure in known.store.connection.execute(query).all():
            row = known.store.first(observation.c.id == identifier)
            total = format_number(from_millionths(int(added), isinstance(row.value, int)))
            found = f"“{known.measures[row.measure].name}” {format_period(row.period)} toàn địa bàn là {format_number(row.value)}"
            message = f"{found}, nhưng {count} đơn vị trực thuộc cộng lại đã là {total}. Kiểm tra các số này."
            yield row.origin.problem(message, softer=bool(unsure) or row.status != OFFICIAL)


RULES = (areas_hold_their_units,)
