"""A mark beside a number, raised, lowered or struck through, never becomes one of its digits, in any format."""

from __future__ import annotations

from pathlib import Path
from struct import pack

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import load
from odf.style import Style, TextProperties
from odf.table import TableCell, TableRow
from odf.text import P, Span
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from plugins.reception.data.sources.spreadsheets.xls_appearance import marked_texts
from tests.reception.data.sources.recognition.files import good, refused_cells
from tests.reception.data.sources.recognition.sheets import LETTERS
from tests.reception.data.sources.recognition.sound_sheets import sheet_of_all

RAISED = InlineFont(vertAlign="superscript")


@pytest.mark.parametrize("font", [RAISED, InlineFont(vertAlign="subscript"), InlineFont(strike=True)])
def test_a_note_mark_beside_a_number_never_becomes_its_last_digit(tmp_path: Path, font: InlineFont) -> None:
    book = openpyxl.load_workbook(path := good(tmp_path))
    book["Bao cao"]["I7"] = CellRichText("7", TextBlock(font, "1"))
    book.save(path)
    assert refused_cells(path) == ["I7"]


def test_a_note_mark_among_the_shared_texts_is_seen_too(tmp_path: Path) -> None:
    page = sheet_of_all(LETTERS)
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet, raised, bold = book.add_worksheet(), book.add_format({"font_script": 1}), book.add_format({"bold": True})
    for place, value in page.cells.items():
        sheet.write(*place, value)
    sheet.write_rich_string(6, 1, "2", raised, "0")
    sheet.write_rich_string(7, 0, bold, "Sở ", raised, "Tư pháp")
    sheet.write_rich_string(6, 3, bold, "1", "1")
    book.close()
    assert refused_cells(tmp_path / "a.xlsx") == ["B7"]


def test_a_note_mark_of_ods_never_becomes_a_digit(tmp_path: Path) -> None:
    book = load(str(path := good(tmp_path, ".ods")))
    row = book.getElementsByType(TableRow)[6]
    for name, position, place in (("T1", "super 58%", 8), ("T2", "0% 100%", 9)):
        style = Style(name=name, family="text")
        style.addElement(TextProperties(textposition=position))
        book.automaticstyles.addElement(style)
        cell, text = TableCell(valuetype="string"), P(text="")
        text.addElement(Span(text="7", stylename=name))
        cell.addElement(text)
        row.insertBefore(cell, old := row.childNodes[place])
        row.removeChild(old)
    book.save(str(path))
    assert refused_cells(path) == ["I7"]


def marked_xls(path: Path, texts: dict[tuple[int, int], tuple[str, str]], **font: object) -> Path:
    """The sheet of all units with texts of two parts, the second in another font."""
    book = xlwt.Workbook()
    sheet, plain, other = book.add_sheet("S", cell_overwrite_ok=True), xlwt.Font(), xlwt.Font()
    for name, value in font.items():
        setattr(other, name, value)
    for place, value in sheet_of_all(LETTERS).cells.items():
        sheet.write(*place, value)
    for place, (before, after) in texts.items():
        sheet.write_rich_text(*place, ((before, plain), (after, other)))
    book.save(str(path))
    return path


@pytest.mark.parametrize("font", [{"escapement": 1}, {"escapement": 2}, {"struck_out": True}])
def test_a_note_mark_of_xls_never_becomes_a_digit(tmp_path: Path, font: dict[str, object]) -> None:
    assert refused_cells(marked_xls(tmp_path / "a.xls", {(6, 1): ("2", "0"), (7, 0): ("Sở ", "Tư pháp")}, **font)) == ["B7"]


def test_letters_in_bold_are_no_mark(tmp_path: Path) -> None:
    assert refused_cells(marked_xls(tmp_path / "a.xls", {(6, 1): ("2", "0")}, bold=True)) == []


@settings(max_examples=200)
@given(texts=st.lists(st.text("abđ₫", max_size=30), min_size=1, max_size=8), data=st.data())
def test_marks_are_found_wherever_the_shared_texts_of_xls_are_broken_off(texts: list[str], data: st.DataObject) -> None:
    parts, marked = [pack("<II", len(texts), len(texts))], set()
    for number, text in enumerate(texts):
        font, wide = data.draw(st.sampled_from([3, 6, 7])), data.draw(st.booleans()) or not text.isascii()
        marked |= {number} if font == 7 else set()
        letters, size = text.encode("utf-16-le" if wide else "latin-1"), 2 if wide else 1
        parts[-1] += pack("<HBH", len(text), 8 | wide, 1)
        cut = data.draw(st.integers(0, len(text))) * size
        parts[-1] += letters[:cut]
        if cut < len(letters):
            parts.append(bytes([wide]) + letters[cut:])
        runs = pack("<HH", 0, font)
        parts[-1] += runs[:2]
        if data.draw(st.booleans()):
            parts.append(b"")
        parts[-1] += runs[2:]
    assert marked_texts(parts, {6}) == marked
    assert marked_texts(parts, set()) == frozenset()
    marked_texts([b"".join(parts)[: data.draw(st.integers(0, 40))]], {6})
