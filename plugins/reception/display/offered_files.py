"""The files of a data set that pages offer for download: the one list of their names, addresses and media types."""

from __future__ import annotations

import re
from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Dataset
from plugins.reception.data.queries.whole_datasets import years_of

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
METADATA_TYPE = "application/csvm+json"
CATALOGUE_FILE, CATALOGUE_TYPE = "so-lieu/dcat.json", "application/ld+json"
CODEBOOK, WIDE = "-giai-thich", "-bang-rong"  # what their names add to that of the data set
_UNFIT = re.compile(r"[^A-Za-z0-9._-]")  # signs of an id that no file's name may hold
_WRITTEN = re.compile(r"~([0-9a-f]+)~")

OfferedFile = dict[str, str]  # label, href and type


def data_files(dataset: Dataset) -> list[OfferedFile]:
    """All numbers of the data set, in each format."""
    return [_file(dataset, ending.upper(), f".{ending}") for ending in MEDIA_TYPES]


def offered_files(catalogue: Catalogue, dataset: Dataset) -> list[OfferedFile]:
    """Every file of the data set itself, with labels that say what is in it."""
    groups = file_groups(catalogue, dataset)
    return [{**file, "label": f"{group['title']}: {file['label']}"} for group in groups for file in group["files"]]


def file_groups(catalogue: Catalogue, dataset: Dataset) -> list[dict[str, Any]]:
    """The same as pages show them: each group with a title."""
    years = [_file(dataset, str(year), f"-{year}.csv") for year in years_of(catalogue, dataset)]
    wide = [_file(dataset, ending.upper(), f"{WIDE}.{ending}") for ending in ("csv", "xlsx")]
    meaning = [
        _file(dataset, "Bảng giải thích (CSV)", f"{CODEBOOK}.csv"),
        {**_file(dataset, "Mô tả cột cho máy (CSVW)", ".csv-metadata.json"), "type": METADATA_TYPE},
    ]
    groups = {"Toàn bộ số liệu": data_files(dataset), "Mỗi chỉ tiêu một cột": wide, "Từng năm (CSV)": years, "Giải thích": meaning}
    return [{"title": title, "files": files} for title, files in groups.items() if files]


def statistic_file(dataset: Dataset, identifier: str) -> str:
    """The address of a statistic's own JSON. A sign that no name may hold is written as its number: "sl-1:2" as "sl-1~3a~2"."""
    name = _UNFIT.sub(lambda sign: f"~{ord(sign[0]):x}~", identifier)
    return f"/so-lieu/{dataset.id}/{'~~' if name == dataset.id else ''}{name}.json"


def statistic_of(name: str) -> str:
    """The id of the statistic whose JSON has that name ("sl-1~3a~2.json")."""
    return _WRITTEN.sub(lambda sign: chr(int(sign[1], 16)), name.removesuffix(".json").removeprefix("~~"))


def _file(dataset: Dataset, label: str, ending: str) -> OfferedFile:
    return {"label": label, "href": f"/so-lieu/{dataset.id}/{dataset.id}{ending}", "type": MEDIA_TYPES[ending.rpartition(".")[2]]}
