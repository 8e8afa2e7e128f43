"""Form, circular and period are found in whatever words the sheet has for them; what is missing is reported with its cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugins.vietnamese.periods import Period
from tests.reception.data.sources.recognition.sheets import LETTERS, SUFFIXES, TCD, Page, dated, filled, only, read, refusal, table


@pytest.mark.parametrize(
    "title",
    ["Biểu số: 01/TCD", "Biểu 01/TCD", "MẪU SỐ 01/TCD", "bieu so 1/tcd", "Biểu mẫu số 01 - TCD", "Biểu số:01TCD"],
)
def test_the_form_number_is_found_however_it_is_written(tmp_path: Path, title: str) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}))
    del page.cells[0, 0]
    page.cells[3, 17] = title
    assert only(read(tmp_path, page)).form_id == "TT02-2021/01-TCD"


def test_the_sheets_name_serves_when_the_text_names_no_form(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}, name="01-TCD"))
    del page.cells[0, 0]
    assert only(read(tmp_path, page)).form_id == "TT02-2021/01-TCD"


@pytest.mark.parametrize(
    "days",
    [
        "Số liệu tính từ ngày 15/06/2022 đến ngày 14/09/2022",
        "(Từ ngày 15/6/2022 đến ngày 14/9/2022)",
        "SỐ LIỆU TÍNH TỪ NGÀY 15 THÁNG 6 NĂM 2022 ĐẾN NGÀY 14 THÁNG 9 NĂM 2022",
        "Kỳ báo cáo: Quý III/2022 (từ 15-6-2022 – 14-9-2022)",
    ],
)
def test_the_days_are_found_however_they_are_written(tmp_path: Path, days: str) -> None:
    sheet = only(read(tmp_path, dated(table(TCD, {"Sở A": filled(TCD)}), days)))
    assert (sheet.start, sheet.end) == (date(2022, 6, 15), date(2022, 9, 14))


def test_days_kept_as_dates_in_cells_of_their_own_are_found(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}), "Số liệu tính từ ngày")
    page.cells |= {(2, 3): date(2022, 6, 15), (2, 5): "đến ngày", (2, 6): date(2022, 9, 14)}
    assert only(read(tmp_path, page)).end == date(2022, 9, 14)


@pytest.mark.parametrize(
    ("label", "period", "days"),
    [
        ("Kỳ báo cáo: Quý III/2022", Period("quarter", 2022, 3), (date(2022, 6, 15), date(2022, 9, 14))),
        ("Quý 1 năm 2022", Period("quarter", 2022, 1), (date(2021, 12, 15), date(2022, 3, 14))),
        ("BÁO CÁO 6 THÁNG ĐẦU NĂM 2022", Period("half", 2022, 1), (date(2021, 12, 15), date(2022, 6, 14))),
        ("09 tháng/2022", Period("nine-months", 2022), (date(2021, 12, 15), date(2022, 9, 14))),
        ("Kỳ báo cáo: năm 2022", Period("year", 2022), (date(2021, 12, 15), date(2022, 12, 14))),
    ],
)
def test_a_label_alone_takes_the_days_of_its_circular(tmp_path: Path, label: str, period: Period, days: Any) -> None:
    sheet = only(read(tmp_path, dated(table(TCD, {"Sở A": filled(TCD)}), label)))
    assert (sheet.label, sheet.start, sheet.end, sheet.dates_written) == (period, *days, False)


def test_the_period_ending_decides_the_circular(tmp_path: Path) -> None:
    days = "Số liệu tính từ ngày 15/6/2024 đến ngày 14/9/2024"
    assert only(read(tmp_path, dated(table(TCD, {"Sở A": filled(TCD)}), days))).form_id == "TT01-2024/01-TCD"


def test_a_quarter_of_two_circulars_must_name_its_own(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}), "từ ngày 15/12/2023 đến ngày 14/3/2024")
    assert "02/2021/TT-TTCP và 01/2024/TT-TTCP" in refusal(read(tmp_path, page))
    page.cells[3, 5] = "Thông tư số 1/2024/TT-TTCP ngày 20/01/2024"
    assert only(read(tmp_path, page)).form_id == "TT01-2024/01-TCD"


@pytest.mark.parametrize(
    ("text", "days", "words"),
    [
        ("", "từ ngày 15/9/2025 đến ngày 14/12/2025", "06/2025/TT-TTCP; các cột của biểu 01/TCD"),
        ("", "từ ngày 16/6/2017 đến ngày 15/9/2017", "Thông tư 02/2021/TT-TTCP có hiệu lực từ 10/5/2021"),
        ("Thông tư số 02/2021/TT-TTCP", "từ ngày 15/6/2024 đến ngày 14/9/2024", "không dùng cho kỳ"),
        ("Thông tư số 03/2013/TT-TTCP", "từ ngày 16/6/2017 đến ngày 15/9/2017", "không có biểu 01/TCD"),
        ("Thông tư số 09/2030/TT-TTCP", "từ ngày 15/6/2022 đến ngày 14/9/2022", "chưa biết Thông tư 09/2030"),
    ],
)
def test_a_form_outside_its_circulars_time_is_refused(tmp_path: Path, text: str, days: str, words: str) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}), days)
    page.cells[3, 3] = text
    result = read(tmp_path, page)
    assert words in refusal(result)
    assert {problem.rule for problem in result.problems} == {"V20"}


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("Số liệu tính từ ngày …/…/… đến ngày …/…/…", "ô A3: không đọc được kỳ"),
        ("", "không đọc được kỳ"),
        ("từ ngày 31/6/2022 đến ngày 14/9/2022", "31/6/2022"),
        ("từ ngày 14/9/2022 đến ngày 15/6/2022", "ngày đầu kỳ sau ngày cuối kỳ"),
        ("từ ngày 15/6/2022 đến ngày 14/9/2022; từ ngày 15/6/2022 đến ngày 15/9/2022", "hai kỳ"),
        ("Sè liÖu tÝnh tõ ngµy 15/6/2022 ®Õn ngµy 14/9/2022", "TCVN3"),
    ],
)
def test_a_period_that_cannot_be_is_reported(tmp_path: Path, days: str, words: str) -> None:
    assert words in refusal(read(tmp_path, dated(table(TCD, {"Sở A": filled(TCD)}), days)))


def test_form_and_period_missing_are_reported_together(tmp_path: Path) -> None:
    page = table(TCD, {"Sở A": filled(TCD)})
    del page.cells[0, 0]
    reported = refusal(read(tmp_path, page))
    assert "không thấy số biểu" in reported
    assert "không đọc được kỳ" in reported


def test_an_unknown_form_is_named_in_the_refusal(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}))
    page.cells[0, 0] = "Biểu số: 09/ABC"
    assert "ô A1: chưa biết biểu “09/ABC”" in refusal(read(tmp_path, page))


def test_two_form_numbers_on_one_sheet_are_refused(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}))
    page.cells[1, 0] = "Biểu số: 02/TCD"
    assert "01/TCD, 02/TCD" in refusal(read(tmp_path, page))


def test_several_sheets_may_hold_several_reports_and_notes(tmp_path: Path) -> None:
    notes = Page("Hướng dẫn", {(0, 0): "Điền vào biểu số 01/TCD; số liệu tính từ ngày … đến ngày …", (1, 0): 5})
    letters = dated(table(LETTERS, {"Sở A": filled(LETTERS, 2)}, name="Đơn"))
    visits = dated(table(TCD, {"Sở A": filled(TCD, 1)}, name="Tiếp dân"))
    result = read(tmp_path, notes, letters, visits)
    assert result.problems == ()
    assert [sheet.form_id for sheet in result.sheets] == ["TT02-2021/02-TCD", "TT02-2021/01-TCD"]


def test_a_report_that_lost_its_column_numbers_is_not_taken_for_notes(tmp_path: Path) -> None:
    lost = dated(table(LETTERS, {"Sở A": filled(LETTERS, 2)}, name="Đơn"))
    lost.cells = {place: value for place, value in lost.cells.items() if place[0] != 5}
    reported = refusal(read(tmp_path, lost, dated(table(TCD, {"Sở A": filled(TCD)}))))
    assert '"Đơn": trang ghi biểu 02/TCD' in reported


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_workbook_without_a_report_says_what_was_looked_for(tmp_path: Path, suffix: str) -> None:
    result = read(tmp_path, Page("Lịch trực", {(0, 0): "Thứ Hai", (1, 0): "ông A"}), suffix=suffix)
    assert "hàng số cột" in refusal(result)
    assert result.sheets == ()


def test_two_tables_on_one_sheet_are_refused(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}))
    page.cells |= {(12, column): column for column in range(1, 18)}
    assert "hai bảng" in refusal(read(tmp_path, page))


def test_a_form_still_awaited_does_not_hold_up_the_others_of_its_workbook(tmp_path: Path) -> None:
    awaited = dated(table(LETTERS, {"Sở A": filled(LETTERS, 2)}, name="KQGQ"))
    awaited.cells[0, 0] = "Biểu số: 01/KQGQ"
    result = read(tmp_path, awaited, dated(table(TCD, {"Sở A": filled(TCD)})))
    assert [(problem.severity, problem.sheet) for problem in result.problems] == [("warning", "KQGQ")]
    assert [sheet.form_id for sheet in result.sheets] == ["TT02-2021/01-TCD"]


def test_a_workbook_of_awaited_forms_alone_is_an_error(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}), "từ ngày 15/9/2025 đến ngày 14/12/2025")
    assert [problem.severity for problem in read(tmp_path, page).problems] == ["warning", "error"]


def test_a_unit_written_under_the_signatures_is_reported_not_left_out(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}))
    page.cells |= {(8, 2): "NGƯỜI LẬP BIỂU", (10, 0): "Sở B"} | {(10, number): 0 for number in TCD.columns}
    reported = refusal(read(tmp_path, page))
    assert "ô A11" in reported
    assert "dưới phần ký (hàng 9)" in reported


def test_what_else_stands_under_the_signatures_is_left_alone(tmp_path: Path) -> None:
    page = dated(table(TCD, {"Sở A": filled(TCD)}))
    page.cells |= {(8, 2): "NGƯỜI LẬP BIỂU", (10, 0): "Điện thoại", (10, 2): "0205", (11, 0): "Ghi chú", (11, 1): "2 trang"}
    assert len(only(read(tmp_path, page)).units) == 1
