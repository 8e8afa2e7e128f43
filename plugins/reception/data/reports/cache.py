"""What a workbook was read as, kept between builds: a build that changes nothing opens no report.

An entry's name is a digest of the workbook's bytes and of everything that decides how they are read, so that no entry is ever
wrong, only unused. Entries hold what was read as plain JSON under a digest of their own: a damaged one is read afresh, and told.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

from plugins.problems import Problem
from plugins.project import FORMS, ROOT
from plugins.reception.data.forms.catalogue import Forms
from plugins.reception.data.workbooks.report import (
    NumberStyle,
    ReportCell,
    ReportFile,
    ReportRow,
    SheetReport,
    Subtotal,
)
from plugins.reception.data.workbooks.workbook import read_report
from plugins.vietnamese import periods
from plugins.vietnamese.periods import format_code, parse_period

LIBRARY = "python-calamine"


class ReportCache:
    """Reads reports by way of a folder of entries; without a folder it reads every time.

    `read_afresh` are the workbooks that were opened, `problems` what is wrong with the entries themselves.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.read_afresh: list[str] = []
        self.problems: list[Problem] = []

    def read(self, path: Path, shown: str, forms: Forms, style: NumberStyle) -> ReportFile:
        """As `read_report`, from the entry if there is one."""
        entry = self.folder / f"{_key(path, shown, style)}.json" if self.folder else None
        if entry and entry.is_file():
            kept = _unpack(entry.read_bytes())
            if kept:
                return kept
            self.problems.append(_note(shown, "bản đọc lưu tạm bị hỏng nên đã đọc lại báo cáo. Không cần làm gì."))
        self.read_afresh.append(shown)
        report = read_report(path, shown, forms, style)
        if entry:
            try:
                _write(entry, _pack(report))
            except OSError as error:
                self.problems.append(_note(shown, f"không lưu tạm được bản đọc ({error.strerror}); lần sau sẽ đọc lại."))
        return report


def _note(shown: str, message: str) -> Problem:
    return Problem(shown, message=message, severity="note")


def _key(path: Path, shown: str, style: NumberStyle) -> str:
    digest = blake2b(path.read_bytes(), digest_size=20)
    digest.update("\0".join((shown, style, _version())).encode())
    return digest.hexdigest()


@cache
def _version() -> str:
    """Changes with the forms, with any code that may have a say in reading, and with the spreadsheet library."""
    digest = blake2b(version(LIBRARY).encode(), digest_size=20)
    code = ((ROOT / "plugins/reception/data").rglob("*.py"), Path(periods.__file__).parent.glob("*.py"), FORMS.glob("*.toml"))
    for file in (file for files in code for file in sorted(files)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _write(entry: Path, content: bytes) -> None:
    entry.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=entry.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(entry)
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _pack(report: ReportFile) -> bytes:
    sheets = [
        ((sheet.form_id, sheet.sheet, sheet.start.isoformat(), sheet.end.isoformat(), sheet.label and format_code(sheet.label),
          sheet.dates_written),
         [_packed_row(row) for row in sheet.rows], [(_packed_row(each.row), each.members) for each in sheet.subtotals])
        for sheet in report.sheets
    ]  # fmt: skip
    problems = [(each.path, each.line, each.sheet, each.cell, each.message, each.severity, each.rule) for each in report.problems]
    payload = json.dumps((report.path, sheets, problems), ensure_ascii=False, separators=(",", ":")).encode()
    return _digest(payload) + b"\n" + payload


def _packed_row(row: ReportRow) -> tuple[Any, ...]:
    cells = [(cell.column, _packed_value(cell.value), cell.verbatim, cell.address) for cell in row.cells.values()]
    return row.unit, row.address, row.is_total, row.note, cells


def _packed_value(value: int | Decimal | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _unpack(content: bytes) -> ReportFile | None:
    """None for anything that `_pack` did not write, to the last byte."""
    digest, _, payload = content.partition(b"\n")
    if digest != _digest(payload):
        return None
    path, sheets, problems = json.loads(payload)
    return ReportFile(path, tuple(_sheet(*sheet) for sheet in sheets), tuple(Problem(*problem) for problem in problems))


def _sheet(head: Iterable[Any], rows: Iterable[Any], subtotals: Iterable[Any]) -> SheetReport:
    form, name, start, end, label, dates = head
    period = parse_period(label) if label else None
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    added = tuple(Subtotal(_row(*row), tuple(members)) for row, members in subtotals)
    return SheetReport(form, name, first, last, period, dates, tuple(_row(*row) for row in rows), added)


def _row(unit: str, address: str, is_total: bool, note: str, cells: Iterable[Any]) -> ReportRow:
    read = {column: ReportCell(column, _value(value), verbatim, place) for column, value, verbatim, place in cells}
    return ReportRow(unit, address, is_total, read, note)


def _value(packed: int | str | None) -> int | Decimal | None:
    return Decimal(packed) if isinstance(packed, str) else packed


def _digest(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=20).hexdigest().encode()
