import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reception.data.queries.periods import ordinal, parse_periods, positions
from plugins.vietnamese.periods import Period, PeriodError, format_code, parse_period

YEARS = st.integers(1990, 2060)
LABELLED = st.one_of(
    st.builds(Period, st.just("month"), YEARS, st.integers(1, 12)),
    st.builds(Period, st.just("quarter"), YEARS, st.integers(1, 4)),
    st.builds(Period, st.just("year"), YEARS),
    st.builds(Period, st.just("nine-months"), YEARS),
)


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("2017-Q3", ["2017-Q3"]),
        ("2016-Q3..2017-Q2", ["2016-Q3", "2016-Q4", "2017-Q1", "2017-Q2"]),
        ("2016-11..2017-02", ["2016-11", "2016-12", "2017-01", "2017-02"]),
        ("2015..2017", ["2015", "2016", "2017"]),
        ("2015-9T..2017-9T", ["2015-9T", "2016-9T", "2017-9T"]),
        ("2015-6T..2017-6T", ["2015-H1", "2016-H1", "2017-H1"]),
        ("2015-H1..2016-H2", ["2015-H1", "2015-H2", "2016-H1", "2016-H2"]),
        ("2016-Q3; 2017-Q3", ["2016-Q3", "2017-Q3"]),
        ("2014-07-01..2017-07-01", ["2014-07-01..2017-07-01"]),
    ],
)
def test_a_line_of_periods_is_read_as_editors_write_it(written, codes):
    assert [format_code(period) for period in parse_periods(written)] == codes


@pytest.mark.parametrize("written", ["2017-Q1..2017-9T", "2017-Q3..2017-Q1", "2017-Q1; 2017-Q1", "2017-Q1;", "2017-Q1..", "x"])
def test_what_is_no_list_of_periods_is_refused(written):
    with pytest.raises(PeriodError):
        parse_periods(written)


@given(LABELLED, st.integers(1, 30))
def test_neighbours_of_a_range_follow_each_other(first, count):
    last = parse_period(format_code(first))
    for _ in range(count):
        last = parse_periods(f"{format_code(last)}..2070{format_code(last)[4:]}")[1] if last.year < 2070 else last
    periods = parse_periods(f"{format_code(first)}..{format_code(last)}")
    assert [ordinal(period) for period in periods] == list(range(ordinal(first), ordinal(last) + 1))


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("2017-Q1..2017-Q3", (0, 1, 2)),
        ("2017-Q1; 2017-Q2; 2017-Q4", (0, 1, 3)),
        ("2014-Q3; 2015-Q3; 2017-Q3", (0, 1, 3)),
        ("2014-6T..2017-6T", (0, 1, 2, 3)),
        ("2017-Q1; 2017-Q3; 2018-Q2", (0, 2, 5)),
        ("2014-07-01..2017-07-01; 2017-07-02..2018-01-01", (0, 1)),
        ("2017-Q1; 2017-6T", (0, 1)),
        ("2017", (0,)),
    ],
)
def test_periods_lie_as_far_apart_as_they_are(written, places):
    assert positions(parse_periods(written)) == places


def test_days_have_no_place_among_labels():
    with pytest.raises(ValueError, match="no neighbours"):
        ordinal(parse_period("2014-07-01..2017-07-01"))
