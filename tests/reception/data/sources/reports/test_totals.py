"""A line of totals is an area's number only where its rows cover the area, or where somebody says so; sub-totals never are."""

from __future__ import annotations

import pytest

from plugins.problems import ProblemsFound, errors_of
from plugins.reception.data.catalogue import QueryError, load_catalogue
from plugins.reception.data.queries.select import selection_of, value
from plugins.reception.data.store import observation
from tests.reception.data.sources.recognition.sheets import TCD, dated, table
from tests.reception.report_trees import DATASETS, report, rows_of, tree, visits

TWO = {"Sở Tài chính": 12, "Sở Tư pháp": 8}
THREE = {**TWO, "Huyện Cao Lộc": 3}
DECLARED = '\n[bao-cao."a.xlsx"]\ntong-cua = "{}"\n'


def loaded(tmp_path, rows, sources=DATASETS):
    content = tree(tmp_path, sources)
    report(content, "a.xlsx", rows)
    return load_catalogue(content)


def wholes(catalogue):
    return [(row.unit, row.value) for row in rows_of(catalogue, "tcd.tong.luot", observation.c.scope == "toan_dia_ban")]


def refused(tmp_path, rows, sources=DATASETS):
    with pytest.raises(ProblemsFound) as found:
        loaded(tmp_path, rows, sources)
    return found.value.problems


def test_a_total_over_every_unit_is_the_provinces_number(tmp_path):
    catalogue = loaded(tmp_path, {**THREE, "Tổng cộng": 23})
    assert wholes(catalogue) == [("tinh-lang-son", 23)]
    assert catalogue.warnings == ()


def test_a_total_over_some_departments_is_nobodys_number_and_the_clerk_sees_who_is_missing(tmp_path):
    catalogue = loaded(tmp_path, {**TWO, "Tổng cộng": 20})
    assert wholes(catalogue) == []
    assert {row.unit for row in rows_of(catalogue)} == {"so-tai-chinh", "so-tu-phap"}
    (warning,) = catalogue.warnings
    assert (warning.cell, warning.rule, warning.severity) == ("A9", "V11", "warning")
    assert "không có hàng của 1 đơn vị (Huyện Cao Lộc)" in warning.message
    assert "“Tổng cộng tỉnh Lạng Sơn”" in warning.message
    assert 'tong-cua = "tinh-lang-son"' in warning.message


def test_whoever_asks_for_the_number_that_is_not_there_learns_why(tmp_path):
    catalogue = loaded(tmp_path, {**TWO, "Tổng cộng": 20})
    with pytest.raises(QueryError, match=r'a\.xlsx, "Bao cao", ô A9: hàng “Tổng cộng” chỉ dùng để kiểm tra'):
        value(catalogue, selection_of(catalogue, "tiep-cong-dan/2022-Q3"), catalogue.measure("lượt công dân"))


def test_many_missing_units_are_counted_and_the_first_are_named(tmp_path):
    content = tree(tmp_path)
    register = content / "so-lieu/don-vi.csv"
    more = "".join(f"so-{letter},Sở {letter.upper()},so,tinh,,tinh-lang-son,,,Minh hoạ,\n" for letter in "abcdefgh")
    register.write_text(register.read_text(encoding="utf-8") + more, encoding="utf-8")
    report(content, "a.xlsx", {**TWO, "Tổng cộng": 20})
    (warning,) = load_catalogue(content).warnings
    assert "9 đơn vị (Sở A, Sở B, Sở C, Sở D, Sở E, …)" in warning.message


def test_a_total_over_some_departments_is_still_held_to_its_rows(tmp_path):
    problems = errors_of(refused(tmp_path, {**TWO, "Tổng cộng": 21}))
    assert {problem.rule for problem in problems} == {"V07"}
    assert {problem.cell for problem in problems} == {"B9", "C9", "E9", "F9"}


@pytest.mark.parametrize(
    "name", ["Toàn tỉnh", "TỔNG CỘNG TOÀN TỈNH", "Tổng cộng tỉnh Lạng Sơn", "Toàn tỉnh Lạng Sơn", "Tổng số toàn địa bàn tỉnh"]
)
def test_a_total_that_says_it_is_the_provinces_is_and_missing_units_are_mentioned(tmp_path, name):
    catalogue = loaded(tmp_path, {**TWO, name: 20})
    assert wholes(catalogue) == [("tinh-lang-son", 20)]
    (warning,) = catalogue.warnings
    assert "Huyện Cao Lộc" in warning.message


def test_a_declared_total_is_taken_without_a_word(tmp_path):
    catalogue = loaded(tmp_path, {**TWO, "Tổng cộng": 20}, DATASETS + DECLARED.format("tinh-lang-son"))
    assert wholes(catalogue) == [("tinh-lang-son", 20)]
    assert catalogue.warnings == ()


