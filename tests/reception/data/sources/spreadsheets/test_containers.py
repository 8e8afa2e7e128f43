"""One report, put together as many programs would: the same grid comes out of every one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.reception.data.sources.spreadsheets.open_spreadsheet import open_workbook
from plugins.reception.data.sources.spreadsheets.zip_archive import ArchiveError
from tests.reception.data.sources.recognition.files import good, good_page, read
from tests.reception.data.sources.recognition.sheets import only
from tests.reception.data.sources.spreadsheets.containers import Ods, Parts, Xlsx, ods, parts_of, xlsx, zipped

CELLS = good_page().cells

ways_of_xlsx = st.builds(
    Xlsx,
    folder=st.sampled_from(["xl", "sheet", "a b/c", "", "XL", "excel/xl"]),
    absolute=st.booleans(),
    names=st.sampled_from(["as they are", "capitals", "small", "backslashes", "percent"]),
    strict=st.booleans(),
    prefix=st.sampled_from(["", "x", "ss"]),
    relation=st.sampled_from(["r", "rel", "d3p1"]),
    writing=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"]),
    types=st.booleans(),
    stored=st.booleans(),
    reverse=st.booleans(),
    count=st.sampled_from([None, 0, 1, 4294967295]),
)
ways_of_ods = st.builds(
    Ods,
    mimetype=st.sampled_from(["first", "none", "last", "template", "line"]),
    spaces=st.sampled_from(["", "\n", "\n    ", "\r\n\t"]),
    prefix=st.sampled_from(["table", "t", "ns2"]),
    office=st.sampled_from(["office", "o"]),
    comments=st.booleans(),
    grouped=st.sampled_from(["", "table-header-rows", "table-row-group", "table-rows"]),
    notes=st.booleans(),
    writing=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"]),
    manifest=st.booleans(),
    stored=st.booleans(),
    padded=st.booleans(),
)


@cache
def sound(writer: str) -> Parts:
    with TemporaryDirectory() as folder:
        if writer != "xlsxwriter":
            return parts_of(good(Path(folder), writer).read_bytes())
        path = Path(folder) / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Bao cao")
            for place, value in CELLS.items():
                sheet.write(*place, value)
        return parts_of(path.read_bytes())


@settings(max_examples=250)
@given(writer=st.sampled_from([".xlsx", "xlsxwriter"]), how=ways_of_xlsx)
def test_the_same_sheet_is_read_from_every_make_of_xlsx(writer: str, how: Xlsx) -> None:
    (grid,) = open_workbook(xlsx(sound(writer), how), ".xlsx")
    assert (grid.sheet, grid.cells, grid.faults) == ("Bao cao", CELLS, {})


@settings(max_examples=250)
@given(how=ways_of_ods)
def test_the_same_sheet_is_read_from_every_make_of_ods(how: Ods) -> None:
    (grid,) = open_workbook(ods(sound(".ods"), how), ".ods")
    assert (grid.sheet, grid.cells, grid.faults) == ("Bao cao", CELLS, {})


@pytest.mark.parametrize(
    "how", [Ods(mimetype="none"), Ods(spaces="\n "), Ods(prefix="t"), Ods(grouped="table-header-rows"), Ods(notes=True)]
)
def test_an_ods_of_another_program_is_a_report(tmp_path: Path, how: Ods) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(ods(sound(".ods"), how))
    assert only(read(path)).rows[1].cells[29].value == 8


@pytest.mark.parametrize("how", [Xlsx(folder="sheet"), Xlsx(names="capitals"), Xlsx(strict=True), Xlsx(writing="utf-16")])
def test_an_xlsx_of_another_program_is_a_report(tmp_path: Path, how: Xlsx) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(sound(".xlsx"), how))
    assert only(read(path)).rows[1].cells[29].value == 8


def test_a_hidden_sheet_of_an_ods_is_not_read() -> None:
    hidden = (
        b'<office:automatic-styles><style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="ta1" '
        b'style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    parts = sound(".ods")
    content = parts["content.xml"].replace(b"<office:automatic-styles/>", hidden)
    old = b'<table:table table:name="Bao cao">'
    content = content.replace(old, old.replace(b"<table:table ", b'<table:table table:style-name="ta1" '))
    assert len(open_workbook(zipped(parts), ".ods")) == 1
    assert open_workbook(zipped({**parts, "content.xml": content}), ".ods") == ()


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (".xlsm", (b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")),
        (".xltx", (b"spreadsheetml.sheet.main", b"spreadsheetml.template.main")),
        (".xltm", (b"spreadsheetml.sheet.main", b"template.macroEnabled.main")),
    ],
)
def test_another_kind_of_workbook_under_the_name_xlsx_is_called_by_its_name(kind: str, change: tuple[bytes, bytes]) -> None:
    parts = sound(".xlsx")
    types = parts["[Content_Types].xml"].replace(*change)
    with pytest.raises(ArchiveError, match=f"là {kind} đổi đuôi"):
        open_workbook(zipped({**parts, "[Content_Types].xml": types}), ".xlsx")


@pytest.mark.parametrize(("part", "kind"), [("word/document.xml", ".docx"), ("xl/workbook.bin", ".xlsb")])
def test_another_document_under_the_name_xlsx_is_called_by_its_name(part: str, kind: str) -> None:
    with pytest.raises(ArchiveError, match=f"là {kind} đổi đuôi"):
        open_workbook(zipped({part: b"<a/>"}), ".xlsx")
