"""Files as office programs write them: a number that is not what a person sees in the sheet stops the build at its cell."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf.number import Number, NumberStyle
from odf.opendocument import load
from odf.style import Style
from odf.table import TableCell, TableRow

from tests.reception.data.sources.recognition.files import SHEET, TCD, change_part, good, good_page, read
from tests.reception.data.sources.recognition.sheets import dated, filled, only, table, write

CELL = (6, 8)  # I7


def cells_reported(path: Path, severity: str = "error") -> list[str]:
    return [problem.cell for problem in read(path).problems if problem.severity == severity]


def message(path: Path) -> str:
    (problem,) = read(path).problems
    assert (problem.severity, problem.cell) == ("error", "I7")
    return problem.message


def xlsx(tmp_path: Path, **changes: object) -> Path:
    """A sound workbook with attributes of the cell I7 changed."""
    path = good(tmp_path)
    book = openpyxl.load_workbook(path)
    for name, value in changes.items():
        setattr(book["Bao cao"]["I7"], name, value)
    book.save(path)
    return path


def xls(tmp_path: Path, form: str = "General", *, error: str = "", hidden_row: int = -1, hidden_column: int = -1) -> Path:
    """A sound workbook, with a number format or an error in the cell I7."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Bao cao")
    for place, value in good_page().cells.items():
        if place == CELL and error:
            sheet.row(place[0]).set_cell_error(place[1], error)
        else:
            sheet.write(*place, value, xlwt.easyxf(num_format_str=form if place == CELL else "General"))
    if hidden_row >= 0:
        sheet.row(hidden_row).hidden = True
    if hidden_column >= 0:
        sheet.col(hidden_column).hidden = True
    book.save(str(tmp_path / "a.xls"))
    return tmp_path / "a.xls"


def ods(tmp_path: Path, old: str, new: str, *, after: str = "Sở A") -> Path:
    """A sound workbook whose XML is changed behind the name of the first unit."""

    def change(xml: bytes) -> bytes:
        head, mark, rest = xml.decode().partition(after)
        assert old in rest
        return (head + mark + rest.replace(old, new, 1)).encode()

    return change_part(good(tmp_path, ".ods"), "content.xml", change)


def test_zeros_that_stand_to_be_calculated_stop_the_build(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Bao cao")
    for place, value in good_page().cells.items():
        if place == CELL:
            sheet.write_formula(*place, "=3+4")
        else:
            sheet.write(*place, value)
    book.close()
    assert "đòi tính lại khi mở" in message(path)


def test_a_formula_calculated_by_an_office_program_is_read(tmp_path: Path) -> None:
    path = change_part(good(tmp_path), "xl/workbook.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))
    formula = b'<c r="I7" t="n"><f>3+4</f><v>7</v>'
    change_part(path, SHEET, lambda xml: xml.replace(b'<c r="I7" t="n"><v>7</v>', formula))
    assert read(path).problems == ()
    change_part(path, "xl/workbook.xml", lambda xml: xml.replace(b"<calcPr ", b'<calcPr calcCompleted="0" '))
    assert cells_reported(path) == ["I7"]


def test_numbers_typed_by_hand_are_read_whatever_the_workbook_asks(tmp_path: Path) -> None:
    path = good(tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert b"fullCalcOnLoad" in archive.read("xl/workbook.xml")
    assert read(path).problems == ()


def test_an_error_cell_of_xls_stops_the_build(tmp_path: Path) -> None:
    assert "#REF!" in message(xls(tmp_path, error="#REF!"))


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell table:formula="of:=[.#REF!]" office:value-type="string" office:string-value="" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" calcext:value-type="error">'
        "<text:p>#REF!</text:p></table:table-cell>",
        '<table:table-cell table:formula="of:=A(" office:value-type="float" office:value="0">'
        "<text:p>Err:502</text:p></table:table-cell>",
        '<table:table-cell office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p></table:table-cell>',
    ],
)
def test_an_error_cell_of_ods_stops_the_build(tmp_path: Path, cell: str) -> None:
    path = ods(tmp_path, '<table:table-cell office:value-type="float" office:value="7"/>', cell)
    assert cells_reported(path) == ["B7"]


def test_an_ods_formula_of_which_nobody_has_seen_the_result_stops_the_build(tmp_path: Path) -> None:
    unseen = '<table:table-cell table:formula="of:=3+4" office:value-type="float" office:value="0"/>'
    path = ods(tmp_path, '<table:table-cell office:value-type="float" office:value="7"/>', unseen)
    assert cells_reported(path) == ["B7"]


def test_an_ods_that_showed_another_number_stops_the_build(tmp_path: Path) -> None:
    other = '<table:table-cell office:value-type="float" office:value="7"><text:p>8</text:p></table:table-cell>'
    path = ods(tmp_path, '<table:table-cell office:value-type="float" office:value="7"/>', other)
    assert cells_reported(path) == ["B7"]


def test_a_hidden_row_with_numbers_stops_the_build(tmp_path: Path) -> None:
    path = good(tmp_path)
    book = openpyxl.load_workbook(path)
    book["Bao cao"].row_dimensions[8].hidden = True
    book["Bao cao"].row_dimensions[6].hidden = True  # the column numbers
    book.save(path)
    assert cells_reported(path) == ["B8"]
    assert cells_reported(xls(tmp_path, hidden_row=7)) == ["B8"]


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_a_hidden_row_of_ods_stops_the_build(tmp_path: Path, how: str) -> None:
    path = good(tmp_path, ".ods")
    book = load(str(path))
    book.getElementsByType(TableRow)[7].setAttribute("visibility", how)
    book.save(str(path))
    assert cells_reported(path) == ["B8"]


def test_a_hidden_column_with_numbers_stops_the_build(tmp_path: Path) -> None:
    path = good(tmp_path)
    book = openpyxl.load_workbook(path)
    book["Bao cao"].column_dimensions["I"].hidden = True
    book.save(path)
    assert cells_reported(path) == ["I7"]
    assert cells_reported(xls(tmp_path, hidden_column=8)) == ["I7"]


def test_a_hidden_row_without_numbers_is_no_matter(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD, 7), "": {}, "Sở B": filled(TCD, 8)}))
    book = openpyxl.load_workbook(path := write(tmp_path / "a.xlsx", page))
    for row in (4, 6, 8):
        book["Bao cao"].row_dimensions[row].hidden = True
    book.save(path)
    assert len(only(read(path)).units) == 2


