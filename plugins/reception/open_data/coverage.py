"""What catalogues ask of a data set: which place, which days, changed when. Each is left out where the data do not say."""

from __future__ import annotations

from datetime import date
from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Dataset
from plugins.reception.data.queries.whole_datasets import Extent, with_ids
from plugins.vietnamese.dates import TIMEZONE

AREAS = ("tinh", "huyen", "thanh_pho", "thi_xa", "xa", "phuong", "thi_tran")  # kinds of units that are places


def place_of(catalogue: Catalogue, dataset: Dataset) -> str:
    """The area whose numbers the data set has; "" where its unit is an office."""
    unit = catalogue.register.get(dataset.unit)
    return unit.name if unit.kind in AREAS else ""


def changed_on(catalogue: Catalogue, dataset: Dataset, known: Extent) -> date | None:
    """The last day on which numbers are known to have come or changed: received, copied, or accepted as a correction."""
    corrected = with_ids(catalogue, dataset, catalogue.corrections)
    days = [correction.day for name in corrected for correction in catalogue.corrections[name]]
    days += [time.astimezone(TIMEZONE).date() for time in copies(catalogue, known).values()]
    return max([*days, *([known.received] if known.received else [])], default=None)


def copies(catalogue: Catalogue, known: Extent) -> dict[str, Any]:
    """When each remote source of the data set was copied last, by name."""
    names = {path.rpartition("/")[2].rpartition(".")[0] for path in known.paths}
    return {name: time for name, time in sorted(catalogue.fetched.items()) if name in names}
