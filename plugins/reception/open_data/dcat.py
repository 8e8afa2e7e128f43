"""The catalogue of all data sets, /so-lieu/dcat.json: JSON-LD in the words of DCAT, as data portals of states collect it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Dataset
from plugins.reception.data.queries.whole_datasets import extent
from plugins.reception.display.offered_files import CATALOGUE_FILE, offered_files
from plugins.reception.open_data.coverage import changed_on, place_of

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
VIETNAMESE = {"@id": "http://publications.europa.eu/resource/authority/language/VIE"}
MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"


def write_dcat(catalogue: Catalogue, agency: str, output: Path, site: str) -> None:
    """Write the catalogue into the site's folder; `site` is the address before "/so-lieu/…"."""
    path = output / CATALOGUE_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dcat(catalogue, agency, site), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def dcat(catalogue: Catalogue, agency: str, site: str) -> dict[str, Any]:
    """All data sets with their files, published by the agency of that name."""
    publisher = {"@id": f"{site}/", "@type": "foaf:Agent", "foaf:name": _words(agency)}
    return {
        "@context": CONTEXT,
        "@id": f"{site}/{CATALOGUE_FILE}",
        "@type": "dcat:Catalog",
        "dct:title": _words(f"Số liệu của {agency}"),
        "dct:description": _words(f"Các bộ số liệu do {agency} công bố."),
        "dct:language": VIETNAMESE,
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": f"{site}/so-lieu/"},
        "dcat:dataset": [_dataset(catalogue, dataset, publisher["@id"], site) for dataset in catalogue.datasets.values()],
    }


def _dataset(catalogue: Catalogue, dataset: Dataset, publisher: Any, site: str) -> dict[str, Any]:
    known, page = extent(catalogue, dataset), f"{site}/so-lieu/{dataset.id}/"
    place, changed = place_of(catalogue, dataset), changed_on(catalogue, dataset, known)
    days = {"@type": "dct:PeriodOfTime", "dcat:startDate": _day(known.start), "dcat:endDate": _day(known.end)}
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.id,
        "dct:title": _words(dataset.title),
        "dct:description": _words(dataset.description),
        "dct:language": VIETNAMESE,
        "dct:publisher": {"@id": publisher},
        "dcat:landingPage": {"@id": page},
        **({"dct:modified": _day(changed)} if changed else {}),
        **({"dct:spatial": {"@type": "dct:Location", "skos:prefLabel": _words(place)}} if place else {}),
        **({"dct:temporal": days} if known.count else {}),
        "dcat:distribution": [_distribution(dataset, file, page, site) for file in offered_files(catalogue, dataset)],
    }


def _distribution(dataset: Dataset, file: dict[str, str], page: str, site: str) -> dict[str, Any]:
    return {
        "@id": site + file["href"],
        "@type": "dcat:Distribution",
        "dct:title": _words(file["label"]),
        "dcat:accessURL": {"@id": page},
        "dcat:downloadURL": {"@id": site + file["href"]},
        "dcat:mediaType": {"@id": MEDIA_TYPE + file["type"]},
        **({"dct:license": {"@id": dataset.licence}} if dataset.licence else {}),
    }


def _words(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "vi"}


def _day(day: object) -> dict[str, str]:
    return {"@value": str(day), "@type": "xsd:date"}
