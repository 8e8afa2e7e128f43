"""Which units an editor means: by name, by a list, or all of a level.

"Tất cả" means the units that report. A level without any number in the periods is left out; within a level that reports, units
without a number stay and are shown as missing, after the others, so that nobody searches for numbers among dashes. Departments
come before districts, and these before communes, each by name.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.law.period_days import days_of
from plugins.reception.data.model import Dataset
from plugins.reception.data.queries.periods import SEPARATOR
from plugins.reception.data.store import observation
from plugins.reception.data.units.register import Unit, UnitError
from plugins.reception.data.units.tables import LEVELS, Level
from plugins.vietnamese.folding import fold
from plugins.vietnamese.periods import Period, format_code

ALL = "tất cả"
LEVEL_WORDS: dict[str, Level] = {"cấp tỉnh": "tinh", "cấp huyện": "huyen", "cấp xã": "xa"}


def units_meant(catalogue: Catalogue, words: str, dataset: Dataset, periods: tuple[Period, ...]) -> tuple[Unit, ...]:
    """Units of "Sở X", "Sở X; Sở Y", "tất cả" or "cấp huyện", as they were in the periods; none named is the data set's.

    Raises QueryError for names that mean no unit or several, and where no unit of a group has a number.
    """
    if not words.strip():
        return (catalogue.unit(dataset.unit),)
    days = [days_of(period, catalogue.forms) for period in periods]
    start, end = min(first for first, _ in days), max(last for _, last in days)
    level = next((level for name, level in LEVEL_WORDS.items() if fold(name) == fold(words)), None)
    if level or fold(words) == fold(ALL):
        return _reporting(catalogue, _group(catalogue, dataset.unit, level, end), dataset, periods)
    units = tuple(_named(catalogue, name.strip(), start, end) for name in words.split(SEPARATOR))
    if len(set(units)) < len(units):
        raise QueryError(f"“{words}” có đơn vị ghi hai lần. Mỗi đơn vị chỉ ghi một lần.")
    return units


def siblings(catalogue: Catalogue, unit: Unit, day: date) -> tuple[Unit, ...]:
    """Units of the same level under the same unit on the day, itself among them."""
    same = (other for other in catalogue.register.units if (other.parent, other.level) == (unit.parent, unit.level))
    return catalogue.register.in_order(other for other in same if other.exists_on(day))


def _named(catalogue: Catalogue, name: str, start: date, end: date) -> Unit:
    if name in catalogue.unit_ids:
        return catalogue.register.get(name)
    try:
        return catalogue.register.resolve(name, start, end)
    except UnitError as error:
        raise QueryError(str(error)) from error


def _group(catalogue: Catalogue, top: str, level: Level | None, day: date) -> tuple[Unit, ...]:
    """Units right below the top one; with a level, those of the level however far below."""
    found = (
        unit
        for unit in catalogue.register.units
        if (unit.level == level and top in catalogue.register.ids_above(unit) if level else unit.parent == top)
        and unit.exists_on(day)
    )
    return catalogue.register.in_order(found)


def _reporting(catalogue: Catalogue, units: tuple[Unit, ...], dataset: Dataset, periods: tuple[Period, ...]) -> tuple[Unit, ...]:
    query = (
        select(observation.c.unit)
        .distinct()
        .where(
            observation.c.dataset == dataset.id,
            observation.c.measure.in_(list(catalogue.measures)),
            observation.c.period.in_([format_code(period) for period in periods]),
            observation.c.unit.in_([unit.unit_id for unit in units]),
            observation.c.live,
        )
    )
    with_observations = set(catalogue.store.connection.scalars(query))
    levels = {unit.level for unit in units if unit.unit_id in with_observations}
    if not levels:
        raise QueryError(f"chưa có số liệu của đơn vị nào thuộc nhóm này trong kỳ đã ghi của bộ “{dataset.id}”.")
    reporting = (unit for unit in units if unit.level in levels)
    return tuple(sorted(reporting, key=lambda unit: (unit.unit_id not in with_observations, LEVELS.index(unit.level))))
