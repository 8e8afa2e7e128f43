import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from plugins.reception.data.catalogue import QueryError
from plugins.reception.data.queries.select import selection_of
from plugins.reception.data.queries.totals import total
from tests.reception.sample import CARRIED_OVER, DEFAULT, MATTERS, MEASURES, MONEY, PROVINCE, VISITS, catalogue_of, seen

ASKED = MEASURES[VISITS]
DISTRICTS = ("huyen-cao-loc", "huyen-chi-lang", "huyen-loc-binh")
QUARTERS = ("2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4")


def summed(catalogue, measure=ASKED, **options):
    return total(catalogue, selection_of(catalogue, DEFAULT, **options), measure)


def test_quarters_that_follow_each_other_are_added(examples):
    assert summed(examples, periods="2017-Q1..2017-Q3").value == 3664
    assert summed(examples, periods="2017-Q2; 2017-Q1").value == 2400


def test_units_of_a_level_are_added(examples):
    assert summed(examples, units="cấp huyện").value == 1000
    assert summed(examples, units="Huyện Cao Lộc; Huyện Chi Lăng", periods="2016-Q3").value == 470


@given(st.lists(st.integers(0, 10**9), min_size=4, max_size=4), st.integers(2, 4))
def test_a_sum_over_quarters_is_the_sum_of_their_numbers(values, count):
    catalogue = catalogue_of(seen(VISITS, quarter, value) for quarter, value in zip(QUARTERS, values, strict=True))
    found = summed(catalogue, periods=f"2017-Q1..2017-Q{count}")
    assert found.value == sum(values[:count])
    catalogue.store.close()


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=3, max_size=3))
def test_a_sum_of_decimals_over_units_is_exact(values):
    rows = [seen(MONEY.id, "2017-Q3", str(value), unit) for unit, value in zip(DISTRICTS, values, strict=True)]
    catalogue = catalogue_of(rows)
    assert summed(catalogue, MONEY, units="cấp huyện").value == sum(values)
    catalogue.store.close()


