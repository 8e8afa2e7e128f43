"""All that is known about the numbers of a content tree, loaded once: data sets, measures, units and the filled store."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from plugins.problems import Problem, ProblemsFound, errors_of, suggest
from plugins.project import CACHE
from plugins.reception.data.controls.context import ControlContext
from plugins.reception.data.controls.run import check_store, storable
from plugins.reception.data.law.forms import Forms, known_forms
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.ledger.books import FOLDER as LEDGER
from plugins.reception.data.ledger.books import Ledger
from plugins.reception.data.ledger.differences import hold_to_ledger, unrecorded_problem
from plugins.reception.data.ledger.history import Correction, read_history
from plugins.reception.data.model import Dataset, Observation, Source
from plugins.reception.data.sources.declarations import Sources, read_sources
from plugins.reception.data.sources.quoted_figures import iterate_observations
from plugins.reception.data.sources.reports.cache import ReportCache
from plugins.reception.data.sources.reports.folder import FOLDER as REPORTS
from plugins.reception.data.sources.reports.folder import Reports
from plugins.reception.data.sources.reports.looked_at import unless_looked_at
from plugins.reception.data.sources.reports.settings import is_offered, settings_problems
from plugins.reception.data.sources.snapshots.read_snapshots import read_snapshots
from plugins.reception.data.store import DATABASE_VARIABLE, IN_MEMORY, ObservationStore
from plugins.reception.data.units.register import Register, Unit, load_register, no_units
from plugins.vietnamese.folding import fold
from plugins.vietnamese.periods import Period

FOLDER = "so-lieu"
REPORTS_CACHE = CACHE / "bao-cao"  # what workbooks were read as
SINGLES = "quan-sat.csv"

Loaded = TypeVar("Loaded")
SnapshotReader = Callable[[Sources], tuple[Iterable[Observation], list[Problem], Mapping[str, datetime]]]


class QueryError(ValueError):
    """A question that the data cannot answer; the message says in Vietnamese what there is instead."""


@dataclass(frozen=True)
class Catalogue:
    """`warnings` are problems that do not stop the build.

    `fetched` says when each source's numbers were copied; `opened` names the reports that the cache did not have. `withheld`
    are the totals of reports that may not stand for an area's number. `corrections` are the accepted changes of published numbers,
    by the id of the one that stands today; `unrecorded` counts those that the ledger does not have yet; `unguarded` names the
    columns of reports that no equation holds. `has_page` says whether the site has a page at an address; None until that is known.
    `answers` caches answers of the store, which does not change any more. `content` is the tree that was read.
    `offered_reports` may be published as they are; `published_reports` are, once somebody has looked into them.
    """

    datasets: dict[str, Dataset]
    measures: Mapping[str, Measure]
    register: Register
    store: ObservationStore
    warnings: tuple[Problem, ...] = ()
    fetched: Mapping[str, datetime] = field(default_factory=dict)
    opened: tuple[str, ...] = ()
    has_page: Callable[[str], bool] | None = None
    withheld: Mapping[tuple[str, str, Period], Problem] = field(default_factory=dict)
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    unrecorded: int = 0
    unguarded: tuple[Problem, ...] = ()
    answers: dict[Hashable, tuple[Observation, ...]] = field(default_factory=dict)
    forms: Forms = field(default_factory=known_forms)
    content: Path | None = None
    offered_reports: tuple[str, ...] = ()
    published_reports: frozenset[str] = frozenset()

    def link(self, source: Source) -> str | None:
        """The source's address; None where it has none, or where it is a page that this site does not have."""
        href = source.href
        if href.startswith("/") and self.has_page is not None and not self.has_page(href.partition("#")[0]):
            return None
        return href or None

    def report_address(self, path: str) -> str | None:
        """Where readers find the report ("content/so-lieu/bao-cao/a.xlsx") as it was received; None where it is not published."""
        return f"/{quote(path.partition('/')[2])}" if path in self.published_reports else None

    def wholes(self, measure: Measure) -> Iterator[Measure]:
        """The measures that this one is a part of, the nearest first."""
        while measure.of:
            measure = self.measures[measure.of]
            yield measure

    @cached_property
    def unit_ids(self) -> frozenset[str]:
        """The ids of all units of the register."""
        return frozenset(unit.unit_id for unit in self.register.units)

    def dataset(self, name: str) -> Dataset:
        """The data set of that id. Raises QueryError with the nearest id."""
        if name not in self.datasets:
            raise QueryError(f"không có bộ số liệu “{name}”. {_suggest(name, self.datasets)}")
        return self.datasets[name]

    def measure(self, name: str) -> Measure:
        """The measure editors call by that name, with or without diacritics. Raises QueryError with the nearest name."""
        folded = fold(name)
        for measure in self.measures.values():
            if folded in {fold(known) for known in (measure.name, *measure.aliases)}:
                return measure
        names = [known for measure in self.measures.values() for known in (measure.name, *measure.aliases)]
        raise QueryError(f"không có chỉ tiêu “{name}”. {_suggest(name, names)}")

    def unit(self, name: str) -> Unit:
        """The unit of that id or name. Raises QueryError with the nearest name."""
        if name in self.unit_ids:
            return self.register.get(name)
        same = [unit for unit in self.register.units if fold(unit.name) == fold(name)]
        if len(same) == 1:
            return same[0]
        if same:
            raise QueryError(f"có {len(same)} đơn vị tên “{name}”. Ghi mã: {', '.join(unit.unit_id for unit in same)}.")
        raise QueryError(f"không có đơn vị “{name}”. {_suggest(name, (unit.name for unit in self.register.units))}")


