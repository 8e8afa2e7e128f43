"""One sound workbook, and ways to spoil it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from plugins.problems import errors_of
from plugins.reception.data.sources.recognition.read_report import read_report
from plugins.reception.data.sources.recognition.report import ReportFile
from tests.reception.data.sources.recognition.sheets import FORMS, TCD, Page, dated, filled, table, write

SHEET = "xl/worksheets/sheet1.xml"


def good_page() -> Page:
    return dated(table(TCD, {"Sở A": filled(TCD, 7), "Sở B": filled(TCD, 8)}))


def good(tmp_path: Path, suffix: str = ".xlsx") -> Path:
    return write(tmp_path / f"good{suffix}", good_page())


def read(path: Path) -> ReportFile:
    return read_report(path, path.name, FORMS)


def refusal(path: Path) -> str:
    result = read(path)
    assert result.sheets == ()
    (problem,) = result.problems
    assert problem.path == path.name
    return problem.message


def refused_cells(path: Path) -> list[str]:
    return [problem.cell for problem in errors_of(read(path).problems)]


def change_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def with_rows(rows: str) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
