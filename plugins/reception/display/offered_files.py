"""The files of a data set that pages offer for download: the one list of their names, addresses and media types."""

from __future__ import annotations

import re

from plugins.reception.data.model import Dataset

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_UNFIT = re.compile(r"[^A-Za-z0-9._-]")  # signs of an id that no file's name may hold
_WRITTEN = re.compile(r"~([0-9a-f]+)~")

OfferedFile = dict[str, str]  # label, href and type


def data_files(dataset: Dataset) -> list[OfferedFile]:
    """All numbers of the data set, in each format."""
    return [{"label": ending.upper(), "href": f"{_path(dataset)}.{ending}", "type": kind} for ending, kind in MEDIA_TYPES.items()]


def offered_files(dataset: Dataset) -> list[OfferedFile]:
    """The numbers, and the codebook that explains their columns."""
    codebook = {"label": "Bảng giải thích (CSV)", "href": f"{_path(dataset)}-giai-thich.csv", "type": MEDIA_TYPES["csv"]}
    return [*data_files(dataset), codebook]


def statistic_file(dataset: Dataset, identifier: str) -> str:
    """The address of a statistic's own JSON. A sign that no name may hold is written as its number: "sl-1:2" as "sl-1~3a~2"."""
    name = _UNFIT.sub(lambda sign: f"~{ord(sign[0]):x}~", identifier)
    return f"/so-lieu/{dataset.id}/{'~~' if name == dataset.id else ''}{name}.json"


def statistic_of(name: str) -> str:
    """The id of the statistic whose JSON has that name ("sl-1~3a~2.json")."""
    return _WRITTEN.sub(lambda sign: chr(int(sign[1], 16)), name.removesuffix(".json").removeprefix("~~"))


def _path(dataset: Dataset) -> str:
    return f"/so-lieu/{dataset.id}/{dataset.id}"
