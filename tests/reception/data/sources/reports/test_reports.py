"""A workbook dropped into bao-cao/ becomes numbers of the right unit, period and data set, or a problem with its cell."""

from __future__ import annotations

import re
from datetime import date

import pytest

from plugins.problems import ProblemsFound
from plugins.reception.data.catalogue import load_catalogue
from plugins.reception.data.sources.spreadsheets.grid import address
from plugins.vietnamese.periods import parse_period
from tests.reception.data.sources.recognition.sheets import OLD, SUFFIXES, TCD, XLD, Page, dated, filled, table, write
from tests.reception.report_trees import DATASETS, LETTERS, report, rows_of, tree, visits

TWO = {"Sở Tài chính": 12, "Sở Tư pháp": 8}
ALL = {**TWO, "Huyện Cao Lộc": 3, "Tổng cộng": 23}


def problems_of(content):
    with pytest.raises(ProblemsFound) as found:
        load_catalogue(content)
    return found.value.problems


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_dropped_workbook_just_works(tmp_path, suffix):
    content = tree(tmp_path)
    report(content, f"2022/quy-3/so-lieu{suffix}", ALL)
    rows = rows_of(load_catalogue(content))
    assert {(row.unit, row.scope, row.value) for row in rows} == {
        ("so-tai-chinh", "rieng_don_vi", 12),
        ("so-tu-phap", "rieng_don_vi", 8),
        ("huyen-cao-loc", "rieng_don_vi", 3),
        ("tinh-lang-son", "toan_dia_ban", 23),
    }


def test_a_number_knows_its_period_days_form_and_cell(tmp_path):
    content = tree(tmp_path)
    report(content, "a.xlsx", TWO)
    row = next(row for row in rows_of(load_catalogue(content)) if row.unit == "so-tai-chinh")
    assert row.period == parse_period("2022-Q3")
    assert (row.start, row.end) == (date(2022, 6, 15), date(2022, 9, 14))
    assert (row.form, row.status) == ("TT02-2021/01-TCD", "chinh_thuc")
    assert (row.origin.path, row.origin.sheet, row.origin.cell) == ("content/so-lieu/bao-cao/a.xlsx", "Bao cao", "B7")
    assert "01/TCD" in row.source.title
    assert "quý III năm 2022" in row.source.title


def test_ids_are_anchors_that_stay_when_other_files_come(tmp_path):
    content = tree(tmp_path)
    report(content, "b.xlsx", {"Sở Tài chính": 12})
    before = {row.id for row in rows_of(load_catalogue(content))}
    report(content, "a.xlsx", {"Sở Tư pháp": 3})
    after = [row.id for row in rows_of(load_catalogue(content))]
    assert before < set(after)
    assert len(set(after)) == 2
    assert all(re.fullmatch(r"[a-z][a-z0-9-]{0,30}", each) for each in after)


def test_other_days_stay_a_period_of_their_own(tmp_path):
    content = tree(tmp_path)
    page = dated(table(TCD, {"Sở Tài chính": visits(3)}), "Số liệu tính từ ngày 01/7/2022 đến ngày 05/8/2022")
    report(content, "a.xlsx", {}, page)
    catalogue = load_catalogue(content)
    (row,) = rows_of(catalogue)
    assert row.period == parse_period("2022-07-01..2022-08-05")
    assert catalogue.warnings == ()


def test_days_that_miss_a_quarter_by_a_few_are_doubted(tmp_path):
    content = tree(tmp_path)
    page = dated(table(TCD, {"Sở Tài chính": visits(3)}), "Số liệu tính từ ngày 15/6/2022 đến ngày 15/9/2022")
    report(content, "a.xlsx", {}, page)
    (warning,) = load_catalogue(content).warnings
    assert warning.rule == "V05"
    assert "lệch vài ngày so với quý III năm 2022 (15/6/2022 – 14/9/2022)" in warning.message


def test_a_label_with_other_days_is_reported(tmp_path):
    content = tree(tmp_path)
    page = dated(table(TCD, {"Sở Tài chính": visits(3)}), "Số liệu tính từ ngày 01/01/2022 đến ngày 31/3/2022")
    page.cells[3, 0] = "QUÝ I NĂM 2022"
    report(content, "a.xlsx", {}, page)
    (problem,) = problems_of(content)
    assert problem.rule == "V05"
    assert "15/12/2021 – 14/3/2022" in problem.message


def test_a_blank_cell_is_unknown_and_a_zero_is_counted(tmp_path):
    content = tree(tmp_path)
    row = visits(3)
    row[12] = None
    report(content, "a.xlsx", {"Sở Tài chính": row})
    catalogue = load_catalogue(content)
    assert rows_of(catalogue, "tcd.tt.ky") == []
    assert [found.value for found in rows_of(catalogue, "tcd.uq.ky")] == [0]


