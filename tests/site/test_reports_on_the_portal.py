"""An office drops a workbook in, and the portal has its numbers; or the clerk learns which cell is wrong."""

import shutil
from datetime import date

import openpyxl
import pytest

from plugins.reception.commands.corrections import correct
from tests.conftest import ROOT, run_build
from tests.site.pages import exact_text, read_page

ARTICLE = "Title: Quý\nDate: 2025-06-20\nSo-lieu: bao-cao-quy-mau/2025-Q2\n\nĐã tiếp {{ lượt công dân }}.\n"
REPORT = "so-lieu/bao-cao/2025-q2/bao-cao-mot.xlsx"


@pytest.fixture
def demo(tmp_path):
    """The demo tree's data with one article; no number is in the ledger yet, so that each may still change."""

    folder = tmp_path / "content"
    shutil.copytree(ROOT / "tests/demo/so-lieu", folder / "so-lieu", ignore=shutil.ignore_patterns("da-cong-bo"))
    (folder / "tin-tuc").mkdir()
    (folder / "tin-tuc/quy.md").write_text(ARTICLE, encoding="utf-8")
    return folder


def alter(path, cell: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    book.active[cell] = value
    book.save(path)


def test_a_dropped_workbook_is_on_the_page(demo, output):
    result = run_build(demo, output)
    assert result.returncode == 0, result.stderr
    assert "1.211 lượt công dân" in exact_text(read_page(output, "2025/06/quy/index.html").article)


@pytest.mark.parametrize(
    ("cell", "value", "reported"),
    [
        ("B10", 139, "B10"),
        ("E11", "1,647", "E11"),
        ("A10", "Sở Ví Dự", "Sở Ví Dụ"),
        ("C12", -3, "C12"),
        ("F10", "nhiều", "F10"),
        ("M11", 4, "M11"),
        ("AD13", 1, "AD13"),
    ],
)
def test_one_altered_cell_is_refused_with_its_address(demo, output, cell, value, reported):
    alter(demo / REPORT, cell, value)
    result = run_build(demo, output)
    assert result.returncode == 1
    assert f'content/{REPORT}, "01-TCD"' in result.stderr
    assert reported in result.stderr
    assert "Traceback" not in result.stderr
    assert not output.exists()


def test_a_total_that_leaves_a_unit_out_is_not_the_provinces_and_the_page_that_asks_says_who_is_missing(demo, output):
    book = openpyxl.load_workbook(demo / REPORT)
    for cell in book.active[12]:
        if isinstance(cell.value, int):
            book.active.cell(13, cell.column).value -= cell.value
        cell.value = None
    book.save(demo / REPORT)
    result = run_build(demo, output)
    assert result.returncode == 1
    assert "content/tin-tuc/quy.md:5: chưa có số liệu" in result.stderr
    assert "ô A13: hàng “Tổng cộng” chỉ dùng để kiểm tra" in result.stderr
    assert "(Huyện Minh Hoạ)" in result.stderr


@pytest.mark.parametrize("name", ["la.xlsx", "la.xls", "la.ods", "la.csv"])
def test_a_file_that_is_no_report_is_refused_by_name(demo, output, name):
    (demo / "so-lieu/bao-cao" / name).write_bytes(b"<html>not a workbook</html>")
    result = run_build(demo, output)
    assert result.returncode == 1
    assert f"content/so-lieu/bao-cao/{name}" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_workbook_taken_away_takes_its_numbers_along(demo, output):
    (demo / REPORT).unlink()
    result = run_build(demo, output)
    assert result.returncode == 1
    assert "content/tin-tuc/quy.md:5: chưa có số liệu" in result.stderr


def test_an_article_says_which_of_its_numbers_were_corrected_after_it_and_the_data_set_s_page_why(demo, output):
    correct(demo, demo.name)
    later = ARTICLE.replace("Quý", "Sau").replace("2025-06-20", "2025-08-20")
    (demo / "tin-tuc/sau.md").write_text(later, encoding="utf-8")
    for cell in ("B12", "B13", "E12", "E13"):
        alter(demo / REPORT, cell, openpyxl.load_workbook(demo / REPORT).active[cell].value + 1)
    assert "1.211 → 1.212" in run_build(demo, output).stderr
    correct(demo, demo.name, str(demo / REPORT), "cộng thiếu một lượt", date(2025, 7, 1))
    result = run_build(demo, output)
    assert result.returncode == 0, result.stderr
    before, after = (exact_text(read_page(output, f"2025/{page}/index.html").article) for page in ("06/quy", "08/sau"))
    note = "01/07/2025: lượt công dân, Tỉnh Lạng Sơn, quý II năm 2025 sửa từ 1.211 thành 1.212 (cộng thiếu một lượt)."
    assert (note in before, "1.212 lượt công dân" in before) == (True, True)
    assert ("Đính chính" in after, "1.212 lượt công dân" in after) == (False, True)
    page = (output / "so-lieu/bao-cao-quy-mau/index.html").read_text(encoding="utf-8")
    assert "<del>1.211 lượt công dân</del> (Đính chính ngày 01/07/2025: cộng thiếu một lượt)" in page.replace("\u00a0", " ")


def test_a_report_that_the_office_lets_be_published_is_linked_and_the_next_build_changes_nothing(demo, output):
    sources = demo / "so-lieu/nguon.toml"
    sources.write_text(sources.read_text(encoding="utf-8") + '\n[bao-cao."."]\ncong-bo-tep = true\n', encoding="utf-8")
    block = f"{ARTICLE}\n```so-lieu\nkhối: chuẩn\n```\n\n[Báo cáo](../{REPORT}).\n"
    (demo / "tin-tuc/quy.md").write_text(block, encoding="utf-8")
    for _ in range(2):
        result = run_build(demo, output)
        assert result.returncode == 0, result.stderr
        assert (output / REPORT).read_bytes() == (demo / REPORT).read_bytes()
        assert read_page(output, "2025/06/quy/index.html").select(f'figure a[href="/{REPORT}"]')
    (demo / "tin-tuc/quy.md").write_text(ARTICLE, encoding="utf-8")
    sources.write_text(sources.read_text(encoding="utf-8").replace("true\n", "false\n"), encoding="utf-8")
    assert run_build(demo, output).returncode == 0
    assert not (output / REPORT).exists()
