"""What a model finds wrong in a TOML file is said in Vietnamese, at its line."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import Field

from plugins.problems import ProblemsFound
from plugins.toml_files import Strict, line_of, parse_toml, read_toml

TEXT = '''# [kho] = in a comment
khac = "x"
ten = """
[kho.a]
so = 1
"""

[kho.a] # after a table
so = 2
doi.mau = { xanh = 1 }

[kho."a.b"]
so = 3

[[bang]]
ten = "một"
[[bang]]
ten = "hai"
[bang.cot]
1 = "a"
'''


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("ten",), 3),
        (("kho", "a"), 8),
        (("kho", "a", "so"), 9),
        (("kho", "a", "doi", "mau", "xanh"), 10),
        (("kho", "a", "khong-co"), 8),
        (("kho", "a.b", "so"), 13),
        (("kho",), 8),
        (("bang", 1, "ten"), 18),
        (("bang", 1, "cot", "1"), 20),
        (("bang", 2, "ten"), 15),
        (("khong-co",), 0),
        ((), 0),
    ],
)
def test_a_key_is_found_in_whatever_way_toml_lets_people_write_it(keys, line):
    assert line_of(TEXT, keys) == line


class Shelf(Strict):
    name: str = Field(alias="ten", min_length=1)
    colour: Literal["xanh", "do"] = Field(alias="mau", default="do")
    books: list[str] = Field(alias="sach", default_factory=list)
    height: float = Field(alias="cao", default=1, gt=0, le=3)
    is_full: bool = Field(alias="day", default=False)
    notes: dict[str, str] = Field(alias="ghi-chu", default_factory=dict)
    size: int | None = Field(alias="co", default=None)
    label: bool | int = Field(alias="nhan", default=0, description="số nguyên, true hoặc false")


class Library(Strict):
    shelves: dict[str, Shelf] = Field(alias="ke", default_factory=dict)
    boxes: list[Shelf] = Field(alias="hop", default_factory=list)


class SecretLibrary(Library, hide_input_in_errors=True):
    shelves: dict[str, Shelf] = Field(alias="ke", default_factory=dict, title="kệ")


def reported(text: str, model: type[Library] = Library) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        parse_toml(text, "kho.toml", model)
    return [str(problem) for problem in found.value.problems]


HEAD = '[ke.a]\nten = "A"\n'
SLIPS = {
    "[ke.a]": 'kho.toml:1: thiếu mục “ke.a.ten”. Thêm dòng “ten = "…"” dưới dòng “[ke.a]”.',
    '[ke."a b"]': 'kho.toml:1: thiếu mục “ke.a b.ten”. Thêm dòng “ten = "…"” dưới dòng “[ke."a b"]”.',
    HEAD + "tem = 1": "kho.toml:3: không có mục “ke.a.tem”. Có phải “ten”?",
    HEAD + "zzzzz = 1": "kho.toml:3: không có mục “ke.a.zzzzz”. Dùng được: ten, mau, sach, cao, day, ghi-chu, co, nhan.",
    "[ke.a]\nten = 1": 'kho.toml:2: “ke.a.ten” đang là “1”; cần chữ trong dấu nháy kép, dạng ten = "…". Sửa dòng này.',
    '[ke.a]\nten = ""': "kho.toml:2: “ke.a.ten” đang là “”; cần chữ, không để trống. Sửa dòng này.",
    HEAD + 'mau = "đen"': 'kho.toml:3: “ke.a.mau” đang là “đen”; chỉ nhận "xanh" hoặc "do". Sửa dòng này.',
    HEAD + "sach = 1": 'kho.toml:3: “ke.a.sach” đang là “1”; cần danh sách trong ngoặc vuông, dạng sach = ["…", "…"].',
    HEAD + "sach = [1]": 'kho.toml:3: “ke.a.sach” đang là “1”; cần danh sách trong ngoặc vuông, dạng sach = ["…", "…"].',
    HEAD + 'cao = "2"': "kho.toml:3: “ke.a.cao” đang là “2”; cần một số, không có dấu nháy. Sửa dòng này.",
    HEAD + "cao = 0": "kho.toml:3: “ke.a.cao” đang là “0”; cần số lớn hơn 0. Sửa dòng này.",
    HEAD + "cao = inf": "kho.toml:3: “ke.a.cao” đang là “inf”; cần số không quá 3. Sửa dòng này.",
    HEAD + 'day = "có"': "kho.toml:3: “ke.a.day” đang là “có”; cần true hoặc false, không có dấu nháy. Sửa dòng này.",
    HEAD + "ghi-chu = []": "kho.toml:3: “ke.a.ghi-chu” đang là “một danh sách”; cần một bảng, dạng ghi-chu = { … }. Sửa dòng này.",
    HEAD + "[ke.a.ghi-chu]\nx = true": 'kho.toml:4: “ke.a.ghi-chu.x” đang là “true”; cần chữ trong dấu nháy kép, dạng x = "…".',
    HEAD + 'co = "1"': "kho.toml:3: “ke.a.co” đang là “1”; cần một số nguyên, không có dấu nháy. Sửa dòng này.",
    HEAD + 'nhan = "1"': "kho.toml:3: “ke.a.nhan” đang là “1”; cần số nguyên, true hoặc false. Sửa dòng này.",
    "[ke]\na = 1": "kho.toml:2: “ke.a” đang là “1”; cần một bảng. Xoá dòng này, rồi thêm ở cuối tệp dòng “[ke.a]” và",
    "ke = 1": "kho.toml:1: “ke” đang là “1”; cần các bảng, dạng [ke.…]. Sửa dòng này.",
    '[[hop]]\nten = "A"\n[[hop]]\nten = "B"\nsac = 1': "kho.toml:5: không có mục “hop.sac”. Có phải “sach”?",
    "[ke.a\n": "kho.toml:1: không đọc được TOML ở dòng này",
    '[ke.a]\nten = "A"\nten = "B"\n': "kho.toml:3: không đọc được TOML ở dòng này",
    '[ke.a]\nten = """A\n': "kho.toml:2: không đọc được TOML ở dòng này",
}  # fmt: skip


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_says_where_what_was_found_and_what_to_write(text):
    (message,) = reported(text)
    assert message.startswith(SLIPS[text])


