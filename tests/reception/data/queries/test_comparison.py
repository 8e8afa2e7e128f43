from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reception.data.catalogue import QueryError
from plugins.reception.data.queries.comparison import a_year_earlier, at_period, change, rank, share
from plugins.reception.data.queries.select import selection_of, value
from plugins.reception.display.comparison_words import (
    change_in_number,
    change_in_percent,
    percent_words,
    rank_words,
    rounded_percent,
)
from plugins.vietnamese.numbers import parse_decimal
from plugins.vietnamese.periods import parse_period
from tests.reception.sample import DEFAULT, MEASURES, PEOPLE, PROVINCE, REGULAR, VISITS, catalogue_of, seen

COUNTS = st.integers(0, 10_000_000)
NONZERO = st.integers(1, 10_000_000)


def both(before, now, earlier="2016-Q3", later="2017-Q3", unit=PROVINCE):
    return seen(VISITS, earlier, before, unit), seen(VISITS, later, now, unit)


@pytest.mark.parametrize(
    ("before", "now", "words", "number"),
    [
        (1200, 1264, "tăng 5,3% so với cùng kỳ năm 2016", "5.3"),
        (1264, 1200, "giảm 5,1% so với cùng kỳ năm 2016", "-5.1"),
        (1200, 1200, "không thay đổi so với cùng kỳ năm 2016", "0"),
        (0, 0, "không thay đổi so với cùng kỳ năm 2016", "0"),
        (0, 12, "tăng 12 lượt so với cùng kỳ năm 2016", "12"),
        (12, 0, "giảm 100% so với cùng kỳ năm 2016", "-100"),
        (374, 2286, "tăng 511,2% so với cùng kỳ năm 2016", "511.2"),
        (2, 3, "tăng 50% so với cùng kỳ năm 2016", "50"),
        (10_000, 10_001, "tăng 0,01% so với cùng kỳ năm 2016", "0.01"),
        (10_000, 3, "giảm 99,97% so với cùng kỳ năm 2016", "-99.97"),
    ],
)
def test_a_change_is_said_in_the_words_of_reports(before, now, words, number):
    earlier, later = both(before, now)
    said = change_in_percent(change(later, earlier), "lượt")
    assert said == (Decimal(number), words)


@given(COUNTS, NONZERO)
def test_the_percent_in_the_words_is_the_percent_of_the_two_rows(now, before):
    earlier, later = both(before, now)
    number, words = change_in_percent(change(later, earlier), "lượt")
    exact = Decimal(now - before) * 100 / before
    assert abs(number - exact) <= Decimal("0.05")
    if now == before:
        assert words.startswith("không thay đổi ")
    else:
        direction, written = words.split()[:2]
        assert direction == ("tăng" if now > before else "giảm")
        assert parse_decimal(written.rstrip("%")) == abs(number) != 0


@given(COUNTS, COUNTS)
def test_the_difference_in_the_words_leads_from_the_one_row_to_the_other(before, now):
    earlier, later = both(before, now)
    number, _ = change_in_number(change(later, earlier), "lượt")
    assert before + number == now


@given(NONZERO, st.data())
def test_a_share_never_says_nothing_or_all_unless_it_is(whole, data):
    part = data.draw(st.integers(0, whole))
    number = rounded_percent(Decimal(part) * 100 / whole)
    assert (number == 0) == (part == 0)
    assert (number == 100) == (part == whole)


@pytest.mark.parametrize(
    ("period", "earlier", "then"),
    [
        ("2017-9T", "2016-9T", "cùng kỳ năm 2016"),
        ("2017-6T", "2016-6T", "cùng kỳ năm 2016"),
        ("2017", "2016", "năm 2016"),
        ("2017-Q3", "2017-Q2", "quý II năm 2017"),
        ("2017-04-01..2017-06-30", "2016-04-01..2016-06-30", "cùng kỳ năm 2016"),
        ("2016-10-01..2017-03-31", "2015-10-01..2016-03-31", "01/10/2015 – 31/3/2016"),
    ],
)
def test_the_period_compared_with_is_named_as_people_say_it(period, earlier, then):
    before, now = both(100, 110, earlier, period)
    assert change_in_percent(change(now, before), "lượt")[1] == f"tăng 10% so với {then}"


def test_a_change_across_circulars_is_reported_with_the_older_one():
    before, now = both(100, 110, "2020-Q3", "2021-Q3")
    words = change_in_percent(change(now, before), "lượt")[1]
    assert words == "tăng 10% so với cùng kỳ năm 2020 (số quý III năm 2020 theo Thông tư 03/2013/TT-TTCP)"


def test_numbers_of_unlike_things_are_not_compared():
    now = seen(VISITS, "2017-Q3", 10)
    for other in (seen(PEOPLE, "2016-Q3", 9), seen(VISITS, "2016-Q3", 9, "huyen-cao-loc")):
        with pytest.raises(QueryError, match="cùng chỉ tiêu, cùng đơn vị và cùng phạm vi"):
            change(now, other)
    with pytest.raises(QueryError, match="cùng phạm vi"):
        change(now, seen(VISITS, "2016-Q3", 9, scope="rieng_don_vi"))
    for period in ("2016-6T", "2016", "2016-9T"):
        with pytest.raises(QueryError, match=r"hai kỳ dài ngắn khác nhau\. Ghi một kỳ cùng loại"):
            change(now, seen(VISITS, period, 9))
    with pytest.raises(QueryError, match="với chính nó"):
        change(now, seen(VISITS, "2017-Q3", 9))