def test_the_sum_is_made_in_the_database(examples):
    statements = []
    event.listen(examples.store.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    summed(examples, periods="2017-Q1..2017-Q3")
    assert any("sum(" in statement.lower() for statement in statements)
    assert not any("quote" in statement for statement in statements)


@pytest.mark.parametrize(
    ("measure", "why"),
    [(CARRIED_OVER, "là số tại một thời điểm"), (MATTERS, "có thể kéo dài qua nhiều kỳ")],
)
def test_stocks_and_matters_are_never_added_over_periods(filled, measure, why):
    catalogue = filled(seen(measure, quarter, 5) for quarter in QUARTERS)
    with pytest.raises(QueryError, match=f"{why}, cộng lại sẽ tính hai lần"):
        summed(catalogue, MEASURES[measure], periods="2017-Q1..2017-Q2")


def test_shares_are_never_added(filled):
    rate = replace(MONEY, kind="share")
    catalogue = filled([seen(MONEY.id, "2017-Q1", "5.5"), seen(MONEY.id, "2017-Q2", "6.5")])
    with pytest.raises(QueryError, match="là tỷ lệ"):
        summed(catalogue, rate, periods="2017-Q1..2017-Q2")
    with pytest.raises(QueryError, match="của nhiều đơn vị"):
        total(filled(seen(MONEY.id, "2017-Q3", "1.5", unit) for unit in DISTRICTS), _districts(catalogue), rate)


def _districts(catalogue):
    return selection_of(catalogue, DEFAULT, units="; ".join(DISTRICTS))


def test_what_is_left_at_the_end_of_a_period_is_added_over_units(filled):
    catalogue = filled(seen(CARRIED_OVER, "2017-Q3", 5, unit) for unit in DISTRICTS)
    assert summed(catalogue, MEASURES[CARRIED_OVER], units="cấp huyện").value == 15


@pytest.mark.parametrize("cumulative", ["2017-6T", "2017-9T", "2017"])
def test_cumulative_periods_are_never_added_to_quarters(filled, cumulative):
    catalogue = filled([seen(VISITS, cumulative, 50), *(seen(VISITS, quarter, 5) for quarter in QUARTERS)])
    for periods in (f"{cumulative}; 2017-Q4", f"2017-Q1; {cumulative}"):
        with pytest.raises(QueryError, match="số luỹ kế đã gồm các quý, các tháng của nó"):
            summed(catalogue, periods=periods)


def test_half_a_year_is_not_added_to_nine_months(filled):
    catalogue = filled([seen(VISITS, "2017-6T", 50), seen(VISITS, "2017-9T", 70)])
    with pytest.raises(QueryError, match="không cộng 6 tháng đầu năm 2017 với kỳ loại khác"):
        summed(catalogue, periods="2017-6T; 2017-9T")


def test_periods_with_a_gap_between_them_are_not_added(filled):
    catalogue = filled(
        [*(seen(VISITS, quarter, 5) for quarter in QUARTERS), seen(VISITS, "2016-9T", 5), seen(VISITS, "2017-9T", 5)]
    )
    for periods in ("2017-Q1; 2017-Q3", "2016-9T..2017-9T"):
        with pytest.raises(QueryError, match="giữa hai kỳ còn những ngày không có số liệu"):
            summed(catalogue, periods=periods)


def test_years_that_share_a_day_are_not_added(filled):
    catalogue = filled([seen(VISITS, "2020", 5), seen(VISITS, "2021", 5)])
    with pytest.raises(QueryError, match="không cộng năm 2020 với năm 2021: cả hai đều tính ngày 15/12/2020"):
        summed(catalogue, periods="2020..2021")


def test_overlapping_days_are_not_added(filled):
    first, second = "2014-07-01..2017-07-01", "2017-07-01..2018-07-01"
    catalogue = filled([seen(VISITS, first, 5), seen(VISITS, second, 5)])
    with pytest.raises(QueryError, match="cả hai đều tính ngày 01/7/2017"):
        summed(catalogue, periods=f"{first}; {second}")


def test_a_province_is_not_added_to_its_own_districts(filled):
    catalogue = filled([seen(VISITS, "2017-Q3", 9), *(seen(VISITS, "2017-Q3", 3, unit) for unit in DISTRICTS)])
    with pytest.raises(QueryError, match="số toàn địa bàn của Tỉnh Lạng Sơn đã gồm Huyện Cao Lộc"):
        summed(catalogue, units="Tỉnh Lạng Sơn; Huyện Cao Lộc")


def test_a_district_is_not_added_to_a_commune_two_levels_down(filled):
    catalogue = filled([seen(VISITS, "2017-Q3", 9), seen(VISITS, "2017-Q3", 3, "xa-yen-trach")])
    with pytest.raises(QueryError, match="đã gồm Xã Yên Trạch"):
        summed(catalogue, units="Tỉnh Lạng Sơn; Xã Yên Trạch")


def test_what_the_province_received_itself_is_added_to_its_districts(filled):
    catalogue = filled([seen(VISITS, "2017-Q3", 9, scope="rieng_don_vi"), seen(VISITS, "2017-Q3", 3, "huyen-cao-loc")])
    assert summed(catalogue, units=f"{PROVINCE}; Huyện Cao Lộc").value == 12


def test_a_sum_of_which_a_part_is_missing_is_no_sum(filled):
    catalogue = filled([seen(VISITS, "2017-Q1", 9), seen(VISITS, "2017-Q3", 3), seen(VISITS, "2017-Q3", 3, "huyen-cao-loc")])
    with pytest.raises(QueryError, match=re.escape("chưa có số liệu của quý II năm 2017.")):
        summed(catalogue, periods="2017-Q1..2017-Q3")
    with pytest.raises(QueryError, match=re.escape("chưa có số liệu của Huyện Chi Lăng, Huyện Lộc Bình.")):
        summed(catalogue, units="cấp huyện")


def test_units_that_report_other_days_are_not_added(filled):
    odd = replace(seen(VISITS, "2017-Q3", 3, "huyen-chi-lang"), end=date(2017, 9, 14))
    catalogue = filled([seen(VISITS, "2017-Q3", 3, "huyen-cao-loc"), odd])
    with pytest.raises(QueryError, match="theo những ngày khác nhau"):
        summed(catalogue, units="Huyện Cao Lộc; Huyện Chi Lăng")


def test_a_unit_with_two_scopes_must_say_which_is_added(filled):
    rows = [seen(VISITS, "2017-Q3", 3, unit) for unit in DISTRICTS]
    catalogue = filled([*rows, seen(VISITS, "2017-Q3", 1, "huyen-cao-loc", "rieng_don_vi")])
    with pytest.raises(QueryError, match="Ghi thêm phạm-vi"):
        summed(catalogue, units="cấp huyện")
    assert summed(catalogue, units="cấp huyện", scope="toàn địa bàn").value == 9


def test_one_number_or_a_whole_table_is_no_sum(examples):
    with pytest.raises(QueryError, match="chỉ có một số, không có gì để cộng"):
        summed(examples)
    with pytest.raises(QueryError, match="không cộng cả hai"):
        summed(examples, units="cấp huyện", periods="2016-Q3; 2017-Q3")
