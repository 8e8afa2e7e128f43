"""A whole data set, which may hold a million numbers: row by row for downloads, by a few counts and names for its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, select

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Dataset, Observation
from plugins.reception.data.store import document, observation


@dataclass(frozen=True, slots=True)
class Extent:
    """The size of a data set: how many numbers, which measures (in the catalogue's order), which days, which files; and the day
    on which the office received the latest of them.
    """

    count: int
    measures: tuple[str, ...]
    start: date | None
    end: date | None
    paths: frozenset[str]
    received: date | None


def extent(catalogue: Catalogue, dataset: Dataset) -> Extent:
    """The extent over all numbers, corrected and withdrawn ones included."""
    ask = catalogue.store.connection.execute
    here = observation.c.dataset == dataset.id
    count, start, end = ask(
        select(func.count(), func.min(observation.c.start_day), func.max(observation.c.end_day)).where(here)
    ).one()
    used = set(ask(select(observation.c.measure).distinct().where(here)).scalars())
    documents = ask(select(document.c.path, document.c.received).distinct().join(observation).where(here)).all()
    paths, received = frozenset(each.path for each in documents), [each.received for each in documents if each.received]
    measures = tuple(name for name in catalogue.measures if name in used)
    return Extent(count, measures, start, end, paths, max(received, default=None))


def years_of(catalogue: Catalogue, dataset: Dataset) -> list[int]:
    """The years in which the periods of the numbers end."""
    days = select(observation.c.end_day).where(observation.c.dataset == dataset.id).distinct()
    return sorted({day.year for day in catalogue.store.connection.execute(days).scalars()})


def each_of_dataset(catalogue: Catalogue, dataset: Dataset, *conditions: ColumnElement[bool]) -> Iterator[Observation]:
    """The numbers of a data set, one by one: by period, then measure in the catalogue's order, then unit and revision."""
    places = {name: place for place, name in enumerate(catalogue.measures)}
    measure = case(places, value=observation.c.measure, else_=len(places))
    order = (observation.c.start_day, observation.c.end_day, measure)
    return catalogue.store.observations(observation.c.dataset == dataset.id, *conditions, order=order)


def with_ids(catalogue: Catalogue, dataset: Dataset, identifiers: Iterable[str]) -> dict[str, Observation]:
    """The numbers with these ids, as far as they exist."""
    rows = catalogue.store.with_ids(identifiers, observation.c.dataset == dataset.id)
    return {row.id: row for row in rows}


def replacements(catalogue: Catalogue, dataset: Dataset) -> dict[str, str]:
    """The id of each number that another corrects, with that of the correction."""
    of_corrections = (observation.c.dataset == dataset.id, observation.c.replaces != "")
    rows = catalogue.store.connection.execute(select(observation.c.replaces, observation.c.id).where(*of_corrections))
    return {row.replaces: row.id for row in rows}
