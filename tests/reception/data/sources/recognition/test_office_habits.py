"""Sheets as Vietnamese offices dress them are read as they are: headings of groups, ordinals, columns and notes of their own."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import load
from odf.style import Style, TableRowProperties
from odf.table import TableRow

from plugins.reception.data.sources.recognition.column_numbers import label_rows
from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.recognition.read_rows import read_rows
from plugins.reception.data.sources.spreadsheets.grid import Grid
from tests.reception.data.sources.recognition.files import SHEET, change_part, good, read, refused_cells, with_rows
from tests.reception.data.sources.recognition.sheets import LETTERS, Page, dated, filled, only, table, write
from tests.reception.data.sources.recognition.sound_sheets import UNITS, sheet_of_all, sound_row

LAST = len(LETTERS.columns)
COMPARISONS = ["Tỷ lệ %", "Tỉ lệ (%)", "So với cùng kỳ", "Cùng kỳ năm trước", "Kỳ trước", "Tăng, giảm (%)", "Mã đơn vị", "%"]


def with_group(name: str, *, first: int = 0, last: int = LAST) -> Page:
    """The sheet of all units with a heading above them, merged over these columns."""
    page = sheet_of_all(LETTERS)
    page.cells = {(row + (row > 5), column): value for (row, column), value in page.cells.items()} | {(6, first): name}
    page.merges = [((6, first), (6, last))]
    return page


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
@pytest.mark.parametrize(
    "name", ["I. KHỐI SỞ, NGÀNH", "Khối sở, ngành", "A. CẤP TỈNH", "Phần I: Các sở", "II- Các huyện, thành phố"]
)
def test_the_name_of_a_group_may_stand_across_the_table(tmp_path: Path, suffix: str, name: str) -> None:
    assert [row.unit for row in only(read(write(tmp_path / f"a{suffix}", with_group(name)))).units] == list(UNITS)


def test_a_number_across_columns_is_still_nobodys(tmp_path: Path) -> None:
    page = sheet_of_all(LETTERS)
    page.merges = [((6, 3), (6, 4))]
    del page.cells[6, 4]
    assert refused_cells(write(tmp_path / "a.xlsx", page)) == ["D7"]


@settings(max_examples=200)
@given(
    ordinal=st.integers(1, 199).map(str) | st.sampled_from(["I", "IV", "A", "Đ"]),
    marks=st.sampled_from(["{}. ", "{}.", "({}) ", "{}) ", "{}- ", "{} - ", "{} – "]),
    units=st.lists(st.sampled_from(["Sở Y tế", "UBND xã Đồng Đăng", "Ban Dân tộc", "Cơ quan khác"]), min_size=1, unique=True),
)
def test_an_ordinal_before_a_name_is_no_part_of_it(ordinal: str, marks: str, units: list[str]) -> None:
    cells: dict[tuple[int, int], str | int] = {(0, column): column for column in range(1, LAST + 1)}
    for row, unit in enumerate(units, 1):
        cells |= {(row, column): value for column, value in sound_row(LETTERS).items()}
        cells[row, 0] = marks.format(ordinal) + unit
    grid, findings = Grid("S", cells), Findings("a", "S")
    rows, _ = read_rows(grid, label_rows(grid), LETTERS, "vi", findings)
    assert findings.problems == []
    assert [row.unit for row in rows] == units


def test_the_sums_of_a_group_named_with_its_ordinal_are_no_unit(tmp_path: Path) -> None:
    page = sheet_of_all(LETTERS)
    page.cells = {(row + (row > 5), column): value for (row, column), value in page.cells.items()} | {(6, 0): "I. Các cơ quan"}
    page.cells |= {(6, column): value for column, value in sound_row(LETTERS, 6).items()}
    sheet = only(read(write(tmp_path / "a.xlsx", page)))
    assert [subtotal.row.unit for subtotal in sheet.subtotals] == ["Các cơ quan"]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
@pytest.mark.parametrize("title", COMPARISONS)
def test_a_column_that_the_office_calculates_for_itself_is_no_matter(tmp_path: Path, suffix: str, title: str) -> None:
    page = sheet_of_all(LETTERS)
    page.cells |= {(4, LAST + 1): title, **{(row, LAST + 1): 12 for row in range(6, 10)}}
    only(read(write(tmp_path / f"a{suffix}", page)))


@pytest.mark.parametrize("title", [*COMPARISONS, "Ý kiến"])
def test_a_lone_number_under_such_a_heading_has_been_pushed_there(tmp_path: Path, title: str) -> None:
    page = sheet_of_all(LETTERS)
    page.cells |= {(4, LAST + 1): title, (7, LAST + 1): 234}
    assert refused_cells(write(tmp_path / "a.xlsx", page)) == ["R8"]


def test_a_sheet_with_all_that_offices_put_around_a_table_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", sheet_of_all(LETTERS))
    book = openpyxl.load_workbook(path)
    sheet = book["Bao cao"]
    sheet["M12"], sheet["B13"], sheet["B15"] = "Lạng Sơn, ngày 15 tháng 12 năm 2022", "Người lập biểu", "ĐT: 0205.3812.345"
    sheet["A11"], sheet["Y3"], sheet["Z4"] = "Ghi chú: số liệu có 3 đơn trùng", 12, 34
    sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_area = "B7", "A6:Q10", "A1:Q15"
    for column in "YZ":
        sheet.column_dimensions[column].hidden = True
    sheet.row_dimensions[14].height = 0
    for line in sheet["B7:Q10"]:
        for cell in line:
            cell.number_format = '_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* "-"\\ _₫_-;_-@_-'
    book.create_sheet("Danh mục").sheet_state = "hidden"
    book.save(path)
    assert only(read(path)).total is not None


@pytest.mark.parametrize("height", [0.1, 0.75, 2.25])
def test_a_row_pulled_shut_hides_its_numbers(tmp_path: Path, height: float) -> None:
    book = openpyxl.load_workbook(path := write(tmp_path / "a.xlsx", sheet_of_all(LETTERS)))
    book["Bao cao"].row_dimensions[8].height = height
    book["Bao cao"].row_dimensions[7].height = 6.0
    book["Bao cao"].column_dimensions["C"].width = height / 5
    book["Bao cao"].column_dimensions["D"].width = 2
    book.save(path)
    assert refused_cells(path) == ["B8", "C7"]


def test_a_row_of_xls_pulled_shut_hides_its_numbers(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for place, value in sheet_of_all(LETTERS).cells.items():
        sheet.write(*place, value)
    sheet.row(7).height, sheet.row(6).height, sheet.col(2).width, sheet.col(3).width = 40, 100, 100, 300
    book.save(str(tmp_path / "a.xls"))
    assert refused_cells(tmp_path / "a.xls") == ["B8", "C7"]


@pytest.mark.parametrize("size", ["0cm", "0.02cm", "0.5mm", "0.01in", "2pt"])
def test_a_row_of_ods_pulled_shut_hides_its_numbers(tmp_path: Path, size: str) -> None:
    book = load(str(path := good(tmp_path, ".ods")))
    for name, height, row in (("r1", size, 7), ("r2", "0.3cm", 6)):
        style = Style(name=name, family="table-row")
        style.addElement(TableRowProperties(rowheight=height))
        book.automaticstyles.addElement(style)
        book.getElementsByType(TableRow)[row].setAttribute("stylename", style)
    book.save(str(path))
    assert refused_cells(path) == ["B8"]


def test_a_cell_that_a_file_holds_twice_is_reported(tmp_path: Path) -> None:
    path = change_part(good(tmp_path), SHEET, with_rows('<row r="7"><c r="I7"><v>9</v></c></row>'))
    assert refused_cells(path) == ["I7"]


def test_a_remark_of_a_unit_without_numbers_ends_no_table(tmp_path: Path) -> None:
    page = sheet_of_all(LETTERS)
    page.cells |= {(4, LAST + 1): "Ghi chú", (7, LAST + 1): "Ghi chú: không phát sinh"}
    page.cells = {place: value for place, value in page.cells.items() if place[0] != 7 or place[1] in (0, LAST + 1)}
    assert refused_cells(path := write(tmp_path / "a.xlsx", page)) == []
    assert [row.unit for row in read(path).sheets[0].units] == ["Sở Tài chính", "Huyện Cao Lộc"]


@pytest.mark.parametrize(("count", "reported"), [(1, []), (2, ["warning"]), (5, ["error"])])
def test_numbers_under_the_signatures_are_reported(tmp_path: Path, count: int, reported: list[str]) -> None:
    page = sheet_of_all(LETTERS)
    page.cells |= {(11, 0): "Người lập biểu", (13, 0): "Sở Y tế", **{(13, column): 7 for column in range(1, count + 1)}}
    problems = read(write(tmp_path / "a.xlsx", page)).problems
    assert [(problem.severity, problem.cell) for problem in problems] == [(severity, "A14") for severity in reported]


@pytest.mark.parametrize("padding", [(b" ", b""), (b"", b"\n"), (b"\r\n   ", b"\t")])
def test_a_number_on_a_line_of_its_own_is_read(tmp_path: Path, padding: tuple[bytes, bytes]) -> None:
    before, after = padding
    path = good(tmp_path)
    change_part(path, SHEET, lambda xml: xml.replace(b"<v>", b"<v>" + before).replace(b"</v>", after + b"</v>"))
    assert [row.cells[1].value for row in only(read(path)).units] == [7, 8]


def test_an_abbreviation_is_no_ordinal(tmp_path: Path) -> None:
    rows = {name: filled(LETTERS, 0) for name in ("Đ/c An", "C.A tỉnh", "V/v khác")}
    sheet = only(read(write(tmp_path / "a.xlsx", dated(table(LETTERS, rows)))))
    assert [row.unit for row in sheet.units] == list(rows)
