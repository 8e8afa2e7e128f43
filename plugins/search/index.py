"""The search index: one small file for each year's articles; pages and data sets are in the newest.

One file a year, because the script fetches the newest first and stops when it has found enough: a weak phone seldom needs all of
them, and a corrected title changes one small file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from plugins.vietnamese.dates import format_date

WITHOUT_ARTICLES = "trang"


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What a reader finds. Texts are plain, as the reader sees them; `moment` is None for what is not news."""

    title: str
    address: str
    section: str
    summary: str
    moment: datetime | None = None


def index_parts(entries: Iterable[SearchEntry]) -> dict[str, list[SearchEntry]]:
    """The entries by year ("2026"), newest first, years and articles; a site without articles has one part, "trang".

    Entries without a date lead the newest part; entries of the same moment, or of none, are sorted by address.
    """
    ordered = sorted(entries, key=lambda entry: entry.address)
    dated = [(entry.moment, entry) for entry in ordered if entry.moment]
    years: dict[str, list[SearchEntry]] = defaultdict(list)
    for moment, entry in sorted(dated, key=itemgetter(0), reverse=True):
        years[str(moment.year)].append(entry)
    newest = next(iter(years), WITHOUT_ARTICLES)
    years[newest][:0] = [entry for entry in ordered if not entry.moment]
    return dict(years)


def part_text(entries: Iterable[SearchEntry]) -> str:
    """A part as JSON: a list of [address, title, "10/10/2017" or "", section, summary], one entry a line."""
    rows = (_row(entry) for entry in entries)
    return "[" + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows) + "]\n"


def _row(entry: SearchEntry) -> list[str]:
    day = format_date(entry.moment) if entry.moment else ""
    return [entry.address, entry.title, day, entry.section, entry.summary]
