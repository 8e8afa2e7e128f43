"""What a control is: a small function whose docstring is the rule, with its number and severity, in one table.

`make check`, the editors' manual and the test that none of V01–V20 is missing all read that table.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from plugins.problems import Problem, Severity
from plugins.reception.data.law.forms import Forms
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Dataset, Observation, Origin
from plugins.reception.data.store import ObservationStore
from plugins.reception.data.units.register import Register
from plugins.vietnamese.dates import TIMEZONE


@dataclass(frozen=True)
class ControlContext:
    """All that controls look at: the observations in their store, and what they may name.

    `folder` is content/so-lieu as editors know it. `today` only ever lets more in, so that what was built once builds again.
    """

    store: ObservationStore
    datasets: Mapping[str, Dataset]
    measures: Mapping[str, Measure]
    register: Register
    forms: Forms
    folder: str = "so-lieu"
    today: date = field(default_factory=lambda: datetime.now(TIMEZONE).date())


class Finding(NamedTuple):
    """A place and what is wrong there; `softer` where the rule only warns of it."""

    origin: Origin
    message: str
    softer: bool = False


Check = Callable[[ControlContext], Iterator[Finding]]


@dataclass(frozen=True)
class Control:
    """A rule. `place` is the module that holds it; `check` is None where that happens elsewhere, not over the store."""

    rule: str
    severity: Severity
    text: str
    place: str
    check: Check | None = None

    def problems(self, known: ControlContext) -> Iterator[Problem]:
        """Every breach among the observations."""
        for origin, message, softer in self.check(known) if self.check else ():
            severity: Severity = "warning" if softer else self.severity
            yield Problem(origin.path, origin.line, origin.sheet, origin.cell, message, severity, self.rule)


def control(rule: str, severity: Severity) -> Callable[[Check], Control]:
    """Make a control of a function over the store; its docstring is the rule, for editors."""

    def make(check: Check) -> Control:
        return Control(rule, severity, inspect.getdoc(check) or "", check.__module__, check)

    return make


def place_of(row: Observation, seen_from: Observation) -> str:
    """Where a row is, in a message at another: `dòng 3` of the same table, `quan-sat.csv:3`, or a workbook with its cell."""
    origin = row.origin
    if origin.line and origin.path == seen_from.origin.path:
        return f"dòng {origin.line}"
    return Problem(origin.path, origin.line, origin.sheet, origin.cell).where()
