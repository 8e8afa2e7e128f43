"""Every .xls that Excel opens is read, whichever program wrote it; what is not read says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.reception.data.sources.spreadsheets import biff, calamine_cells
from plugins.reception.data.sources.spreadsheets import ole_container as ole
from plugins.reception.data.sources.spreadsheets.xls_faults import plain_xls, scan_xls, workbook_stream
from tests.reception.data.sources.recognition.files import good_page, read, refusal
from tests.reception.data.sources.recognition.sheets import only
from tests.reception.data.sources.spreadsheets.xls_writer import EXCEL_95, Container, Records, container_of, records_of

CELLS = good_page().cells

PLAIN, SHORT = Records(), Container()

ways_of_records = st.builds(
    Records,
    code_page=st.sampled_from([None, 1200, 1252, 1258, 367, 10000, 65001]),
    shared_texts=st.booleans(),
    text_formats=st.booleans(),
    count=st.sampled_from([None, 1, 0x7FFFFFFF, 0xFFFFFFFF]),
    many_numbers=st.booleans(),
    formulas=st.booleans(),
    dimensions=st.none() | st.tuples(st.integers(0, 65536), st.integers(0, 256)),
)
ways_of_containers = st.none() | st.builds(
    Container,
    name=st.sampled_from(["Workbook", "WORKBOOK", "workbook", "Book", "BOOK"]),
    short=st.booleans(),
    sector=st.sampled_from([512, 4096]),
    shuffle=st.none() | st.integers(0, 99),
    beside=st.booleans(),
)


def file(folder: Path, records: Records = PLAIN, container: Container = SHORT) -> Path:
    path = folder / "a.xls"
    path.write_bytes(container_of(records_of(good_page(), records), container))
    return path


@settings(max_examples=300)
@given(records=ways_of_records, container=ways_of_containers)
def test_the_same_sheet_is_read_from_every_make_of_xls(records: Records, container: Container | None) -> None:
    stream = records_of(good_page(), records)
    content = container_of(stream, container) if container else stream
    taken = workbook_stream(content)
    assert taken.startswith(stream)
    assert scan_xls(taken)["Bao cao"].faults == {}
    (sheet,) = calamine_cells.read_sheets(plain_xls(taken))
    assert (sheet.name, sheet.cells) == ("Bao cao", CELLS)


def test_a_small_xls_in_the_short_stream_is_read(tmp_path: Path) -> None:
    path = file(tmp_path, container=Container(short=True))
    assert path.stat().st_size < 2 * ole._SMALLEST
    assert only(read(path)).rows[1].cells[29].value == 8


@pytest.mark.parametrize("name", ["WORKBOOK", "Book", "BOOK"])
def test_the_name_of_the_stream_has_no_case(tmp_path: Path, name: str) -> None:
    assert only(read(file(tmp_path, container=Container(name=name)))).rows[0].unit == "Sở A"


def test_texts_in_utf_16_under_a_western_code_page_are_read(tmp_path: Path) -> None:
    assert only(read(file(tmp_path, Records(code_page=1252)))).rows[0].unit == "Sở A"


def test_an_xls_with_a_password_says_so(tmp_path: Path) -> None:
    assert "tệp có mật khẩu" in refusal(file(tmp_path, Records(password=True)))
    path = tmp_path / "b.xls"
    path.write_bytes(container_of(b"locked" * 1000, Container(name="EncryptedPackage")))
    assert "tệp có mật khẩu" in refusal(path)


@pytest.mark.parametrize("content", [b"\x09\x08\x08\x00\x00\x05", b"\x09\x04\x06\x00\x00\x00", b"\x09\x00\x04\x00\x02\x00"])
def test_an_xls_of_excel_95_or_older_says_which_are_read(tmp_path: Path, content: bytes) -> None:
    assert "chỉ đọc được .xls của Excel 97 đến 2003" in refusal(file(tmp_path, Records(version=EXCEL_95)))
    path = tmp_path / "b.xls"
    path.write_bytes(content.ljust(2000, b"\0"))
    assert "chỉ đọc được .xls của Excel 97 đến 2003" in refusal(path)


def test_the_dimensions_of_an_xls_are_not_trusted(tmp_path: Path) -> None:
    assert only(read(file(tmp_path, Records(dimensions=(65536, 256))))).rows[0].unit == "Sở A"


def test_a_container_without_a_workbook_is_refused(tmp_path: Path) -> None:
    assert "tệp hỏng" in refusal(file(tmp_path, container=Container(name="WordDocument")))


@settings(max_examples=200)
@given(length=st.integers(0, 8 * 2**20), byte=st.integers(0, 255))
def test_the_copy_of_a_stream_holds_the_stream(length: int, byte: int) -> None:
    stream = bytes([byte]) * length
    assert ole.open_streams(ole.container_of(stream))["Workbook"][:length] == stream


@settings(max_examples=300)
@given(changes=st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 255)), min_size=1, max_size=30), records=ways_of_records)
def test_a_damaged_stream_is_scanned_or_refused(changes: list[tuple[int, int]], records: Records) -> None:
    stream = bytearray(records_of(good_page(), records))
    for place, byte in changes:
        stream[place % len(stream)] = byte
    try:
        found = list(biff.sheets(bytes(stream)))
    except biff.BiffError:
        return
    assert all(sum(1 for _ in part) <= len(stream) for _, part in found)
