"""A data set's page: each number with its period, unit, definition, source, quote and history; and the home page's numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import PROVISIONAL, Dataset, Observation
from plugins.reception.data.queries.whole_datasets import Extent, each_of_dataset, extent, replacements, with_ids
from plugins.reception.data.store import observation
from plugins.reception.display.comparison_words import PROVISIONAL_WORDS, with_provisional
from plugins.reception.display.offered_files import file_groups, statistic_file
from plugins.reception.display.sources import one_source, source_text
from plugins.reception.display.stat import machine_form, source_address
from plugins.reception.open_data.coverage import copies
from plugins.reception.open_data.schema_org import schema
from plugins.vietnamese.dates import format_date, format_datetime, format_official_date
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_code, format_period

STATUS_WORDS = {
    "chinh_thuc": "số chính thức",
    PROVISIONAL: PROVISIONAL_WORDS,
    "bao_chi": "số nêu trong bài viết",
    "dinh_chinh": "đã đính chính",
    "rut": "đã rút",
}
CITATION = re.compile(r'href="/so-lieu/[a-z0-9-]+/#([^"]+)"')
Citations = Mapping[str, Sequence[dict[str, str]]]


def cited_in(html: str) -> list[str]:
    """The anchors of the numbers that a converted text links to, each once."""
    return list(dict.fromkeys(CITATION.findall(html)))


def card(dataset: Dataset) -> dict[str, Any]:
    """A data set as lists and maps of the site name it."""
    return {"title": dataset.title, "description": dataset.description, "sample": dataset.sample, "url": f"so-lieu/{dataset.id}/"}


def featured(catalogue: Catalogue) -> list[dict[str, Any]]:
    """The numbers that data sets put on the home page, in the order they are declared."""
    found = []
    for dataset in catalogue.datasets.values():
        if dataset.featured_period:
            code = format_code(dataset.featured_period)
            here = (observation.c.unit == dataset.unit, observation.c.period == code, observation.c.live)
            # The number of the whole area comes last: it wins where the unit has one of its own too.
            found_here = sorted(each_of_dataset(catalogue, dataset, *here), key=lambda row: row.scope == "toan_dia_ban")
            rows = {row.measure: row for row in found_here}
            known = [rows.get(catalogue.measure(name).id) for name in dataset.featured]
            found += [{**_featured(catalogue, row), "sample": dataset.sample} for row in known if row]
    return found


def _featured(catalogue: Catalogue, row: Observation) -> dict[str, str]:
    measure = catalogue.measures[row.measure]
    return {
        "text": format_number(row.value),
        "unit": measure.phrase,
        "caption": scope_words(catalogue, row) + (f", {PROVISIONAL_WORDS}" if row.status == PROVISIONAL else ""),
        "period": format_period(row.period),
        "href": source_address(row),
    }


def scope_words(catalogue: Catalogue, row: Observation) -> str:
    """Who is counted: all of an area, or one unit alone."""
    unit = catalogue.unit(row.unit)
    return f"trên địa bàn {unit.name[:1].lower()}{unit.name[1:]}" if row.scope == "toan_dia_ban" else f"của {unit.name}"


def copied(catalogue: Catalogue, known: Extent) -> list[str]:
    """When each remote source was copied last, so that readers can judge how old the numbers are."""
    return [f"{name}: {format_datetime(day)}" for name, day in copies(catalogue, known).items()]


def dataset_page(catalogue: Catalogue, dataset: Dataset, citations: Citations, site: str = "") -> dict[str, Any]:
    """The arguments of the template `dataset`: numbers with all that is known of them.

    It shows the numbers of the data set's own unit, except parts of others ("trong đó"), and all that a page cites. The rest
    is in the downloads: a page of thousands of numbers serves nobody. `citations` gives for each anchor the pages that show
    it, as {title, url}.
    """
    known, replaced = extent(catalogue, dataset), replacements(catalogue, dataset)
    whole = [name for name in known.measures if catalogue.measures[name].of is None]
    cited = {_latest(anchor, replaced) for anchor in citations}
    mine = (observation.c.unit == dataset.unit, observation.c.measure.in_(whole))
    found = {row.id: row for row in each_of_dataset(catalogue, dataset, *mine)} | with_ids(catalogue, dataset, cited)
    shown = [row for row in found.values() if row.id not in replaced]
    by_id = with_ids(catalogue, dataset, replaced)
    return {
        **card(dataset),
        "statistics": [_observation(catalogue, row, by_id, citations) for row in _in_order(catalogue, shown)],
        "hidden": known.count - len(shown) - len(by_id),
        "copied": copied(catalogue, known),
        "next_due": format_date(dataset.next_due) if dataset.next_due else None,
        "files": file_groups(catalogue, dataset),
        "schema": schema(catalogue, dataset, known, site),
    }


def _in_order(catalogue: Catalogue, rows: Iterable[Observation]) -> list[Observation]:
    """In the order in which readers ask: latest period first, the whole area before its units, measures as in their form."""
    place = {identifier: number for number, identifier in enumerate(catalogue.measures)}

    def key(row: Observation) -> tuple[int, int, bool, int, str, int]:
        days = (-row.end.toordinal(), -row.start.toordinal())
        return *days, row.scope != "toan_dia_ban", place[row.measure], row.unit, row.revision

    return sorted(rows, key=key)


def _observation(catalogue: Catalogue, row: Observation, by_id: dict[str, Observation], citations: Citations) -> dict[str, Any]:
    measure = catalogue.measures[row.measure]
    return {
        "anchor": row.id,
        "file": statistic_file(catalogue.datasets[row.dataset], row.id),
        "measure": measure.name,
        "text": with_provisional(f"{format_number(row.value)} {measure.phrase}", row.status == PROVISIONAL),
        "value": machine_form(row.value),
        "period": format_period(row.period),
        "dates": f"từ {format_official_date(row.start)} đến {format_official_date(row.end)}",
        "unit": f"{catalogue.unit(row.unit).name} ({'toàn địa bàn' if row.scope == 'toan_dia_ban' else 'riêng đơn vị'})",
        "definition": measure.definition,
        "source": one_source(catalogue, row),
        "quote": row.quote,
        "received": format_date(row.received) if row.received else None,
        "status": STATUS_WORDS[row.status],
        "note": row.note,
        "used_in": citations.get(row.id, ()),
        "revisions": [_revision(old, measure.phrase) for old in _earlier(row, by_id)],
    }


def _latest(identifier: str, replaced: Mapping[str, str]) -> str:
    """The number that stands today where that one stood: its page part shows the old one too."""
    while identifier in replaced:
        identifier = replaced[identifier]
    return identifier


def _earlier(row: Observation, by_id: dict[str, Observation]) -> list[Observation]:
    """The values that the row corrects, newest first."""
    found = []
    while row.replaces:
        row = by_id[row.replaces]
        found.append(row)
    return found


def _revision(row: Observation, phrase: str) -> dict[str, Any]:
    """An earlier value and why it no longer holds; a report gives no reason, so its file is named."""
    return {
        "anchor": row.id,
        "text": f"{format_number(row.value)} {phrase}",
        "date": format_date(row.received) if row.received else None,
        "note": row.note or source_text(row.source),
    }