def test_what_a_secret_file_holds_is_not_repeated_and_its_tables_go_by_their_title():
    assert reported('[ke.a]\nten = 5\nmau = "mật khẩu"\n[khac]\n', SecretLibrary) == [
        'kho.toml:2: kệ “a”: “ten” không đúng kiểu giá trị: cần chữ trong dấu nháy kép, dạng ten = "…". Sửa dòng này.',
        'kho.toml:3: kệ “a”: “mau” không đúng kiểu giá trị: chỉ nhận "xanh" hoặc "do". Sửa dòng này.',
        "kho.toml:4: không có mục “khac”. Dùng được: ke, hop.",
    ]
    (message,) = reported('[ke]\nb = "mật khẩu"\n', SecretLibrary)
    assert message.startswith("kho.toml:2: kệ “b” không đúng kiểu giá trị: cần một bảng.")


def test_all_slips_are_reported_at_once_in_order_of_lines():
    lines = [message.split(":")[1] for message in reported('[ke.a]\nten = 1\n\n[ke.b]\nten = ""\nmau = 2\n')]
    assert lines == ["2", "5", "6"]


def test_a_file_in_another_encoding_is_reported(tmp_path):
    (tmp_path / "kho.toml").write_bytes('ten = "Tiếng"'.encode("utf-16"))
    with pytest.raises(ProblemsFound, match=r"kho\.toml: tệp không viết bằng UTF-8"):
        read_toml(tmp_path / "kho.toml", "kho.toml", Library)


def test_a_right_file_comes_with_its_text(tmp_path):
    (tmp_path / "kho.toml").write_text(HEAD, encoding="utf-8")
    library, text = read_toml(tmp_path / "kho.toml", "kho.toml", Library)
    assert (library.shelves["a"].name, text) == ("A", HEAD)
