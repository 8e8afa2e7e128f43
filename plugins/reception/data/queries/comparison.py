"""Compares two numbers: change, share and rank, always computed from the two rows (rules V13 and V14)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from sqlalchemy import case, func, select

from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.model import PROVISIONAL, Observation, Value
from plugins.reception.data.queries.breaks import circular_of, other_calendar
from plugins.reception.data.queries.select import Selection, conditions, observations, periods_there
from plugins.reception.data.queries.unit_lists import siblings
from plugins.reception.data.store import MILLIONTH, observation
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.periods import Period, format_period, year_earlier

YEAR_OF_DAYS = 366
Direction = Literal["up", "down", "same"]


@dataclass(frozen=True, slots=True)
class Change:
    """The change from one observation to a later one. `percent` has no sign and is not rounded; None where it was 0 before.

    `note` tells readers that the two follow different circulars.
    """

    before: Observation
    now: Observation
    direction: Direction
    difference: Value
    percent: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """Place among siblings, the largest first. `ties` others have the same number; `missing` siblings have none.

    `provisional` says that one of the numbers compared is.
    """

    place: int
    ranked: int
    ties: int
    missing: int
    provisional: bool = False


def change(now: Observation, before: Observation) -> Change:
    """The change up to `now`. Raises QueryError if measure, unit, scope or kind of period differ."""
    _refuse_unlike(now, before)
    difference: Value = now.value - before.value
    direction: Direction = "up" if difference > 0 else "down" if difference < 0 else "same"
    percent = abs(Decimal(difference)) * 100 / Decimal(before.value) if before.value else None
    then = circular_of(before)
    note = f"số {format_period(before.period)} theo {then}" if then != circular_of(now) else ""
    return Change(before, now, direction, max(difference, -difference), percent, note)


def a_year_earlier(catalogue: Catalogue, selection: Selection, now: Observation) -> Observation:
    """The same number of the same period one year before. Raises QueryError where there is nothing to compare with."""
    if (now.end - now.start).days > YEAR_OF_DAYS:
        raise QueryError(f"kỳ {format_period(now.period)} dài hơn một năm nên không có “cùng kỳ năm trước” để so sánh.")
    return at_period(catalogue, selection, now, year_earlier(now.period))


def at_period(catalogue: Catalogue, selection: Selection, now: Observation, period: Period) -> Observation:
    """The same number of another period of its kind. Raises QueryError with the periods that there are."""
    _refuse_other_kind(now, period)
    measure, unit = catalogue.measures[now.measure], catalogue.unit(now.unit)
    there = replace(selection, units=(unit,), periods=(period,), scope=now.scope)
    row = observations(catalogue, there, [measure]).get(measure, unit, period)
    if row is None:
        born = f" {unit.name} chỉ có từ {format_official_date(unit.start)}." if unit.start and period.year < unit.start.year else ""
        what = f"“{measure.name}” của {unit.name} trong {format_period(period)}"
        raise QueryError(f"không có gì để so sánh: chưa có số liệu {what}{periods_there(catalogue, there, measure)}{born}")
    return row


def share(catalogue: Catalogue, part: Observation, whole: Observation) -> Decimal:
    """Percent, unrounded, that the part is of the whole. Raises QueryError unless it is one by the catalogue of measures."""
    of, name = catalogue.measures[part.measure], catalogue.measures[whole.measure].name
    if catalogue.measures[whole.measure] not in catalogue.wholes(of):
        advice = f"Tính được tỷ lệ trong “{catalogue.measures[of.of].name}”." if of.of else "Chỉ tiêu này không là phần của số nào."
        raise QueryError(f"“{of.name}” không phải một phần của “{name}” nên không tính tỷ lệ. {advice}")
    if not whole.value:
        raise QueryError(f"“{name}” trong {format_period(whole.period)} bằng 0 nên không tính được tỷ lệ.")
    return Decimal(part.value) * 100 / Decimal(whole.value)


def rank(catalogue: Catalogue, selection: Selection, row: Observation) -> Rank:
    """Where the unit stands among units of its level. Raises QueryError when it stands alone."""
    unit = catalogue.unit(row.unit)
    peers = siblings(catalogue, unit, row.end)
    asked = replace(selection, units=peers, periods=(row.period,), scope=row.scope)
    own = int(row.value * MILLIONTH)
    above, same, ranked, provisional = catalogue.store.connection.execute(
        select(
            func.sum(case((observation.c.millionths > own, 1), else_=0)),
            func.sum(case((observation.c.millionths == own, 1), else_=0)),
            func.count(),
            func.sum(case((observation.c.status == PROVISIONAL, 1), else_=0)),
        ).where(*conditions(asked, [catalogue.measures[row.measure]]))
    ).one()
    if ranked < 2:
        raise QueryError(f"trong {format_period(row.period)} không có đơn vị cùng cấp nào khác có số liệu để xếp hạng {unit.name}.")
    return Rank(int(above) + 1, int(ranked), int(same) - 1, len(peers) - int(ranked), provisional > 0)


def _refuse_unlike(now: Observation, before: Observation) -> None:
    if (now.measure, now.unit, now.scope) != (before.measure, before.unit, before.scope):
        raise QueryError("chỉ so sánh hai số của cùng chỉ tiêu, cùng đơn vị và cùng phạm vi.")
    _refuse_other_kind(now, before.period)
    if other_calendar(now, before):
        pairs = (f"{format_period(row.period)} ({_span(row)})" for row in (now, before))
        raise QueryError(f"không so {' với '.join(pairs)}: hai kỳ tính theo hai lịch khác nhau.")
    if now.period.kind == "custom" and abs(_days(now) - _days(before)) > 1:
        raise QueryError(_other_length(now, before.period))


def _span(row: Observation) -> str:
    return f"{format_official_date(row.start)} – {format_official_date(row.end)}"


def _refuse_other_kind(now: Observation, period: Period) -> None:
    if now.period == period:
        raise QueryError(f"không so {format_period(period)} với chính nó. Ghi một kỳ khác.")
    if now.period.kind != period.kind:
        raise QueryError(_other_length(now, period))


def _other_length(now: Observation, period: Period) -> str:
    both = f"{format_period(now.period)} với {format_period(period)}"
    return f"không so {both}: hai kỳ dài ngắn khác nhau. Ghi một kỳ cùng loại."


def _days(row: Observation) -> int:
    return (row.end - row.start).days
