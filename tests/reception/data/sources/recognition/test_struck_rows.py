"""A row struck through still counts to a machine: the clerk sees it in each format, and decides."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwt
from odf.opendocument import load
from odf.style import Style, TextProperties
from odf.table import TableRow
from openpyxl.styles import Font

from plugins.reception.data.sources.recognition.read_report import read_report
from tests.reception.data.sources.recognition.sheets import FORMS, TCD, dated, filled, table, write

PAGE = dated(table(TCD, {"Sở A": filled(TCD, 0, c12=1), "Sở B": filled(TCD, 0, c12=2)}))


def strike_xlsx(path: Path, row: int, columns: list[int]) -> None:
    book = openpyxl.load_workbook(write(path, PAGE))
    for column in columns:
        book["Bao cao"].cell(row + 1, column + 1).font = Font(strike=True)
    book.save(path)


def strike_xls(path: Path, row: int, columns: list[int]) -> None:
    book = xlwt.Workbook()
    sheet, struck = book.add_sheet("Bao cao"), xlwt.XFStyle()
    for number in range(8):  # so that the font is one behind the missing fourth
        other = xlwt.XFStyle()
        other.font.height = 200 + 20 * number
        sheet.write(40, number, "", other)
    struck.font.struck_out = True
    for place, value in PAGE.cells.items():
        sheet.write(*place, value, *([struck] if place[0] == row and place[1] in columns else []))
    book.save(str(path))


def strike_ods(path: Path, row: int, columns: list[int]) -> None:
    book = load(str(write(path, PAGE)))
    above, own = Style(name="gach", family="table-cell"), Style(name="ce9", family="table-cell", parentstylename="gach")
    above.addElement(TextProperties(textlinethroughstyle="solid"))
    book.styles.addElement(above)
    book.automaticstyles.addElement(own)
    for column, cell in enumerate(book.getElementsByType(TableRow)[row].childNodes):
        if column in columns:
            cell.setAttribute("stylename", "ce9")
    book.save(str(path))


STRIKE = {".xlsx": strike_xlsx, ".xls": strike_xls, ".ods": strike_ods}


@pytest.mark.parametrize("suffix", STRIKE)
def test_a_row_struck_through_is_read_and_pointed_out(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    STRIKE[suffix](path, 7, list(range(40)))
    report = read_report(path, "a", FORMS)
    (problem,) = report.problems
    assert (problem.cell, problem.severity) == ("A8", "warning")
    assert problem.message.startswith("hàng 8 bị gạch ngang mà vẫn được tính.")
    assert [row.unit for row in report.sheets[0].units] == ["Sở A", "Sở B"]


@pytest.mark.parametrize("suffix", STRIKE)
def test_a_single_number_struck_through_is_pointed_out_at_its_cell(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    STRIKE[suffix](path, 6, [12])
    (problem,) = read_report(path, "a", FORMS).problems
    assert problem.cell == "M7"
    assert "ô này bị gạch ngang" in problem.message


@pytest.mark.parametrize("suffix", STRIKE)
def test_a_heading_struck_through_says_nothing_of_the_numbers(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    STRIKE[suffix](path, 1, [0])
    assert read_report(path, "a", FORMS).problems == ()
