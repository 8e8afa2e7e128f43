"""Both databases for the tests of questions: what holds on the one must hold on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Observation
from plugins.reception.data.store import IN_MEMORY, ObservationStore
from tests.postgres import postgresql_address
from tests.reception.sample import catalogue_of, example_observations

__all__ = ["postgresql_address"]
Filled = Callable[[Iterable[Observation]], Catalogue]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.database)])
def store(request: pytest.FixtureRequest) -> Iterator[ObservationStore]:
    """An empty store, on SQLite in memory and on a real PostgreSQL."""
    address = IN_MEMORY if request.param == "sqlite" else request.getfixturevalue("postgresql_address")
    with ObservationStore(address) as empty:
        yield empty


@pytest.fixture
def filled(store: ObservationStore) -> Filled:
    """Makes a catalogue of the rows a test gives."""
    return lambda rows: catalogue_of(rows, store)


@pytest.fixture
def examples(filled: Filled) -> Catalogue:
    """The catalogue behind the examples of the manual."""
    return filled(example_observations())
