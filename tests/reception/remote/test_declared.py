from __future__ import annotations

from pathlib import Path

import pytest

from plugins.problems import ProblemsFound
from plugins.project import DOCS
from plugins.reception.data.sources.snapshots.declarations import SETTINGS, load_remote_sources

HEAD = '[bo-so-lieu.tiep-cong-dan]\nten = "Tiếp công dân"\n\n[nguon.luot]\n'
GOOD = {
    "loai": '"http-csv"',
    "dia-chi": '"https://so-lieu.example.vn/luot.csv"',
    "bo-so-lieu": '"tiep-cong-dan"',
    "dinh-dang-so": '"vi"',
    "nguon": '"Cổng số liệu"',
    "trich-dan": '"Lấy tự động"',
    "cot": '{ unit_id = "a", ky = "b", chi_tieu_id = "c", gia_tri = "d" }',
    "co-dinh": '{ pham_vi = "toan_dia_ban", trang_thai = "so_bo" }',
}


def declared(folder: Path, **changes: str | None) -> str:
    """Write nguon.toml with some settings changed, and give what is said about it."""
    settings = GOOD | {name.replace("_", "-"): value for name, value in changes.items()}
    text = HEAD + "".join(f"{name} = {value}\n" for name, value in settings.items() if value is not None)
    (folder / "nguon.toml").write_text(text, encoding="utf-8")
    try:
        load_remote_sources(folder, "content/so-lieu")
    except ProblemsFound as found:
        return str(found)
    return ""


def test_a_full_declaration_is_read(tmp_path: Path) -> None:
    assert declared(tmp_path) == ""
    source = load_remote_sources(tmp_path, "content/so-lieu")["luot"]
    assert (source.line, source.seconds, source.max_bytes, source.keeps_old) == (4, 30, 10_000_000, False)
    assert source.fixed["lan"] == "1"


