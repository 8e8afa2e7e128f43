"""Adding up what may be added (rule V11), in the database.

Flows over periods that follow each other day by day; any count over units that do not hold one another. A stock, or a
matter that stays open, would be counted again in every period; 6 and 9 months hold the quarters they are made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import func, select

from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import PROVISIONAL, Value
from plugins.reception.data.queries.breaks import border_words, circular_name
from plugins.reception.data.queries.select import Selection, conditions
from plugins.reception.data.store import document, from_millionths, observation
from plugins.rules import stated
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.periods import format_code, format_period, parse_period

NOTHING_IS_COUNTED_TWICE = stated(
    "nothing_is_counted_twice",
    """Không cộng số tại một thời điểm, số vụ việc qua nhiều kỳ; không cộng số toàn địa bàn với số của đơn vị trong địa bàn;
    không cộng lượt với người.

    Sai: đơn kỳ trước chuyển sang của quý I + quý II
    Đúng: lượt công dân của quý I + quý II
    """,
    "V11",
)
RULES = (NOTHING_IS_COUNTED_TWICE,)
NAMES_SHOWN = 6
ONE_DAY = timedelta(days=1)
NEVER_OVER_PERIODS = {
    "flow": "có thể kéo dài qua nhiều kỳ, cộng lại sẽ tính hai lần",
    "stock": "là số tại một thời điểm, cộng lại sẽ tính hai lần",
    "share": "là tỷ lệ",
}
CUMULATIVE = ("half", "nine-months", "year")


class Part(NamedTuple):
    """One term of a sum, without the number itself, which stays in the database."""

    unit: str
    scope: str
    period: str
    start_day: date
    end_day: date
    status: str
    form: str


@dataclass(frozen=True, slots=True)
class Total:
    """A sum, and the first and last day it covers; provisional as soon as one of its terms is.

    `note` tells readers that its terms follow different circulars, or that borders changed within its days.
    """

    value: Value
    start: date
    end: date
    provisional: bool = False
    note: str = ""


def total(catalogue: Catalogue, selection: Selection, measure: Measure) -> Total:
    """The sum over the selection's units or periods. Raises QueryError where it would count anything twice."""
    if len(selection.units) > 1 and len(selection.periods) > 1:
        raise QueryError("chỉ cộng theo đơn vị hoặc theo kỳ, không cộng cả hai. Ghi một kỳ, hoặc một đơn vị.")
    if len(selection.units) == 1 and len(selection.periods) == 1:
        raise QueryError("chỉ có một số, không có gì để cộng. Ghi nhiều kỳ, hoặc nhiều đơn vị.")
    parts = _parts(catalogue, selection, measure)
    if len(selection.periods) > 1:
        _refuse_periods(selection, measure, parts)
    else:
        _refuse_units(catalogue, selection, measure, parts)
    query = select(func.sum(observation.c.millionths)).where(*conditions(selection, [measure]))
    summed = catalogue.store.connection.execute(query).scalar_one()
    return Total(
        from_millionths(summed, not measure.fractional),
        min(part.start_day for part in parts),
        max(part.end_day for part in parts),
        any(part.status == PROVISIONAL for part in parts),
        _note(catalogue, parts),
    )


def _note(catalogue: Catalogue, parts: Sequence[Part]) -> str:
    circulars = list(dict.fromkeys(circular_name(part.form, parse_period(part.period)) for part in parts))
    days = catalogue.register.changes_between(min(part.start_day for part in parts), max(part.end_day for part in parts))
    mixed = [f"gồm số theo {', '.join(circulars)}"] if len(circulars) > 1 else []
    return "; ".join([*mixed, *(border_words(day) for day in days)])


def _parts(catalogue: Catalogue, selection: Selection, measure: Measure) -> Sequence[Part]:
    """The terms of the sum. Raises QueryError where one is missing or there are two."""
    columns = [*(observation.c[name] for name in Part._fields[:-1]), document.c.form]
    joined = select(*columns).join(document, observation.c.document == document.c.id)
    query = joined.where(*conditions(selection, [measure])).order_by(observation.c.start_day)
    parts = [Part(*row) for row in catalogue.store.connection.execute(query)]
    there = {(part.unit, part.period) for part in parts}
    wanted = [(unit, period) for unit in selection.units for period in selection.periods]
    missing = [(unit, period) for unit, period in wanted if (unit.unit_id, format_code(period)) not in there]
    if missing:
        several = len(selection.units) > 1
        names = [unit.name if several else format_period(period) for unit, period in missing]
        absent = ", ".join(names[:NAMES_SHOWN]) + (" …" if len(names) > NAMES_SHOWN else "")
        raise QueryError(f"không cộng được “{measure.name}”: chưa có số liệu của {absent}.")
    if len(parts) > len(there):
        raise QueryError("có đơn vị vừa có số toàn địa bàn vừa có số riêng đơn vị. Ghi thêm phạm-vi.")
    return parts


def _refuse_periods(selection: Selection, measure: Measure, parts: Sequence[Part]) -> None:
    if measure.kind != "flow" or not measure.adds_over_periods:
        raise QueryError(f"không cộng “{measure.name}” của nhiều kỳ: {NEVER_OVER_PERIODS[measure.kind]}.")
    kinds = {period.kind for period in selection.periods}
    if len(kinds) > 1:
        longest = next((period for period in selection.periods if period.kind in CUMULATIVE), selection.periods[0])
        raise QueryError(f"không cộng {format_period(longest)} với kỳ loại khác: số luỹ kế đã gồm các quý, các tháng của nó.")
    for before, after in pairwise(parts):
        if after.start_day <= before.end_day:
            raise QueryError(
                f"không cộng {_named(before)} với {_named(after)}: cả hai đều tính ngày {format_official_date(after.start_day)}."
            )
        if after.start_day - before.end_day > ONE_DAY:
            raise QueryError(f"không cộng {_named(before)} với {_named(after)}: giữa hai kỳ còn những ngày không có số liệu.")


def _refuse_units(catalogue: Catalogue, selection: Selection, measure: Measure, parts: Sequence[Part]) -> None:
    if measure.kind == "share" or not measure.adds_over_units:
        raise QueryError(f"không cộng “{measure.name}” của nhiều đơn vị.")
    if len({(part.start_day, part.end_day) for part in parts}) > 1:
        raise QueryError(
            f"các đơn vị báo cáo {format_period(selection.one_period())} theo những ngày khác nhau nên không cộng được."
        )
    whole_area = {part.unit for part in parts if part.scope == "toan_dia_ban"}
    for unit in selection.units:
        holder = next((above for above in catalogue.register.ids_above(unit) if above in whole_area), None)
        if holder:
            name = catalogue.unit(holder).name
            raise QueryError(f"số toàn địa bàn của {name} đã gồm {unit.name}, cộng lại sẽ tính hai lần. Bỏ một trong hai.")


def _named(part: Part) -> str:
    return format_period(parse_period(part.period))
