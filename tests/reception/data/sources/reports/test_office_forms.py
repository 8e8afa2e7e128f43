"""A report under a form that the office wrote down: read like any other, provisional until somebody compared the form."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.problems import Problem, ProblemsFound
from plugins.reception.data.catalogue import Catalogue, load_catalogue
from plugins.reception.data.law.forms import office_forms
from tests.reception.data.law.test_form_files import QUARTERS, SOUND
from tests.reception.data.sources.recognition.sheets import Page, dated, table
from tests.reception.report_trees import report, rows_of, tree

CIRCULAR, DAYS = "Thông tư số 06/2025/TT-TTCP", "Số liệu tính từ ngày 15/9/2025 đến ngày 14/12/2025"
UNITS = {"Sở Tài chính": 12, "Sở Tư pháp": 8}
CHECKED = SOUND.replace("false", 'true\nnguoi-doi-chieu = "Phòng minh hoạ"\nngay-doi-chieu = 2025-12-15')


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = tree(tmp_path)
    (content / "so-lieu/bieu").mkdir()
    return content


def page(content: Path, heading: str = DAYS, form: str = SOUND) -> Page:
    """A report of two units with columns whose numbers obey the form."""
    (content / "so-lieu/bieu/tcd.toml").write_text(form, encoding="utf-8")
    written = office_forms(content / "so-lieu", "so-lieu").forms["TT06-2025/01-TCD"]
    rows = {unit: {1: count, 2: count, 3: count - 3, 4: 2, 5: 1, 6: 0} for unit, count in UNITS.items()}
    drawn = dated(table(written, rows), heading)
    drawn.cells[3, 0] = CIRCULAR
    return drawn


def loaded(content: Path, drawn: Page, name: str = "a.xlsx") -> Catalogue:
    report(content, name, {}, drawn)
    return load_catalogue(content)


def refused(content: Path, drawn: Page) -> list[Problem]:
    with pytest.raises(ProblemsFound) as found:
        loaded(content, drawn)
    return found.value.problems


def test_a_report_is_read_by_the_office_s_form(content: Path) -> None:
    catalogue = loaded(content, page(content, form=CHECKED))
    assert {(row.unit, row.value, row.status, row.form, row.note) for row in rows_of(catalogue)} == {
        ("so-tai-chinh", 12, "chinh_thuc", "TT06-2025/01-TCD", ""),
        ("so-tu-phap", 8, "chinh_thuc", "TT06-2025/01-TCD", ""),
    }
    assert [row.value for row in rows_of(catalogue, "rieng.truc_tuyen")] == [2, 2]
    assert catalogue.measure("lượt tiếp trực tuyến").definition == "Số minh hoạ."


def test_numbers_of_an_unchecked_form_are_provisional_and_say_why(content: Path) -> None:
    rows = rows_of(loaded(content, page(content)))
    assert {row.status for row in rows} == {"so_bo"}
    assert {row.note for row in rows} == {"Biểu 01/TCD của Thông tư 06/2025/TT-TTCP chưa được đối chiếu với văn bản thông tư."}


def test_an_unchecked_form_still_guards_its_numbers(content: Path) -> None:
    drawn = page(content)
    drawn.cells[6, 1] = 13
    assert any("cột 1=3+4+5" in problem.message and problem.severity == "error" for problem in refused(content, drawn))


def test_a_label_without_windows_is_refused_and_the_days_are_asked_for(content: Path) -> None:
    (problem,) = refused(content, page(content, "Quý IV năm 2025"))
    assert "chưa ai khai quý IV năm 2025 gồm những ngày nào theo Thông tư 06/2025/TT-TTCP" in problem.message
    assert "Số liệu tính từ ngày … đến ngày …" in problem.message


def test_a_label_has_the_days_that_the_office_wrote_down(content: Path) -> None:
    windows = SOUND.replace("[[bieu]]", QUARTERS + "[[bieu]]", 1)
    for row in rows_of(loaded(content, page(content, "Quý IV năm 2025", windows))):
        assert (str(row.start), str(row.end)) == ("2025-09-15", "2025-12-14")


def test_a_changed_form_is_read_again_from_the_same_workbook(content: Path, tmp_path: Path) -> None:
    drawn = page(content)
    report(content, "a.xlsx", {}, drawn)
    assert load_catalogue(content, cache=tmp_path / "cache").opened
    assert not load_catalogue(content, cache=tmp_path / "cache").opened
    page(content, form=CHECKED)
    again = load_catalogue(content, cache=tmp_path / "cache")
    assert {row.status for row in rows_of(again)} == {"chinh_thuc"}
    assert again.opened


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda cells: cells.pop((5, 6)), "thiếu cột 6. Biểu có các cột 1–6"),
        (lambda cells: cells.update({(5, 7): 7}), "có cột 7 không có trong biểu"),
        (lambda cells: cells.update({(5, 6): 5}), "thiếu cột 6"),
    ],
    ids=["missing", "extra", "repeated"],
)
def test_a_sheet_whose_columns_are_not_the_form_s_is_refused(content: Path, wrong, message: str) -> None:
    drawn = page(content)
    wrong(drawn.cells)
    assert message in " ".join(problem.message for problem in refused(content, drawn))


def test_columns_in_another_order_are_read_by_their_numbers(content: Path) -> None:
    drawn = page(content)
    for line in range(5, 8):
        drawn.cells[line, 1], drawn.cells[line, 2] = drawn.cells[line, 2], drawn.cells[line, 1]
    drawn.cells[6, 1] = 20
    catalogue = loaded(content, drawn)
    assert {row.value for row in rows_of(catalogue)} == {12, 8}
    assert {row.value for row in rows_of(catalogue, "tcd.tong.nguoi")} == {20, 8}


def test_a_wrong_form_stops_the_build_with_its_line(content: Path) -> None:
    drawn = page(content)
    (content / "so-lieu/bieu/tcd.toml").write_text(SOUND.replace("can-cu", "cancu"), encoding="utf-8")
    assert "content/so-lieu/bieu/tcd.toml:5: không có mục “bieu.cancu”. Có phải “can-cu”?" in map(str, refused(content, drawn))


def test_nguon_toml_knows_the_office_s_form_numbers(content: Path) -> None:
    drawn = page(content)
    sources = content / "so-lieu/nguon.toml"
    sources.write_text(sources.read_text(encoding="utf-8") + 'bieu = ["01/TCD", "09/XYZ"]\n', encoding="utf-8")
    assert any("chưa biết biểu “09/XYZ”" in problem.message for problem in refused(content, drawn))
