"""All that the rules over the stored observations look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from plugins.problems import Problem
from plugins.reception.data.law.forms import Forms
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Dataset, Observation
from plugins.reception.data.store import ObservationStore
from plugins.reception.data.units.register import Register
from plugins.vietnamese.dates import TIMEZONE


@dataclass(frozen=True)
class ControlContext:
    """The observations in their store, and what they may name.

    `folder` is content/so-lieu as editors know it. A later `today` only accepts more: what was built once builds again.
    """

    store: ObservationStore
    datasets: Mapping[str, Dataset]
    measures: Mapping[str, Measure]
    register: Register
    forms: Forms
    folder: str = "so-lieu"
    today: date = field(default_factory=lambda: datetime.now(TIMEZONE).date())


def place_of(row: Observation, seen_from: Observation) -> str:
    """Where a row is, in a message at another: `dòng 3` of the same table, `quan-sat.csv:3`, or a workbook with its cell."""
    origin = row.origin
    if origin.line and origin.path == seen_from.origin.path:
        return f"dòng {origin.line}"
    return Problem(origin.path, origin.line, origin.sheet, origin.cell).where()
