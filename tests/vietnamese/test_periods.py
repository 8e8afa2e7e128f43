import unicodedata
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese.folding import without_marks
from plugins.vietnamese.periods import (
    Period,
    PeriodError,
    calendar_days,
    custom_period,
    format_code,
    format_period,
    parse_period,
    parse_period_text,
    year_earlier,
)

YEARS = st.integers(1945, 2100)
DAYS = st.dates(date(1945, 1, 1), date(2100, 12, 31))
PERIODS = st.one_of(
    st.builds(Period, st.just("month"), YEARS, st.integers(1, 12)),
    st.builds(Period, st.just("quarter"), YEARS, st.integers(1, 4)),
    st.builds(Period, st.just("half"), YEARS, st.integers(1, 2)),
    st.builds(Period, st.sampled_from(["nine-months", "year"]), YEARS),
    st.tuples(DAYS, DAYS).map(lambda days: custom_period(*sorted(days))),
)

THREE_YEARS = custom_period(date(2014, 7, 1), date(2017, 7, 1))
PRINTED = [
    (Period("year", 2017), "2017", "năm 2017"),
    (Period("quarter", 2017, 3), "2017-Q3", "quý III năm 2017"),
    (Period("half", 2017, 1), "2017-H1", "6 tháng đầu năm 2017"),
    (Period("half", 2017, 2), "2017-H2", "6 tháng cuối năm 2017"),
    (Period("nine-months", 2017), "2017-9T", "9 tháng đầu năm 2017"),
    (Period("month", 2017, 10), "2017-10", "tháng 10 năm 2017"),
    (Period("month", 2017, 2), "2017-02", "tháng 02 năm 2017"),
    (THREE_YEARS, "2014-07-01..2017-07-01", "01/7/2014 – 01/7/2017"),
]


@pytest.mark.parametrize(("period", "code", "words"), PRINTED)
def test_each_kind_of_period_has_one_code_and_one_wording(period, code, words):
    assert format_code(period) == code
    assert format_period(period) == words


@given(PERIODS)
def test_a_period_is_read_back_as_it_was_written(period):
    assert parse_period(format_code(period)) == period
    assert parse_period_text(format_period(period)) == period


@given(PERIODS)
def test_words_are_read_without_marks_and_however_composed(period):
    words = format_period(period)
    for written in (without_marks(words), words.upper(), unicodedata.normalize("NFD", words)):
        assert parse_period_text(written) == period


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2017-q3", "2017-Q3"),
        ("2017-6T", "2017-H1"),
        ("2017-6t", "2017-H1"),
        ("2017-T10", "2017-10"),
        ("2017-T3", "2017-03"),
        ("2017-t03", "2017-03"),
        (" 2014-07-01 .. 2017-07-01 ", "2014-07-01..2017-07-01"),
    ],
)
def test_editors_other_codes_are_read(text, code):
    assert format_code(parse_period(text)) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Quý III/2017", "2017-Q3"),
        ("quý 3 năm 2017", "2017-Q3"),
        ("Quí 03 / 2017", "2017-Q3"),
        ("QUÝ IV, NĂM 2017", "2017-Q4"),
        ("quý I-2017", "2017-Q1"),
        ("06 tháng đầu năm 2017", "2017-H1"),
        ("6 tháng năm 2017", "2017-H1"),
        ("Sáu tháng cuối năm 2017", "2017-H2"),
        ("9 tháng năm 2017", "2017-9T"),
        ("chín tháng đầu năm 2017", "2017-9T"),
        ("Cả năm 2017", "2017"),
        ("tháng 10/2017", "2017-10"),
        ("tháng 01-2017", "2017-01"),
        ("từ ngày 01/7/2014 đến ngày 01/7/2017", "2014-07-01..2017-07-01"),
        ("Từ 01/07/2014 – 01/7/2017", "2014-07-01..2017-07-01"),
        ("01/7/2014-01/7/2017", "2014-07-01..2017-07-01"),
        ("01/7/2014\u00a0–\u00a001/7/2017", "2014-07-01..2017-07-01"),
        ("(Số liệu tính từ ngày 15/12/2016 đến ngày 14/3/2017)", "2016-12-15..2017-03-14"),
        ("từ ngày 15 tháng 12 năm 2016 đến hết ngày 14 tháng 3 năm 2017", "2016-12-15..2017-03-14"),
    ],
)
def test_officials_other_words_are_read(text, code):
    assert format_code(parse_period_text(text)) == code