def _suggest(name: str, names: Iterable[str]) -> str:
    known = list(names)
    return suggest(name, known, f"Hiện có: {', '.join(known[:12])}.")


def load_catalogue(
    content: Path,
    display_path: str = "content",
    cache: Path | None = None,
    snapshots: SnapshotReader = read_snapshots,
    held_to_ledger: bool = True,
) -> Catalogue:
    """Read and check all data of a content tree. Raises ProblemsFound with every problem of every file.

    A tree without data gives an empty catalogue. `cache` is the folder for the reports' cache; `snapshots` reads the copies of
    remote sources. `held_to_ledger=False` lets published numbers change: for the command that accepts corrections.
    """
    folder, name = content / FOLDER, f"{display_path}/{FOLDER}"
    problems: list[Problem] = []
    declared = _gathering(problems, Sources(folder, name), lambda: read_sources(folder, name))
    datasets, place = declared.datasets, f"{name}/{REPORTS}"
    register = _gathering(problems, Register(), lambda: load_register(folder, name))
    problems += [no_units(name)] if datasets and not (register.units or problems) else []
    reports = Reports(folder / REPORTS, place, declared.reports, datasets, register, declared.forms, ReportCache(cache))
    singles = _singles(folder / SINGLES, f"{name}/{SINGLES}", declared.forms, problems)
    if problems:
        reports.read_only()
        deque(singles, maxlen=0)  # for its problems
        raise ProblemsFound({*problems, *reports.problems})
    problems += settings_problems(declared, reports.files(), place)
    copied, copy_problems, fetched = snapshots(declared)
    store, measures = ObservationStore(os.environ.get(DATABASE_VARIABLE) or IN_MEMORY), declared.forms.measures
    known = ControlContext(store, datasets, measures, register, declared.forms, name)
    history = read_history(Ledger(folder / LEDGER, f"{name}/{LEDGER}"), register, datasets, declared.forms, problems)
    known.store.fill(storable(chain(singles, history.continued(chain(reports.observations(), copied))), problems))
    problems += [*copy_problems, *reports.problems, *reports.cache.problems, *check_store(known)]
    unrecorded = hold_to_ledger(history.ledger, known, problems) if held_to_ledger else 0
    _stop_on_errors(problems, store)
    warnings = tuple(sorted(unless_looked_at(problems, declared, place)))
    return Catalogue(
        datasets, measures, register, known.store, warnings, fetched, tuple(reports.cache.opened),
        withheld=reports.withheld, corrections=history.corrections, unrecorded=unrecorded,
        unguarded=tuple(reports.unguarded.notes(place)), forms=declared.forms, content=content,
        offered_reports=tuple(f"{place}/{file}" for file in reports.files() if is_offered(file, declared.reports)),
    )  # fmt: skip


def _stop_on_errors(problems: list[Problem], store: ObservationStore) -> None:
    if errors_of(problems):
        store.close()
        raise ProblemsFound(problems)


def _singles(path: Path, display_path: str, forms: Forms, problems: list[Problem]) -> Iterator[Observation]:
    return iterate_observations(path, display_path, forms, problems) if path.is_file() else iter(())


def _gathering(problems: list[Problem], default: Loaded, load: Callable[[], Loaded]) -> Loaded:
    try:
        return load()
    except ProblemsFound as found:
        problems += found.problems
        return default


def load_data(content: Path, display_path: str, cache: Path | None = REPORTS_CACHE) -> Catalogue:
    """Load the data as the build and `make check` do, with the cache of reports; say what the ledger lacks and what nothing holds.

    Raises ProblemsFound with every problem of every file.
    """
    catalogue = load_catalogue(content, display_path, cache)
    missing = unrecorded_problem(catalogue.unrecorded, f"{display_path}/{FOLDER}/{LEDGER}")
    return replace(catalogue, warnings=tuple(sorted([*catalogue.warnings, *missing, *catalogue.unguarded])))
