"""A quarter built from workbooks, on its page: number, table, chart, comparison, downloads, marked as a sample."""

import json

import pytest

from tests.reception.sample_quarter import UNITS, row_of
from tests.site.pages import exact_text, read_page, words

PAGE = "2025/06/ket-qua-quy-hai/index.html"
NOW, BEFORE = (sum(row_of(base + shift)[1] for base in UNITS.values()) for shift in (33, 0))


@pytest.fixture(scope="module")
def article(demo_site):
    return read_page(demo_site, PAGE).article


def test_the_sentence_states_the_number_the_change_and_the_share(article):
    first = exact_text(article.select_one(".prose p"))
    assert f"{NOW:,}".replace(",", ".") + " lượt công dân" in first
    percent = f"{(NOW - BEFORE) * 100 / BEFORE:.1f}".replace(".", ",")
    assert f"tăng {percent}% so với cùng kỳ năm 2024" in first


def test_every_kind_of_drawing_is_there_each_with_its_table(article):
    figures = article.find_all("figure", class_="statistics")
    assert len(figures) == 4
    assert all(figure.table and figure.caption and figure.find("th", scope="row") for figure in figures)
    line = figures[0].find("svg", role="img")
    assert line.find("title")
    assert line.find("desc")
    assert figures[0].details.table
    assert all(figure.find("svg", attrs={"aria-hidden": "true"}) for figure in figures[1:])


def test_every_number_is_marked_as_a_sample_and_names_its_reports(article):
    for figure in article.find_all("figure", class_="statistics"):
        assert "Số liệu minh hoạ" in words(figure)
        assert "Biểu 01/TCD" in words(figure)


def test_every_number_leads_to_its_own_place_in_the_data_set(demo_site, article):
    page = read_page(demo_site, "so-lieu/bao-cao-quy-mau/index.html")
    links = [link["href"] for link in article.select("figure.statistics td a, a.stat__source")]
    anchors = {link.partition("#")[2] for link in links if "#" in link}
    assert len(anchors) > 10
    assert all(page.find(id=anchor) for anchor in anchors)


def test_the_downloads_hold_what_the_table_shows(demo_site, article):
    rows = json.loads((demo_site / "so-lieu/bao-cao-quy-mau/bao-cao-quy-mau.json").read_text(encoding="utf-8"))["so_lieu"]
    shown = {int(data["value"]) for data in article.select("figure.statistics td data")}
    assert shown <= {row["gia_tri"] for row in rows}


def test_summary_feed_and_page_state_the_same_change(demo_site, article):
    change = next(exact_text(data) for data in article.find_all("data") if "cùng kỳ" in data.text)
    assert change in (demo_site / "atom.xml").read_text(encoding="utf-8")
    assert change in read_page(demo_site, PAGE).find("meta", attrs={"name": "description"})["content"]
