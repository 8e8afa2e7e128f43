"""Answers that arrive whole and are wrong; a wrong number must never become a snapshot."""

from __future__ import annotations

import json

import pytest

from tests.reception.remote.conftest import GOOD_CSV, Office
from tests.reception.remote.servers import Server, answer

HEADER = "don_vi,ky,chi_tieu,so\n"


def row(unit: str = "tinh-lang-son", period: str = "2017-Q3", measure: str = "tcd.tong.luot", number: str = "1.647") -> str:
    return f"{unit},{period},{measure},{number}\n"


BAD_NUMBERS = {
    "an English thousand": '"1,647"',
    "a spaced thousand": "1 647",
    "a no-break space": "1\u00a0647",
    "a decimal": '"1647,5"',
    "an English decimal": "1647.5",
    "a short group": "1.64",
    "a long group": "1.6470",
    "an exponent": "1e3",
    "Arabic digits": "١٦٤٧",
    "fullwidth digits": "１６４７",
    "a negative": "-5",
    "an accountant's negative": "(5)",
    "a formula": "=1+1",
    "a spreadsheet's error": "#REF!",
    "a word": "không",
    "a dash for none": "-",
    "an empty cell": "",
    "a number with its unit": "1.647 lượt",
    "an estimate": "~1.647",
    "an endless number": "9" * 5000,
    "more than can be": "9" * 20,
    "hexadecimal": "0x10",
    "an underscore": "1_647",
    "a plus": "+5",
}

BAD_CSV = {
    "only a header": (HEADER, "nguồn không có dòng nào"),
    "another header": (GOOD_CSV.replace("so\n", "so_luot\n", 1), "dòng 1 không có cột “so”"),
    "no header": (row() + row(period="2017-Q2"), "không có cột"),
    "a header without a name": (GOOD_CSV.replace("ky,", ",", 1), "cột không tên"),
    "a column twice": ("so," + GOOD_CSV, "hai cột cùng tên so"),
    "a short line": (HEADER + row() + "tinh-lang-son,2017-Q2\n", "dòng 3 của nguồn có 2 ô, cần 4"),
    "a long line": (HEADER + "tinh-lang-son,2017-Q2,tcd.tong.luot,1,647\n", "dòng 2 của nguồn có 5 ô"),
    "an open quote": (HEADER + row() + '"tinh-lang-son,2017-Q2', "không đọc được CSV"),
    "a quote inside": (HEADER + '"tinh"-lang-son,2017-Q2,tcd.tong.luot,5\n', "không đọc được CSV ở dòng 2"),
    "a NUL": (HEADER + row(unit="tinh\0-lang-son"), "NUL"),
    "another delimiter": (GOOD_CSV.replace(",", ";"), "không có cột “don_vi”"),
    "an unknown unit": (HEADER + row(unit="tinh-lang-som"), "dòng 1: không có đơn vị “tinh-lang-som”. Có phải “tinh-lang-son”?"),
    "an unknown measure": (HEADER + row(measure="tcd.tong.luotx"), "không có chỉ tiêu “tcd.tong.luotx”"),
    "no unit": (HEADER + row(unit=""), "còn trống"),
    "no such period": (HEADER + row(period="2017-Q5"), "cột ky: “2017-Q5”"),
    "an American day": (HEADER + row(period="10/05/2017"), "cột ky"),
    "days in the wrong order": (HEADER + row(period="2017-07-01..2014-07-01"), "cột ky"),
    "a period to come": (HEADER + row(period="2090"), "kỳ bắt đầu ngày 01/01/2090, chưa tới"),
    "the same number twice": (HEADER + row() + row(number="1.648"), "đã dùng ở dòng"),
    "the same period in two ways": (HEADER + row(period="2017-10") + row(period="2017-T10", number="5"), "đã có số"),
    "a control character": (HEADER + row(unit="tinh-lang-son\x07"), "U+0007"),
    "letters that turn around": (HEADER + row(unit="tinh\u202e-lang-son"), "U+202E"),
    "a zero-width space": (HEADER + row(unit="tinh-\u200blang-son"), "U+200B"),
    "a line break in a cell": (HEADER + row(unit='"tinh\nlang-son"'), "U+000A"),
    "an endless cell": (HEADER + row(unit="x" * 2000), "quá 1000"),
}