@pytest.mark.parametrize("unit", ["huyen-cao-loc", "tinh-lang-xon"])
def test_a_declared_unit_that_does_not_hold_the_rows_is_refused(tmp_path, unit):
    (problem,) = refused(tmp_path, {**TWO, "Tổng cộng": 20}, DATASETS + DECLARED.format(unit))
    assert unit in problem.message


def test_a_whole_folder_cannot_be_declared_to_hold_totals(tmp_path):
    content = tree(tmp_path, DATASETS + '\n[bao-cao."quy-3"]\ntong-cua = "tinh-lang-son"\n')
    report(content, "quy-3/a.xlsx", {**TWO, "Tổng cộng": 20})
    with pytest.raises(ProblemsFound) as found:
        load_catalogue(content)
    assert any("không khai cho thư mục “quy-3”" in problem.message for problem in found.value.problems)


def test_a_total_that_names_another_district_is_refused(tmp_path):
    problems = refused(tmp_path, {**THREE, "Tổng cộng huyện Cao Lộc": 23})
    assert "không có “huyện Cao Lộc” bao gồm mọi đơn vị" in problems[0].message


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        ({"Huyện Cao Lộc": 1, "Xã Gia Cát": 2, "Tổng cộng": 3}, "Xã Tân Liên"),
        ({"Xã Gia Cát": 2, "Xã Tân Liên": 3, "Tổng cộng": 5}, "Huyện Cao Lộc"),
    ],
)
def test_a_district_needs_its_own_row_and_all_its_communes(tmp_path, rows, missing):
    catalogue = loaded(tmp_path, rows)
    assert wholes(catalogue) == []
    assert f"({missing})" in catalogue.warnings[0].message


@pytest.mark.parametrize("name", ["Tổng cộng", "Tổng số", "Toàn tỉnh", "Tổng cộng tỉnh Lạng Sơn"])
def test_a_total_without_rows_is_nobodys_number_until_it_is_declared(tmp_path, name):
    catalogue = loaded(tmp_path, {name: 23})
    assert rows_of(catalogue) == []
    (warning,) = catalogue.warnings
    assert "đứng một mình" in warning.message
    assert 'khai tong-cua = "tinh-lang-son"' in warning.message
    assert "“Toàn tỉnh”" not in warning.message.removeprefix(f"hàng “{name}”"), "a word that anybody can type proves nothing"
    assert wholes(loaded(tmp_path / "b", {name: 23}, DATASETS + DECLARED.format("tinh-lang-son"))) == [("tinh-lang-son", 23)]


@pytest.mark.parametrize("name", ["Cộng khối sở", "Cộng các sở, ngành", "Tổng (I)", "Cộng sở", "Khối sở"])
def test_a_subtotal_is_neither_published_nor_counted(tmp_path, name):
    catalogue = loaded(tmp_path, {**TWO, name: 20, "Huyện Cao Lộc": 3, "TỔNG CỘNG (3 đơn vị)": 23})
    assert wholes(catalogue) == [("tinh-lang-son", 23)]
    assert len(rows_of(catalogue)) == 4
    assert catalogue.warnings == ()


def test_a_total_of_more_units_than_there_are_rows_is_doubted(tmp_path):
    (warning,) = loaded(tmp_path, {**THREE, "Tổng cộng (4 đơn vị)": 23}).warnings
    assert "A10 ghi “Tổng cộng (4 đơn vị)”, trang có 3 hàng đơn vị" in warning.message


def test_a_subtotal_above_its_units_is_one_too(tmp_path):
    rows = {"Tổng cộng": 23, "Cấp tỉnh": 20, **TWO, "Cấp huyện": 3, "Huyện Cao Lộc": 3}
    assert wholes(loaded(tmp_path, rows)) == [("tinh-lang-son", 23)]


def test_a_subtotal_of_a_sheet_without_a_total_is_nobodys_number(tmp_path):
    catalogue = loaded(tmp_path, {**TWO, "Cộng khối sở": 20})
    assert {row.scope for row in rows_of(catalogue)} == {"rieng_don_vi"}


def test_a_wrong_subtotal_is_refused_with_its_cell(tmp_path):
    rows = {**TWO, "Cộng khối sở": visits(20, c12=1), "Huyện Cao Lộc": 3, "Tổng cộng": 23}
    (problem,) = refused(tmp_path, rows)
    assert (problem.cell, problem.rule) == ("M9", "V07")
    assert "“Cộng khối sở”, cột 12: ô M9 ghi 1, cộng các đơn vị (M7 + M8) được 0" in problem.message


def test_several_sums_that_name_their_districts_are_subtotals(tmp_path):
    rows = {"Sở Tài chính": 1, "Sở Tư pháp": 1, "Huyện Cao Lộc": 3, "Cộng huyện Cao Lộc": 3, "Tổng cộng": 5}
    assert wholes(loaded(tmp_path, rows)) == [("tinh-lang-son", 5)]


