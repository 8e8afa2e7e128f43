"""Where the reader's system sets the colours, nothing transparent becomes visible and misleads."""

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import PATTERNS, address_of

pytestmark = pytest.mark.browser
MARKED = """[...document.querySelectorAll('.menu a')].map(link => {
  const style = getComputedStyle(link);
  const sides = ['Top', 'Right', 'Bottom', 'Left'];
  return [link.hasAttribute('aria-current'), sides.some(side => parseFloat(style[`border${side}Width`]) > 0)];
})"""
TRANSPARENT = """[...document.querySelectorAll('body, body *')].flatMap(element => ['', '::before', '::after'].flatMap(pseudo => {
  const style = getComputedStyle(element, pseudo);
  const edges = ['border-top', 'border-right', 'border-bottom', 'border-left', 'outline'];
  const of = (edge, what) => style.getPropertyValue(`${edge}-${what}`);
  const unseen = edge => /, 0\\)$/.test(of(edge, 'color')) && of(edge, 'style') !== 'none' && parseFloat(of(edge, 'width')) > 0;
  return edges.filter(unseen).map(edge => `${element.tagName}.${element.className}${pseudo} ${edge}`);
}))"""


@pytest.mark.parametrize("colours", ["active", "none"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["home", "archive", "year", "page", "article"])
def test_only_the_current_entry_of_the_menu_is_marked(page: Page, demo, demo_site, kind, width, colours):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(forced_colors=colours)
    page.goto(demo + address_of(demo_site, kind))
    entries = page.evaluate(MARKED)
    assert len(entries) > 4
    assert all(current == marked for current, marked in entries)
    assert any(current for current, _ in entries) == (kind != "article")


@pytest.mark.parametrize("kind", PATTERNS)
def test_no_edge_is_drawn_in_no_colour(page: Page, demo, demo_site, kind):
    """A transparent border is a border as soon as the system gives it a colour."""
    page.goto(demo + address_of(demo_site, kind))
    assert page.evaluate(TRANSPARENT) == []


def test_the_check_above_sees_a_transparent_border(page: Page, demo):
    page.goto(demo + "/")
    page.evaluate("document.querySelector('.menu a').style.border = '3px solid transparent'")
    assert len(page.evaluate(TRANSPARENT)) == 4


def test_drawings_and_their_second_series_can_be_distinguished(page: Page, demo):
    page.emulate_media(forced_colors="active")
    page.goto(demo + "/2025/06/ket-qua-quy-hai/")
    first, second = (page.locator(f".bar--{number} rect").first.evaluate("bar => getComputedStyle(bar).fill") for number in (1, 2))
    assert first != second
    assert page.locator(".bar--2").first.evaluate("bar => getComputedStyle(bar).stroke") == first
