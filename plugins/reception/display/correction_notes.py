"""The note below an article whose numbers were corrected after it was published: arguments of the component `corrections`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Observation
from plugins.vietnamese.dates import format_date
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_period

LISTED = 10  # a table of a whole province may have changed


def correction_notes(catalogue: Catalogue, identifiers: Iterable[str], published: date) -> dict[str, Any] | None:
    """The accepted corrections of these numbers since the article's day, the latest first; None if there are none."""
    corrected = [name for name in identifiers if name in catalogue.corrections]
    rows = {row.id: row for row in catalogue.store.with_ids(corrected)}
    found = [
        (correction, rows[name])
        for name in corrected
        for correction in catalogue.corrections[name]
        if name in rows and correction.day > published
    ]
    found.sort(key=lambda each: each[0].day, reverse=True)
    notes = [
        {
            "day": format_date(correction.day),
            "what": _what(catalogue, row),
            "old": format_number(correction.old),
            "new": format_number(correction.new),
            "reason": correction.reason,
        }
        for correction, row in found[:LISTED]
    ]
    return {"notes": notes, "more": max(0, len(found) - LISTED)} if notes else None


def _what(catalogue: Catalogue, row: Observation) -> str:
    return f"{catalogue.measures[row.measure].name}, {catalogue.unit(row.unit).name}, {format_period(row.period)}"