def test_totals_that_a_form_leaves_to_be_added_are_added(tmp_path):
    content = tree(tmp_path)
    page = table(OLD, {"Sở Tài chính": filled(OLD, 0, c1=7, c2=9, c9=4, c10=4)})
    report(content, "a.xlsx", {}, dated(page, "Số liệu tính từ ngày 16/6/2017 đến ngày 15/9/2017"))
    (row,) = rows_of(load_catalogue(content))
    assert row.value == 11
    assert row.origin.cell == "B7+J7"


def test_the_total_of_a_district_belongs_to_the_district(tmp_path):
    content = tree(tmp_path)
    report(content, "a.xlsx", {"Huyện Cao Lộc": 1, "Xã Gia Cát": 2, "Xã Tân Liên": 3, "Tổng cộng": 6})
    rows = rows_of(load_catalogue(content))
    assert [(row.unit, row.value) for row in rows if row.scope == "toan_dia_ban"] == [("huyen-cao-loc", 6)]


def test_the_total_of_a_single_unit_is_no_number_of_the_province(tmp_path):
    content = tree(tmp_path)
    report(content, "a.xlsx", {"Sở Tài chính": 5, "Tổng cộng": 5})
    assert [row.unit for row in rows_of(load_catalogue(content))] == ["so-tai-chinh"]


def test_a_unit_that_did_not_exist_is_reported_with_its_cell_and_the_names_of_that_time(tmp_path):
    content = tree(tmp_path)
    report(content, "a.xlsx", {"Phường Kỳ Lừa": 5, "Sở Tài chín": 5})
    gone, slip = problems_of(content)
    assert (gone.sheet, gone.cell, gone.rule) == ("Bao cao", "A7", "V06")
    assert "chỉ có từ 01/7/2025" in gone.message
    assert "Sở Tài chính" in slip.message


def test_a_wrong_sum_stops_and_names_the_cell_but_a_provisional_one_only_warns(tmp_path):
    content = tree(tmp_path)
    report(content, "quy-3/a.xlsx", {"Sở Tài chính": visits(5, c1=4)})
    (problem,) = problems_of(content)
    assert (problem.cell, problem.rule, problem.severity) == ("B7", "V07", "error")
    (content / "so-lieu/nguon.toml").write_text(DATASETS + '\n[bao-cao."quy-3"]\ntrang-thai = "so_bo"\n', encoding="utf-8")
    catalogue = load_catalogue(content)
    assert [warning.rule for warning in catalogue.warnings] == ["V07"]
    assert {row.status for row in rows_of(catalogue)} == {"so_bo"}


def test_letters_go_to_their_own_data_set_and_visits_to_theirs(tmp_path):
    content = tree(tmp_path, DATASETS + LETTERS)
    letters = dated(table(XLD, {"Sở Tài chính": filled(XLD)}))
    report(content, "don.xlsx", {}, letters)
    report(content, "tiep.xlsx", TWO)
    catalogue = load_catalogue(content)
    assert {row.dataset for row in rows_of(catalogue, "xld.tong.don")} == {"xu-ly-don"}
    assert {row.dataset for row in rows_of(catalogue)} == {"tiep-cong-dan"}


def test_a_declared_form_goes_where_it_is_declared(tmp_path):
    declared = DATASETS + LETTERS.replace("xu-ly-don", "rieng") + 'bieu = ["01/TCD"]\n'
    content = tree(tmp_path, declared)
    report(content, "a.xlsx", TWO)
    assert {row.dataset for row in rows_of(load_catalogue(content))} == {"rieng"}


