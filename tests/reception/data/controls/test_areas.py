"""An area is no smaller than its parts; and a period must be over, or nearly, when its number came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugins.reception.data.controls import areas, periods
from plugins.reception.data.model import Origin
from tests.reception.data.controls.test_controls import DEPARTMENT, known, row
from tests.reception.sample import PEOPLE

COMMUNE_AND_DEPARTMENT = (("xa-cao-loc-2025", 9), ("so-tu-phap", 11))


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


def all_parts(last, whole=19275, **more):
    """The province with its three districts and one department, which are all the units that it had in 2017."""
    districts = ("huyen-cao-loc", "huyen-chi-lang", "huyen-loc-binh")
    own = [row(value=6000, unit=unit, scope="rieng_don_vi", origin=Origin(f"{unit}.xlsx", cell="C7")) for unit in districts]
    return [row(value=whole, **more), *own, row(value=last, **DEPARTMENT, **more)]


@pytest.mark.parametrize(("status", "severity"), [("chinh_thuc", "error"), ("so_bo", "warning")])
def test_the_sum_of_all_units_that_an_area_has_is_the_area_s_number(store, status, severity):
    store.fill([replace(each, status=status) for each in all_parts(last=1245)])
    (problem,) = areas.areas_hold_their_units(known(store))
    assert problem.severity == severity
    assert "19.275, nhưng mọi đơn vị trực thuộc cộng lại được 19.245" in problem.message


def test_all_units_that_add_up_to_the_area_s_number_are_right(store):
    store.fill(all_parts(last=1275))
    assert not list(areas.areas_hold_their_units(known(store)))


def test_an_area_may_hold_more_than_the_units_that_have_a_number(store):
    store.fill(all_parts(last=1245)[:-1])
    assert not list(areas.areas_hold_their_units(known(store)))


def test_units_that_ended_in_the_period_and_have_no_number_may_explain_the_difference(store):
    parts = [
        row(period="2025-01-01..2025-12-31", value=value, unit=unit, scope="rieng_don_vi") for unit, value in COMMUNE_AND_DEPARTMENT
    ]
    store.fill([row(period="2025-01-01..2025-12-31", value=30), *parts])
    assert not list(areas.areas_hold_their_units(known(store)))


def test_a_district_s_own_offices_are_one_of_its_parts(store):
    of_district = {"unit": "huyen-cao-loc", "origin": Origin("quan-sat.csv")}
    commune = row(value=9, unit="xa-yen-trach", scope="rieng_don_vi")
    own, others = row(value=3, scope="rieng_don_vi", **of_district), row(PEOPLE, value=3, scope="rieng_don_vi", **of_district)
    commune_people = row(PEOPLE, value=9, unit="xa-yen-trach", scope="rieng_don_vi")
    store.fill([row(value=12, **of_district), commune, own, row(PEOPLE, value=14, **of_district), commune_people, others])
    (problem,) = areas.areas_hold_their_units(known(store))
    assert "14" in problem.message
    assert "12" in problem.message


def test_a_sheet_s_own_total_is_not_reported_twice(store):
    sheet = Origin("bao-cao/a.xlsx", 0, "01-TCD", "C7")
    store.fill([replace(each, origin=sheet) for each in all_parts(last=1245)])
    assert not list(areas.areas_hold_their_units(known(store)))
