"""At an earlier address (`Aliases:`) stands a page that leads on without a server's help, and that nothing else shows."""

import pytest

from tests.site.pages import read_page, words

ALIASES = {
    "2025/10/quy-ba/": ("/2025/10/quy-ba-qua-so-lieu/", "Quý III qua số liệu minh hoạ: 1.323 lượt công dân (số sơ bộ)"),
    "ve-chung-toi/": ("/gioi-thieu/", "Giới thiệu"),
}


@pytest.mark.parametrize("alias", ALIASES)
def test_it_leads_at_once_to_the_address_of_today(demo_site, alias):
    address, title = ALIASES[alias]
    page = read_page(demo_site, f"{alias}index.html")
    assert page.find("meta", {"http-equiv": "refresh"})["content"] == f"0; url={address}"
    assert page.find("link", rel="canonical")["href"] == f"http://127.0.0.1:8000{address}"
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert not page.find_all("script")
    assert words(page.main.find("a", href=address)) == title


def test_no_other_page_list_feed_or_index_knows_it(demo_site):
    texts = [path for path in demo_site.rglob("*") if path.suffix in {".html", ".xml", ".json", ".txt"}]
    assert len(texts) > 100
    for alias in ALIASES:
        own = demo_site / alias / "index.html"
        assert [path for path in texts if path != own and alias in path.read_text(encoding="utf-8")] == []


def test_what_is_not_published_yet_has_no_earlier_address(demo_site):
    assert list(demo_site.rglob("dau-kiem-tra-*")) == []
