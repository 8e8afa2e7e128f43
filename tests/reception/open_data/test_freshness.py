"""How old the numbers are: the latest day of all, and when they came."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

from plugins.reception.open_data.freshness import freshness_json, freshness_page
from tests.reception.sample import PEOPLE, VISITS, catalogue_of, seen

EARLY = seen(VISITS, "2017-Q2", 1400)
LATE = replace(seen(PEOPLE, "2017-Q3", 1364), received=date(2017, 10, 2))


def days(*rows):
    (row,) = freshness_page(catalogue_of(rows))["table"]["rows"]
    return [cell["text"] for cell in row["cells"]]


def test_the_latest_period_counts_in_whatever_order_numbers_came():
    assert days(EARLY, LATE) == days(LATE, EARLY) == [f"{LATE.end:%d/%m/%Y}", "02/10/2017", "chưa ghi"]


def test_a_day_that_nobody_wrote_down_is_said_to_be_missing():
    assert days(replace(EARLY, received=None))[1] == "chưa ghi"
    assert days() == ["chưa ghi", "chưa ghi", "chưa ghi"]


def test_the_day_by_which_the_next_numbers_are_due_is_what_the_office_declared():
    catalogue = catalogue_of([EARLY])
    (name, dataset), *_ = catalogue.datasets.items()
    due = replace(catalogue, datasets={name: replace(dataset, next_due=date(2026, 12, 20))})
    assert freshness_page(due)["table"]["rows"][0]["cells"][2]["text"] == "20/12/2026"
    assert json.loads(freshness_json(due, []))["bo_so_lieu"][0]["han_so_tiep_theo"] == "2026-12-20"
    assert json.loads(freshness_json(catalogue, []))["bo_so_lieu"][0]["han_so_tiep_theo"] is None


def test_a_tree_without_data_has_no_table():
    assert freshness_page(replace(catalogue_of([]), datasets={}))["table"] is None


def test_copies_of_remote_sources_are_in_vietnams_time():
    catalogue = replace(catalogue_of([EARLY]), fetched={"vi-du": datetime(2026, 1, 2, 20, 0, tzinfo=UTC)})
    assert freshness_page(catalogue)["copied"] == ["vi-du: Thứ Bảy, 03/01/2026 - 03:00"]
    known = json.loads(freshness_json(catalogue, [SimpleNamespace(date=datetime(2026, 1, 1, tzinfo=UTC))]))
    assert known["nguon_o_xa"] == {"vi-du": "2026-01-03T03:00:00+07:00"}
    assert known["bai_moi_nhat"] == "2026-01-01T00:00:00+00:00"
    assert json.loads(freshness_json(catalogue, []))["bai_moi_nhat"] is None
