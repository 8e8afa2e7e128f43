"""Where a text's words are shown without its markup, a number stays the number that it is in the article."""

import shutil

import pytest

from tests.conftest import ROOT, built_once
from tests.site.pages import read_page

ARTICLE = """Title: Bài có chú thích
Date: 2024-03-08 08:00

Toàn tỉnh đã tiếp 17.668[^1] lượt. Trong đó:

- cấp tỉnh 1.234
- 567 lượt

| Quý | Lượt |
|---|---|
| I | 5 |
| 668 | 7 |

[^1]: Ghi chú 99.
"""
WORDS = "Toàn tỉnh đã tiếp 17.668 lượt. Trong đó: cấp tỉnh 1.234 · 567 lượt Quý Lượt I 5 · 668 · 7"
ADDRESS = "2024/03/chu-thich/index.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    content = tmp_path_factory.mktemp("words") / "content"
    shutil.copytree(ROOT / "content", content)
    (content / "tin-tuc/2024").mkdir(exist_ok=True)
    (content / "tin-tuc/2024/chu-thich.md").write_text(ARTICLE, encoding="utf-8")
    long = f"Title: Bài dài\nDate: 2024-03-07 08:00\n\n{'chữ ' * 49}17.668 lượt công dân.\n"
    (content / "tin-tuc/2024/dai.md").write_text(long, encoding="utf-8")
    return built_once(tmp_path_factory, "words-built", content)


def test_home_section_description_and_search_tell_the_words_alone(site):
    assert WORDS in " ".join(read_page(site, "index.html").find("p", class_="lead").text.split())
    teasers = read_page(site, "chuyen-muc/tin-tuc/index.html").find_all("p", class_="teaser__summary")
    assert WORDS in [teaser.text for teaser in teasers]
    page = read_page(site, ADDRESS)
    assert page.find("meta", attrs={"name": "description"})["content"] == WORDS
    assert page.find("meta", property="og:description")["content"] == WORDS
    assert f'"{WORDS}"' in (site / "tim-kiem/2024.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("feed", ["rss.xml", "atom.xml", "chuyen-muc/tin-tuc/rss.xml"])
def test_feeds_do_not_tell_the_note_in_the_summary(site, feed):
    text = (site / feed).read_text(encoding="utf-8")
    assert "17.668" in text
    summary = text.partition("Bài có chú thích")[2].partition("/description" if "rss" in feed else "/summary")[0]
    assert "cấp tỉnh 1.234" in summary
    assert "Ghi chú 99" not in summary


def test_a_summary_never_ends_inside_a_number(site):
    page = read_page(site, "2024/03/dai/index.html")
    assert page.find("meta", attrs={"name": "description"})["content"] == f"{'chữ ' * 49}17.668 …"
