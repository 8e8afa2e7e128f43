"""Cut short, renamed, locked, in another writing: every file is answered with a sentence, never with a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reception.data.sources.recognition.files import SHEET, change_part, good, good_page, read, refusal
from tests.reception.data.sources.recognition.sheets import Page, write


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
@pytest.mark.parametrize("share", [0.001, 0.3, 0.6, 0.95])
def test_a_file_cut_short_is_refused(tmp_path: Path, suffix: str, share: float) -> None:
    path = good(tmp_path, suffix)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share) + 1])
    assert "Mở tệp bằng Excel rồi lưu lại" in refusal(path)


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
def test_an_empty_file_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.touch()
    assert "tệp rỗng" in refusal(path)


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_a_web_page_with_a_spreadsheets_name_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("\n<html><table><tr><td>1</td></tr></table></html>", encoding="utf-8")
    assert "bên trong là trang web" in refusal(path)


@pytest.mark.parametrize(("real", "claimed"), [(".xlsx", ".xls"), (".xls", ".xlsx"), (".xls", ".ods")])
def test_a_renamed_spreadsheet_is_refused(tmp_path: Path, real: str, claimed: str) -> None:
    assert "đổi đuôi" in refusal(good(tmp_path, real).rename(tmp_path / f"a{claimed}"))


def test_an_ods_named_xlsx_is_refused(tmp_path: Path) -> None:
    assert "không phải tệp .xlsx thật mà là .ods đổi đuôi" in refusal(good(tmp_path, ".ods").rename(tmp_path / "a.xlsx"))
    assert "không phải tệp .ods thật mà là .xlsx đổi đuôi" in refusal(good(tmp_path, ".xlsx").rename(tmp_path / "a.ods"))


def test_an_unknown_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF")
    assert "không đọc được loại tệp “.pdf”" in refusal(path)


def test_a_locked_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert "mật khẩu" in refusal(path)
    ods = change_part(good(tmp_path, ".ods"), "META-INF/manifest.xml", lambda xml: xml + b"<!-- <manifest:encryption-data/> -->")
    assert "mật khẩu" in refusal(ods)


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", good_page(), Page("Bản cũ", good_page().cells))
    book = openpyxl.load_workbook(path)
    book["Bản cũ"].sheet_state = "hidden"
    book.save(path)
    assert [sheet.sheet for sheet in read(path).sheets] == ["Bao cao"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Biểu số".encode("utf-16"), "UTF-16"),
        (b"\xab\xd5 qu\xb6 ti\xd5p c\xabng d\xa9n", "TCVN3"),
        ("Xa\u0303 Đồng".replace("ồ", "ô\u0300").encode("cp1258"), "Windows-1258"),
        (b"1,2,3\0", "không phải tệp chữ"),
        ("Thứ Hai,ông A\n".encode(), "không thấy hàng số cột"),
        (b'"1,2,3', "không thấy hàng số cột"),
    ],
)
def test_a_csv_in_another_writing_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert words in refusal(path)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".xls", ".ods", ".xlsx"])
def test_damage_anywhere_never_raises(tmp_path: Path, suffix: str) -> None:
    """A hundred bytes changed by chance: some harm nothing, the rest must end in problems."""
    content = good(tmp_path, suffix).read_bytes()
    chance = random.Random(suffix)
    for _ in range(12):
        damaged = bytearray(content)
        for _ in range(100):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path = tmp_path / f"damaged{suffix}"
        path.write_bytes(bytes(damaged))
        result = read(path)
        assert result.problems or result.sheets


@given(changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(32, 126)), min_size=1, max_size=4))
def test_damage_inside_the_sheet_never_raises(changes: list[tuple[int, int]], tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("inside")

    def damage(xml: bytes) -> bytes:
        damaged = bytearray(xml)
        for place, byte in changes:
            damaged[place % len(damaged)] = byte
        return bytes(damaged)

    result = read(change_part(good(folder), SHEET, damage))
    assert result.problems or result.sheets


@given(content=st.binary(max_size=300))
def test_no_bytes_at_all_make_the_csv_reader_raise(content: bytes, tmp_path_factory) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(content)
    assert read(path).problems
