"""An area is no smaller than its parts; and a period must be over, or nearly, when its number came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from plugins.reception.data.controls import areas, periods
from tests.reception.data.controls.test_controls import DEPARTMENT, known, row
from tests.reception.sample import PEOPLE


def test_an_area_smaller_than_its_official_parts_stops_and_doubtful_parts_only_warn(store):
    official = {"status": "chinh_thuc"}
    store.fill(
        [row(value=1, **official), row(value=2, **DEPARTMENT, **official), row(PEOPLE, value=1), row(PEOPLE, value=2, **DEPARTMENT)]
    )
    assert {each.severity for each in areas.areas_hold_their_units(known(store))} == {"error", "warning"}


def test_numbers_of_another_period_or_of_units_farther_down_are_no_parts(store):
    commune = row(value=9, unit="xa-yen-trach", scope="rieng_don_vi")
    store.fill([row(value=5), commune, row(period="2017-Q2", value=9, **DEPARTMENT), row(value=9, **DEPARTMENT, status="rut")])
    assert not list(areas.areas_hold_their_units(known(store)))


def test_a_report_signed_some_weeks_before_its_period_closed_only_warns(store):
    early, far_too_early = date(2017, 8, 16), date(2017, 8, 14)
    store.fill([row(received=early), row(PEOPLE, received=far_too_early)])
    found = {problem.line: problem.severity for problem in periods.periods_are_over(known(store))}
    assert sorted(found.values()) == ["error", "warning"]


def test_what_was_accepted_once_is_always_accepted(store):
    store.fill([row(period="2026-03-01..2026-03-31")])
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2036, 1, 1)]
    by_day = [list(periods.periods_are_over(replace(known(store), today=day))) for day in days]
    assert [[problem.severity for problem in found] for found in by_day] == [["error"], ["warning"], [], []]


def test_a_unit_reported_twice_is_not_counted_twice(store):
    store.fill([row(value=5), row(value=4, **DEPARTMENT), row(value=4, **DEPARTMENT)])
    assert not list(areas.areas_hold_their_units(known(store)))
