"""A data set as others can use it: CSV, XLSX, JSON and the codebook, all from the same records, in one pass over them.

Text that a spreadsheet would run as a formula gets an apostrophe before it in CSV (as OWASP advises) and is a typed string in
XLSX. The same data give the same bytes: no file carries the time of the build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Dataset, Observation
from plugins.reception.data.queries.whole_datasets import each_of_dataset, extent, with_ids
from plugins.reception.display.offered_files import offered_files, statistic_file
from plugins.reception.display.sources import source_text
from plugins.reception.open_data.file_writers import Cell, CsvFile, JsonFile, XlsxFile
from plugins.reception.open_data.published_reports import published_report_files
from plugins.reception.open_data.statistic_files import own_statistics
from plugins.vietnamese.periods import format_code

COLUMNS: dict[str, str] = {
    "so_lieu_id": "Mã của số liệu, không đổi khi nộp lại báo cáo; số chung và số có bài dẫn ở địa chỉ #mã của trang bộ số liệu",
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
CODE_COLUMNS = ("loai", "ma", "ten", "don_vi_tinh", "nghia")


def pages_of(catalogue: Catalogue) -> list[str]:
    """Every file that the data alone give below so-lieu/, by path from the site's root; files of cited statistics come beside."""
    reports = published_report_files(catalogue)
    return [
        "so-lieu/index.html",
        *reports,
        *chain.from_iterable(_pages_of(catalogue, dataset) for dataset in catalogue.datasets.values()),
    ]


def _pages_of(catalogue: Catalogue, dataset: Dataset) -> Iterator[str]:
    yield f"so-lieu/{dataset.id}/index.html"
    yield from (file["href"].lstrip("/") for file in offered_files(dataset))
    yield from (statistic_file(dataset, identifier).lstrip("/") for identifier in own_statistics(catalogue, dataset))


def has_statistic(catalogue: Catalogue, file: str, identifier: str) -> bool:
    """Whether the page of that file ("so-lieu/tiep-cong-dan/index.html") shows the number when a link asks for it."""
    dataset = catalogue.datasets.get(file.removeprefix("so-lieu/").partition("/")[0])
    return dataset is not None and bool(with_ids(catalogue, dataset, [identifier]))


def write_files(catalogue: Catalogue, dataset: Dataset, folder: Path) -> None:
    """Write every file offered into the data set's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    code = codebook(catalogue, extent(catalogue, dataset).measures)
    head = {"id": dataset.id, "ten": dataset.title, "mo_ta": dataset.description, "minh_hoa": dataset.sample}
    place = folder / dataset.id
    with (
        closing(CsvFile(place.with_suffix(".csv"), list(COLUMNS))) as table,
        closing(JsonFile(place.with_suffix(".json"), head, "so_lieu", list(COLUMNS))) as document,
        closing(XlsxFile(place.with_suffix(".xlsx"))) as book,
    ):
        book.sheet("Số liệu", list(COLUMNS))
        for row in each_of_dataset(catalogue, dataset):
            cells = _cells(catalogue, row)
            for file in (table, document, book):
                file.add(cells)
        book.sheet("Giải thích", CODE_COLUMNS)
        for line in code:
            book.add(line)
    with closing(CsvFile(folder / f"{dataset.id}-giai-thich.csv", CODE_COLUMNS)) as table:
        for line in code:
            table.add(line)


def _cells(catalogue: Catalogue, row: Observation) -> tuple[Cell, ...]:
    """The cells of a row, in the order of COLUMNS."""
    measure = catalogue.measures[row.measure]
    return (
        row.id, row.unit, catalogue.register.get(row.unit).name, row.scope, format_code(row.period), row.start, row.end,
        row.measure, measure.name, row.value, measure.unit, row.status, row.revision, row.replaces, source_text(row.source),
        row.quote, row.received, row.note,
    )  # fmt: skip


def codebook(catalogue: Catalogue, measures: Collection[str]) -> list[tuple[Cell, ...]]:
    """The meaning of each column, then of each measure that occurs; in the order of CODE_COLUMNS."""
    columns: list[tuple[Cell, ...]] = [("cột", name, "", "", text) for name, text in COLUMNS.items()]
    used = (catalogue.measures[name] for name in measures)
    return [*columns, *(("chỉ tiêu", each.id, each.name, each.unit, each.definition) for each in used)]
