"""What every page of the portal has, whatever its kind and whoever's content it shows."""

import itertools
import re

import pytest

from plugins.assets.bundle import csp_source, policy_for
from tests.site.pages import FOOTER, exact_text, pages_of, read_page

SEARCH = "tim-kiem/index.html"


@pytest.fixture(scope="module", params=["real_site", "demo_site", "published_site"])
def site(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def pages(site):
    return {path: read_page(site, path) for path in pages_of(site)}


def test_every_page_carries_the_whole_footer(pages):
    for path, page in pages.items():
        text = exact_text(page.body.find_all("footer")[-1])
        assert [words for words in FOOTER if words not in text] == [], path
        assert page.footer.find("a", href="tel:+842053812273"), path
        assert page.footer.find("a", href=re.compile(r"//www\.binhminh\.com\.vn")), path


def test_every_page_has_its_language_landmarks_skip_link_and_one_h1(pages):
    for path, page in pages.items():
        assert page.html["lang"] == "vi", path
        assert len(page.find_all("h1")) == 1, path
        assert page.body.find("a")["href"] == "#noi-dung", path
        assert page.find("main", id="noi-dung"), path
        assert page.header, path
        assert page.nav, path
        assert page.title.text.strip(), path


def test_no_page_has_a_style_attribute_a_word_printed_twice_or_a_script_unless_it_is_the_search(pages):
    for path, page in pages.items():
        assert not page.find_all(style=True), path
        scripts = [script for script in page.find_all("script") if script.get("type") != "application/ld+json"]
        assert [(script.has_attr("src"), script.text) for script in scripts] == [(True, "")] * (path == SEARCH), path
        if path != "mau-giao-dien/index.html":
            assert "TỈNH TỈNH" not in page.text.upper(), path


def test_every_style_sheet_is_one_that_the_policy_allows(site, pages):
    policies = site.with_name("output.csp").read_text(encoding="utf-8")
    for path, page in pages.items():
        sheets = page.find_all("style")
        assert len(sheets) == 1, path
        assert csp_source(sheets[0].string) in policy_for(policies, f"/{path}"), path


def test_headings_never_skip_a_level(pages):
    for path, page in pages.items():
        levels = [int(heading.name[1]) for heading in page.body.find_all(re.compile("^h[1-6]$"))]
        assert levels[0] == 1, path
        assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels)), (path, levels)


def test_every_data_table_has_caption_and_scoped_headers(pages):
    for path, page in pages.items():
        for table in page.select("figure.statistics table"):
            assert table.caption, path
            assert table.find("th", scope="col"), path
            assert table.find("th", scope="row"), path


def test_sample_content_says_so_on_every_page(request):
    site = request.getfixturevalue("demo_site")
    for path in pages_of(site):
        assert "Nội dung minh hoạ" in read_page(site, path).body.text, path


def test_real_content_is_nowhere_marked_as_sample(request):
    site = request.getfixturevalue("published_site")
    for path in pages_of(site):
        assert "minh hoạ" not in read_page(site, path).body.text, path


def test_addresses_are_plain(site):
    for path in pages_of(site):
        assert re.fullmatch(r"[a-z0-9/.-]+", path), path
