"""Each rule both ways, on both databases: it reports the wrong rows and accepts the right ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from plugins.reception.data.controls import areas, between, periods, references, values
from plugins.reception.data.controls.context import ControlContext
from plugins.reception.data.controls.run import STORE_RULES, check_rows
from plugins.reception.data.law.forms import known_forms
from plugins.reception.data.model import Dataset, Observation, Origin, Source
from plugins.rules import RunnableRule
from tests.reception.sample import CARRIED_OVER, FORMS, MEASURES, MONEY, PEOPLE, PROVINCE, REGISTER, REGULAR, VISITS, seen

RECEIVED, HANDLED = "xld.trong_ky.don", "xld.da_xu_ly"
DATASET = Dataset("tiep-cong-dan", "Tiếp công dân", "Số liệu minh hoạ.", PROVINCE)
QUOTED = {"quote": "đã tiếp 17.668 lượt công dân, tiếp nhận 9.626 lượt đơn thư"}
PRINTED = {"verbatim": "17.668 lượt"}
DEPARTMENT = {"unit": "so-tu-phap", "scope": "rieng_don_vi"}
CELL = Origin("bao-cao/a.xlsx", 0, "01-TCD", "C7")


def row(measure: str = VISITS, period: str = "2017-Q3", value: Any = 10, **more: Any) -> Observation:
    return seen(measure, period, value, **{"quote": "Số liệu minh hoạ", **more})


def quarters(*counts: int, measure: str = VISITS, first: int = 1, **more: Any) -> list[Observation]:
    return [row(measure, f"2017-Q{number}", count, **more) for number, count in enumerate(counts, first)]


def stocks(after: int) -> list[Observation]:
    first = (row(CARRIED_OVER, "2017-Q1", 5), row(RECEIVED, "2017-Q1", 20), row(HANDLED, "2017-Q1", 18))
    return [*first, row(CARRIED_OVER, "2017-Q2", after)]


def sheet(total: int, **more: Any) -> list[Observation]:
    return [row(VISITS, "2022-Q3", total, **more)] + [
        row(measure, "2022-Q3", count, **more) for measure, count in ((REGULAR, 10), ("tcd.tt.luot", 5), ("tcd.uq.luot", 4))
    ]


DAYS = {"start": date(2022, 1, 1), "end": date(2022, 3, 30)}
CALENDAR_DAYS = {"start": date(2022, 1, 1), "end": date(2022, 3, 31)}
SPANNED = {"period": "2022-Q1", "quote": "từ ngày 01/01 đến hết ngày 31/3/2022 tiếp 10 lượt"}
OLD, NEW = row(id="cu", value=17668), row(id="moi", value=17686, revision=2, replaces="cu")
CORRECTED = row(id="cu", value=17668, status="dinh_chinh")


@dataclass(frozen=True)
class Case:
    rule: RunnableRule[[ControlContext]]
    wrong: list[Observation]
    right: list[Observation]
    words: str


CASES = [
    Case(references.ids_are_unique, [row(id="a"), row(PEOPLE, id="a")], [row(id="a"), row(id="b")], "mã “a” đã dùng ở dòng"),
    Case(references.names_are_known, [row(unit="so-tu-fap")], [row(unit="so-tu-phap")], "Có phải “so-tu-phap”?"),
    Case(references.names_are_known, [row("tcd.tong.luott")], [row(VISITS)], "Có phải “tcd.tong.luot”?"),
    Case(references.names_are_known, [row(dataset="tiep-dan")], [row()], "Có phải “tiep-cong-dan”?"),
    Case(references.corrections_are_linked, [OLD, NEW], [CORRECTED, NEW], "Đổi trang_thai thành dinh_chinh hoặc rut"),
    Case(references.corrections_are_linked, [NEW], [OLD], "Dòng cũ phải được giữ lại"),
    Case(references.corrections_are_linked, [row(PEOPLE, id="cu", status="rut"), NEW], [CORRECTED, NEW], "chỉ tiêu, đơn vị"),
    Case(references.one_value_is_live, [row(value=1), row(value=2)], [row(value=1, status="rut"), row(value=2)], "đã có số 1"),
    Case(values.values_are_as_printed, [row(value=17686, **PRINTED)], [row(value=17668, **PRINTED)], "17.686"),
    Case(values.values_are_as_printed, [row(verbatim="mười lượt")], [row(verbatim="10")], "không có số kiểu Việt Nam"),
    Case(values.values_are_in_their_quote, [row(value=17686, **QUOTED)], [row(value=17668, **QUOTED)], "trích dẫn ghi 17.668"),
    Case(values.values_are_of_their_kind, [row(value="12.5")], [row(), row(MONEY.id, value="16880.12")], "đếm bằng số nguyên"),
    Case(values.values_are_of_their_kind, [row(value=-1)], [row(value=0)], "không thể âm"),
    Case(values.values_have_a_source, [row(source=Source(""))], [row()], "thiếu nguồn"),
    Case(values.values_have_a_source, [row(quote="")], [row(quote="", origin=CELL)], "thiếu trích dẫn"),
    Case(values.nobody_is_named, [row(note="ông Đỗ Văn Mẫu")], [row(note="ông Chủ tịch tỉnh")], "họ tên “ông Đỗ Văn Mẫu”"),
    Case(values.nobody_is_named, [row(quote="CCCD 024089001234")], [row(quote="17.668 đơn")], "giấy tờ tuỳ thân"),
    Case(values.nobody_is_named, [row(note="gọi 0912.345.678")], [row(note="gọi 0205.3812.273")], "số điện thoại"),
    Case(values.nobody_is_named, [row(value=123456789)], [row(value=99999)], "giống số giấy tờ"),
    Case(periods.days_agree_with_labels, [row(period="2022-Q1", **DAYS)], [row(period="2022-Q1")], "15/12/2021 đến 14/3/2022"),
    Case(periods.days_agree_with_labels, [row(period="2022-Q1", **DAYS)], [row(period="2022-Q1", **CALENDAR_DAYS)], "phải tính"),
    Case(periods.days_agree_with_quotes, [row(**SPANNED)], [row(**SPANNED, **CALENDAR_DAYS)], "ghi lich = duong-lich"),
    Case(
        periods.days_agree_with_quotes,
        [row(period="2022-Q1", quote="Quý I (01/01–31/3): 10 lượt")],
        [row(period="2022-Q1", quote="15/12/2021 – 14/3/2022, số 12/KH-TTr: 10 lượt"), row(quote="ngày 10/10/2017: 17.668")],
        "quý I năm 2022 ở đây tính 15/12/2021 – 14/3/2022",
    ),
    Case(periods.periods_are_over, [row(period="2099-07-01..2099-09-30")], [row()], "chưa bắt đầu"),
    Case(periods.periods_are_over, [row(received=date(2017, 5, 1))], [row(received=date(2017, 9, 20))], "ngày nhận 01/5/2017"),
    Case(periods.periods_are_over, [row(received=date(2099, 5, 1))], [row(received=date(2017, 9, 15))], "01/5/2099 chưa tới"),
    Case(
        periods.units_exist_in_the_period,
        [row(period="2026-01-01..2026-03-31", unit="huyen-cao-loc")],
        [row(period="2025-Q1", unit="huyen-cao-loc"), row(period="2025-01-01..2025-12-31", unit="huyen-cao-loc")],
        "Huyện Cao Lộc chỉ có đến hết 30/6/2025",
    ),
    Case(
        periods.units_exist_all_through_the_period,
        [row(period="2025-01-01..2025-12-31", unit="huyen-cao-loc")],
        [row(period="2025-01-01..2025-12-31", unit="huyen-cao-loc", note="đến hết 30/6/2025")],
        "chỉ có trong một phần",
    ),
    Case(between.sums_of_forms_hold, sheet(20), sheet(19), "là 20, nhưng"),
    Case(between.parts_are_within_the_whole, [row(value=9), row(REGULAR)], [row(value=10), row(REGULAR)], "quá"),
    Case(
        between.people_are_no_fewer_than_visits,
        [row(value=4310), row(PEOPLE, value=2845)],
        [row(value=2845), row(PEOPLE, value=4310)],
        "ít hơn “lượt công dân” là 4.310",
    ),
    Case(
        periods.quarters_add_up,
        [*quarters(10, 12), row(period="2017-H1", value=23)],
        [*quarters(10, 12), row(period="2017-H1", value=22)],
        "cộng 2 quý được 22",
    ),
    Case(
        periods.quarters_add_up,
        [*quarters(1, 2, 3, 4), row(period="2017", value=11)],
        [*quarters(1, 2, 3, 4), row(period="2017", value=10)],
        "cộng 4 quý được 10",
    ),
    Case(
        areas.areas_hold_their_units,
        [row(value=20), row(value=12, **DEPARTMENT), row(value=9, unit="huyen-cao-loc", scope="rieng_don_vi")],
        [row(value=21), row(value=12, **DEPARTMENT), row(value=9, unit="huyen-cao-loc", scope="rieng_don_vi")],
        "2 đơn vị trực thuộc cộng lại đã là 21",
    ),
    Case(periods.stocks_carry_over, stocks(9), stocks(7), "5 + 20 - 18 = 7"),
    Case(between.nothing_jumps, quarters(100, 110, 95, 1050), quarters(100, 110, 95, 105), "thường khoảng 105"),
    Case(between.nothing_jumps, quarters(1000, 1100, 950, 105), quarters(1, 0, 7, 1), "thường khoảng 975"),
    Case(
        periods.forms_are_in_force,
        [row(period="2022-Q3", form="TT03-2013/2a")],
        [row(period="2022-Q3", form="TT02-2021/01-TCD"), row(period="2017-Q3", form="TT03-2013/2a")],
        "không có hiệu lực",
    ),
]  # fmt: skip


def known(store: Any, datasets: dict[str, Dataset] | None = None) -> ControlContext:
    return ControlContext(store, datasets or {DATASET.id: DATASET}, MEASURES, REGISTER, known_forms(), "content/so-lieu")


def name(case: Case) -> str:
    return f"{case.rule.code}-{case.words[:24]}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_wrong_rows_are_reported_with_their_rule_and_severity(case, store):
    store.fill(case.wrong)
    problems = list(case.rule(known(store)))
    assert any(case.words in problem.message for problem in problems), problems
    assert {(problem.rule, problem.path) for problem in problems} <= {(case.rule.code, each.origin.path) for each in case.wrong}


@pytest.mark.parametrize("case", CASES, ids=name)
def test_right_rows_are_accepted(case, store):
    store.fill(case.right)
    assert list(case.rule(known(store))) == []


def test_a_data_set_of_an_unknown_unit_is_reported(store):
    wrong = {"a": Dataset("a", "A", "A", "tinh-lang-xon")}
    (problem,) = references.datasets_name_known_units(known(store, wrong))
    assert problem.path == "content/so-lieu/nguon.toml"
    assert "tinh-lang-son" in problem.message
    assert not list(references.datasets_name_known_units(known(store)))


def test_sums_of_press_numbers_only_warn_and_official_ones_stop(store):
    store.fill([*sheet(20, status="bao_chi"), *sheet(20, unit="so-tu-phap", status="chinh_thuc")])
    found = {problem.severity for problem in between.sums_of_forms_hold(known(store))}
    assert found == {"warning", "error"}


def test_an_unknown_part_breaks_no_sum(store):
    store.fill(sheet(20)[:-1])
    assert not list(between.sums_of_forms_hold(known(store)))


def test_stocks_and_open_matters_are_never_compared_as_sums_of_quarters(store):
    store.fill([*quarters(5, 6, measure=CARRIED_OVER), row(CARRIED_OVER, "2017-H1", 5)])
    assert not list(periods.quarters_add_up(known(store)))


def test_quarters_of_another_revision_or_circular_are_not_added(store):
    revised = quarters(12, first=2, revision=2)
    store.fill([*quarters(10), *revised, row(period="2017-H1", value=23)])
    assert not list(periods.quarters_add_up(known(store)))


def test_a_circle_of_corrections_is_reported(store):
    store.fill([row(id="a", replaces="b", status="rut"), row(id="b", replaces="a")])
    assert any("dẫn trở lại" in problem.message for problem in references.corrections_are_linked(known(store)))


def test_two_files_with_one_number_are_both_named(store):
    other = Origin("bao-cao/b.xlsx", 0, "01-TCD", "C7")
    store.fill([row(value=1, origin=CELL), row(value=2, origin=other)])
    (problem,) = references.one_value_is_live(known(store))
    assert problem.path == "bao-cao/b.xlsx"
    assert 'bao-cao/a.xlsx, "01-TCD", ô C7' in problem.message
    assert "dinh-chinh" in problem.message


def test_a_reports_cells_are_not_checked_against_their_form_twice(store):
    store.fill(row(measure, "2022-Q3", count, origin=CELL) for measure, count in ((VISITS, 10), (REGULAR, 12)))
    assert not list(between.parts_are_within_the_whole(known(store)))


def test_new_rows_are_refused_only_for_errors():
    assert check_rows(quarters(100, 110, 95, 1050), {DATASET.id: DATASET}, FORMS, REGISTER) == []
    (problem,) = check_rows([row(unit="so-tu-fap")], {DATASET.id: DATASET}, FORMS, REGISTER)
    assert problem.rule == "V01"


@pytest.mark.parametrize("value", [10**15, "0.1234567"])
def test_numbers_that_sums_could_not_keep_are_refused(value):
    (problem,) = check_rows([row(MONEY.id, value=value)], {DATASET.id: DATASET}, FORMS, REGISTER)
    assert problem.rule == "V03"


def test_every_rule_over_the_store_is_tried_both_ways():
    tried = {case.rule.id for case in CASES} | {"datasets_name_known_units", "featured_statistics_are_there"}
    assert {rule.id for rule in STORE_RULES} == tried
