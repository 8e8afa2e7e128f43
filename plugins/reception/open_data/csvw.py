"""Columns for programs: `<set>.csv-metadata.json`, as W3C's “CSV on the Web” finds it beside the table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Dataset
from plugins.reception.data.queries.whole_datasets import extent, years_of
from plugins.reception.display.offered_files import CODEBOOK, WIDE
from plugins.reception.open_data.codebook import CODE_COLUMNS, COLUMNS, DATES, NUMBERS, SUBJECT, WHOLE_NUMBERS

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "vi"}]
TYPES: Mapping[str, str] = {
    **dict.fromkeys(DATES, "date"),
    **dict.fromkeys(WHOLE_NUMBERS, "integer"),
    **dict.fromkeys(NUMBERS, "decimal"),
}


def write_columns(catalogue: Catalogue, dataset: Dataset, folder: Path) -> None:
    """Write the file into the data set's folder."""
    known = extent(catalogue, dataset)
    measures = [catalogue.measures[name] for name in known.measures]
    text = json.dumps(columns(dataset, measures, years_of(catalogue, dataset)), ensure_ascii=False, indent=1)
    (folder / f"{dataset.id}.csv-metadata.json").write_text(f"{text}\n", encoding="utf-8")


def columns(dataset: Dataset, measures: Sequence[Measure], years: Sequence[int]) -> dict[str, Any]:
    """All tables of a data set as a group; the yearly parts have the columns of the whole."""
    rows = [_column(name, meaning) for name, meaning in COLUMNS.items()]
    wide = [_column(name, COLUMNS[name]) for name in SUBJECT] + [_measure(measure) for measure in measures]
    whole = {"columns": rows, "primaryKey": "so_lieu_id"}
    return {
        "@context": CONTEXT,
        "dc:title": dataset.title,
        "dc:description": dataset.description,
        **({"dc:license": {"@id": dataset.licence}} if dataset.licence else {}),
        "tables": [
            {"url": f"{dataset.id}.csv", "tableSchema": whole},
            *({"url": f"{dataset.id}-{year}.csv", "tableSchema": whole} for year in years),
            {"url": f"{dataset.id}{WIDE}.csv", "tableSchema": {"columns": wide, "primaryKey": ["unit_id", "pham_vi", "ky"]}},
            {"url": f"{dataset.id}{CODEBOOK}.csv", "tableSchema": {"columns": [_column(name) for name in CODE_COLUMNS]}},
        ],
    }


def _column(name: str, meaning: str = "") -> dict[str, Any]:
    described = {"dc:description": meaning} if meaning else {}
    return {"name": name, "titles": name, "datatype": TYPES.get(name, "string"), **described}


def _measure(measure: Measure) -> dict[str, Any]:
    """A name of a column may hold no dot of a measure's id."""
    name = measure.id.replace(".", "_")
    return {
        "name": name, "titles": measure.id, "datatype": "decimal",
        "dc:description": f"{measure.name} ({measure.unit}). {measure.definition}",
    }  # fmt: skip
