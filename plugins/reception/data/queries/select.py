"""Selections and single values. Each answer is a whole observation; a QueryError says in Vietnamese why there is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from plugins.problems import suggest
from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Dataset, Observation, Scope
from plugins.reception.data.queries.periods import parse_periods
from plugins.reception.data.queries.unit_lists import units_meant
from plugins.reception.data.store import observation
from plugins.reception.data.units.register import Unit
from plugins.vietnamese.folding import fold
from plugins.vietnamese.periods import Period, calendar_days, format_code, format_period

SCOPE_WORDS: dict[str, Scope] = {"toàn địa bàn": "toan_dia_ban", "riêng đơn vị": "rieng_don_vi"}
PERIODS_NAMED = 12
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a question is about. `scope` is None where the editor left it open; a unit may then have numbers of one scope only."""

    dataset: Dataset
    units: tuple[Unit, ...]
    periods: tuple[Period, ...]
    scope: Scope | None = None

    def one_unit(self) -> Unit:
        """The only unit. Raises QueryError where there are several."""
        return _only(self.units, "đơn vị")

    def one_period(self) -> Period:
        """The only period. Raises QueryError where there are several."""
        return _only(self.periods, "kỳ")


def _only(found: tuple[Item, ...], what: str) -> Item:
    if len(found) > 1:
        raise QueryError(f"ở đây chỉ ghi một {what}, đang có {len(found)}. Nếu muốn cộng, thêm “| tổng”.")
    return found[0]


class Observations:
    """The observations of a selection, found by measure, unit and period."""

    def __init__(self, rows: Iterable[Observation]) -> None:
        self._rows = {(row.measure, row.unit, row.period): row for row in rows}

    def get(self, measure: Measure, unit: Unit, period: Period) -> Observation | None:
        """The observation, or None: no number is not zero."""
        return self._rows.get((measure.id, unit.unit_id, period))

    def rows(self) -> list[Observation]:
        """All of them, in time."""
        return list(self._rows.values())


def selection_of(
    catalogue: Catalogue, default: str, dataset: str = "", units: str = "", periods: str = "", scope: str = ""
) -> Selection:
    """What an article's So-lieu field sets ("tiep-cong-dan/2017-Q3"), with what an embed or block says instead.

    Raises QueryError when a part is unknown or missing.
    """
    default_dataset, _, default_period = default.partition("/")
    name, codes = dataset or default_dataset, periods or default_period
    if not name or not codes:
        raise QueryError("chưa biết lấy số liệu nào. Thêm dòng dạng “So-lieu: tiep-cong-dan/2017-Q3” vào phần đầu bài.")
    chosen = catalogue.dataset(name)
    try:
        when = parse_periods(codes)
    except ValueError as error:
        raise QueryError(str(error)) from error
    return Selection(chosen, units_meant(catalogue, units, chosen, when), when, _scope(scope))


def observations(catalogue: Catalogue, selection: Selection, measures: Sequence[Measure]) -> Observations:
    """All live observations of the selection. Raises QueryError where a unit and period have two."""
    rows = live_observations(catalogue, selection, measures)
    same: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for row in rows:
        same[row.measure, row.unit, row.period].append(row)
    for found in same.values():
        if len(found) > 1:
            raise QueryError(_several(catalogue, found))
    return Observations(rows)


def value(catalogue: Catalogue, selection: Selection, measure: Measure) -> Observation:
    """The live observation of a measure. Raises QueryError, which names the periods that have one."""
    unit, period = selection.one_unit(), selection.one_period()
    row = observations(catalogue, selection, [measure]).get(measure, unit, period)
    if row is None:
        what = f"“{measure.name}” của {unit.name} trong {format_period(period)}"
        problem = catalogue.withheld.get((selection.dataset.id, unit.unit_id, period))
        withheld = f" Xem {problem.where()}: {problem.message}" if problem else ""
        raise QueryError(f"chưa có số liệu {what}{periods_there(catalogue, selection, measure)}{withheld}")
    return row


