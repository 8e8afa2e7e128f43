"""A data set as others can use it: CSV, XLSX, JSON, a wide table, yearly parts and the codebook, in one pass over the records.

Text that a spreadsheet would run as a formula gets an apostrophe before it in CSV (as OWASP advises) and is a typed string in
XLSX. The same data give the same bytes: no file carries the time of the build.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Dataset, Observation
from plugins.reception.data.queries.whole_datasets import each_of_dataset, extent, with_ids
from plugins.reception.display.offered_files import CATALOGUE_FILE, CODEBOOK, WIDE, offered_files, statistic_file
from plugins.reception.display.sources import source_text
from plugins.reception.open_data.codebook import CODE_COLUMNS, COLUMNS, codebook
from plugins.reception.open_data.file_writers import Cell, CsvFile, JsonFile, XlsxFile
from plugins.reception.open_data.published_reports import published_report_files
from plugins.reception.open_data.statistic_files import own_statistics
from plugins.reception.open_data.wide_table import WideTable
from plugins.vietnamese.periods import format_code


def pages_of(catalogue: Catalogue) -> list[str]:
    """Every file that the data alone give below so-lieu/, by path from the site's root; files of cited statistics come beside."""
    of_sets = chain.from_iterable(_pages_of(catalogue, dataset) for dataset in catalogue.datasets.values())
    return ["so-lieu/index.html", CATALOGUE_FILE, *published_report_files(catalogue), *of_sets]


def _pages_of(catalogue: Catalogue, dataset: Dataset) -> Iterator[str]:
    yield f"so-lieu/{dataset.id}/index.html"
    yield from (file["href"].lstrip("/") for file in offered_files(catalogue, dataset))
    yield from (statistic_file(dataset, identifier).lstrip("/") for identifier in own_statistics(catalogue, dataset))


def has_statistic(catalogue: Catalogue, file: str, identifier: str) -> bool:
    """Whether the page of that file ("so-lieu/tiep-cong-dan/index.html") shows the number when a link asks for it."""
    dataset = catalogue.datasets.get(file.removeprefix("so-lieu/").partition("/")[0])
    return dataset is not None and bool(with_ids(catalogue, dataset, [identifier]))


def write_files(catalogue: Catalogue, dataset: Dataset, folder: Path) -> None:
    """Write every file offered into the data set's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    measures = extent(catalogue, dataset).measures
    code = codebook(catalogue, measures)
    head = {"id": dataset.id, "ten": dataset.title, "mo_ta": dataset.description, "minh_hoa": dataset.sample}
    place = folder / dataset.id
    with ExitStack() as stack:
        table = stack.enter_context(closing(CsvFile(place.with_suffix(".csv"), list(COLUMNS))))
        document = stack.enter_context(closing(JsonFile(place.with_suffix(".json"), head, "so_lieu", list(COLUMNS))))
        book = stack.enter_context(closing(XlsxFile(place.with_suffix(".xlsx"))))
        wide = stack.enter_context(
            closing(WideTable(folder / f"{dataset.id}{WIDE}", [catalogue.measures[name] for name in measures]))
        )
        years: dict[int, CsvFile] = {}
        book.sheet("Số liệu", list(COLUMNS))
        for row in each_of_dataset(catalogue, dataset):
            if row.end.year not in years:
                part = CsvFile(folder / f"{dataset.id}-{row.end.year}.csv", list(COLUMNS))
                years[row.end.year] = stack.enter_context(closing(part))
            cells = _cells(catalogue, row)
            for file in (table, document, book, years[row.end.year]):
                file.add(cells)
            wide.add(row, catalogue.register.get(row.unit).name)
        _write_code(code, book, folder / f"{dataset.id}{CODEBOOK}.csv")


def _write_code(code: list[tuple[Cell, ...]], book: XlsxFile, path: Path) -> None:
    book.sheet("Giải thích", CODE_COLUMNS)
    with closing(CsvFile(path, CODE_COLUMNS)) as table:
        for line in code:
            table.add(line)
            book.add(line)


def _cells(catalogue: Catalogue, row: Observation) -> tuple[Cell, ...]:
    """The cells of a row, in the order of COLUMNS."""
    measure = catalogue.measures[row.measure]
    return (
        row.id, row.unit, catalogue.register.get(row.unit).name, row.scope, format_code(row.period), row.start, row.end,
        row.measure, measure.name, row.value, measure.unit, row.status, row.revision, row.replaces, source_text(row.source),
        row.quote, row.received, row.note, catalogue.report_address(row.origin.path) or "", row.origin.sheet, row.origin.cell,
    )  # fmt: skip