REFUSED_CODES = ["", "2017-Q5", "2017-Q0", "2017-3", "2017-13", "2017-00", "2017-H3", "2017-12T", "Q3-2017", "17-Q3"]
REFUSED_CODES += ["1944", "2101-Q1", "2017-07-01", "2014-07-01..", "2017-07-01..2014-07-01", "2014-07-01..2017-06-31"]
REFUSED_CODES += ["01/7/2014..01/7/2017", "２０１７"]


@pytest.mark.parametrize("text", REFUSED_CODES)
def test_a_code_that_means_nothing_is_refused(text):
    with pytest.raises(PeriodError):
        parse_period(text)


def test_the_refusal_of_a_code_lists_what_is_read():
    with pytest.raises(PeriodError) as refused:
        parse_period("quý 3")
    listed = [
        "2017",
        "2017-Q3",
        "2017-H1",
        "2017-6T",
        "2017-H2",
        "2017-9T",
        "2017-10",
        "2017-T10",
        "2014-07-01..2017-07-01",
    ]
    assert str(refused.value).startswith("“quý 3” không phải kỳ số liệu hợp lệ: ")
    for code in listed:
        assert code in refused.value.expected
        assert parse_period(code)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2017",
        "quý V/2017",
        "quý IIII năm 2017",
        "quý III",
        "9 tháng cuối năm 2017",
        "tháng 13/2017",
        "năm 17",
        "7 tháng đầu năm 2017",
        "01/7/2014 01/7/2017",
        "31/6/2014 – 01/7/2017",
        "01/7/2017 – 01/7/2014",
        "bàn năm 2017",
    ],
)
def test_words_that_name_no_period_are_refused(text):
    with pytest.raises(PeriodError):
        parse_period_text(text)


def test_a_day_that_does_not_exist_is_named_in_the_refusal():
    with pytest.raises(PeriodError, match="tháng 6 năm 2017 chỉ có các ngày từ 01 đến 30"):
        parse_period("2014-07-01..2017-06-31")


@pytest.mark.parametrize(
    "fields",
    [
        ("quarter", 2017, 0),
        ("quarter", 2017, 5),
        ("month", 2017, 13),
        ("year", 2017, 1),
        ("year", 1944),
        ("custom", 2017),
        ("custom", 2015, 0, date(2014, 7, 1), date(2017, 7, 1)),
        ("custom", 2014, 0, date(2014, 7, 1), None),
        ("year", 2014, 0, date(2014, 7, 1), date(2017, 7, 1)),
    ],
)
def test_a_period_that_cannot_be_is_never_made(fields):
    with pytest.raises(PeriodError):
        Period(*fields)


@pytest.mark.parametrize(
    ("code", "earlier"),
    [
        ("2017", "2016"),
        ("2017-Q3", "2016-Q3"),
        ("2017-H2", "2016-H2"),
        ("2017-9T", "2016-9T"),
        ("2017-01", "2016-01"),
        ("2014-07-01..2017-07-01", "2013-07-01..2016-07-01"),
        ("2016-02-29..2016-02-29", "2015-02-28..2015-02-28"),
    ],
)
def test_the_same_period_of_the_year_before_keeps_its_kind(code, earlier):
    assert format_code(year_earlier(parse_period(code))) == earlier


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2017-Q1", "2017-01-01", "2017-03-31"),
        ("2017-Q4", "2017-10-01", "2017-12-31"),
        ("2017-H1", "2017-01-01", "2017-06-30"),
        ("2017-H2", "2017-07-01", "2017-12-31"),
        ("2017-9T", "2017-01-01", "2017-09-30"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2014-07-01..2017-07-01", "2014-07-01", "2017-07-01"),
    ],
)
def test_a_period_spans_these_calendar_days(code, first, last):
    assert calendar_days(parse_period(code)) == (date.fromisoformat(first), date.fromisoformat(last))


@given(YEARS)
def test_months_quarters_and_halves_each_tile_the_year(year):
    for kind, count in (("month", 12), ("quarter", 4), ("half", 2)):
        spans = [calendar_days(Period(kind, year, number)) for number in range(1, count + 1)]
        assert (spans[0][0], spans[-1][1]) == calendar_days(Period("year", year))
        assert all(before[1] + timedelta(days=1) == after[0] for before, after in pairwise(spans))


@given(PERIODS, PERIODS)
def test_periods_sort_by_when_they_begin(one, other):
    assert [one < other, one == other, one > other].count(True) == 1
    if one < other:
        assert calendar_days(one) <= calendar_days(other)


def test_a_table_of_periods_sorts_as_the_year_goes():
    codes = ["2016-Q4", "2017-01", "2017-Q1", "2017-H1", "2017-9T", "2017", "2017-02", "2017-Q2", "2017-H2"]
    assert [format_code(period) for period in sorted(map(parse_period, reversed(codes)))] == codes
