"""A JSON file for each statistic that readers meet: of the data set's own unit, and what a text cites, with its revisions.

The other observations of a large data set have no file of their own: they are in the files of the whole set, under the same id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Dataset, Observation, Value
from plugins.reception.data.queries.whole_datasets import each_of_dataset, replacements, with_ids
from plugins.reception.data.store import observation
from plugins.reception.display.offered_files import statistic_file, statistic_of
from plugins.reception.display.sources import source_text
from plugins.reception.open_data.dataset_page import STATUS_WORDS
from plugins.reception.open_data.digests import sha256_of
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_code, format_period

SCOPE_WORDS = {"toan_dia_ban": "tính cả địa bàn", "rieng_don_vi": "chỉ riêng đơn vị"}


def own_statistics(catalogue: Catalogue, dataset: Dataset) -> Iterator[str]:
    """The ids of all that is said of the data set's own unit."""
    return (row.id for row in each_of_dataset(catalogue, dataset, observation.c.unit == dataset.unit))


def statistics_among(catalogue: Catalogue, files: Iterable[str]) -> set[str]:
    """Those of the files ("so-lieu/tiep-cong-dan/sl-0001.json") that a statistic of the data has."""
    found: set[str] = set()
    by_dataset: dict[str, dict[str, str]] = {}
    for file in files:
        place, _, name = file.removeprefix("so-lieu/").partition("/")
        if file.endswith(".json") and "/" not in name and place in catalogue.datasets:
            by_dataset.setdefault(place, {})[statistic_of(name)] = file
    for place, names in by_dataset.items():
        found |= {names[identifier] for identifier in with_ids(catalogue, catalogue.datasets[place], names)}
    return found


def write_statistics(catalogue: Catalogue, dataset: Dataset, cited: Iterable[str], output: Path, site: str) -> None:
    """Write the files of the data set into the site's folder; `site` is the address before "/so-lieu/…"."""
    replaced = replacements(catalogue, dataset)
    replaces = {new: old for old, new in replaced.items()}
    rows = {row.id: row for row in each_of_dataset(catalogue, dataset, observation.c.unit == dataset.unit)}
    wanted = {relative for anchor in cited for relative in _chain(anchor, replaced, replaces)}
    rows |= with_ids(catalogue, dataset, wanted - rows.keys())
    digests: dict[str, str | None] = {}
    (output / "so-lieu" / dataset.id).mkdir(parents=True, exist_ok=True)
    for row in rows.values():
        if row.origin.path not in digests:
            digests[row.origin.path] = sha256_of(catalogue, row.origin.path)
        chain = [rows[each] for each in _chain(row.id, replaced, replaces)]
        known = statistic_json(catalogue, dataset, row, chain, site) | {
            "nguon": _source(catalogue, row, digests[row.origin.path], site)
        }
        text = json.dumps(known, ensure_ascii=False, indent=1, default=_plain) + "\n"
        (output / statistic_file(dataset, row.id)[1:]).write_text(text, encoding="utf-8")


def statistic_json(catalogue: Catalogue, dataset: Dataset, row: Observation, chain: list[Observation], site: str) -> dict[str, Any]:
    """What is known of a statistic besides its source; `chain` holds all its revisions, the first one first."""
    measure, unit = catalogue.measures[row.measure], catalogue.register.get(row.unit)
    ids = [each.id for each in chain]
    place = ids.index(row.id)
    return {
        "so_lieu_id": row.id,
        "dia_chi": f"{site}/so-lieu/{dataset.id}/#{row.id}",
        "tep": site + statistic_file(dataset, row.id),
        "bo_so_lieu": {"id": dataset.id, "ten": dataset.title, "dia_chi": f"{site}/so-lieu/{dataset.id}/"},
        "minh_hoa": dataset.sample,
        "gia_tri": row.value,
        "hien_thi": f"{format_number(row.value)} {measure.phrase}",
        "don_vi_tinh": measure.unit,
        "chi_tieu": {"id": measure.id, "ten": measure.name, "nghia": measure.definition},
        "don_vi": {"id": unit.unit_id, "ten": unit.name},
        "pham_vi": {"id": row.scope, "nghia": SCOPE_WORDS[row.scope]},
        "ky": {"id": format_code(row.period), "ten": format_period(row.period), "tu_ngay": row.start, "den_ngay": row.end},
        "trang_thai": {"id": row.status, "nghia": STATUS_WORDS[row.status]},
        "lan": row.revision,
        "thay_cho": row.replaces or None,
        "duoc_thay_bang": ids[place + 1] if place + 1 < len(ids) else None,
        "dinh_chinh": [_correction(catalogue, old, new) for old, new in pairwise(chain)],
        "trich_dan": row.quote or None,
        "ngay_nhan": row.received,
        "ghi_chu": row.note or None,
        "giay_phep": dataset.licence or None,
    }


def _source(catalogue: Catalogue, row: Observation, digest: str | None, site: str) -> dict[str, Any]:
    """Who said so, and where in the file it stands."""
    source, origin, href = row.source, row.origin, catalogue.link(row.source)
    return {
        "ten": source.title,
        "ngay": source.published,
        "dia_chi": site + href if href and href.startswith("/") else href,
        "tep": site + address if (address := catalogue.report_address(origin.path)) else None,
        "trang_tinh": origin.sheet or None,
        "o": origin.cell or None,
        "sha256": digest,
    }


def _chain(identifier: str, replaced: Mapping[str, str], replaces: Mapping[str, str]) -> list[str]:
    """All revisions of the statistic, the first one first."""
    while identifier in replaces:
        identifier = replaces[identifier]
    found = [identifier]
    while found[-1] in replaced:
        found.append(replaced[found[-1]])
    return found


def _correction(catalogue: Catalogue, old: Observation, new: Observation) -> dict[str, Any]:
    """What changed, when and why: from the ledger, else from the notes, else the source that says otherwise."""
    accepted = next(
        (each for each in catalogue.corrections.get(new.id, ()) if (each.old, each.new) == (old.value, new.value)), None
    )
    return {
        "so_lieu_cu": old.id,
        "so_lieu_moi": new.id,
        "gia_tri_cu": old.value,
        "gia_tri_moi": new.value,
        "ngay": accepted.day if accepted else new.received,
        "ly_do": accepted.reason if accepted else old.note or new.note or source_text(new.source),
    }


def _plain(value: Value | date) -> str | float:
    return float(value) if isinstance(value, Decimal) else str(value)
