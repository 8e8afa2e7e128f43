"""Spreadsheets to grids: .xlsx here, .xls and .ods in a child process that may die without taking the build along.

The extension is only a promise: the first bytes decide whether it is kept, and a broken promise is told, not repaired.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, PasswordError

from plugins.problems import Problem, ProblemsFound
from plugins.reception.data.workbooks import calamine_cells
from plugins.reception.data.workbooks.archive import DAMAGED, PASSWORD, ArchiveError, open_archive
from plugins.reception.data.workbooks.calamine_cells import LOCKED, MAX_CELLS, TOO_LARGE, RawSheet, TooLargeError
from plugins.reception.data.workbooks.grid import Grid, Range, Value
from plugins.reception.data.workbooks.ole import MAGIC
from plugins.reception.data.workbooks.sheet_ods import scan_ods
from plugins.reception.data.workbooks.sheet_xls import plain_xls, scan_xls, workbook_stream
from plugins.reception.data.workbooks.sheet_xml import SheetScan, scan_xlsx

SECONDS = 30

_ZIP, _OLE = b"PK\x03\x04", MAGIC
_BARE_XLS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # records without a container
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TOO_LARGE = f"có quá {MAX_CELLS} ô, hoặc có ô ở rất xa bảng. Xóa các ô thừa rồi lưu lại."
_DIED = "tệp hỏng, hoặc có ô ở rất xa bảng nên không đủ bộ nhớ. Chép số liệu sang tệp .xlsx mới."
_LEGACY_FAILURES = {LOCKED: PASSWORD, TOO_LARGE: _TOO_LARGE}


def read_xlsx(content: bytes, shown_path: str) -> tuple[Grid, ...]:
    """Every visible worksheet of an .xlsx. Raises ProblemsFound."""
    _require(content, _ZIP, ".xlsx", shown_path)
    try:
        archive = open_archive(content)
        scans = scan_xlsx(archive.parts)
        sheets = calamine_cells.read_sheets(archive.plain)
    except ArchiveError as error:
        raise _refusal(shown_path, str(error)) from error
    except PasswordError as error:
        raise _refusal(shown_path, PASSWORD) from error
    except CalamineError as error:
        raise _refusal(shown_path, DAMAGED) from error
    except TooLargeError as error:
        raise _refusal(shown_path, _TOO_LARGE) from error
    return _grids(sheets, scans)


def read_ods(content: bytes, shown_path: str) -> tuple[Grid, ...]:
    """Every sheet of an .ods. Raises ProblemsFound."""
    _require(content, _ZIP, ".ods", shown_path)
    try:
        archive = open_archive(content)
        scans = scan_ods(archive.parts)
    except ArchiveError as error:
        raise _refusal(shown_path, str(error)) from error
    return _grids(_read_apart(archive.plain, shown_path), scans)


def read_xls(content: bytes, shown_path: str) -> tuple[Grid, ...]:
    """Every visible worksheet of an .xls of Excel 97 or later. Raises ProblemsFound."""
    if not content.startswith(_BARE_XLS):
        _require(content, _OLE, ".xls", shown_path)
    try:
        stream = workbook_stream(content)
        scans = scan_xls(stream)
    except ArchiveError as error:
        raise _refusal(shown_path, str(error)) from error
    return _grids(_read_apart(plain_xls(stream), shown_path), scans)


def _require(content: bytes, magic: bytes, extension: str, shown_path: str) -> None:
    if content.startswith(magic):
        return
    start = content[:512].lstrip().lower()
    if not content:
        message = "tệp rỗng. Xin lại tệp."
    elif _ENCRYPTED in content[:65536] or (content.startswith(_OLE) and _ENCRYPTED in content):
        message = PASSWORD
    elif start.startswith((b"<", b"\xef\xbb\xbf<")):
        message = f"bên trong là trang web hoặc XML, chỉ mang đuôi {extension}. Mở bằng Excel rồi lưu thành .xlsx."
    elif content.startswith((_ZIP, _OLE)):
        message = f"không phải tệp {extension} thật mà là định dạng khác đổi đuôi. Mở bằng Excel rồi lưu thành .xlsx."
    else:
        message = f"không đọc được như tệp {extension}: {DAMAGED}"
    raise _refusal(shown_path, message)


def _read_apart(content: bytes, shown_path: str) -> list[RawSheet]:
    # -I: neither the environment nor the folder of the reports can slip a module in.
    command = [sys.executable, "-I", str(Path(calamine_cells.__file__))]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise _refusal(shown_path, f"đọc quá {SECONDS} giây chưa xong. Chép số liệu sang tệp .xlsx mới.") from error
    if child.returncode < 0:
        raise _refusal(shown_path, _DIED)
    if child.returncode:
        raise _refusal(shown_path, _LEGACY_FAILURES.get(child.returncode, DAMAGED))
    sheets: list[RawSheet] = json.loads(child.stdout)
    return sheets


def _grids(sheets: list[RawSheet], scans: Mapping[str, SheetScan]) -> tuple[Grid, ...]:
    """Hidden sheets are left out: they are old copies and code lists that nobody who sends the file can see."""
    return tuple(_grid(sheet, scans.get(sheet["name"], SheetScan())) for sheet in sheets if sheet["visible"])


def _grid(sheet: RawSheet, scan: SheetScan) -> Grid:
    cells = {(row, column): _value(value) for row, column, value in sheet["cells"]}
    merges = tuple(_range(merge) for merge in sheet["merges"]) or tuple(scan.merges)
    return Grid(sheet["name"], cells, merges, scan.faults)


def _value(value: Any) -> Value:
    plain: Value = date.fromisoformat(value["day"]) if isinstance(value, dict) else value
    return plain


def _range(merge: list[list[int]]) -> Range:
    (first_row, first_column), (last_row, last_column) = merge
    return (first_row, first_column), (last_row, last_column)


def _refusal(shown_path: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(shown_path, message=message)])
