"""Report workbooks are read whatever stands above, between or beside; what is not recognised is reported with its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from plugins.reception.data.sources.recognition.read_report import read_report
from tests.reception.data.sources.recognition.sheets import (
    FORMS,
    LETTERS,
    SUFFIXES,
    TCD,
    Page,
    dated,
    filled,
    only,
    read,
    refusal,
    table,
    write,
)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_plain_report_reads_the_same_from_every_format(tmp_path: Path, suffix: str) -> None:
    page = dated(table(TCD, {"Sở Tài chính": filled(TCD, 0, c1=1647, c2="1.990"), "Xã Đồng Đăng": filled(TCD, 3)}))
    sheet = only(read(tmp_path, page, suffix=suffix))
    assert sheet.form_id == "TT02-2021/01-TCD"
    assert (sheet.start, sheet.end, sheet.dates_written) == (date(2022, 6, 15), date(2022, 9, 14), True)
    assert [row.unit for row in sheet.rows] == ["Sở Tài chính", "Xã Đồng Đăng"]
    first = sheet.rows[0]
    assert (first.cells[1].value, first.cells[2].value, first.cells[3].value) == (1647, 1990, 0)
    assert (first.cells[2].verbatim, first.cells[2].address, first.address) == ("1.990", "C7", "A7")
    assert sheet.rows[1].cells[29].value == 3


def dressed_up() -> Page:
    """Letterhead, merged headings in levels, sums in the column numbers, ordinals, totals on top, remarks, signatures."""
    page = Page("Biểu tiếp dân")
    page.cells |= {
        (0, 0): "UBND TỈNH LẠNG SƠN",
        (0, 20): "BIỂU   SỐ:  01-tcd",
        (1, 20): "(Ban hành kèm theo Thông tư số 02/2021/TT-TTCP)",
        (3, 0): "TỔNG HỢP KẾT QUẢ TIẾP CÔNG DÂN\nTHƯỜNG XUYÊN, ĐỊNH KỲ VÀ ĐỘT XUẤT",
        (4, 0): "(Từ ngày 15/06/2022 đến hết ngày 14/9/2022)",
        (6, 0): "STT",
        (6, 1): "Đơn vị",
        (6, 2): "Tổng số",
        (7, 2): "Số lượt tiếp",
        (6, 31): "Ghi chú",
        (9, 0): "A",
        (9, 1): "B",
    }
    page.merges = [((3, 0), (3, 15)), ((6, 2), (6, 5)), ((6, 0), (8, 0)), ((11, 0), (11, 1))]
    for number in TCD.columns:
        page.cells[9, number + 1] = "1=4+13+22" if number == 1 else f"({number})"
    page.cells[11, 0] = "TỔNG CỘNG:"
    for row, unit, value in ((11, None, 30), (12, "Sở Y tế", 10), (14, "Sở\nCông Thương", 20)):
        if unit:
            page.cells[row, 1] = unit
            page.cells[row, 0] = row - 11
        for number in TCD.columns:
            page.cells[row, number + 1] = float(value)
    page.cells[12, 31] = "kèm danh sách"
    page.cells |= {
        (16, 22): "Lạng Sơn, ngày 15 tháng 9 năm 2022",
        (17, 1): "Người lập biểu",
        (17, 22): "CHÁNH THANH TRA",
        (21, 1): "(Ký, ghi rõ họ tên)",
    }
    return page


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_sheet_dressed_up_for_the_boss_reads_the_same(tmp_path: Path, suffix: str) -> None:
    sheet = only(read(tmp_path, dressed_up(), suffix=suffix))
    assert (sheet.start, sheet.end) == (date(2022, 6, 15), date(2022, 9, 14))
    assert sheet.total is not None
    assert sheet.total.cells[1].value == 30
    assert [(row.unit, row.cells[1].value, row.note) for row in sheet.units] == [
        ("Sở Y tế", 10, "kèm danh sách"),
        ("Sở Công Thương", 20, ""),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_split_where_the_column_numbers_are(tmp_path: Path, delimiter: str) -> None:
    page = dated(table(TCD, {"Sở Nội vụ, thành phố; Lạng Sơn": filled(TCD, "1.234")}))
    path = write(tmp_path / "a.csv", page, delimiter=delimiter)
    sheet = only(read_report(path, "a.csv", FORMS))
    assert sheet.rows[0].cells[29].value == 1234


def test_ordinals_may_stand_behind_the_names_and_the_heading_may_be_repeated_for_printing(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD, 1), "Sở B": filled(TCD, 2)}, left=2))
    page.cells = {(row, 0 if column == 1 else column): value for (row, column), value in page.cells.items()}
    page.cells |= {(6, 1): 1, (7, 1): 2, (4, 1): "STT"}
    for number in TCD.columns:
        page.cells[9, number + 1] = number
        page.cells[10, number + 1] = 7
    page.cells |= {(8, 0): "Đơn vị", (8, 2): "Số lượt", (10, 0): "Sở C", (10, 1): 3}
    sheet = only(read(tmp_path, page))
    assert [row.unit for row in sheet.rows] == ["Sở A", "Sở B", "Sở C"]


def test_sums_printed_on_a_row_of_their_own_are_not_numbers(tmp_path: Path) -> None:
    page = dated(table(TCD, {"": {1: "4+13+22", 2: "(5)+(14)+(23)", 3: "=6+7+15"}, "Sở A": filled(TCD, 1)}))
    assert [row.unit for row in only(read(tmp_path, page, suffix=".xls")).rows] == ["Sở A"]


def test_a_unit_whose_numbers_count_upwards_is_no_row_of_column_numbers(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD, 1), "Sở B": {number: number for number in TCD.columns}}))
    assert [row.unit for row in only(read(tmp_path, page)).rows] == ["Sở A", "Sở B"]


def test_a_group_heading_and_its_subtotal_are_not_units(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Cấp tỉnh": filled(TCD, 3), "Sở A": filled(TCD, 1), "Sở B": filled(TCD, 2)}, left=2))
    page.cells |= {(6, 0): "I", (7, 0): 1, (8, 0): 2, (9, 0): "II", (9, 1): "Cấp xã"}
    page.cells |= {(10, 1): "Xã C", (10, 2): 5}
    assert [row.unit for row in only(read(tmp_path, page)).rows] == ["Sở A", "Sở B", "Xã C"]


def test_a_total_with_a_letter_for_its_ordinal_stays_the_total(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Tổng số": filled(TCD, 3), "Sở A": filled(TCD, 1), "Sở B": filled(TCD, 2)}, left=2))
    page.cells |= {(6, 0): "A", (7, 0): 1, (8, 0): 2}
    assert [row.is_total for row in only(read(tmp_path, page)).rows] == [True, False, False]


def test_a_blank_or_a_dash_is_unknown_and_zero_is_zero(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": {1: 5, 2: "-", 3: " – ", 4: 0, 5: "0", 6: "05"}}))
    cells = only(read(tmp_path, page)).rows[0].cells
    assert [cells[number].value for number in range(1, 8)] == [5, None, None, 0, 0, 5, None]
    assert cells[7].address == "H7"


def test_a_unit_called_cong_hoa_is_no_total(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Cộng Hòa": filled(TCD, 1), "Cộng": filled(TCD, 1)}))
    assert [row.is_total for row in only(read(tmp_path, page)).rows] == [False, True]


def test_an_english_comma_is_reported_with_its_cell_and_what_to_do(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD, 0, c2="1,647")}))
    (problem,) = read(tmp_path, page).problems
    assert str(problem) == (
        'bao-cao/q3.xlsx, "Bao cao", ô C7: “1,647” không phải số kiểu Việt Nam (1.647). '
        'Sửa ô này hoặc khai dinh-dang-so = "en" trong nguon.toml.'
    )
    declared = only(read(tmp_path, page, number_format="en"))
    assert declared.rows[0].cells[2].value == 1647


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (1.647, "thập phân 1,647"),
        (-3, "âm"),
        ("-3", "âm"),
        (True, "TRUE"),
        (date(2022, 3, 1), "ngày 01/3/2022"),
        ("12 lượt", "12 lượt"),
        ("10/17", "10/17"),
        ("1 647", "1.647"),
        ("１２", "“１２”"),
        ("1.64", "1.64"),
    ],
)
def test_what_is_no_count_is_refused_at_its_cell(tmp_path: Path, value: Any, word: str) -> None:
    (problem,) = read(tmp_path, dated(table(TCD, {"Sở A": filled(TCD, 1, c5=value)}))).problems
    assert problem.cell == "F7"
    assert word in problem.message


def test_english_text_is_refused_where_it_is_not_english(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD, 1, c5="1.647")}))
    assert "không phải số nguyên kiểu Anh" in refusal(read(tmp_path, page, number_format="en"))


def test_missing_doubled_and_foreign_column_numbers_are_reported(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}))
    page.cells |= {(5, 12): 11, (5, 30): 31}
    reported = refusal(read(tmp_path, page))
    assert "thiếu cột 12" in reported
    assert "ô AE6" in reported
    assert "ô M6" in reported
    assert "ghi số 11 hai lần" in reported


def test_the_same_unit_or_total_twice_is_refused(tmp_path: Path) -> None:
    rows = {"Sở Y tế": filled(TCD), "SỞ Y TẾ": filled(TCD), "Tổng cộng": filled(TCD), "Cộng": filled(TCD)}
    reported = refusal(read(tmp_path, dated(table(TCD, rows))))
    assert "đơn vị “SỞ Y TẾ” đã có ở ô A7" in reported
    assert "hàng tổng cộng đã có ở ô A9" in reported


def test_a_unit_without_numbers_is_a_warning(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, dated(table(TCD, {"Sở A": {}, "Sở B": filled(TCD), "Sở C": {}}))).problems[:1]
    assert (problem.severity, problem.cell) == ("warning", "A7")


def test_numbers_without_a_unit_are_refused(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD), "Sở B": filled(TCD)}))
    del page.cells[7, 0]
    assert "ô A8: hàng có số nhưng thiếu tên đơn vị" in refusal(read(tmp_path, page))


def test_no_column_of_names_and_no_rows_are_reported(tmp_path: Path) -> None:
    nameless = dated(table(TCD, {"": filled(TCD)}))
    del nameless.cells[4, 0]
    assert "không thấy cột tên đơn vị" in refusal(read(tmp_path, nameless))
    assert "không có hàng số liệu nào" in refusal(read(tmp_path, dated(table(TCD, {}))))


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_a_number_in_merged_cells_belongs_to_nobody(tmp_path: Path, suffix: str) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}))
    page.merges = [((6, 3), (6, 4))]
    del page.cells[6, 4]
    assert "ô D7: ô gộp trong vùng số liệu" in refusal(read(tmp_path, page, suffix=suffix))


def test_letters_with_marks_apart_come_back_composed(tmp_path: Path) -> None:
    page = dated(table(TCD, {"So\u031b\u0309 Y te\u0302\u0301": filled(TCD)}))
    assert only(read(tmp_path, page)).rows[0].unit == "Sở Y tế"


def test_money_and_land_may_have_decimals(tmp_path: Path) -> None:
    column = replace(LETTERS.columns[16], fractional=True)
    form = replace(LETTERS, columns={**LETTERS.columns, 16: column})
    forms = replace(FORMS, forms={form.id: form})
    page = dated(table(form, {"Sở A": filled(form, 1, c16="16.880,12"), "Sở B": filled(form, 1, c16=0.5)}))
    result = read_report(write(tmp_path / "a.xlsx", page), "a.xlsx", forms)
    assert [row.cells[16].value for row in result.sheets[0].rows] == [Decimal("16880.12"), Decimal("0.5")]
