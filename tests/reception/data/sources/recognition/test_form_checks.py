"""The sums a form demands are held, and the cell that breaks one is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import Problem, errors_of
from plugins.reception.data.sources.recognition.form_checks import blank_problem, check_form, equation_problems
from plugins.reception.data.sources.recognition.read_report import read_report
from plugins.reception.data.sources.recognition.report import ReportCell, ReportRow
from tests.reception.data.sources.recognition.sheets import FORMS, LETTERS, OLD, TCD, Page, dated, filled, table, write

# The sums were printed by Lâm Đồng for the first half of 2017; how they part into columns here is made up.
LAM_DONG = filled(OLD, 0, c1=1147, c9=500, c3=500, c4=647, c11=236, c12=264)
LAM_DONG |= {17: 408, 18: 11, 19: 3, 20: 14, 21: 1, 26: 1210, 27: 987, 28: 349, 29: 311}


def problems(tmp_path: Path, page: Page) -> list[Problem]:
    result = read_report(write(tmp_path / "a.xlsx", page), "a.xlsx", FORMS)
    assert result.problems == ()
    return [problem for sheet in result.sheets for problem in equation_problems(FORMS.forms[sheet.form_id], sheet, "a.xlsx")]


def lam_dong(**altered: Any) -> Page:
    values = LAM_DONG | {int(column[1:]): value for column, value in altered.items()}
    return dated(table(OLD, {"Tỉnh Lâm Đồng": values}), "Số liệu tính từ ngày 16/12/2016 đến ngày 15/6/2017")


def row(form_columns: dict[int, Any]) -> ReportRow:
    cells = {number: ReportCell(number, value, str(value), f"X{number}") for number, value in form_columns.items()}
    return ReportRow("Sở A", "A1", False, cells)


def test_the_half_year_that_lam_dong_printed_holds(tmp_path: Path) -> None:
    assert problems(tmp_path, lam_dong()) == []


@pytest.mark.parametrize("column", [3, 4, 11, 12, *range(17, 31)])
def test_one_altered_cell_of_that_half_year_is_refused_by_its_address(tmp_path: Path, column: int) -> None:
    found = errors_of(problems(tmp_path, lam_dong(**{f"c{column}": LAM_DONG[column] + 3})))
    assert found
    assert {problem.rule for problem in found} == {"V07"}
    address = f"{chr(ord('A') + column)}7" if column < 26 else f"A{chr(ord('A') + column - 26)}7"
    for problem in found:
        assert problem.severity == "error"
        assert address in problem.message


def test_the_message_names_equation_both_sums_and_cells(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD, 0, c1=1650, c4=1147, c13=500, c12=9)}))
    (problem,) = problems(tmp_path, page)
    assert str(problem) == (
        'a.xlsx, "Bao cao", ô B7: “Sở A”, cột 1=4+13+22: ô B7 là 1.650, tổng E7 + N7 + W7 là 1.647. Kiểm tra các ô này.'
    )


@pytest.mark.parametrize("unit", [0, 1, 2])
@pytest.mark.parametrize("column", [1, 4, 13, 22])
def test_with_a_line_of_totals_the_altered_cell_itself_is_pointed_at(tmp_path: Path, unit: int, column: int) -> None:
    sound = filled(TCD, 0, c1=30, c4=10, c13=10, c22=10, c12=1, c21=1)
    rows = {"Sở A": dict(sound), "Sở B": dict(sound), "Cộng": {number: 2 * value for number, value in sound.items()}}
    rows[list(rows)[unit]][column] += 1
    found = problems(tmp_path, dated(table(TCD, rows)))
    assert len(found) == 2
    assert {problem.cell for problem in found} == {f"{chr(ord('A') + column)}{7 + unit}"}


def test_a_line_of_totals_that_is_not_the_sum_is_refused(tmp_path: Path) -> None:
    rows = {"Tổng số": filled(TCD, 0, c12=5), "Sở A": filled(TCD, 0, c12=1), "Sở B": filled(TCD, 0, c12=3)}
    (problem,) = problems(tmp_path, dated(table(TCD, rows)))
    assert problem.cell == "M7"
    assert "cộng các đơn vị (M8 + M9) được 4" in problem.message


def test_a_unit_that_has_not_reported_leaves_the_total_open_but_not_too_small(tmp_path: Path) -> None:
    rows = {"Sở A": filled(TCD, 0), "Sở B": filled(TCD, 0), "Cộng": filled(TCD, 0, c12=9)}
    rows["Sở A"][12], rows["Sở B"][12] = 4, None
    assert problems(tmp_path, dated(table(TCD, rows))) == []
    rows["Sở A"][12] = 10
    assert [problem.cell for problem in problems(tmp_path, dated(table(TCD, rows)))] == ["M9"]


def test_an_equation_with_an_unknown_part_is_held_to_what_is_certain() -> None:
    unknown = filled(TCD, None)
    assert list(check_form(TCD, row(unknown))) == []
    assert list(check_form(TCD, row(unknown | {1: 10, 4: 9}))) == []
    (mismatch,) = check_form(TCD, row(unknown | {1: 10, 4: 11, 13: None}))
    assert (mismatch.left, mismatch.right) == (10, 11)


def test_crowds_beyond_their_visits_are_an_error_where_the_form_says_of_which() -> None:
    (mismatch,) = check_form(TCD, row(filled(TCD, 0, c1=1, c2=5, c4=1, c5=5, c8=2, c9=5)))
    assert (mismatch.rule.number, mismatch.severity, mismatch.text) == ("V08", "error", "cột 8 không quá cột 4")


def test_a_doubtful_rule_only_warns_and_says_why(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, dated(table(LETTERS, {"Sở A": filled(LETTERS, 0, c13=1)})))
    assert (problem.severity, problem.rule) == ("warning", "V07")
    assert "Chỉ cảnh báo vì công thức này do suy luận" in problem.message
    (crowd,) = problems(tmp_path, lam_dong(c5=2000, c6=2000, c2=2000))
    assert (crowd.severity, crowd.rule) == ("warning", "V08")


def test_a_chain_is_held_at_every_link() -> None:
    texts = {mismatch.right for mismatch in check_form(LETTERS, row(filled(LETTERS, 0, c1=5, c3=4, c9=3)))}
    assert texts == {4, 3}


@given(data=st.data(), form=st.sampled_from(list(FORMS.forms.values())))
def test_a_row_of_zeros_holds_and_a_total_alone_never_does(data: st.DataObject, form: Any) -> None:
    assert list(check_form(form, row(filled(form, 0)))) == []
    column = data.draw(st.sampled_from(sorted({side[0] for each in form.equations for side in each.sides[:1]})))
    assert any(mismatch.rule.number == "V07" for mismatch in check_form(form, row(filled(form, 0) | {column: 1})))


def test_a_line_of_totals_alone_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    assert problems(tmp_path, dated(table(TCD, {"Toàn tỉnh": filled(TCD, 0, c12=5)}))) == []


def blanks(tmp_path: Path, rows: dict[str, dict[int, Any]]) -> Problem | None:
    (sheet,) = read_report(write(tmp_path / "a.xlsx", dated(table(TCD, rows))), "a.xlsx", FORMS).sheets
    assert errors_of(equation_problems(TCD, sheet, "a.xlsx")) == []
    return blank_problem(TCD, sheet, "a.xlsx")


@pytest.mark.parametrize("blank", [None, "-"])
def test_a_blank_that_hides_a_difference_is_pointed_out_at_its_cell(tmp_path: Path, blank: Any) -> None:
    found = blanks(tmp_path, {"Sở A": filled(TCD, 0, c1=20, c4=10, c13=blank, c22=9, c12=1)})
    assert found
    assert (found.cell, found.severity, found.rule) == ("N7", "warning", "V07")
    assert "nếu là 0 thì cột 1=4+13+22 sai: ô B7 là 20, tổng E7 + N7 + W7 là 19" in found.message


@pytest.mark.parametrize("blank", [None, "-"])
def test_a_blank_in_place_of_nought_is_no_fault(tmp_path: Path, blank: Any) -> None:
    assert blanks(tmp_path, {"Sở A": filled(TCD, blank, c1=19, c4=10, c22=9, c12=1, c21=1)}) is None


def test_a_blank_under_a_total_that_hides_a_difference_is_pointed_out_once_for_the_sheet(tmp_path: Path) -> None:
    rows = {"Sở A": filled(TCD, 0, c12=1), "Sở B": filled(TCD, 0, c12=None, c21=None), "Cộng": filled(TCD, 0, c12=3, c21=2)}
    found = blanks(tmp_path, rows)
    assert found
    assert found.cell == "M8"
    assert "hàng “Cộng”, cột 12 ghi 3, cộng các đơn vị được 1" in found.message
    assert "Còn 1 chỗ như vậy trong trang" in found.message