def test_days_are_compared_with_as_many_days():
    now = seen(VISITS, "2017-01-01..2017-01-31", 10)
    assert change(now, seen(VISITS, "2016-01-01..2016-01-31", 5)).percent == 100
    with pytest.raises(QueryError, match="dài ngắn khác nhau"):
        change(now, seen(VISITS, "2016-01-01..2016-02-28", 5))


def test_a_year_earlier_is_the_same_period_of_the_year_before(examples):
    selection = selection_of(examples, DEFAULT)
    now = value(examples, selection, MEASURES[VISITS])
    assert a_year_earlier(examples, selection, now).value == 1200
    assert at_period(examples, selection, now, parse_period("2017-Q2")).value == 1400


def test_a_comparison_stays_in_the_scope_of_its_number(filled):
    rows = [seen(VISITS, "2016-Q3", 90), seen(VISITS, "2016-Q3", 7, scope="rieng_don_vi"), seen(VISITS, "2017-Q3", 100)]
    catalogue = filled(rows)
    selection = selection_of(catalogue, DEFAULT)
    assert a_year_earlier(catalogue, selection, value(catalogue, selection, MEASURES[VISITS])).value == 90


def test_a_year_without_data_gives_an_error_and_no_change(examples):
    selection = selection_of(examples, DEFAULT, periods="2017-Q2")
    now = value(examples, selection, MEASURES[VISITS])
    with pytest.raises(QueryError) as error:
        a_year_earlier(examples, selection, now)
    assert str(error.value).startswith(
        "không có gì để so sánh: chưa có số liệu “lượt công dân” của Tỉnh Lạng Sơn trong quý II năm 2016. Các kỳ đang có: 2016-Q3,"
    )


def test_a_unit_younger_than_a_year_says_since_when_it_is_there(filled):
    catalogue = filled([seen(VISITS, "2026-01-01..2026-03-31", 7, "xa-cao-loc-2025")])
    selection = selection_of(catalogue, DEFAULT, units="xa-cao-loc-2025", periods="2026-01-01..2026-03-31")
    now = value(catalogue, selection, MEASURES[VISITS])
    with pytest.raises(QueryError, match="không có gì để so sánh"):
        a_year_earlier(catalogue, selection, now)
    with pytest.raises(QueryError, match="Xã Cao Lộc chỉ có từ 01/7/2025"):
        at_period(catalogue, selection, now, parse_period("2024-01-01..2024-03-31"))


def test_three_years_together_have_no_year_earlier(filled):
    catalogue = filled([seen(VISITS, "2014-07-01..2017-07-01", 17668)])
    selection = selection_of(catalogue, "tiep-cong-dan/2014-07-01..2017-07-01")
    now = value(catalogue, selection, MEASURES[VISITS])
    with pytest.raises(QueryError, match="dài hơn một năm"):
        a_year_earlier(catalogue, selection, now)


def test_a_share_is_of_a_whole_that_holds_the_part():
    catalogue = catalogue_of([])
    part, whole = seen(REGULAR, "2017-Q3", 799), seen(VISITS, "2017-Q3", 1264)
    assert percent_words(share(catalogue, part, whole)) == (Decimal("63.2"), "63,2%")
    crowds = seen("tcd.tx.doan.so", "2017-Q3", 8)
    assert percent_words(share(catalogue, crowds, whole)) == (Decimal("0.6"), "0,6%")


def test_a_share_of_what_does_not_hold_it_or_of_nothing_is_refused():
    catalogue = catalogue_of([])
    part, whole = seen(REGULAR, "2017-Q3", 799), seen(VISITS, "2017-Q3", 1264)
    with pytest.raises(QueryError, match="Chỉ tiêu này không là phần của số nào"):
        share(catalogue, whole, part)
    with pytest.raises(QueryError, match=r"không phải một phần của “người được tiếp”.*Tính được tỷ lệ trong “lượt công dân”"):
        share(catalogue, part, seen(PEOPLE, "2017-Q3", 1500))
    with pytest.raises(QueryError, match="bằng 0 nên không tính được tỷ lệ"):
        share(catalogue, seen(REGULAR, "2017-Q3", 0), seen(VISITS, "2017-Q3", 0))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((300, 200, 500), "đứng thứ 2 trong 3 đơn vị"),
        ((900, 200, 500), "đứng thứ nhất trong 3 đơn vị"),
        ((100, 200, 500), "đứng thứ 3 trong 3 đơn vị"),
        ((300, 300, 500), "đứng thứ 2 trong 3 đơn vị (ngang với 1 đơn vị khác)"),
        ((300, 200, None), "đứng thứ nhất trong 2 đơn vị có số liệu"),
    ],
)
def test_a_rank_is_among_units_of_the_level(filled, values, words):
    districts = ("huyen-cao-loc", "huyen-chi-lang", "huyen-loc-binh")
    rows = [seen(VISITS, "2017-Q3", value, unit) for unit, value in zip(districts, values, strict=True) if value is not None]
    catalogue = filled([*rows, seen(VISITS, "2017-Q3", 9999), seen(VISITS, "2017-Q3", 9999, "so-tu-phap")])
    selection = selection_of(catalogue, DEFAULT, units="Huyện Cao Lộc")
    assert rank_words(rank(catalogue, selection, rows[0]))[1] == words


def test_a_unit_alone_has_no_rank(examples):
    selection = selection_of(examples, DEFAULT)
    with pytest.raises(QueryError, match="không có đơn vị cùng cấp nào khác có số liệu để xếp hạng Tỉnh Lạng Sơn"):
        rank(examples, selection, value(examples, selection, MEASURES[VISITS]))
