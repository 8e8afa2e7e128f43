import re

import brotli
import pytest

from plugins.assets.bundle import KINDS, bundle
from tests.conftest import ROOT
from tests.theme.conftest import THEME
from tests.theme.pages import PAGES, article, example, render

WORDS = (ROOT / "tests/site/conference-2017.txt").read_text(encoding="utf-8").split()
MARKDOWN_CLASSES = {"align-right"}  # on the cells of tables that editors write


def weight(text: str) -> tuple[int, int]:
    return len(text.encode()), len(brotli.compress(text.encode()))


def test_the_style_sheet_of_every_page_stays_small():
    raw, packed = weight(bundle(THEME, "site"))
    assert raw <= 9000
    assert packed <= 2800


def test_charts_add_little():
    (raw, packed), (more_raw, more_packed) = weight(bundle(THEME, "site")), weight(bundle(THEME, "statistics"))
    assert more_raw - raw <= 1100
    assert more_packed - packed <= 400


def test_the_search_page_adds_little_style():
    (raw, packed), (more_raw, more_packed) = weight(bundle(THEME, "site")), weight(bundle(THEME, "search"))
    assert more_raw - raw <= 700
    assert more_packed - packed <= 250


def test_an_article_with_its_style_fits_the_first_packets(environment):
    prose = "".join(f"<p>{' '.join(WORDS[start : start + 60])}</p>" for start in range(0, len(WORDS), 60))
    related = [article(number, title=f"Bài liên quan thứ {number} có tên khá dài để thử") for number in range(1, 6)]
    page = render(environment, "article", article=article(0, content=prose, related=related, newer=related[0]))
    assert weight(page)[1] <= 8000


def test_a_page_with_two_drawings_fits_too(environment):
    library = environment.get_template("components/statistics/statistics.html").module
    blocks = "".join(str(library.statistics(**example("statistics", index))) for index in (0, 1))
    assert weight(render(environment, "article", article=article(0, content=blocks)))[1] <= 10000


@pytest.mark.parametrize("kind", ["home", "section", "archives", "year", "month", "site map"])
def test_lists_fit_with_as_many_articles_as_they_may_hold(environment, kind):
    titles = [" ".join(WORDS[start : start + 14]) for start in range(0, 280, 14)]
    full = [article(number % 19, title=title, url=f"2017/10/{number}-{title[:20]}/") for number, title in enumerate(titles)]
    assert weight(render(environment, kind, articles=full, dates=full))[1] <= 10000


@pytest.mark.parametrize(("pattern", "most"), [("templates/*.html", 80), ("components/*/*.html", 80), ("**/*.css", 90)])
def test_no_file_of_the_theme_grows_long(pattern, most):
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in THEME.glob(pattern)}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > most} == {}


def test_no_style_is_left_without_markup_that_uses_it():
    markup = " ".join(path.read_text(encoding="utf-8") for path in THEME.rglob("*.html"))
    classes = {name for kind in KINDS for name in re.findall(r"\.([a-z][\w-]*)", bundle(THEME, kind))}
    numbered = {name for name in classes if re.sub(r"\d$", "", name) in {"bar--", "chart__series--"}}  # one per series
    expected = classes - numbered - MARKDOWN_CLASSES
    assert {name for name in expected if not re.search(rf"\b{re.escape(name)}\b", markup)} == set()


def test_text_never_shrinks_below_16_px_nor_thins():
    css = "".join(bundle(THEME, kind) for kind in KINDS)
    sizes = [float(size) * 18 for size in re.findall(r"font-size:([\d.]+)rem", css)]
    assert min(sizes) >= 16
    assert set(re.findall(r"font-weight:(\w+)", css)) <= {"400", "700"}
    assert "justify;" not in css
    assert "overflow:hidden" not in css


def test_every_kind_of_page_is_rendered_by_these_tests():
    templates = {path.stem for path in (THEME / "templates").glob("*.html")}
    shared = {"base", "list", "robots", "sitemap_xml"}
    alone = {"inset", "picture"}  # no pages; they have tests of their own
    assert templates - shared - alone == {template for template, _, _ in PAGES.values()}
