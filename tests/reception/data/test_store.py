"""What goes into the store comes out of it: the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.problems import ProblemsFound
from plugins.reception.data.model import Observation, Origin, Source
from plugins.reception.data.store import BATCH, MILLIONTH, ObservationStore, from_millionths, observation
from tests.reception.sample import MONEY, VISITS, seen

FULL = seen(
    MONEY.id, "2017-Q3", "16880.12", id="bc-1-c7", unit="so-tu-phap", scope="rieng_don_vi", status="dinh_chinh",
    source=Source("Báo cáo minh hoạ", date(2017, 10, 10), "/2017/10/bai/"), origin=Origin("a.xlsx", 3, "01-TCD", "C7"),
    quote="16.880,12 triệu đồng", revision=2, replaces="bc-0", received=date(2017, 10, 11), form="TT03-2013/2a", note="Ghi chú",
    verbatim="16.880,12",
)  # fmt: skip


def test_every_field_comes_back(store):
    store.fill([FULL])
    assert list(store.observations()) == [FULL]


def test_rows_come_in_order_of_time_measure_unit_and_revision(store):
    rows = [seen(VISITS, period, 1, unit) for period in ("2017-Q1", "2017-Q2") for unit in ("huyen-cao-loc", "so-tu-phap")]
    store.fill(reversed(rows))
    assert list(store.observations()) == rows


@pytest.mark.slow
def test_rows_are_taken_one_batch_at_a_time_and_none_is_lost(store):
    waiting = 0

    def endless() -> Iterator[Observation]:
        nonlocal waiting
        for number in range(2 * BATCH + 3):
            waiting = number
            yield seen(VISITS, "2017-Q3", number, id=f"sl-{number}")

    assert store.fill(endless()) == 2 * BATCH + 3
    assert waiting == 2 * BATCH + 2
    assert sum(row.value for row in store.observations()) == sum(range(2 * BATCH + 3))


def test_a_second_fill_adds_to_the_first(store):
    store.fill([seen(VISITS, "2017-Q1", 1)])
    store.fill([seen(VISITS, "2017-Q2", 2)])
    assert [row.value for row in store.observations()] == [1, 2]


def test_an_id_that_is_there_twice_is_kept_twice_for_the_control_to_tell(store):
    store.fill([seen(VISITS, "2017-Q1", 1, id="a"), seen(VISITS, "2017-Q2", 2, id="a")])
    assert len(list(store.observations(observation.c.id == "a"))) == 2


def test_withdrawn_and_corrected_rows_are_not_live(store):
    store.fill(seen(VISITS, "2017-Q1", 1, status=status) for status in ("chinh_thuc", "so_bo", "bao_chi", "dinh_chinh", "rut"))
    assert {row.status for row in store.observations(observation.c.live)} == {"chinh_thuc", "so_bo", "bao_chi"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 9 * 10**12) | st.decimals(0, 10**12, places=6, allow_nan=False))
def test_no_number_changes_on_its_way(value):
    assert from_millionths(int(value * MILLIONTH), isinstance(value, int)) == value


def test_a_whole_amount_stays_an_amount(store):
    store.fill([seen(MONEY.id, "2017-Q3", "1200")])
    (row,) = store.observations()
    assert isinstance(row.value, Decimal)
    assert row.value == 1200


def test_a_store_in_memory_is_gone_when_closed():
    with ObservationStore() as first:
        first.fill([FULL])
    with ObservationStore() as second:
        assert list(second.observations()) == []


@pytest.mark.database
def test_two_builds_on_one_database_never_see_each_other_s_numbers(postgresql_address):
    with ObservationStore(postgresql_address) as first, ObservationStore(postgresql_address) as second:
        first.fill([seen(VISITS, "2017-Q3", 17668)])
        second.fill([seen(VISITS, "2017-Q3", 17686)])
        assert [row.value for row in first.observations()] == [17668]
        assert [row.value for row in second.observations()] == [17686]


@pytest.mark.parametrize("address", ["mysql://x/y", "khong phai dia chi", "postgresql://khong-ai@127.0.0.1:1/khong-co"])
def test_a_database_that_cannot_be_opened_is_reported_in_vietnamese_without_its_address(address):
    with pytest.raises(ProblemsFound) as found:
        ObservationStore(address)
    assert "không mở được cơ sở dữ liệu" in str(found.value)
    assert address not in str(found.value)
