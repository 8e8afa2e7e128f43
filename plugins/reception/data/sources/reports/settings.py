"""The tables [bao-cao."<path>"] of nguon.toml: what a workbook does not say about itself.

A path names a file or folder inside bao-cao/; the longest one that fits a file wins. "dinh-chinh" in its path marks a correction,
as offices name such files, so only other corrections need a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from plugins.problems import Problem, suggest
from plugins.reception.data.sources.declarations import REPORTS, ReportTable, Sources
from plugins.vietnamese.folding import fold, nfc

CORRECTION = "dinh chinh"


def settings_for(path: str, tables: Mapping[str, ReportTable]) -> ReportTable:
    """The table that holds for a file; the defaults if there is none."""
    pure = PurePosixPath(nfc(path))
    return next((tables[str(place)] for place in (pure, *pure.parents) if str(place) in tables), ReportTable())


def is_correction(path: str, tables: Mapping[str, ReportTable]) -> bool:
    """Whether the numbers of the file take the place of earlier ones."""
    return bool(settings_for(path, tables).corrects) or CORRECTION in fold(path)


def is_offered(path: str, tables: Mapping[str, ReportTable]) -> bool:
    """Whether the office lets the file be published as it is: the nearest table that says so or not decides."""
    pure = PurePosixPath(nfc(path))
    words = (tables[str(place)].published for place in (pure, *pure.parents) if str(place) in tables)
    return next((word for word in words if word is not None), False)


def settings_problems(declared: Sources, files: Iterable[str], reports: str) -> Iterator[Problem]:
    """Report tables for files that do not exist: somebody believes that they apply. `reports` is the files' folder in messages."""
    known = {nfc(file) for file in files}
    places = known | {str(folder) for file in known for folder in PurePosixPath(file).parents}
    for path, table in declared.reports.items():
        named = [path, *([table.corrects] if table.corrects else [])]
        for missing in (each for each in named if each not in (places if each == path else known)):
            advice = suggest(missing, sorted(known), "Xoá mục này, hoặc sửa đường dẫn.")
            yield declared.problem(f"{REPORTS}: không có “{missing}” trong {reports}. {advice}", REPORTS, path)
        if table.total_of and path in places - known:
            message = f"tong-cua nói về hàng tổng cộng của một tệp, không khai cho thư mục “{path}”. Khai cho từng tệp."
            yield declared.problem(message, REPORTS, path)
