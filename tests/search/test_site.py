"""What a built site gives to be searched."""

import json
import re

import pytest

from tests.conftest import run_build
from tests.site.pages import ARTICLE, pages_of, read_page, words

pytestmark = pytest.mark.slow

FOLDER = "tim-kiem"
ADDRESS, TITLE, DAY, SECTION, SUMMARY = range(5)
MADE = {"/", "/luu-tru/", "/so-lieu/", "/tim-kiem/", "/so-do-trang/", "/trang-thai/"}  # lists of what is found, not finds
UNLISTED = {"/2025/08/bai-an-khong-liet-ke/", "/2025/10/quy-ba/"}  # in the demo tree: Status: hidden, and an alias page


def parts_of(site):
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (site / FOLDER).glob("*.json")}


def rows_of(site):
    return [row for rows in parts_of(site).values() for row in rows]


@pytest.fixture(params=["real_site", "demo_site"])
def site(request):
    return request.getfixturevalue(request.param)


def test_every_article_page_and_data_set_is_found_once_and_nothing_else(site):
    articles = {f"/{path.removesuffix('index.html')}" for path in pages_of(site) if re.match(r"20\d\d/", path)} - UNLISTED
    listed = {link["href"] for link in read_page(site, "so-do-trang/index.html").main.find_all("a")}
    texts = {href for href in listed if not href.startswith(("/luu-tru/", "/chuyen-muc/", "/nhan/"))} - MADE
    assert sorted(row[ADDRESS] for row in rows_of(site)) == sorted(articles | texts)


def test_what_is_not_published_is_not_found(demo_site):
    text = "".join(path.read_text(encoding="utf-8") for path in (demo_site / FOLDER).iterdir())
    for name in ("ban-nhap-chua-dang", "bai-cua-nam-2099", "bai-an-khong-liet-ke", "2099"):
        assert name not in text


def test_a_result_says_what_its_page_says(site):
    for address, title, day, section, summary in rows_of(site):
        page = read_page(site, f"{address.strip('/')}/index.html")
        assert words(page.main.h1) == " ".join(title.split())
        assert " ".join(page.find("meta", attrs={"name": "description"})["content"].split()) == " ".join(summary.split())
        if day:
            assert day in words(page.article.time)
            assert section in words(page.find(class_="breadcrumb"))


def test_a_number_in_a_summary_is_the_article_s(real_site):
    row = next(row for row in rows_of(real_site) if row[ADDRESS] == f"/{ARTICLE.removesuffix('index.html')}")
    number = read_page(real_site, ARTICLE).find("data").text
    assert number in row[SUMMARY]
    assert "{{" not in row[SUMMARY]


def test_the_page_names_its_parts_and_leads_on_without_script(demo_site):
    page = read_page(demo_site, f"{FOLDER}/index.html")
    assert page.find(id="ket-qua")["data-parts"].split() == sorted(parts_of(demo_site), reverse=True)
    links = {link["href"] for link in page.main.find_all("a")}
    assert {f"/luu-tru/{year}/" for year in (2023, 2024, 2025, 2026)} | {"/luu-tru/", "/so-lieu/", "/so-do-trang/"} <= links
    assert "JavaScript" in words(page.noscript)
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert "/tim-kiem/" not in (demo_site / "sitemap.xml").read_text(encoding="utf-8")


def test_only_the_search_page_asks_for_a_script_and_names_its_digest(demo_site):
    asking = {path for path in pages_of(demo_site) if "<script src" in (demo_site / path).read_text(encoding="utf-8")}
    assert asking == {f"{FOLDER}/index.html"}
    script = read_page(demo_site, f"{FOLDER}/index.html").find("script", src=True)
    assert re.fullmatch(r"/tim-kiem/tim-kiem\.js\?[0-9a-f]{8}", script["src"])
    assert script.has_attr("defer")


def test_the_end_of_a_body_is_no_part_of_the_index(tree, article, output):
    article.write_text(article.read_text(encoding="utf-8") + "\n\nĐoạn cuối một.\n", encoding="utf-8")
    assert run_build(tree, output).returncode == 0
    files = list((output / FOLDER).iterdir())
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}
    article.write_text(article.read_text(encoding="utf-8").replace("cuối một", "cuối hai"), encoding="utf-8")
    assert run_build(tree, output).returncode == 0
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files} == before
    assert "cuối hai" in (output / ARTICLE).read_text(encoding="utf-8")
