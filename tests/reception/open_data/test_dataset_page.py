"""A data set's page answers first what readers ask first, and keeps what was said before; the home page's numbers are true ones."""

from dataclasses import replace
from datetime import date

import pytest

from plugins.reception.commands.manual_examples import DATASET
from plugins.reception.open_data.dataset_page import dataset_page, featured
from plugins.reception.open_data.downloads import has_statistic
from plugins.vietnamese.periods import parse_period
from tests.reception.sample import PEOPLE, PROVINCE, VISITS, catalogue_of, seen

DISTRICT = "huyen-cao-loc"


def page(*rows, cited=()):
    return dataset_page(catalogue_of(rows), DATASET, {anchor: [] for anchor in cited})


def test_the_latest_period_comes_first_and_in_it_the_whole_area_before_its_units():
    ours = seen(VISITS, "2017-Q3", 300, DISTRICT, "rieng_don_vi")
    rows = (seen(VISITS, "2017-Q2", 1400), ours, seen(PEOPLE, "2017-Q3", 1364), seen(VISITS, "2017-Q3", 1264))
    assert [statistic["value"] for statistic in page(*rows, cited=[ours.id])["statistics"]] == ["1264", "1364", "300", "1400"]


def test_the_page_says_by_which_day_the_next_numbers_are_due_if_the_office_does():
    catalogue = catalogue_of([seen(VISITS, "2017-Q2", 1400)])
    assert dataset_page(catalogue, replace(DATASET, next_due=date(2026, 12, 20)), {})["next_due"] == "20/12/2026"
    assert dataset_page(catalogue, DATASET, {})["next_due"] is None


@pytest.mark.parametrize("status", ["dinh_chinh", "rut"])
def test_an_earlier_value_says_why_it_is_none_any_more_or_where_it_stood(status):
    old = replace(seen(VISITS, "2017-Q3", 1246), status=status, received=None, note="")
    new = replace(seen(VISITS, "2017-Q3", 1264), revision=2, replaces=old.id)
    (statistic,) = page(old, new)["statistics"]
    assert statistic["value"] == "1264"
    (revision,) = statistic["revisions"]
    assert revision["text"] == "1.246 lượt công dân"
    assert revision["date"] is None
    assert revision["note"].startswith("Số liệu minh hoạ")


@pytest.mark.parametrize("unit", [PROVINCE, DISTRICT])
def test_a_link_to_a_corrected_number_finds_it_beside_the_one_that_stands_today(unit):
    old = replace(seen(VISITS, "2017-Q3", 1246, unit), status="dinh_chinh")
    middle = replace(seen(VISITS, "2017-Q3", 1254, unit), status="dinh_chinh", revision=2, replaces=old.id)
    new = replace(seen(VISITS, "2017-Q3", 1264, unit), revision=3, replaces=middle.id)
    (statistic,) = page(old, middle, new, cited=[old.id])["statistics"]
    assert [statistic["anchor"], *(revision["anchor"] for revision in statistic["revisions"])] == [new.id, middle.id, old.id]
    assert all(has_statistic(catalogue_of([old, middle, new]), f"so-lieu/{DATASET.id}/index.html", each.id) for each in (old, new))


def test_the_home_page_shows_the_whole_area_s_number_and_says_when_it_is_a_sample():
    declared = replace(DATASET, sample=True, featured_period=parse_period("2017-Q3"), featured=("lượt công dân", "người được tiếp"))
    for rows in ((0, 1), (1, 0)):
        both = (seen(VISITS, "2017-Q3", 1264), seen(VISITS, "2017-Q3", 12, PROVINCE, "rieng_don_vi"))
        catalogue = replace(catalogue_of([both[place] for place in rows]), datasets={DATASET.id: declared})
        (statistic,) = featured(catalogue)
        assert (statistic["text"], statistic["sample"]) == ("1.264", True)


@pytest.mark.parametrize(("status", "words"), [("chinh_thuc", ""), ("so_bo", ", số sơ bộ")])
def test_the_home_page_says_when_a_number_is_provisional(status, words):
    declared = replace(DATASET, featured_period=parse_period("2017-Q3"), featured=("lượt công dân",))
    rows = [seen(VISITS, "2017-Q3", 1264, status=status)]
    (statistic,) = featured(replace(catalogue_of(rows), datasets={DATASET.id: declared}))
    assert statistic["caption"] == f"trên địa bàn tỉnh Lạng Sơn{words}"
