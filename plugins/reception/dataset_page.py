"""A data set's page: every figure with its period, unit, definition, source, quote and history; and the home page's figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.queries.select import of_dataset
from plugins.reception.data.records import Dataset, Observation
from plugins.reception.data.store import NOT_LIVE
from plugins.reception.downloads import in_order, offers
from plugins.reception.stat import machine_form, source_address
from plugins.reception.statistics import source_text
from plugins.vietnamese.dates import format_date, format_datetime, format_official_date
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_period

STATUS_WORDS = {
    "chinh_thuc": "số chính thức",
    "so_bo": "số sơ bộ",
    "bao_chi": "số nêu trong bài viết",
    "dinh_chinh": "đã đính chính",
    "rut": "đã rút",
}
CITATION = re.compile(r'href="/so-lieu/[a-z0-9-]+/#([^"]+)"')
Citations = Mapping[str, Sequence[dict[str, str]]]


def cited_in(html: str) -> list[str]:
    """The anchors of the figures that a converted text links to, each once."""
    return list(dict.fromkeys(CITATION.findall(html)))


def card(dataset: Dataset) -> dict[str, Any]:
    """A data set as lists and maps of the site name it."""
    return {"title": dataset.title, "description": dataset.description, "sample": dataset.sample, "url": f"so-lieu/{dataset.id}/"}


def featured(catalogue: Catalogue) -> list[dict[str, str]]:
    """The figures that data sets put on the home page, in the order they are declared."""
    found = []
    for dataset in catalogue.datasets.values():
        rows = {row.measure: row for row in of_dataset(catalogue, dataset) if _is_featured(row, dataset)}
        for name in dataset.featured:
            row = rows.get(catalogue.measure(name).id)
            if row:
                found.append(_featured(catalogue, row))
    return found


def _is_featured(row: Observation, dataset: Dataset) -> bool:
    return row.unit == dataset.unit and row.period == dataset.featured_period and row.status not in NOT_LIVE


def _featured(catalogue: Catalogue, row: Observation) -> dict[str, str]:
    measure = catalogue.measures[row.measure]
    return {
        "value": machine_form(row.value),
        "text": format_number(row.value),
        "unit": measure.phrase,
        "caption": scope_words(catalogue, row),
        "period": format_period(row.period),
        "href": source_address(row),
    }


def scope_words(catalogue: Catalogue, row: Observation) -> str:
    """Who is counted: all of an area, or one unit alone."""
    unit = catalogue.unit(row.unit)
    return f"trên địa bàn {unit.name[:1].lower()}{unit.name[1:]}" if row.scope == "toan_dia_ban" else f"của {unit.name}"


def schema(catalogue: Catalogue, dataset: Dataset, rows: Sequence[Observation], site: str) -> dict[str, Any]:
    """The data set as schema.org's Dataset; `site` is the address before "/so-lieu/…"."""
    names = {row.measure: catalogue.measures[row.measure].name for row in rows}
    parts = [
        {"@type": "DataDownload", "encodingFormat": file["type"], "contentUrl": site + file["href"]} for file in offers(dataset)
    ]
    days = {"temporalCoverage": f"{min(row.start for row in rows)}/{max(row.end for row in rows)}"} if rows else {}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": dataset.title,
        "description": dataset.description,
        "url": f"{site}/so-lieu/{dataset.id}/",
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "variableMeasured": list(names.values()),
        "distribution": parts,
        **days,
    }


def copied(catalogue: Catalogue, rows: Sequence[Observation]) -> list[str]:
    """When each remote source that the figures come from was copied last, for a reader to judge how old they are."""
    places = {PurePosixPath(row.origin.path).stem for row in rows}
    return [f"{name}: {format_datetime(day)}" for name, day in sorted(catalogue.fetched.items()) if name in places]


def dataset_page(catalogue: Catalogue, dataset: Dataset, citations: Citations, site: str = "") -> dict[str, Any]:
    """The arguments of the template `dataset`: figures with all that is known of them.

    Shown are the figures of the data set's own unit, those that are part of another ("trong đó") left out, and all that a
    page cites; the rest is in the downloads, because a page of thousands of figures serves nobody. `citations`: anchor -> the
    pages that show it, as {title, url}.
    """
    rows = in_order(catalogue, of_dataset(catalogue, dataset))
    by_id = {row.id: row for row in rows}
    replaced = {row.replaces for row in rows}
    own = {row.id for row in rows if row.unit == dataset.unit and catalogue.measures[row.measure].of is None}
    shown = [row for row in rows if row.id not in replaced and (row.id in own or row.id in citations)]
    return {
        **card(dataset),
        "figures": [_figure(catalogue, row, by_id, citations) for row in shown],
        "hidden": len(rows) - len(shown) - len(replaced & by_id.keys()),
        "copied": copied(catalogue, rows),
        "downloads": offers(dataset),
        "schema": schema(catalogue, dataset, rows, site),
    }


def _figure(catalogue: Catalogue, row: Observation, by_id: dict[str, Observation], citations: Citations) -> dict[str, Any]:
    measure = catalogue.measures[row.measure]
    return {
        "anchor": row.id,
        "measure": measure.name,
        "text": f"{format_number(row.value)} {measure.phrase}",
        "value": machine_form(row.value),
        "period": format_period(row.period),
        "dates": f"từ {format_official_date(row.start)} đến {format_official_date(row.end)}",
        "unit": f"{catalogue.unit(row.unit).name} ({'toàn địa bàn' if row.scope == 'toan_dia_ban' else 'riêng đơn vị'})",
        "definition": measure.definition,
        "source": {"text": source_text(row.source), "href": catalogue.link(row.source)},
        "quote": row.quote,
        "received": format_date(row.received) if row.received else None,
        "status": STATUS_WORDS[row.status],
        "note": row.note,
        "used_in": citations.get(row.id, ()),
        "revisions": [_revision(old, measure.phrase) for old in _earlier(row, by_id)],
    }


def _earlier(row: Observation, by_id: dict[str, Observation]) -> list[Observation]:
    """What the row corrects, newest first."""
    found = []
    while row.replaces:
        row = by_id[row.replaces]
        found.append(row)
    return found


def _revision(row: Observation, phrase: str) -> dict[str, Any]:
    return {
        "text": f"{format_number(row.value)} {phrase}",
        "date": format_date(row.received) if row.received else None,
        "note": row.note,
        "withdrawn": row.status == "rut",
    }
