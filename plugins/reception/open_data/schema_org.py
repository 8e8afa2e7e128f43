"""A data set in the words of schema.org, for search engines."""

from __future__ import annotations

from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Dataset
from plugins.reception.data.queries.whole_datasets import Extent
from plugins.reception.display.offered_files import offered_files
from plugins.reception.open_data.coverage import changed_on, place_of


def schema(catalogue: Catalogue, dataset: Dataset, known: Extent, site: str) -> dict[str, Any]:
    """The data set as schema.org's Dataset; `site` is the address before "/so-lieu/…"."""
    parts = [
        {"@type": "DataDownload", "name": file["label"], "encodingFormat": file["type"], "contentUrl": site + file["href"]}
        for file in offered_files(catalogue, dataset)
    ]
    place, changed = place_of(catalogue, dataset), changed_on(catalogue, dataset, known)
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": dataset.title,
        "description": dataset.description,
        "url": f"{site}/so-lieu/{dataset.id}/",
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "variableMeasured": [catalogue.measures[name].name for name in known.measures],
        "distribution": parts,
        **({"license": dataset.licence} if dataset.licence else {}),
        **({"dateModified": str(changed)} if changed else {}),
        **({"spatialCoverage": {"@type": "Place", "name": place}} if place else {}),
        **({"temporalCoverage": f"{known.start}/{known.end}"} if known.count else {}),
    }
