"""Which days a label covers under which circular; the expected days are written out from the circulars' tables."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.project import FORMS
from plugins.reception.data.law.forms import load_regimes
from plugins.reception.data.law.period_days import WindowUnknown, agrees, label_of, regime_of, regimes_on, window
from plugins.vietnamese.periods import Period, custom_period, format_period, parse_period

REGIMES = load_regimes(FORMS)
CONFERENCE = parse_period("2014-07-01..2017-07-01")

labels = st.one_of(
    st.builds(Period, st.just("quarter"), st.integers(2013, 2024), st.integers(1, 4)),
    st.builds(Period, st.just("half"), st.integers(2013, 2024), st.just(1)),
    st.builds(Period, st.sampled_from(["nine-months", "year"]), st.integers(2013, 2024)),
)


@pytest.mark.parametrize(
    ("code", "first", "last", "regime"),
    [
        ("2017-Q1", "2016-12-16", "2017-03-15", "TT03-2013"),
        ("2017-Q2", "2017-03-16", "2017-06-15", "TT03-2013"),
        ("2017-Q3", "2017-06-16", "2017-09-15", "TT03-2013"),
        ("2017-Q4", "2017-09-16", "2017-12-15", "TT03-2013"),
        ("2017-6T", "2016-12-16", "2017-06-15", "TT03-2013"),
        ("2017-9T", "2016-12-16", "2017-09-15", "TT03-2013"),
        ("2017", "2016-12-16", "2017-12-15", "TT03-2013"),
        ("2020", "2019-12-16", "2020-12-15", "TT03-2013"),
        ("2021", "2020-12-15", "2021-12-14", "TT02-2021"),
        ("2021-Q1", "2020-12-15", "2021-03-14", "TT02-2021"),
        ("2022-Q1", "2021-12-15", "2022-03-14", "TT02-2021"),
        ("2022-Q2", "2022-03-15", "2022-06-14", "TT02-2021"),
        ("2022-6T", "2021-12-15", "2022-06-14", "TT02-2021"),
        ("2022-9T", "2021-12-15", "2022-09-14", "TT02-2021"),
        ("2024-Q1", "2023-12-15", "2024-03-14", "TT01-2024"),
        ("2025-9T", "2024-12-15", "2025-09-14", "TT01-2024"),
    ],
)
def test_a_label_covers_the_days_of_its_circular(code: str, first: str, last: str, regime: str) -> None:
    period = parse_period(code)
    assert window(period, REGIMES) == (date.fromisoformat(first), date.fromisoformat(last))
    assert regime_of(period, REGIMES).id == regime


@given(labels)
def test_a_window_leads_back_to_its_label(period: Period) -> None:
    assert label_of(*window(period, REGIMES), REGIMES) == period
    assert agrees(period, *window(period, REGIMES), REGIMES)


@given(st.integers(2013, 2024))
def test_quarters_tile_the_year(year: int) -> None:
    quarters = [window(Period("quarter", year, number), REGIMES) for number in (1, 2, 3, 4)]
    for (_, last), (first, _) in pairwise(quarters):
        assert first == last + timedelta(days=1)
    starts = quarters[0][0]
    assert window(Period("half", year, 1), REGIMES) == (starts, quarters[1][1])
    assert window(Period("nine-months", year), REGIMES) == (starts, quarters[2][1])
    assert window(Period("year", year), REGIMES) == (starts, quarters[3][1])


@given(st.integers(2013, 2023))
def test_years_follow_each_other_and_share_a_day_only_in_december_2020(year: int) -> None:
    gap = window(Period("year", year + 1), REGIMES)[0] - window(Period("year", year), REGIMES)[1]
    assert gap == timedelta(days=0 if year == 2020 else 1)


def test_15_december_2020_belongs_to_both_circulars() -> None:
    assert [regime.id for regime in regimes_on(date(2020, 12, 15), REGIMES)] == ["TT03-2013", "TT02-2021"]
    assert [regime.id for regime in regimes_on(date(2020, 12, 14), REGIMES)] == ["TT03-2013"]
    assert [regime.id for regime in regimes_on(date(2020, 12, 16), REGIMES)] == ["TT02-2021"]


def test_a_quarter_closed_before_the_new_circular_may_keep_the_old_days() -> None:
    old_days = (date(2020, 12, 16), date(2021, 3, 15))
    assert agrees(parse_period("2021-Q1"), *old_days, REGIMES)
    assert label_of(*old_days, REGIMES) == parse_period("2021-Q1")
    assert not agrees(parse_period("2022-Q1"), date(2021, 12, 16), date(2022, 3, 15), REGIMES)


@pytest.mark.parametrize(
    ("first", "last"), [("2017-01-01", "2017-03-31"), ("2016-12-16", "2017-03-14"), ("2016-12-15", "2017-03-15")]
)
def test_a_label_with_other_days_does_not_agree(first: str, last: str) -> None:
    days = (date.fromisoformat(first), date.fromisoformat(last))
    assert not agrees(parse_period("2017-Q1"), *days, REGIMES)
    assert label_of(*days, REGIMES) is None


@pytest.mark.parametrize("code", ["2025-Q4", "2025", "2026-Q1", "2026-6T"])
def test_the_days_of_circular_06_2025_are_not_guessed(code: str) -> None:
    period = parse_period(code)
    assert regime_of(period, REGIMES).id == "TT06-2025"
    with pytest.raises(WindowUnknown, match=r"chưa biết ngày chốt số liệu của .* Thông tư 06/2025/TT-TTCP"):
        window(period, REGIMES)
    with pytest.raises(WindowUnknown):
        agrees(period, date(2025, 9, 15), date(2025, 12, 14), REGIMES)


def test_days_under_circular_06_2025_bear_no_label() -> None:
    assert label_of(date(2025, 9, 15), date(2025, 12, 14), REGIMES) is None


@pytest.mark.parametrize("code", ["2017-T4", "2017-H2"])
def test_what_no_circular_asks_for_has_no_window(code: str) -> None:
    period = parse_period(code)
    with pytest.raises(WindowUnknown, match=format_period(period)):
        window(period, REGIMES)
    assert regime_of(period, REGIMES).id == "TT03-2013"


def test_years_before_the_first_circular_are_refused() -> None:
    for ask in (window, regime_of):
        with pytest.raises(WindowUnknown, match="không có thông tư nào trong danh mục"):
            ask(parse_period("2010"), REGIMES)


def test_a_period_between_two_days_keeps_them() -> None:
    assert window(CONFERENCE, REGIMES) == (date(2014, 7, 1), date(2017, 7, 1))
    assert label_of(date(2014, 7, 1), date(2017, 7, 1), REGIMES) is None
    assert regime_of(CONFERENCE, REGIMES).id == "TT03-2013"
    assert agrees(CONFERENCE, date(2014, 7, 1), date(2017, 7, 1), REGIMES)
    assert not agrees(CONFERENCE, date(2014, 7, 1), date(2017, 6, 30), REGIMES)


def test_two_days_that_are_a_quarter_are_reported_like_the_quarter() -> None:
    assert regime_of(custom_period(date(2023, 12, 15), date(2024, 3, 14)), REGIMES).id == "TT01-2024"
    assert regime_of(custom_period(date(2025, 10, 1), date(2025, 10, 31)), REGIMES).id == "TT06-2025"
