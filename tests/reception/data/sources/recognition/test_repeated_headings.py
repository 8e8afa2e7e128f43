"""Headings that are repeated for each printed page are understood, or refused with the row."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.reception.data.sources.recognition.column_numbers import label_rows
from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.recognition.read_rows import read_rows
from plugins.reception.data.sources.spreadsheets.grid import Grid
from tests.reception.data.sources.recognition.sheets import LETTERS, Cells, Page, only, read, refusal
from tests.reception.data.sources.recognition.sound_sheets import sound_row

LETTERHEAD = ("UBND TỈNH LẠNG SƠN", "Biểu số: 02/TCD", "Số liệu tính từ ngày 15/6/2022 đến ngày 14/9/2022")
FIRST, SECOND = ("Sở Tài chính", "Sở Tư pháp"), ("Huyện Cao Lộc", "Sở Y tế")
UNITS = (*FIRST, *SECOND)


def lines(*texts: str) -> list[Cells]:
    return [{(0, 1): text} for text in texts]


def heading() -> list[Cells]:
    labels: Cells = {(0, number + 1): number for number in LETTERS.columns}
    return [{(0, 0): "STT", (0, 1): "Đơn vị", (0, 2): "Số lượt"}, {(0, 0): "A", (0, 1): "Đơn vị", **labels}]


def row(name: str, times: int = 1) -> Cells:
    return {(0, 1): name, **{(0, number + 1): value for number, value in sound_row(LETTERS, times).items()}}


def page(between: list[Cells]) -> Page:
    """Two units, these lines, two units and their total."""
    whole = [*lines(*LETTERHEAD), *heading(), *map(row, FIRST), *between, *map(row, SECOND), row("Tổng cộng", 4)]
    return Page("Trang", {(line, column): value for line, each in enumerate(whole) for (_, column), value in each.items()})


BETWEEN = {
    "heading": heading(),
    "heading-with-letterhead": [*lines(*LETTERHEAD), *heading()],
    "heading-under-a-page-number": [*lines("Trang 2/3"), *heading()],
    "heading-that-says-so": [*lines("(tiếp theo)"), *heading()],
    "heading-without-column-numbers": heading()[:1],
    "page-number": lines("Trang 2"),
    "sums-of-pages": [row("Cộng trang 1", 2), *heading(), row("Mang sang", 2)],
}


@pytest.mark.parametrize("case", BETWEEN)
def test_a_repeated_heading_is_no_unit(case: str) -> None:
    grid, findings = Grid("Trang", page(BETWEEN[case]).cells), Findings("a.xlsx", "Trang")
    rows, _ = read_rows(grid, label_rows(grid), LETTERS, "vi", findings)
    assert findings.problems == []
    assert [each.unit for each in rows if not each.is_total] == list(UNITS)


def test_a_lone_number_between_the_rows_is_refused_at_its_row() -> None:
    grid, findings = Grid("Trang", page([{(0, 5): 2}, *heading()]).cells), Findings("a.xlsx", "Trang")
    read_rows(grid, label_rows(grid), LETTERS, "vi", findings)
    assert [(problem.severity, problem.cell) for problem in findings.problems] == [("error", "B8")]


def test_a_unit_without_numbers_is_still_missed_under_a_repeated_heading() -> None:
    grid, findings = Grid("Trang", page([*heading(), *lines("Sở Nội vụ")]).cells), Findings("a.xlsx", "Trang")
    read_rows(grid, label_rows(grid), LETTERS, "vi", findings)
    assert ["“Sở Nội vụ” không có số nào" in problem.message for problem in findings.problems] == [True]


@pytest.mark.parametrize("name", ["Lũy kế từ đầu năm", "Cùng kỳ năm trước", "Kỳ trước", "So sánh (%)", "Tăng, giảm", "Tỷ lệ %"])
def test_a_row_of_another_period_is_refused_with_the_reason(name: str) -> None:
    grid, findings = Grid("Trang", page([row(name)]).cells), Findings("a.xlsx", "Trang")
    read_rows(grid, label_rows(grid), LETTERS, "vi", findings)
    assert [(problem.cell, "không phải số của một đơn vị" in problem.message) for problem in findings.problems] == [("B8", True)]


@pytest.mark.slow
def test_a_heading_of_the_same_period_is_read_in_a_whole_file(tmp_path: Path) -> None:
    assert [each.unit for each in only(read(tmp_path, page(BETWEEN["heading-with-letterhead"]))).units] == list(UNITS)


OTHERS = {
    "Số liệu tính từ ngày 15/3/2022 đến ngày 14/6/2022": "kỳ",
    "Quý II năm 2022": "kỳ",
    "Số liệu cùng kỳ năm 2021": "kỳ",
    "Lũy kế từ đầu năm": "kỳ",
    "Biểu số: 01/TCD": "biểu",
}


@pytest.mark.slow
@pytest.mark.parametrize("column", [1, 4])
@pytest.mark.parametrize("title", OTHERS)
def test_a_title_of_another_table_among_the_rows_is_refused(tmp_path: Path, title: str, column: int) -> None:
    result = read(tmp_path, page([{(0, column): title}, *heading()]))
    assert f"ô {'BCDE'[column - 1]}8: “{title}” là {OTHERS[title]} khác với đầu trang" in refusal(result)