GOOD_JSON = {"don_vi": "tinh-lang-son", "ky": "2017-Q3", "chi_tieu": "tcd.tong.luot", "so": 1647}
BAD_JSON = {
    "NaN": (json.dumps([GOOD_JSON | {"so": float("nan")}]), "NaN"),
    "Infinity": (json.dumps([GOOD_JSON | {"so": float("inf")}]), "Infinity"),
    "a key twice": (json.dumps([GOOD_JSON])[:-2] + ', "so": 5}]', "mục so viết hai lần"),
    "200 000 brackets": ("[" * 200_000, "lồng nhau quá sâu"),
    "an object": (json.dumps(GOOD_JSON), "phải là một danh sách"),
    "a list of lists": (json.dumps([[1, 2]]), "phải là một danh sách"),
    "a word": ('"ok"', "phải là một danh sách"),
    "an empty list": ("[]", "nguồn không có dòng nào"),
    "half a document": (json.dumps([GOOD_JSON])[:-9], "không đọc được JSON"),
    "something after the end": (json.dumps([GOOD_JSON]) + "]", "không đọc được JSON"),
    "single quotes": (str([GOOD_JSON]), "không đọc được JSON"),
    "a missing key in one row": (json.dumps([GOOD_JSON, {"don_vi": "x"}]), "dòng 2 không có cột"),
    "a Vietnamese thousand without quotes": ('[{"don_vi":"x","ky":"2017","chi_tieu":"y","so":17.668}]', "không phải số nguyên"),
    "seventeen thousand without quotes": ('[{"don_vi":"x","ky":"2017","chi_tieu":"y","so":17.000}]', "không phải số nguyên"),
    "an exponent": ('[{"don_vi":"x","ky":"2017","chi_tieu":"y","so":1e999999999}]', "không phải số nguyên"),
    "an endless number": (f'[{{"so":{"9" * 5000}}}]', "số dài 5000 ký tự"),
    "an endless decimal": (f'[{{"so":0.{"9" * 5000}}}]', "ký tự"),
    "true": (json.dumps([GOOD_JSON | {"so": True}]), "không phải số nguyên"),
    "null": (json.dumps([GOOD_JSON | {"so": None}]), "NULL"),
    "a null unit": (json.dumps([GOOD_JSON | {"don_vi": None}]), "còn trống"),
    "a list for a number": (json.dumps([GOOD_JSON | {"so": [1647]}]), "không phải số nguyên"),
    "an object for a unit": (json.dumps([GOOD_JSON | {"don_vi": {"id": "x"}}]), "không phải chữ"),
    "a negative": (json.dumps([GOOD_JSON | {"so": -1}]), "nhỏ hơn 0"),
    "more than can be": (json.dumps([GOOD_JSON | {"so": 10**13}]), "lớn quá mức"),
    "an English text": (json.dumps([GOOD_JSON | {"so": "1,647"}]), "không phải số nguyên kiểu Việt Nam"),
    "half a letter": ('[{"don_vi": "\\ud800", "ky": "2017", "chi_tieu": "x", "so": 1}]', "U+D800"),
}


@pytest.mark.parametrize("name", BAD_NUMBERS)
def test_what_is_not_plainly_a_count_is_refused(pulled: Office, server: Server, name: str) -> None:
    server.behaviour = answer(HEADER + row(period="2017-Q1") + row(number=BAD_NUMBERS[name]))
    pulled.assert_refused("dòng 2, cột “so”: ")


@pytest.mark.parametrize("name", BAD_CSV)
def test_a_wrong_table_is_refused(pulled: Office, server: Server, name: str) -> None:
    content, expected = BAD_CSV[name]
    server.behaviour = answer(content)
    pulled.assert_refused(expected)


@pytest.mark.parametrize("name", BAD_JSON)
def test_wrong_json_is_refused(pulled: Office, server: Server, name: str) -> None:
    content, expected = BAD_JSON[name]
    pulled.declare_http(server, kind="http-json")
    server.behaviour = answer(content, "application/json")
    pulled.assert_refused(expected)


@pytest.mark.parametrize(("declared", "written"), [("en", "17.000"), ("en", "17.668"), ("may", "17.000"), ("vi", '"17,000"')])
def test_a_number_format_declared_wrongly_gives_no_other_number(
    pulled: Office, server: Server, declared: str, written: str
) -> None:
    pulled.declare_http(server, number_format=declared)
    server.behaviour = answer(HEADER + row(number=written))
    pulled.assert_refused("khai lại dinh-dang-so")


def test_a_list_that_is_not_where_it_should_be_is_refused(pulled: Office, server: Server) -> None:
    pulled.declare_http(server, 'duong-dan = "ket-qua.dong"\n', kind="http-json")
    server.behaviour = answer(json.dumps({"ket-qua": [GOOD_JSON]}), "application/json")
    pulled.assert_refused("JSON không có mục “ket-qua.dong”")


def test_a_name_without_a_translation_is_refused(pulled: Office, server: Server) -> None:
    pulled.declare_http(server, 'doi.unit_id = { LS = "tinh-lang-son" }\n')
    server.behaviour = answer(HEADER + row(unit="LX"))
    pulled.assert_refused("“LX” không có trong doi.unit_id")


def test_many_wrong_rows_are_reported_together_but_not_endlessly(pulled: Office, server: Server) -> None:
    server.behaviour = answer(HEADER + row(number="x") * 500)
    pulled.assert_refused("còn 490 lỗi nữa")
    assert len(pulled.said.splitlines()) == 12


def test_a_source_that_echoes_the_secret_does_not_get_it_printed(pulled: Office, server: Server) -> None:
    server.behaviour = answer(HEADER + row(number="k9+bi/mat=dai"))
    pulled.assert_refused("“***” không phải số nguyên")