SLIPS: dict[str, tuple[dict[str, str | None], str]] = {
    "an unknown setting": ({"dia-chy": '"x"'}, ":13: nguồn “luot”: không có mục “dia-chy”. Có phải “dia-chi”?"),
    "a missing setting": ({"dinh-dang-so": None}, ":4: nguồn “luot”: thiếu mục “dinh-dang-so”. Thêm dòng"),
    "an unknown kind": ({"loai": '"ftp"'}, ":5: nguồn “luot”: loai phải là \"http-csv\", \"http-json\" hoặc \"sql\""),
    "a number as text": ({"han": '"30"'}, "han phải là một số, không có ngoặc kép"),
    "no time at all": ({"han": "0"}, "han phải lớn hơn 0"),
    "a day's time": ({"han": "86400"}, "han lớn quá mức cho phép, nhiều nhất là 600"),
    "endless time": ({"han": "inf"}, "han lớn quá mức cho phép"),
    "time that is no number": ({"han": "nan"}, "han lớn quá mức cho phép"),
    "an empty address": ({"dia-chi": '""'}, "dia-chi còn trống"),
    "another scheme": ({"dia-chi": '"file:///etc/passwd"'}, "phải bắt đầu bằng http:// hoặc https://"),
    "no address": ({"dia-chi": '"http://[::1/x"'}, "dia-chi không phải một địa chỉ"),
    "a variable left open": ({"dia-chi": '"https://x.vn/?k=${KHOA"'}, "“${” không khép đúng"),
    "a variable's name with a dash": ({"dia-chi": '"https://x.vn/?k=${MAT-KHAU}"'}, "“${” không khép đúng"),
    "an unknown data set": ({"bo-so-lieu": '"tiep-cong-dam"'}, "không có bộ số liệu “tiep-cong-dam”. Có phải “tiep-cong-dan”?"),
    "an unknown column": ({"cot": '{ unitid = "a", ky = "b", chi_tieu_id = "c", gia_tri = "d" }'}, "Có phải “unit_id”?"),
    "a column missing": ({"cot": '{ unit_id = "a", ky = "b", gia_tri = "d" }'}, "chưa nói lấy chi_tieu_id từ đâu"),
    "a column in two places": ({"co-dinh": '{ pham_vi = "x", trang_thai = "y", ky = "2017" }'}, "ky có cả trong cot và co-dinh"),
    "a fixed value": ({"co-dinh": '{ pham_vi = "x", trang_thai = "y", gia_tri = "5" }'}, "gia_tri phải lấy từ nguồn"),
    "an id of its own": ({"co-dinh": '{ pham_vi = "x", trang_thai = "y", so_lieu_id = "5" }'}, "không phải cột số liệu"),
    "translated figures": ({"doi": '{ gia_tri = { a = "1" } }'}, "doi chỉ dùng cho cột chữ"),
    "no title": ({"nguon": None}, "thiếu mục “nguon”"),
    "no quote": ({"trich-dan": None}, "thiếu mục “trich-dan”"),
    "a question over HTTP": ({"truy-van": '"select 1"'}, "loại http-csv không dùng truy-van"),
    "SQL without a question": ({"loai": '"sql"', "dia-chi": '"sqlite:///x.db"'}, "cần đúng một trong truy-van và tep-truy-van"),
    "SQL with two questions": (
        {"loai": '"sql"', "dia-chi": '"sqlite:///x.db"', "truy-van": '"select 1"', "tep-truy-van": '"x.sql"'},
        "cần đúng một trong truy-van và tep-truy-van",
    ),
    "a question outside": (
        {"loai": '"sql"', "dia-chi": '"sqlite:///x.db"', "tep-truy-van": '"../x.sql"'},
        "không phải tệp .sql nằm cạnh nguon.toml",
    ),
    "an array for the columns": ({"cot": '["a"]'}, "cot phải là một bảng"),
    "a list for a parameter": ({"tham-so": "{ nam = [2017] }"}, "tham-so.nam phải là chữ trong ngoặc kép, số nguyên, ngày"),
    "another delimiter": ({"dau-ngan-o": '"|"'}, "dau-ngan-o phải là"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    changes, expected = SLIPS[name]
    said = declared(tmp_path, **changes)
    assert expected in said
    assert said.startswith("content/so-lieu/nguon.toml:")
    assert "Input should" not in said


@pytest.mark.parametrize(
    "address",
    [
        "https://can-bo:rat-kin@x.vn/a.csv",
        "https://x.vn/a.csv?token=rat-kin",
        "https://x.vn/a.csv?api_key=rat-kin",
        "https://x.vn/a.csv?khoa=rat-kin&nam=2017",
        "https://x.vn/a.csv?khoa=${KHOA}rat-kin",
    ],
)
def test_a_secret_written_in_the_address_is_refused_and_not_repeated(tmp_path: Path, address: str) -> None:
    said = declared(tmp_path, dia_chi=f'"{address}"')
    assert "mật khẩu hoặc khoá viết thẳng" in said
    assert "rat-kin" not in said


def test_all_slips_of_all_sources_are_told_together(tmp_path: Path) -> None:
    text = HEAD + 'loai = "http-csv"\n[nguon.Hai]\nloai = "sql"\n[nguon.ba]\n'
    (tmp_path / "nguon.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_remote_sources(tmp_path, "so-lieu")
    assert {problem.line for problem in found.value.problems} == {4, 6, 8}
    assert "mã nguồn chỉ gồm chữ thường" in str(found.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[nguon.luot\n", "nguon.toml:1: không đọc được TOML"),
        (b'[nguon.luot]\nloai = "sql"\nloai = "sql"\n', "nguon.toml:3: không đọc được TOML"),
        ("[nguon.luot]\nnguon = “x”\n".encode(), "nguon.toml:2: không đọc được TOML"),
        (b"\xff\xfe[", "không viết bằng UTF-8"),
        (b"nguon = 5\n", "nguồn viết thành bảng"),
        (b"[nguon]\nluot = 5\n", "nguồn “luot”: phải là một bảng. Viết dòng “[nguon.luot]”"),
    ],
)
def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path, content: bytes, expected: str) -> None:
    (tmp_path / "nguon.toml").write_bytes(content)
    with pytest.raises(ProblemsFound, match=r"nguon\.toml") as found:
        load_remote_sources(tmp_path, "so-lieu")
    assert expected in str(found.value)


def test_a_tree_without_the_file_has_no_sources(tmp_path: Path) -> None:
    assert load_remote_sources(tmp_path, "so-lieu") == {}


def test_the_examples_of_the_manual_can_be_declared(tmp_path: Path) -> None:
    manual = (DOCS / "nguon-so-lieu.md").read_text(encoding="utf-8")
    examples = [block.partition("```")[0] for block in manual.split("```toml\n")[1:]]
    (tmp_path / "nguon.toml").write_text("[bo-so-lieu.tiep-cong-dan]\n" + "\n".join(examples), encoding="utf-8")
    assert set(load_remote_sources(tmp_path, "so-lieu")) == {"luot-toan-tinh", "tong-hop"}


def test_the_manual_names_every_setting() -> None:
    manual = (DOCS / "nguon-so-lieu.md").read_text(encoding="utf-8")
    assert [name for name in SETTINGS if f"`{name}`" not in manual] == []
