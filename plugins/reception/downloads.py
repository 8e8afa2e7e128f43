"""A data set as others can use it: CSV, XLSX, JSON and the codebook, all from the same records.

A text that a spreadsheet would run as a formula is made harmless in CSV (OWASP: an apostrophe before it) and is a typed string in
XLSX. The same data give the same bytes: no file carries the time of the build.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.queries.select import of_dataset
from plugins.reception.data.records import Dataset, Observation
from plugins.reception.statistics import source_text
from plugins.vietnamese.periods import format_code

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
LONGEST_CELL = 32_767  # characters; Excel's own limit
COLUMNS: dict[str, str] = {
    "so_lieu_id": "Mã của số liệu; cũng là địa chỉ trên trang của bộ số liệu (#mã)",
    "unit_id": "Mã đơn vị trong danh mục đơn vị",
    "don_vi": "Tên đơn vị",
    "pham_vi": "toan_dia_ban: tính cả địa bàn; rieng_don_vi: chỉ riêng đơn vị",
    "ky": "Mã kỳ: 2017-Q3 là quý III năm 2017; ngày..ngày là khoảng tuỳ chọn",
    "tu_ngay": "Ngày đầu của kỳ",
    "den_ngay": "Ngày cuối của kỳ, như nguồn đã ghi",
    "chi_tieu_id": "Mã chỉ tiêu",
    "chi_tieu": "Tên chỉ tiêu",
    "gia_tri": "Giá trị",
    "don_vi_tinh": "Đơn vị tính",
    "trang_thai": "chinh_thuc, so_bo, bao_chi; dinh_chinh hoặc rut là số cũ đã được thay, không dùng để tính",
    "lan": "Lần công bố; 1 là lần đầu",
    "thay_cho": "Mã của số liệu mà dòng này đính chính",
    "nguon": "Nguồn và ngày của nguồn",
    "trich_dan": "Nguyên văn trong nguồn",
    "ngay_nhan": "Ngày nhận số liệu",
    "ghi_chu": "Ghi chú",
}
Record = dict[str, str | int | Decimal | date | None]


def offers(dataset: Dataset) -> list[dict[str, str]]:
    """The files offered on pages: label, address and media type."""
    folder = f"/so-lieu/{dataset.id}/{dataset.id}"
    files = [{"label": ending.upper(), "href": f"{folder}.{ending}", "type": MEDIA_TYPES[ending]} for ending in MEDIA_TYPES]
    return [*files, {"label": "Bảng giải thích (CSV)", "href": f"{folder}-giai-thich.csv", "type": MEDIA_TYPES["csv"]}]


def files_of(catalogue: Catalogue, dataset: Dataset) -> dict[str, bytes]:
    """Every file offered, by its name in the data set's folder."""
    rows = [_record(catalogue, row) for row in in_order(catalogue, of_dataset(catalogue, dataset))]
    code = codebook(catalogue, rows)
    return {
        f"{dataset.id}.csv": as_csv(rows),
        f"{dataset.id}.json": as_json(dataset, rows),
        f"{dataset.id}.xlsx": as_xlsx({"Số liệu": rows, "Giải thích": code}),
        f"{dataset.id}-giai-thich.csv": as_csv(code),
    }


def in_order(catalogue: Catalogue, rows: Iterable[Observation]) -> list[Observation]:
    """By period, then measures as the catalogue lists them, then unit and revision."""
    place = {identifier: number for number, identifier in enumerate(catalogue.measures)}
    return sorted(rows, key=lambda row: (row.start, row.end, place[row.measure], row.unit, row.revision))


def _record(catalogue: Catalogue, row: Observation) -> Record:
    measure = catalogue.measures[row.measure]
    return {
        "so_lieu_id": row.id,
        "unit_id": row.unit,
        "don_vi": catalogue.register.get(row.unit).name,
        "pham_vi": row.scope,
        "ky": format_code(row.period),
        "tu_ngay": row.start,
        "den_ngay": row.end,
        "chi_tieu_id": row.measure,
        "chi_tieu": measure.name,
        "gia_tri": row.value,
        "don_vi_tinh": measure.unit,
        "trang_thai": row.status,
        "lan": row.revision,
        "thay_cho": row.replaces,
        "nguon": source_text(row.source),
        "trich_dan": row.quote,
        "ngay_nhan": row.received,
        "ghi_chu": row.note,
    }


def codebook(catalogue: Catalogue, rows: list[Record]) -> list[Record]:
    """What each column means, then what each measure that occurs means."""
    used = {row["chi_tieu_id"] for row in rows}
    columns: list[Record] = [
        {"loai": "cột", "ma": name, "ten": "", "don_vi_tinh": "", "nghia": text} for name, text in COLUMNS.items()
    ]
    measures: list[Record] = [
        {"loai": "chỉ tiêu", "ma": measure.id, "ten": measure.name, "don_vi_tinh": measure.unit, "nghia": measure.definition}
        for measure in catalogue.measures.values()
        if measure.id in used
    ]
    return columns + measures


def as_csv(rows: list[Record]) -> bytes:
    """UTF-8 without BOM, comma, LF; numbers without separators, days as ISO 8601."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]) if rows else list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _harmless(cell) for key, cell in row.items()} for row in rows)
    return out.getvalue().encode()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def as_json(dataset: Dataset, rows: list[Record]) -> bytes:
    """The data set's own words and its rows; numbers are JSON numbers, unknown is null."""
    head = {"id": dataset.id, "ten": dataset.title, "mo_ta": dataset.description, "minh_hoa": dataset.sample}
    return (json.dumps({**head, "so_lieu": rows}, ensure_ascii=False, indent=1, default=_plain) + "\n").encode()


def _plain(cell: object) -> str | float:
    return float(cell) if isinstance(cell, Decimal) else str(cell)


def as_xlsx(sheets: dict[str, list[Record]]) -> bytes:
    """One sheet each; numbers and days are typed cells, and no text is ever a formula or a link."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"created": datetime(2000, 1, 1), "author": "", "comments": ""})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    bold = workbook.add_format({"bold": True})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(rows[0] if rows else COLUMNS):
            sheet.write_string(0, column, title, bold)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row.values()):
                _write_cell(sheet, line, column, cell, day)
    workbook.close()
    return out.getvalue()


def _write_cell(sheet: Any, line: int, column: int, cell: object, day: Any) -> None:
    if isinstance(cell, int | Decimal):
        sheet.write_number(line, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), day)
    elif cell:
        sheet.write_string(line, column, str(cell)[:LONGEST_CELL])
