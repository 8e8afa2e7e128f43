"""The files of a data set that pages offer for download: the one list of their names, addresses and media types."""

from __future__ import annotations

from plugins.reception.data.model import Dataset

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}

OfferedFile = dict[str, str]  # label, href and type


def data_files(dataset: Dataset) -> list[OfferedFile]:
    """All numbers of the data set, in each format."""
    return [{"label": ending.upper(), "href": f"{_path(dataset)}.{ending}", "type": kind} for ending, kind in MEDIA_TYPES.items()]


def offered_files(dataset: Dataset) -> list[OfferedFile]:
    """The numbers, and the codebook that explains their columns."""
    codebook = {"label": "Bảng giải thích (CSV)", "href": f"{_path(dataset)}-giai-thich.csv", "type": MEDIA_TYPES["csv"]}
    return [*data_files(dataset), codebook]


def _path(dataset: Dataset) -> str:
    return f"/so-lieu/{dataset.id}/{dataset.id}"
