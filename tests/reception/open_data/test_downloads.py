"""Downloads are written row by row: their size does not matter to memory, and nothing is lost."""

from __future__ import annotations

import csv
import json
import re
import tracemalloc
from contextlib import closing
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import chain, repeat
from pathlib import Path
from tempfile import NamedTemporaryFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reception.data.queries.whole_datasets import each_of_dataset
from plugins.reception.open_data import downloads
from plugins.reception.open_data.codebook import COLUMNS
from plugins.reception.open_data.downloads import write_files
from plugins.reception.open_data.file_writers import CsvFile, JsonFile, XlsxFile
from tests.reception.sample import MONEY, PEOPLE, VISITS, catalogue_of, seen

ROW = ("a", "=1+1", 5, Decimal("16880.12"), date(2017, 7, 1), None, "")
NAMES = ("id", "text", "count", "money", "day", "nothing", "empty")


def peak_of(folder, monkeypatch, count: int) -> int:
    row = seen(VISITS, "2017-Q3", 5)
    monkeypatch.setattr(downloads, "each_of_dataset", lambda *_: repeat(row, count))
    catalogue = catalogue_of([row])
    tracemalloc.start()
    write_files(catalogue, catalogue.datasets["tiep-cong-dan"], folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


@pytest.mark.slow
def test_ten_times_the_rows_take_no_more_memory(tmp_path, monkeypatch):
    few, many = (peak_of(tmp_path / str(count), monkeypatch, count) for count in (400, 4000))
    assert many < few * 1.5


def test_all_files_hold_every_row_in_one_order(tmp_path, filled):
    catalogue = filled(
        [seen(PEOPLE, "2017-Q3", 9), seen(VISITS, "2017-Q3", 5), seen(VISITS, "2017-Q2", 4), seen(MONEY.id, "2017-Q3", "1.5")]
    )
    write_files(catalogue, catalogue.datasets["tiep-cong-dan"], tmp_path)
    place = tmp_path / "tiep-cong-dan"
    table = list(csv.DictReader(place.with_suffix(".csv").read_text(encoding="utf-8").splitlines()))
    document = json.loads(place.with_suffix(".json").read_text(encoding="utf-8"))["so_lieu"]
    header, *lines = openpyxl.load_workbook(place.with_suffix(".xlsx"))["Số liệu"].values
    assert [row["gia_tri"] for row in table] == ["4", "5", "9", "1.5"]
    assert [row["gia_tri"] for row in document] == [4, 5, 9, 1.5]
    assert [dict(zip(header, line, strict=True))["gia_tri"] for line in lines] == [4, 5, 9, 1.5]
    assert list(table[0]) == list(document[0]) == list(header) == list(COLUMNS)


def test_rows_come_in_order_on_both_databases(filled):
    catalogue = filled(seen(VISITS, f"{year}-Q{quarter}", year) for year in (2019, 2017, 2018) for quarter in (3, 1, 2))
    found = [row.start for row in each_of_dataset(catalogue, catalogue.datasets["tiep-cong-dan"])]
    assert found == sorted(found)


def test_what_no_sheet_of_excel_can_hold_goes_on_in_another(tmp_path):
    with closing(XlsxFile(tmp_path / "a.xlsx", most=3)) as book:
        book.sheet("Số liệu", ("n",))
        for number in range(5):
            book.add((number,))
        book.sheet("Giải thích", ("n",))
    sheets = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [(sheet.title, [line[0] for line in sheet.values]) for sheet in sheets] == [
        ("Số liệu", ["n", 0, 1]),
        ("Số liệu 2", ["n", 2, 3]),
        ("Số liệu 3", ["n", 4]),
        ("Giải thích", ["n"]),
    ]


def test_each_kind_of_cell_is_what_it_was(tmp_path):
    with (
        closing(CsvFile(tmp_path / "a.csv", NAMES)) as table,
        closing(JsonFile(tmp_path / "a.json", {"x": 1}, "rows", NAMES)) as text,
    ):
        table.add(ROW)
        text.add(ROW)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()[1] == "a,'=1+1,5,16880.12,2017-07-01,,"
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == {
        "x": 1,
        "rows": [{"id": "a", "text": "=1+1", "count": 5, "money": 16880.12, "day": "2017-07-01", "nothing": None, "empty": ""}],
    }


@given(st.text(st.sampled_from(";=+-@\t\r\n\uff1d a1\",'"), max_size=12))
def test_no_text_becomes_a_formula_wherever_a_spreadsheet_parts_the_file(text):
    with NamedTemporaryFile(suffix=".csv") as place:
        with closing(CsvFile(Path(place.name), ("a", "b"))) as table:
            table.add(("x", text))
        written = Path(place.name).read_bytes().decode()
    rows = list(csv.reader(StringIO(written, newline="")))
    assert re.sub("[ '\n]", "", rows[1][1]) == re.sub("[ '\r\n]", "", text)
    where_commas_part = chain.from_iterable(rows)
    where_semicolons_part = (cell.lstrip('"') for cell in re.split("[;\t\r\n]", written))
    signs = ("=", "+", "-", "@", "\uff1d")
    assert [cell for cell in chain(where_commas_part, where_semicolons_part) if cell.startswith(signs)] == []


@pytest.mark.parametrize("count", [0, 1, 2])
def test_any_number_of_rows_is_good_json(tmp_path, count):
    with closing(JsonFile(tmp_path / "a.json", {}, "rows", ("n",))) as text:
        for number in range(count):
            text.add((number,))
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == {"rows": [{"n": number} for number in range(count)]}