def test_a_form_that_no_data_set_takes_is_reported_with_the_lines_to_add(tmp_path):
    content = tree(tmp_path, DATASETS + LETTERS.replace("xu-ly-don", "khac"))
    report(content, "don.xlsx", {}, dated(table(XLD, {"Sở Tài chính": filled(XLD)})))
    (problem,) = problems_of(content)
    assert "[bo-so-lieu.xu-ly-don]" in problem.message
    assert 'bieu = ["01/XLD"]' in problem.message


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('bieu = ["01/TCĐ"]', "chưa biết biểu"),
        ('\n[bao-cao."khong-co.xlsx"]\ndinh-dang-so = "en"', "không có “khong-co.xlsx”"),
        ('\n[bao-cao."a.xlsx"]\nthay-cho = "b.xlsx"', "không có “b.xlsx”"),
        ('\n[bao-cao."a.xlsx"]\ndinh-dang = "en"', "dinh-dang-so"),
        (
            '\n[bao-cao."a.xlsx"]\ndinh-dang-so = "fr"',
            'nguon.toml:7: “bao-cao.a.xlsx.dinh-dang-so” không đúng kiểu giá trị: chỉ nhận "vi"',
        ),
        (
            "\n[bo-so-lieu.b]\nten = 1",
            "nguon.toml:7: “bo-so-lieu.b.ten” không đúng kiểu giá trị: cần chữ trong dấu nháy kép, dạng ten = ",
        ),
        (
            "\n[bo-so-lieu.b]\nbieu = [1]",
            "nguon.toml:7: “bo-so-lieu.b.bieu” không đúng kiểu giá trị: cần danh sách trong ngoặc vuông",
        ),
        (
            '\n[bo-so-lieu.b]\ngiay-phep = "CC BY"',
            "“bo-so-lieu.b.giay-phep” không đúng kiểu giá trị: cần địa chỉ https://… của giấy phép",
        ),
        (
            '\n[bo-so-lieu.b]\nso-tiep-theo = "tháng 12"',
            "“bo-so-lieu.b.so-tiep-theo” không đúng kiểu giá trị: cần ngày chậm nhất có số tiếp theo, như 2026-12-20",
        ),
        ('\n[bo-so-lieu.b]\nminh-hoa = "có"', "nguon.toml:7: “bo-so-lieu.b.minh-hoa” không đúng kiểu giá trị: cần true hoặc false"),
        ('\n[bo-so-lieu.nhung]\nten = "a"\nmo-ta = "a"\ndon-vi = "a"', "nguon.toml:6: không đặt mã bộ số liệu là “nhung”"),
        ("\n[bo-so-lieu.b]\nnoi-bat = 1", "nguon.toml:7: “bo-so-lieu.b.noi-bat” không đúng kiểu giá trị: cần một bảng"),
    ],
)
def test_a_slip_in_the_declarations_is_reported(tmp_path, lines, words):
    content = tree(tmp_path, DATASETS + lines + "\n")
    report(content, "a.xlsx", TWO)
    reported = [f"{problem.where()}: {problem.message}" for problem in problems_of(content)]
    assert any(words in line and "nguon.toml" in line for line in reported)


def test_english_numbers_are_read_where_declared(tmp_path):
    content = tree(tmp_path, DATASETS + '\n[bao-cao."anh"]\ndinh-dang-so = "en"\n')
    row = {number: "1,647" if number in (1, 2, 4, 5) else 0 for number in visits(0)}
    report(content, "anh/a.xlsx", {"Sở Tài chính": row})
    assert [each.value for each in rows_of(load_catalogue(content))] == [1647]


@pytest.mark.parametrize("place", [(3, 2), (6, 30), (20, 1)])
def test_a_citizen_named_in_any_cell_is_reported(tmp_path, place):
    content = tree(tmp_path)
    page = dated(table(TCD, {"Sở Tài chính": visits(3)}))
    page.cells[5, 30] = 30
    page.cells[place] = "bà Đỗ Thị Ví Dụ, 0912.345.678"
    report(content, "a.xlsx", {}, page)
    found = [problem for problem in problems_of(content) if problem.rule == "V18"]
    assert len(found) == 2
    assert {problem.cell for problem in found} == {address(place)}


def test_what_office_programs_leave_behind_is_no_report(tmp_path):
    content = tree(tmp_path)
    report(content, "a.xlsx", ALL)
    for name in ("~$a.xlsx", ".DS_Store", "Thumbs.db"):
        (content / "so-lieu/bao-cao" / name).write_bytes(b"\0")
    assert len(rows_of(load_catalogue(content))) == 4


def test_problems_of_all_files_come_together_sorted_by_file(tmp_path):
    content = tree(tmp_path)
    report(content, "b.xlsx", {"Sở Tài chín": 5})
    write(content / "so-lieu/bao-cao/c.xlsx", Page("Trống", {(0, 0): "không có gì"}))
    (content / "so-lieu/quan-sat.csv").write_text("sai\n", encoding="utf-8")
    paths = [problem.path.rpartition("/")[2] for problem in problems_of(content)]
    assert paths == ["b.xlsx", "c.xlsx", "quan-sat.csv"]


def test_a_row_called_after_the_province_is_its_total_and_is_never_added_to_its_parts(tmp_path):
    content = tree(tmp_path)
    report(content, "a.xlsx", {"Sở Tài chính": 12, "Sở Tư pháp": 8, "Tỉnh Lạng Sơn": 20})
    rows = {row.unit: row.scope for row in rows_of(load_catalogue(content))}
    assert rows == {"so-tai-chinh": "rieng_don_vi", "so-tu-phap": "rieng_don_vi", "tinh-lang-son": "toan_dia_ban"}
