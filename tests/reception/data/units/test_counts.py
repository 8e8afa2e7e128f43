"""A total over all units says so only where somebody counted the units against an official text."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.problems import ProblemsFound
from plugins.reception.data.catalogue import load_catalogue
from plugins.reception.data.store import observation
from plugins.reception.data.units.counts import COLUMNS
from tests.reception.report_trees import report, rows_of, tree

UNCOUNTED = "chưa đối chiếu đủ đơn vị"
BORDERS = "ngay,so_huyen,so_xa,can_cu,ghi_chu\n2020-01-01,1,2,Minh hoạ,\n"
DEPARTMENTS = "tinh-lang-son,so,2020-01-01,,2,Nghị quyết minh hoạ,Phòng Nghiệp vụ 1,2026-11-01\n"
ALL = {"Sở Tài chính": 12, "Sở Tư pháp": 8, "Huyện Cao Lộc": 3, "Tổng cộng": 23}


def total_note(folder: Path, counts: str = "", borders: str = "") -> str:
    content = tree(folder)
    for name, text in (("don-vi-doi-chieu.csv", counts and f"{','.join(COLUMNS)}\n{counts}"), ("don-vi-moc.csv", borders)):
        if text:
            (content / "so-lieu" / name).write_text(text, encoding="utf-8")
    report(content, "a.xlsx", ALL)
    (total,) = rows_of(load_catalogue(content), "tcd.tong.luot", observation.c.scope == "toan_dia_ban")
    assert total.value == 23
    return total.note


def test_a_total_over_a_register_that_nobody_counted_says_so(tmp_path: Path) -> None:
    assert UNCOUNTED in total_note(tmp_path)


def test_a_total_over_counted_units_says_nothing(tmp_path: Path) -> None:
    assert total_note(tmp_path, DEPARTMENTS, BORDERS) == ""


@pytest.mark.parametrize(
    ("counts", "borders"),
    [(DEPARTMENTS, ""), ("", BORDERS), (DEPARTMENTS.replace("2020-01-01,", "2020-01-01,2021-01-01"), BORDERS)],
    ids=["no borders", "no departments", "counted for other years"],
)
def test_a_total_says_so_while_one_type_of_unit_is_not_counted(tmp_path: Path, counts: str, borders: str) -> None:
    assert UNCOUNTED in total_note(tmp_path, counts, borders)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (DEPARTMENTS.replace(",2,Nghị", ",19,Nghị"), "cột so_luong ghi 19 nhưng ngày 2020-01-01 don-vi.csv có 2 đơn vị loại so"),
        (DEPARTMENTS.replace("Phòng Nghiệp vụ 1", ""), "cột nguoi_doi_chieu còn trống"),
        (DEPARTMENTS.replace("2026-11-01", "01/11/2026"), "cột ngay_doi_chieu: “01/11/2026”"),
        (DEPARTMENTS.replace(",so,", ",sở,"), "cột loai: không có “sở”"),
    ],
)
def test_a_count_that_the_register_does_not_bear_out_is_refused(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        total_note(tmp_path, row)
    assert any(f"don-vi-doi-chieu.csv:2: {message}" in str(problem) for problem in found.value.problems), found.value.problems


def test_a_department_that_comes_or_goes_later_needs_a_new_count(tmp_path: Path) -> None:
    content = tree(tmp_path)
    register = content / "so-lieu/don-vi.csv"
    more = "so-moi,Sở Mới,so,tinh,,tinh-lang-son,2025-03-01,,Minh hoạ,\n"
    register.write_text(register.read_text(encoding="utf-8") + more, encoding="utf-8")
    (content / "so-lieu/don-vi-doi-chieu.csv").write_text(f"{','.join(COLUMNS)}\n{DEPARTMENTS}", encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"ngày 2025-03-01 don-vi\.csv có 3 đơn vị"):
        load_catalogue(content)
