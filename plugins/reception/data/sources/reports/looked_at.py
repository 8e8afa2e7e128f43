"""Warnings about reports that a clerk has looked at: `da-xac-nhan = { V09 = 15 }` in nguon.toml, of a file or a folder.

The count is part of it: when the file gets a sixteenth, all are shown again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from plugins.problems import Problem
from plugins.reception.data.sources.declarations import Sources


def unless_looked_at(problems: Iterable[Problem], declared: Sources, place: str) -> Iterator[Problem]:
    """The problems without the warnings that nguon.toml counts; `place` is the reports' folder as clerks know it."""
    found = list(problems)
    known: set[tuple[str, str]] = set()
    for name, table in declared.reports.items():
        of_table = [problem for problem in found if problem.severity == "warning" and _is_of(problem, PurePosixPath(place, name))]
        counts = Counter(problem.rule for problem in of_table)
        known |= {(problem.path, problem.rule) for problem in of_table if table.confirmed.get(problem.rule) == counts[problem.rule]}
    yield from (problem for problem in found if problem.severity != "warning" or (problem.path, problem.rule) not in known)


def _is_of(problem: Problem, place: PurePosixPath) -> bool:
    path = PurePosixPath(problem.path)
    return place in (path, *path.parents)
