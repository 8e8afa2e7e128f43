from __future__ import annotations

from pathlib import Path

import pytest

from plugins.problems import ProblemsFound
from plugins.project import DOCS
from plugins.reception.data.sources.declarations import RemoteTable, read_sources
from plugins.reception.data.sources.snapshots.remote_sources import RemoteSource, remote_sources

DATASET = 'bo-so-lieu.tiep-cong-dan = { ten = "Tiếp công dân", mo-ta = "Số liệu thử", don-vi = "tinh-lang-son" }\n'
HEAD = DATASET + "\n\n[nguon.luot]\n"
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


def load_remote_sources(folder: Path, display_path: str) -> dict[str, RemoteSource]:
    return remote_sources(read_sources(folder, display_path))


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
    "an unknown kind": (
        {"loai": '"ftp"'},
        ":5: nguồn “luot”: “loai” không đúng kiểu giá trị: chỉ nhận \"http-csv\", \"http-json\" hoặc \"sql\"",
    ),
    "a number as text": ({"han": '"30"'}, "“han” không đúng kiểu giá trị: cần một số, không có dấu nháy"),
    "no time at all": ({"han": "0"}, "cần số lớn hơn 0"),
    "a day's time": ({"han": "86400"}, "cần số không quá 600"),
    "endless time": ({"han": "inf"}, "cần số không quá 600"),
    "time that is no number": ({"han": "nan"}, "“han” không đúng kiểu giá trị"),
    "an empty address": ({"dia-chi": '""'}, "“dia-chi” không đúng kiểu giá trị: cần chữ, không để trống"),
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
    "translated numbers": ({"doi": '{ gia_tri = { a = "1" } }'}, "doi chỉ dùng cho cột chữ"),
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
    "an array for the columns": ({"cot": '["a"]'}, "“cot” không đúng kiểu giá trị: cần một bảng, dạng cot = { … }"),
    "a list for a parameter": (
        {"tham-so": "{ nam = [2017] }"},
        "“tham-so.nam” không đúng kiểu giá trị: cần chữ trong dấu nháy kép, số nguyên, ngày",
    ),
    "another delimiter": ({"dau-ngan-o": '"|"'}, "“dau-ngan-o” không đúng kiểu giá trị: chỉ nhận"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_reported_with_its_line(tmp_path: Path, name: str) -> None:
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


def test_all_slips_of_all_sources_are_reported_together(tmp_path: Path) -> None:
    text = HEAD + 'loai = "http-csv"\n[nguon.Hai]\nloai = "sql"\n[nguon.ba]\n'
    (tmp_path / "nguon.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_remote_sources(tmp_path, "so-lieu")
    assert {problem.line for problem in found.value.problems} == {4, 6, 8}
    assert "mã “Hai” chỉ gồm chữ thường" in str(found.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[nguon.luot\n", "nguon.toml:1: không đọc được TOML"),
        (b'[nguon.luot]\nloai = "sql"\nloai = "sql"\n', "nguon.toml:3: không đọc được TOML"),
        ("[nguon.luot]\nnguon = “x”\n".encode(), "nguon.toml:2: không đọc được TOML"),
        (b"\xff\xfe[", "không viết bằng UTF-8"),
        (b"nguon = 5\n", "“nguon” không đúng kiểu giá trị: cần các bảng, dạng [nguon.…]"),
        (
            b"[nguon]\nluot = 5\n",
            "nguồn “luot” không đúng kiểu giá trị: cần một bảng. Xoá dòng này, rồi thêm ở cuối tệp dòng “[nguon.luot]”",
        ),
    ],
)
def test_a_file_that_is_no_toml_is_reported_with_its_line(tmp_path: Path, content: bytes, expected: str) -> None:
    (tmp_path / "nguon.toml").write_bytes(content)
    with pytest.raises(ProblemsFound, match=r"nguon\.toml") as found:
        load_remote_sources(tmp_path, "so-lieu")
    assert expected in str(found.value)


def test_a_tree_without_the_file_has_no_sources(tmp_path: Path) -> None:
    assert load_remote_sources(tmp_path, "so-lieu") == {}


def test_the_examples_of_the_manual_can_be_declared(tmp_path: Path) -> None:
    manual = (DOCS / "nguon-so-lieu.md").read_text(encoding="utf-8")
    examples = [block.partition("```")[0] for block in manual.split("```toml\n")[1:]]
    (tmp_path / "nguon.toml").write_text(DATASET + "\n".join(examples), encoding="utf-8")
    assert set(load_remote_sources(tmp_path, "so-lieu")) == {"luot-toan-tinh", "tong-hop"}


def test_the_manual_names_every_setting() -> None:
    manual = (DOCS / "nguon-so-lieu.md").read_text(encoding="utf-8")
    assert [field.alias for field in RemoteTable.model_fields.values() if f"`{field.alias}`" not in manual] == []
