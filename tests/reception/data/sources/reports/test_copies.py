"""A report that repeats another is pointed out: nobody receives exactly the same citizens twice."""

from __future__ import annotations

import pytest

from plugins.reception.data.catalogue import load_catalogue
from tests.reception.data.sources.recognition.sheets import TCD, dated, table
from tests.reception.report_trees import report, tree, visits

NEXT = "Số liệu tính từ ngày 15/9/2022 đến ngày 14/12/2022"


def busy(more=0):
    """A row with five different numbers that add up."""
    regular, sudden, people = 30 + more, 10, 4
    both = regular + sudden
    return visits(0, c1=both, c2=both + people, c4=regular, c5=regular + people, c12=3, c13=sudden, c14=sudden)


def quarter(content, name, rows, days="Số liệu tính từ ngày 15/6/2022 đến ngày 14/9/2022"):
    report(content, name, {}, dated(table(TCD, rows), days))


def copies(content):
    return [problem for problem in load_catalogue(content).warnings if "giống hệt" in problem.message]


def test_last_quarters_workbook_under_a_new_date_is_pointed_out_once(tmp_path):
    content = tree(tmp_path)
    for name, days in (("q3.xlsx", "Số liệu tính từ ngày 15/6/2022 đến ngày 14/9/2022"), ("q4.xlsx", NEXT)):
        quarter(content, name, {"Sở Tài chính": busy(), "Sở Tư pháp": busy(1)}, days)
    (warning,) = copies(content)
    assert (warning.path.rsplit("/")[-1], warning.cell, warning.rule) == ("q4.xlsx", "A7", "V19")
    assert "cả trang giống hệt số liệu 15/6/2022 – 14/9/2022 của" in warning.message
    assert 'q3.xlsx, "Bao cao", ô A7' in warning.message


def test_a_row_pasted_into_another_offices_row_is_pointed_out(tmp_path):
    content = tree(tmp_path)
    quarter(content, "q3.xlsx", {"Sở Tài chính": busy(), "Sở Tư pháp": busy(), "Huyện Cao Lộc": busy(1)})
    (warning,) = copies(content)
    assert warning.cell == "A8"
    assert "hàng “Sở Tư pháp” giống hệt" in warning.message
    assert "hàng “Sở Tài chính”" in warning.message


@pytest.mark.parametrize(
    "rows",
    [
        {"Sở Tài chính": visits(0), "Sở Tư pháp": visits(0)},
        {"Sở Tài chính": visits(1), "Sở Tư pháp": visits(1)},
        {"Sở Tài chính": visits(12), "Sở Tư pháp": visits(12)},
        {"Sở Tài chính": busy(), "Sở Tư pháp": busy(1)},
        {"Sở Tài chính": busy(), "Tổng cộng": busy()},
    ],
    ids=["nothing", "one", "a single number", "different", "its own total"],
)
def test_what_may_well_be_equal_passes(tmp_path, rows):
    content = tree(tmp_path)
    quarter(content, "q3.xlsx", rows)
    assert copies(content) == []


def test_a_correction_repeats_what_it_does_not_correct(tmp_path):
    content = tree(tmp_path)
    for name in ("q3.xlsx", "q3-dinh-chinh.xlsx"):
        quarter(content, name, {"Sở Tài chính": busy(), "Sở Tư pháp": busy(2 if "dinh" in name else 1)})
    assert copies(content) == []
