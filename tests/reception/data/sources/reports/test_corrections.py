"""A corrected workbook adds to the record; two workbooks that both claim to be right are both reported."""

from __future__ import annotations

import pytest

from plugins.problems import ProblemsFound
from plugins.reception.data.catalogue import load_catalogue
from plugins.reception.data.store import observation
from tests.reception.report_trees import DATASETS, report, rows_of, tree, visits

DECLARED = DATASETS + '\n[bao-cao."quy-3-lan-2.xlsx"]\nthay-cho = "quy-3.xlsx"\n'


@pytest.mark.parametrize(
    ("later", "sources"),
    [
        ("quy-3-dinh-chinh.xlsx", DATASETS),
        ("Quý 3 (Đính chính).xlsx", DATASETS),
        ("dinh-chinh/quy-3.xlsx", DATASETS),
        ("quy-3-lan-2.xlsx", DECLARED),
    ],
)
def test_the_corrected_number_is_live_and_the_old_one_stays(tmp_path, later, sources):
    content = tree(tmp_path, sources)
    report(content, "quy-3.xlsx", {"Sở Tài chính": 12})
    report(content, later, {"Sở Tài chính": 15})
    old, new = sorted(rows_of(load_catalogue(content)), key=lambda row: row.revision)
    assert (old.value, old.status, old.revision) == (12, "dinh_chinh", 1)
    assert (new.value, new.status, new.revision, new.replaces) == (15, "chinh_thuc", 2, old.id)


def test_numbers_that_stay_the_same_are_no_corrections(tmp_path):
    content = tree(tmp_path)
    report(content, "a.xlsx", {"Sở Tài chính": 12, "Sở Tư pháp": 8})
    report(content, "a-dinh-chinh.xlsx", {"Sở Tài chính": 12, "Sở Tư pháp": 9})
    rows = rows_of(load_catalogue(content))
    assert sorted((row.unit, row.value, row.revision) for row in rows) == [
        ("so-tai-chinh", 12, 1),
        ("so-tu-phap", 8, 1),
        ("so-tu-phap", 9, 2),
    ]


def test_corrections_follow_one_another(tmp_path):
    content = tree(tmp_path)
    for name, count in (("a.xlsx", 1), ("a-dinh-chinh-1.xlsx", 2), ("a-dinh-chinh-2.xlsx", 3)):
        report(content, name, {"Sở Tài chính": count})
    rows = rows_of(load_catalogue(content))
    assert [(row.value, row.status) for row in sorted(rows, key=lambda row: row.revision)] == [
        (1, "dinh_chinh"),
        (2, "dinh_chinh"),
        (3, "chinh_thuc"),
    ]


def test_a_correction_that_corrects_nothing_is_used_and_reported(tmp_path):
    content = tree(tmp_path)
    report(content, "a-dinh-chinh.xlsx", {"Sở Tài chính": 12})
    catalogue = load_catalogue(content)
    assert [row.value for row in rows_of(catalogue, "tcd.tong.luot", observation.c.live)] == [12]
    (warning,) = catalogue.warnings
    assert "không thấy báo cáo nào" in warning.message


def test_two_workbooks_of_one_number_stop_the_build_and_say_what_to_do(tmp_path):
    content = tree(tmp_path)
    report(content, "a.xlsx", {"Sở Tài chính": visits(12)})
    report(content, "b.xlsx", {"Sở Tài chính": visits(13)})
    with pytest.raises(ProblemsFound) as found:
        load_catalogue(content)
    twice = [problem for problem in found.value.problems if problem.rule == "V16"]
    assert {problem.path for problem in twice} == {"content/so-lieu/bao-cao/b.xlsx"}
    assert any("content/so-lieu/bao-cao/a.xlsx" in problem.message for problem in twice)
    assert any("“dinh-chinh”" in problem.message for problem in twice)


def test_a_hundred_numbers_given_twice_are_reported_once_in_short(tmp_path):
    content = tree(tmp_path)
    for name in ("a.xlsx", "b.xlsx"):
        report(content, name, {"Sở Tài chính": 1, "Sở Tư pháp": 1, "Huyện Cao Lộc": 1, "Xã Gia Cát": 1})
    with pytest.raises(ProblemsFound) as found:
        load_catalogue(content)
    assert len(found.value.problems) == 21
    assert any("còn 96 số nữa" in problem.message for problem in found.value.problems)


def test_a_correction_that_blanks_a_cell_says_which_number_stays(tmp_path):
    content = tree(tmp_path)
    report(content, "a.csv", {"Sở Tài chính": visits(12, c12=3), "Sở Tư pháp": visits(8)})
    report(content, "a-dinh-chinh.csv", {"Sở Tài chính": visits(15, c12=None)})
    catalogue = load_catalogue(content)
    (warning,) = (problem for problem in catalogue.warnings if problem.rule == "V16")
    assert warning.path.endswith("a-dinh-chinh.csv")
    assert "1 ô để trống" in warning.message
    assert "Sở Tài chính vẫn là 3 (a.csv, ô M7)" in warning.message
    assert [row.value for row in rows_of(catalogue, "tcd.tt.ky", observation.c.live, observation.c.unit == "so-tai-chinh")] == [3]


def test_a_later_correction_that_fills_the_cell_and_units_without_one_say_nothing(tmp_path):
    content = tree(tmp_path)
    report(content, "a.csv", {"Sở Tài chính": visits(12, c12=3), "Sở Tư pháp": visits(8)})
    report(content, "a-dinh-chinh-1.csv", {"Sở Tài chính": visits(15, c12=None)})
    report(content, "a-dinh-chinh-2.csv", {"Sở Tài chính": visits(15, c12=4)})
    assert not [problem for problem in load_catalogue(content).warnings if problem.rule == "V16"]
