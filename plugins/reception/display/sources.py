"""Where numbers come from, in words: each source once, the reports of one form together, and the cells of published reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Observation, Source
from plugins.reception.data.sources.reports.folder import FOLDER
from plugins.vietnamese.dates import format_date

MOST_REPORTS = 3  # of one form; more of them are counted
MOST_CELLS = 6  # of one sheet; readers search in the file itself


def source_text(source: Source) -> str:
    """Title and day, as the line of sources prints them."""
    return f"{source.title}, {format_date(source.published)}" if source.published else source.title


def source_of(catalogue: Catalogue, rows: Sequence[Observation]) -> dict[str, Any]:
    """The sources in a line; a link only where all numbers share one. `files` are the published reports among them."""
    forms = {row.source: row.form for row in rows}
    alike: dict[str, list[Source]] = defaultdict(list)
    for source, form in forms.items():
        alike[source.title.partition(", ")[0] if form else source_text(source)].append(source)
    text = "; ".join(_reports(form, sources) for form, sources in alike.items())
    return {
        "text": text,
        "href": catalogue.link(next(iter(forms))) if len(forms) == 1 else None,
        "files": _published(catalogue, rows),
    }


def one_source(catalogue: Catalogue, row: Observation) -> dict[str, Any]:
    """The source of a single number; of a published report the file itself, and the cell."""
    found = source_of(catalogue, [row])
    file = next(iter(found.pop("files")), None)
    return {"text": f"{found['text']}, {file['cells']}", "href": file["href"]} if file else found


def _reports(form: str, sources: list[Source]) -> str:
    return f"{form}, {len(sources)} báo cáo" if len(sources) > MOST_REPORTS else "; ".join(map(source_text, sources))


def _published(catalogue: Catalogue, rows: Sequence[Observation]) -> list[dict[str, str]]:
    """Each published report once, by its path among the reports, with the sheets and cells in which the numbers stand."""
    files: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.origin.path in catalogue.published_reports:
            files[row.origin.path][row.origin.sheet].append(row.origin.cell)
    return [
        {"text": path.partition(f"/{FOLDER}/")[2], "href": catalogue.report_address(path) or "", "cells": _places(sheets)}
        for path, sheets in files.items()
    ]


def _places(sheets: Mapping[str, list[str]]) -> str:
    return "; ".join(f"{f'trang tính {sheet}, ' if sheet else ''}ô {_cells(cells)}" for sheet, cells in sheets.items())


def _cells(cells: list[str]) -> str:
    named = list(dict.fromkeys(cells))
    return ", ".join([*named[:MOST_CELLS], *(["…"] if len(named) > MOST_CELLS else [])])
