import pytest

from plugins.reception.data.queries.breaks import breaks_between, circular_of
from tests.reception.sample import VISITS, catalogue_of, seen


@pytest.fixture(scope="module")
def catalogue():
    return catalogue_of([])


def broken(catalogue, earlier, later):
    return [str(each) for each in breaks_between(catalogue, seen(VISITS, earlier, 1), seen(VISITS, later, 1))]


def test_quarters_of_one_order_continue_each_other(catalogue):
    assert broken(catalogue, "2017-Q2", "2017-Q3") == []


def test_a_new_circular_breaks_the_series_on_the_first_day_of_its_first_period(catalogue):
    assert broken(catalogue, "2020-Q4", "2021-Q1") == [
        "từ 15/12/2020 số liệu theo Thông tư 02/2021/TT-TTCP, trước đó theo Thông tư 03/2013/TT-TTCP"
    ]


def test_new_borders_break_the_series_once(catalogue):
    assert broken(catalogue, "2025-Q1", "2025-Q2") == []
    assert broken(catalogue, "2025-Q2", "2025-Q3") == ["từ 01/7/2025 địa giới đơn vị hành chính thay đổi"]
    assert broken(catalogue, "2019-Q4", "2020-Q1") == ["từ 01/01/2020 địa giới đơn vị hành chính thay đổi"]
    assert broken(catalogue, "2020-Q1", "2020-Q2") == []


def test_all_that_changed_in_a_long_gap_is_reported_in_order(catalogue):
    reasons = broken(catalogue, "2019-Q3", "2025-Q3")
    assert [reason.split()[1] for reason in reasons] == ["01/01/2020", "15/6/2025", "01/7/2025"]


def test_the_form_of_a_row_names_its_circular_before_the_calendar_does():
    assert circular_of(seen(VISITS, "2020-Q4", 1, form="TT02-2021/01-TCD")) == "Thông tư 02/2021/TT-TTCP"
    assert circular_of(seen(VISITS, "2020-Q4", 1)) == "Thông tư 03/2013/TT-TTCP"


def test_a_number_older_than_every_circular_is_said_to_be(catalogue):
    old = seen(VISITS, "2010-01-01..2010-06-30", 1)
    assert "trước các thông tư" in circular_of(old)
    assert breaks_between(catalogue, old, seen(VISITS, "2015-01-01..2015-06-30", 1))