def periods_there(catalogue: Catalogue, selection: Selection, measure: Measure) -> str:
    """The end of a message: the periods of the measure that the unit has in the data set, those nearest to the one asked."""
    anywhere = select(observation.c.period, observation.c.start_day).distinct()
    of_unit = (observation.c.dataset == selection.dataset.id, observation.c.unit == selection.one_unit().unit_id)
    rows = catalogue.store.connection.execute(anywhere.where(*of_unit, observation.c.measure == measure.id, observation.c.live))
    first_day, _ = calendar_days(selection.one_period())
    nearest_first = sorted(rows, key=lambda row: (abs((row.start_day - first_day).days), row.period))
    if nearest_first:
        found = sorted(nearest_first[:PERIODS_NAMED], key=lambda row: (row.start_day, row.period))
        return f". Các kỳ đang có: {', '.join(dict.fromkeys(row.period for row in found))}."
    return f", cũng không có kỳ nào khác trong bộ “{selection.dataset.id}”."


def all_values(catalogue: Catalogue, selection: Selection) -> list[Observation]:
    """All live observations of one unit and period, in the order of the catalogue of measures.

    Raises QueryError when there are none.
    """
    unit, period = selection.one_unit(), selection.one_period()
    found = observations(catalogue, selection, list(catalogue.measures.values())).rows()
    if not found:
        raise QueryError(f"chưa có số liệu nào của {unit.name} trong {format_period(period)}.")
    order = {identifier: position for position, identifier in enumerate(catalogue.measures)}
    return sorted(found, key=lambda row: order[row.measure])


def live_observations(catalogue: Catalogue, selection: Selection, measures: Sequence[Measure]) -> tuple[Observation, ...]:
    """All live observations of the selection. Cached: many articles ask for the same numbers."""
    units, names = tuple(unit.unit_id for unit in selection.units), tuple(measure.id for measure in measures)
    question = (selection.dataset.id, units, selection.periods, selection.scope, names)
    if question not in catalogue.answers:
        catalogue.answers[question] = tuple(catalogue.store.observations(*conditions(selection, measures)))
    return catalogue.answers[question]


def conditions(selection: Selection, measures: Sequence[Measure]) -> list[Any]:
    """The selection as SQL conditions on the table `observation`.

    It always names measures, all of them if need be: the index begins with data set and measure.
    """
    found = [
        observation.c.dataset == selection.dataset.id,
        observation.c.measure.in_([measure.id for measure in measures]),
        observation.c.unit.in_([unit.unit_id for unit in selection.units]),
        observation.c.period.in_([format_code(period) for period in selection.periods]),
        observation.c.live,
    ]
    if selection.scope:
        found.append(observation.c.scope == selection.scope)
    return found


def _scope(words: str) -> Scope | None:
    if not words:
        return None
    known = {fold(name): scope for name, scope in SCOPE_WORDS.items()}
    if fold(words) not in known:
        raise QueryError(f"không có phạm vi “{words}”. {suggest(words, SCOPE_WORDS, f'Ghi {_either()}.')}")
    return known[fold(words)]


def _either() -> str:
    return " hoặc ".join(f"“{name}”" for name in SCOPE_WORDS)


def _several(catalogue: Catalogue, found: list[Observation]) -> str:
    row, measure = found[0], catalogue.measures[found[0].measure]
    what = f"“{measure.name}” của {catalogue.unit(row.unit).name} kỳ {format_period(row.period)}"
    if len({each.scope for each in found}) == len(found):
        return f"{what} có hai số: toàn địa bàn và riêng đơn vị. Ghi thêm phạm-vi: {_either()}."
    places = ", ".join(f"{each.origin.path}:{each.origin.line}" for each in found)
    return f"{what} có {len(found)} số đang dùng ({places}). Chỉ giữ một."
