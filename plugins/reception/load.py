"""The figures of a content tree as the build and `make check` both load them: with snapshots, and with the cache of reports."""

from __future__ import annotations

from pathlib import Path

from plugins.project import CACHE
from plugins.reception.data.catalogue import Catalogue, load_catalogue
from plugins.reception.remote.snapshot import read_snapshots

REPORTS = CACHE / "bao-cao"


def load_data(content: Path, shown: str, cache: Path | None = REPORTS) -> Catalogue:
    """Raises ProblemsFound with every problem of every file."""
    return load_catalogue(content, shown, cache, read_snapshots)
