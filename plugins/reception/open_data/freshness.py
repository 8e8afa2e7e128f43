"""How old the numbers are: up to which day, received when, copied when, and by which day the next ones are due.

For the page /trang-thai/ and its JSON.

Days, not ages: an age changes by itself, and the same commit must give the same bytes tomorrow.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Dataset
from plugins.reception.data.queries.whole_datasets import Extent, extent
from plugins.reception.open_data.dataset_page import card
from plugins.vietnamese.dates import TIMEZONE, format_date, format_datetime

ADDRESS, FILE = "trang-thai/", "trang-thai.json"
COLUMNS = ["Bộ số liệu", "Số liệu đến ngày", "Nhận ngày", "Số tiếp theo chậm nhất"]


def freshness(catalogue: Catalogue) -> list[tuple[Dataset, Extent]]:
    """Every data set with its extent, in the order they are declared."""
    return [(dataset, extent(catalogue, dataset)) for dataset in catalogue.datasets.values()]


def freshness_page(catalogue: Catalogue) -> dict[str, Any]:
    """The arguments of the template `freshness`; no table without data sets."""
    rows = [_row(dataset, known) for dataset, known in freshness(catalogue)]
    table = {"caption": "Số liệu mới đến đâu", "unit": "", "columns": COLUMNS, "rows": rows, "notes": []}
    return {"table": table if rows else None, "copied": list(_copied(catalogue))}


def freshness_json(catalogue: Catalogue, articles: Iterable[Any]) -> str:
    """The same for programs, with the time of the latest article."""
    latest = max((article.date for article in articles), default=None)
    sets = [
        {
            "id": each.id,
            "ten": each.title,
            "so_dong": known.count,
            "den_ngay": _iso(known.end),
            "nhan_ngay": _iso(known.received),
            "han_so_tiep_theo": _iso(each.next_due),
        }
        for each, known in freshness(catalogue)
    ]
    sources = {name: day.astimezone(TIMEZONE).isoformat() for name, day in sorted(catalogue.fetched.items())}
    known = {"bai_moi_nhat": latest.isoformat() if latest else None, "bo_so_lieu": sets, "nguon_o_xa": sources}
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def write_freshness(catalogue: Catalogue, articles: Iterable[Any], folder: Path) -> None:
    """Write the JSON into the page's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(freshness_json(catalogue, articles), encoding="utf-8")


def _row(dataset: Dataset, known: Extent) -> dict[str, Any]:
    cells = [_cell(known.end, f"/{card(dataset)['url']}"), _cell(known.received), _cell(dataset.next_due)]
    return {"label": dataset.title, "cells": cells, "total": False}


def _cell(day: date | None, href: str | None = None) -> dict[str, str | None]:
    return {"text": format_date(day) if day else "chưa ghi", "value": _iso(day), "href": href, "bar": None}


def _copied(catalogue: Catalogue) -> Iterator[str]:
    return (f"{name}: {format_datetime(day)}" for name, day in sorted(catalogue.fetched.items()))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
