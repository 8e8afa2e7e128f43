"""`make where` lists every page that shows a number, those that no editor writes included."""

import shutil

import pytest

from plugins.reception.commands.where import main
from tests.conftest import ROOT

ARTICLE = """Title: Quý I: {{ lượt công dân }}
Date: 2026-03-01 08:00
Summary: Tiếp {{ luot cong dan }}.
So-lieu: tiep-cong-dan/2014-07-01..2017-07-01
Status: draft

Chữ `{{ lượt công dân }}` trong mã, \\{{ lượt công dân }} là chữ.

| A | B |
|---|---|
| {{ lượt công dân \\| số }} | {{ lượt đơn thư | tỷ-lệ lượt công dân }} |

```so-lieu
bảng: [lượt đơn thư]
```
"""


@pytest.fixture
def content(tmp_path):
    """The portal's own data, with one draft."""
    tree = tmp_path / "content"
    shutil.copytree(ROOT / "content/so-lieu", tree / "so-lieu")
    (tree / "trang").mkdir()
    (tree / "trang/nhap.md").write_text(ARTICLE, encoding="utf-8")
    return tree


def reported(capsys, content, name):
    assert main([str(content), name]) == 0
    return capsys.readouterr().out.splitlines()


def test_drafts_the_home_page_and_the_data_set_s_page_are_listed_with_their_lines(capsys, content):
    declared = (content / "so-lieu/nguon.toml").read_text(encoding="utf-8").splitlines()
    panel = next(number for number, line in enumerate(declared, 1) if line.startswith("chi-tieu"))
    table = declared.index("[bo-so-lieu.tiep-cong-dan]") + 1
    assert reported(capsys, content, "lượt công dân") == [
        "content/trang/nhap.md:1: lượt công dân",
        "content/trang/nhap.md:3: luot cong dan",
        "content/trang/nhap.md:11: lượt công dân | số",
        "content/trang/nhap.md:11: lượt đơn thư | tỷ-lệ lượt công dân",
        f"content/so-lieu/nguon.toml:{panel}: trang chủ /, noi-bat: lượt công dân",
        f"content/so-lieu/nguon.toml:{table}: trang bộ số liệu /so-lieu/tiep-cong-dan/",
    ]


def test_a_block_is_listed_for_the_measures_it_shows(capsys, content):
    assert "content/trang/nhap.md:13: bảng: [lượt đơn thư]" in reported(capsys, content, "lượt đơn thư")


def test_a_number_taken_off_the_home_page_is_not_listed_there(capsys, content):
    path = content / "so-lieu/nguon.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('["lượt công dân", "lượt đơn thư"]', '["lượt đơn thư"]'), "utf-8")
    assert not [line for line in reported(capsys, content, "lượt công dân") if "trang chủ" in line]


def test_a_measure_that_nothing_shows_is_reported_as_such(capsys, content):
    assert reported(capsys, content, "đơn kỳ trước chuyển sang") == ["Chưa có trang nào dùng “đơn kỳ trước chuyển sang”."]


@pytest.mark.parametrize(("name", "message"), [("lượt côn dân", "Có phải “lượt công dân”?"), ("", "không có chỉ tiêu “”")])
def test_an_unknown_name_is_reported_with_the_nearest(capsys, content, name, message):
    assert main([str(content), name]) == 1
    assert message in capsys.readouterr().err


def test_a_file_in_another_encoding_is_reported_not_traced(capsys, content):
    (content / "trang/cu.md").write_bytes("Title: Tiếng Việt".encode("utf-16"))
    assert main([str(content), "lượt công dân"]) == 1
    assert "content/trang/cu.md: tệp không viết bằng UTF-8" in capsys.readouterr().err


def test_a_tree_that_is_not_there_is_reported(capsys, tmp_path):
    assert main([str(tmp_path / "khong-co"), "lượt công dân"]) == 1
    assert "không có thư mục này" in capsys.readouterr().err