def test_a_number_under_a_merged_cell_stops_the_build(tmp_path: Path) -> None:
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="H7:I7"/></mergeCells>'
    path = change_part(good(tmp_path), SHEET, lambda xml: xml.replace(b"</sheetData>", merge))
    change_part(path, SHEET, lambda xml: xml.replace(b'<c r="H7" t="n"><v>7</v></c>', b""))
    assert "nằm khuất dưới ô gộp" in message(path)


def test_a_number_under_a_merged_cell_of_ods_stops_the_build(tmp_path: Path) -> None:
    seven = '<table:table-cell office:value-type="float" office:value="7"/>'
    over = '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1"/>'
    path = ods(tmp_path, seven * 2, over + seven.replace("table-cell", "covered-table-cell"))
    assert cells_reported(path) == ["C7"]


def test_a_percentage_in_a_column_of_counts_stops_the_build(tmp_path: Path) -> None:
    assert "hiện “700%”" in message(xlsx(tmp_path, number_format="0%"))
    assert "hiện “700%”" in message(xls(tmp_path, form="0%"))


@pytest.mark.parametrize("form", ["0,", ";;;", '"x"', "# ?/?", "0.00E+00", '[>5]"nhiều";0', '0" triệu"'])
def test_a_format_that_shows_another_number_stops_the_build(tmp_path: Path, form: str) -> None:
    message(xlsx(tmp_path, number_format=form))
    message(xls(tmp_path, form=form))


@pytest.mark.parametrize("form", ["#,##0", "0.00", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "@", '#,##0" lượt"'])
def test_a_format_that_shows_the_number_is_no_matter(tmp_path: Path, form: str) -> None:
    assert read(xlsx(tmp_path, number_format=form)).problems == ()
    assert read(xls(tmp_path, form=form)).problems == ()


def test_a_percentage_of_ods_stops_the_build_even_if_the_text_does_not_show_it(tmp_path: Path) -> None:
    path = good(tmp_path, ".ods")
    book = load(str(path))
    cell = book.getElementsByType(TableRow)[6].getElementsByType(TableCell)[8]
    cell.setAttribute("valuetype", "percentage")
    book.save(str(path))
    assert "hiện “700%”" in message(path)


def test_an_ods_format_is_found_by_way_of_the_style_above(tmp_path: Path) -> None:
    path = good(tmp_path, ".ods")
    book = load(str(path))
    thousands = NumberStyle(name="N9")
    thousands.addElement(Number(decimalplaces=0, minintegerdigits=1, displayfactor=1000))
    above = Style(name="Goc", family="table-cell", datastylename=thousands)
    under = Style(name="Con", family="table-cell", parentstylename=above)
    for place, style in ((book.styles, thousands), (book.styles, above), (book.automaticstyles, under)):
        place.addElement(style)
    book.getElementsByType(TableRow)[6].getElementsByType(TableCell)[8].setAttribute("stylename", under)
    book.save(str(path))
    assert "hiện “0”" in message(path)


def test_zeros_that_a_sheet_does_not_show_are_reported_once(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD, 0, c1=5), "Sở B": filled(TCD, 0)}))
    path = write(tmp_path / "a.xlsx", page)
    book = openpyxl.load_workbook(path)
    for column in range(2, 31):
        book["Bao cao"].cell(7, column).number_format = "#,###"
    book.save(path)
    assert (cells_reported(path), cells_reported(path, "warning")) == ([], ["C7"])
    book["Bao cao"].sheet_view.showZeros = False
    book.save(path)
    assert "57 ô" in "".join(problem.message for problem in read(path).problems)