def test_a_group_that_holds_groups_is_compared_with_all_its_units(tmp_path):
    rows = {"Sở Tài chính": 12, "Cộng mục I": 12, "Sở Tư pháp": 8, "Cộng mục II": 8, "Cộng khối sở": 20, "Huyện Cao Lộc": 3}
    assert wholes(loaded(tmp_path, {**rows, "Tổng cộng": 23})) == [("tinh-lang-son", 23)]


def test_a_group_without_units_is_refused_not_forgotten(tmp_path):
    problems = refused(tmp_path, {"Khối sở": 20, "Khối huyện": 3, "Tổng cộng": 23})
    assert [problem.cell for problem in errors_of(problems)] == ["A7", "A8"]


def test_a_row_called_after_the_province_with_one_wrong_cell_is_still_its_total(tmp_path):
    (problem,) = errors_of(refused(tmp_path, {**THREE, "Tỉnh Lạng Sơn": visits(23, c12=4)}))
    assert (problem.cell, problem.rule) == ("M10", "V07")


def test_zeros_of_the_provinces_own_offices_are_no_total(tmp_path):
    catalogue = loaded(tmp_path, {"Sở Tài chính": 0, "Sở Tư pháp": 0, "UBND tỉnh": 0})
    assert wholes(catalogue) == []


def test_a_total_wrong_in_every_column_is_reported_by_a_few_columns_and_their_number(tmp_path):
    total = dict.fromkeys(visits(0), 9)
    problems = refused(tmp_path, {**THREE, "Tổng cộng": total})
    sums = [problem for problem in problems if problem.message.startswith("hàng “Tổng cộng”")]
    assert len(sums) == 6
    assert f"còn lệch ở {len(total) - 5} cột nữa" in sums[0].message


LETTERHEADS = [
    "UBND TỈNH LẠNG SƠN\nSỞ TÀI CHÍNH",
    "Đơn vị báo cáo: Sở Tài chính",
    "THANH TRA SỞ TÀI CHÍNH",
    "so tai chinh",
]


def sent(tmp_path, letterhead, rows, sources=DATASETS):
    content = tree(tmp_path, sources)
    page = dated(table(TCD, {unit: visits(value) for unit, value in rows.items()}))
    page.cells[0, 4] = letterhead
    report(content, "a.xlsx", {}, page)
    return load_catalogue(content)


@pytest.mark.parametrize("letterhead", LETTERHEADS)
@pytest.mark.parametrize("name", ["Toàn tỉnh", "UBND tỉnh Lạng Sơn"])
def test_a_departments_sheet_is_never_the_provinces_number(tmp_path, letterhead, name):
    catalogue = sent(tmp_path, letterhead, {name: 711})
    assert rows_of(catalogue) == []
    (warning,) = catalogue.warnings
    assert "ầu trang ghi Sở Tài chính" in warning.message
    with pytest.raises(QueryError, match="ầu trang ghi Sở Tài chính"):
        value(catalogue, selection_of(catalogue, "tiep-cong-dan/2022-Q3"), catalogue.measure("lượt công dân"))


@pytest.mark.parametrize("letterhead", LETTERHEADS)
def test_a_department_that_names_itself_is_taken_without_a_word(tmp_path, letterhead):
    catalogue = sent(tmp_path, letterhead, {"Sở Tài chính": 711})
    assert [(row.unit, row.value) for row in rows_of(catalogue)] == [("so-tai-chinh", 711)]
    assert catalogue.warnings == ()


def test_a_district_cannot_send_the_provinces_total(tmp_path):
    rows = {"Huyện Cao Lộc": 1, "Xã Gia Cát": 2, "Xã Tân Liên": 3, "Toàn tỉnh": 6}
    assert wholes(sent(tmp_path, "UBND HUYỆN CAO LỘC", rows)) == []
    district = {**rows, "Toàn huyện": rows["Toàn tỉnh"]}
    del district["Toàn tỉnh"]
    assert wholes(sent(tmp_path / "b", "UBND HUYỆN CAO LỘC", district)) == [("huyen-cao-loc", 6)]


def test_whoever_reports_for_all_says_so_once(tmp_path):
    for letterhead in ("UBND TỈNH LẠNG SƠN", "UBND TỈNH LẠNG SƠN\nTHANH TRA TỈNH", "Đơn vị nhận báo cáo: Thanh tra tỉnh"):
        assert wholes(sent(tmp_path / letterhead[-3:], letterhead, {**THREE, "Tổng cộng": 23})) == [("tinh-lang-son", 23)]
    declared = DATASETS + DECLARED.format("tinh-lang-son")
    assert wholes(sent(tmp_path / "z", "SỞ TÀI CHÍNH", {**THREE, "Tổng cộng": 23}, declared)) == [("tinh-lang-son", 23)]


def test_a_sheet_that_reports_only_others_is_pointed_out(tmp_path):
    (warning,) = sent(tmp_path, "SỞ TÀI CHÍNH", {"Sở Tư pháp": 7}).warnings
    assert (warning.cell, warning.rule) == ("A7", "V06")
    assert "đầu trang ghi Sở Tài chính" in warning.message
