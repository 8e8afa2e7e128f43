"""No file takes the build's time or memory, and no value is taken that the file does not hold."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlwt

from plugins.reception.data.sources.recognition import read_report as workbook
from plugins.reception.data.sources.spreadsheets import calamine_cells, xml_events
from plugins.reception.data.sources.spreadsheets import zip_archive as archive
from plugins.reception.data.sources.spreadsheets.open_spreadsheet import open_workbook
from plugins.reception.data.sources.spreadsheets.xlsx_faults import scan_xlsx
from plugins.reception.data.sources.spreadsheets.zip_archive import ArchiveError, open_archive
from tests.reception.data.sources.recognition.files import SHEET, change_part, good, good_page, read, refusal, with_rows
from tests.reception.data.sources.recognition.sheets import Page, write
from tests.reception.data.sources.spreadsheets.xls_writer import container_of, records_of


def test_a_file_over_the_size_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(workbook.MAX_BYTES + 1)
    assert "quá 20 MB" in refusal(path)


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = change_part(good(tmp_path), "docProps/app.xml", lambda _: b" " * 30_000_000)
    assert "nén quá 100 lần" in refusal(path)


def test_a_zip_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    path = change_part(good(tmp_path), "docProps/app.xml", lambda _: b"0" * (archive.MAX_UNPACKED + 1))
    assert "quá 50 MB" in refusal(path)


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = change_part(good(tmp_path), "docProps/app.xml", lambda _: b" " * 30_000_000)
    real = (30_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(real, (100).to_bytes(4, "little")))
    assert "tệp hỏng" in refusal(path)


def test_an_archive_of_many_entries_is_refused(tmp_path: Path) -> None:
    path = good(tmp_path)
    with zipfile.ZipFile(path, "a") as target:
        for number in range(archive.MAX_ENTRIES):
            target.writestr(f"x{number}", b"")
    assert "nhiều hơn 10000" in refusal(path)


def test_the_declared_dimension_is_not_trusted(tmp_path: Path) -> None:
    wps = change_part(good(tmp_path), SHEET, lambda xml: xml.replace(b'<dimension ref="A1:AD8"', b'<dimension ref="A1:A1"'))
    assert b'ref="A1:A1"' in zipfile.ZipFile(wps).read(SHEET)
    result = read(wps)
    assert result.problems == ()
    assert result.sheets[0].rows[1].cells[29].value == 8


def test_a_stray_cell_far_away_is_reported_not_filled_up(tmp_path: Path) -> None:
    path = change_part(good(tmp_path), SHEET, with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    assert "XFD1048576" in refusal(path)


@pytest.mark.parametrize(
    "cell",
    ['t="str"><f>""</f><v></v>', 't="inlineStr"><is/>', 't="inlineStr"><is><t/></is>', 't="s"><v>0</v>', "><v>1</v>"],
    ids=["empty result", "no inline text", "empty inline text", "shared text", "number"],
)
@pytest.mark.parametrize("place", ["XFD1048576", "xfd1048576", "AAAA9999", "A999999999"])
def test_a_cell_far_away_is_refused_before_the_library_makes_room_for_it(tmp_path: Path, cell: str, place: str) -> None:
    content = change_part(good(tmp_path), SHEET, with_rows(f'<row><c r="{place}" {cell}</c></row>')).read_bytes()
    with pytest.raises(ArchiveError, match=f"đến ô {place.upper()} "):
        scan_xlsx(open_archive(content))


def test_a_styled_cell_far_away_that_holds_nothing_harms_nothing(tmp_path: Path) -> None:
    assert read(change_part(good(tmp_path), SHEET, with_rows('<row><c r="XFD1048576" s="0"/></row>'))).problems == ()


def test_a_cell_without_a_place_is_refused(tmp_path: Path) -> None:
    assert "tệp hỏng" in refusal(change_part(good(tmp_path), SHEET, with_rows('<row><c r="$A$9"><v>1</v></c></row>')))


def test_more_cells_than_any_report_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.reception.data.sources.spreadsheets.xlsx_faults.MAX_CELLS", 50)
    with pytest.raises(ArchiveError, match="trang tính quá lớn"):
        open_workbook(good(tmp_path).read_bytes(), ".xlsx")
    monkeypatch.setattr("plugins.reception.data.sources.spreadsheets.read_csv.MAX_CELLS", 50)
    assert "quá 50 ô" in refusal(good(tmp_path, ".csv"))


def test_cells_of_all_sheets_count_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calamine_cells, "MAX_CELLS", 150)
    path = write(tmp_path / "a.xlsx", good_page(), Page("Hai", good_page().cells))
    with pytest.raises(ArchiveError, match="quá 500000 ô"):
        open_workbook(path.read_bytes(), ".xlsx")


@pytest.mark.parametrize("kind", ["cols", "rows"])
def test_ods_cells_repeated_a_million_times_are_refused(tmp_path: Path, kind: str) -> None:
    attribute = b'table:number-columns-repeated="9000000" ' if kind == "cols" else b""
    rows = b' table:number-rows-repeated="9000000"' if kind == "rows" else b""
    bomb = (
        b"<table:table-row" + rows + b"><table:table-cell " + attribute + b'office:value-type="float" office:value="1"/>'
        b"</table:table-row></table:table>"
    )
    path = change_part(good(tmp_path, ".ods"), "content.xml", lambda xml: xml.replace(b"</table:table>", bomb))
    assert "trang tính quá lớn" in refusal(path)


def test_an_xls_cell_far_away_is_refused(tmp_path: Path) -> None:
    page = good_page()
    page.cells[65535, 255] = 1
    assert "ở rất xa bảng" in refusal(write(tmp_path / "a.xls", page))


def test_a_formula_nobody_calculated_is_reported_with_its_cell(tmp_path: Path) -> None:
    page = good_page()
    page.cells[6, 3] = "=SUM(E7:F7)"
    (problem,) = read(write(tmp_path / "a.xlsx", page)).problems
    assert (problem.sheet, problem.cell) == ("Bao cao", "D7")
    assert "công thức chưa có kết quả" in problem.message


@pytest.mark.parametrize("padding", [0, 400])
def test_an_xls_formula_without_a_result_is_reported_with_its_cell(tmp_path: Path, padding: int) -> None:
    page = good_page()
    page.cells[6, 3] = xlwt.Formula("SUM(E7:F7)")
    page.cells |= {(row, 40): f"ghi chú {row}" for row in range(padding)}
    (problem,) = read(write(tmp_path / "a.xls", Page("Ghi chú", {(0, 0): xlwt.Formula("1+1")}), page)).problems
    assert (problem.sheet, problem.cell) == ("Bao cao", "D7")
    assert "công thức không có kết quả" in problem.message


def test_a_formula_beside_the_table_may_be_without_a_value(tmp_path: Path) -> None:
    page = good_page()
    page.cells[7, 34] = "=SUM(B8:C8)"
    assert read(write(tmp_path / "a.xlsx", page)).problems == ()


def test_an_ods_formula_nobody_calculated_is_reported_with_its_cell(tmp_path: Path) -> None:
    old = b'<table:table-cell office:value-type="float" office:value="7"/>'
    new = b'<table:table-cell table:formula="of:=SUM([.C7:.D7])"/>'

    def uncalculated(xml: bytes) -> bytes:
        headings, first, rest = xml.partition(old)  # the first 7 is the number of a column
        return headings + first + rest.replace(old, new, 1)

    path = change_part(good(tmp_path, ".ods"), "content.xml", uncalculated)
    (problem,) = read(path).problems
    assert (problem.cell, "chưa có kết quả" in problem.message) == ("B7", True)


def test_a_formula_with_its_value_is_a_number_and_with_an_empty_text_is_blank(tmp_path: Path) -> None:
    def calculated(xml: bytes) -> bytes:
        xml = xml.replace(b'<c r="D7" t="n"><v>7</v>', b'<c r="D7"><f>3+4</f><v>7</v>')
        return xml.replace(b'<c r="E7" t="n"><v>7</v>', b'<c r="E7" t="str"><f>""</f><v></v>')

    path = change_part(good(tmp_path), "xl/workbook.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))
    result = read(change_part(path, SHEET, calculated))
    assert result.problems == ()
    assert [result.sheets[0].rows[0].cells[column].value for column in (3, 4, 5)] == [7, None, 7]


def test_a_formula_that_failed_is_reported_with_its_cell(tmp_path: Path) -> None:
    failed = b'<c r="D7" t="e"><f>1/0</f><v>#DIV/0!</v>'
    path = change_part(good(tmp_path), SHEET, lambda xml: xml.replace(b'<c r="D7" t="n"><v>7</v>', failed))
    (problem,) = read(path).problems
    assert (problem.cell, "#DIV/0!" in problem.message) == ("D7", True)


def test_an_xml_entity_is_not_expanded(tmp_path: Path) -> None:
    head = b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet'
    path = change_part(good(tmp_path), SHEET, lambda xml: xml.replace(b"<worksheet", head, 1))
    assert "tệp hỏng" in refusal(path)


@pytest.mark.parametrize("inside", [b"<a>" * 200 + b"</a>" * 200, b"<a/>" * 1001], ids=["deep", "many"])
def test_xml_that_no_office_program_writes_is_refused(tmp_path: Path, inside: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_events, "MAX_ELEMENTS", 1000)
    parts = open_archive(good(tmp_path).read_bytes())
    assert scan_xlsx(parts)
    with pytest.raises(ArchiveError, match="lồng quá 100 lớp hoặc có quá 1000 phần tử"):
        scan_xlsx({**parts, SHEET: parts[SHEET].replace(b"</worksheet>", inside + b"</worksheet>")})


@pytest.mark.parametrize("number", ["NaN", "1e999", "-Infinity"])
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
def test_a_number_that_is_none_is_reported_with_its_cell(tmp_path: Path, suffix: str, number: str) -> None:
    page = good_page()
    page.cells[6, 5] = float(number) if suffix == ".xls" else number if suffix == ".csv" else 4711
    path = tmp_path / f"a{suffix}"
    if suffix == ".xls":
        path.write_bytes(container_of(records_of(page)))
    else:
        write(path, page)
    if suffix in (".xlsx", ".ods"):
        change_part(path, SHEET if suffix == ".xlsx" else "content.xml", lambda xml: xml.replace(b"4711", number.encode()))
    (problem,) = read(path).problems
    assert (problem.path, problem.cell) == (path.name, "F7")
