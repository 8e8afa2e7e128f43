"""No reader is shut out: WCAG 2.2 AA on every kind of page, narrow and wide, light and dark; keyboard; large text; paper."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.kinds import PATTERNS, address_of

pytestmark = pytest.mark.browser
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": STANDARDS}, "rules": {"color-contrast-enhanced": {"enabled": True}}}
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } "
    "p { margin-bottom: 2em !important }"
)
REACHABLE = "a[href],summary,[tabindex='0']"


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {json.dumps([node['target'] for node in rule['nodes'][:3]])}" for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", PATTERNS)
def test_every_kind_of_page_has_no_violation(page: Page, demo, demo_site, kind, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(demo + address_of(demo_site, kind))
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    assert violations(page) == []


@pytest.mark.parametrize("kind", ["home", "article", "data set"])
def test_forced_colours_have_no_violation(page: Page, demo, demo_site, kind):
    page.emulate_media(forced_colors="active")
    page.goto(demo + address_of(demo_site, kind))
    assert violations(page) == []


@pytest.mark.parametrize("kind", PATTERNS)
def test_nothing_scrolls_sideways_at_320_px_with_wide_spacing_and_the_largest_text(context, demo, demo_site, kind):
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    page.route("**/*.html", lambda route: route.continue_())
    page.goto(demo + address_of(demo_site, kind))
    largest = page.locator("#chu-rat-lon")
    if largest.count():
        largest.check(force=True)
    page.evaluate(
        "rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); document.adoptedStyleSheets = [sheet] }", SPACING
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_the_first_tab_stop_skips_to_the_content(page: Page, demo):
    page.goto(demo + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#noi-dung"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#noi-dung').contains(document.activeElement)")


@pytest.mark.parametrize("kind", ["home", "article", "data set"])
def test_every_link_is_reached_by_keyboard_and_shows_where_it_is(page: Page, demo, demo_site, kind):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(demo + address_of(demo_site, kind))
    wanted = page.evaluate(
        "selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility({contentVisibilityAuto: true})).length",
        REACHABLE,
    )
    seen = set()
    for _ in range(wanted + 20):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const e = document.activeElement, style = getComputedStyle(e);
            window.ids ??= new Map(); if (!ids.has(e)) ids.set(e, ids.size);
            return [e.tagName, ids.get(e), style.outlineStyle, style.boxShadow, e.closest('fieldset') !== null] }"""
        )
        if state[0] == "BODY":
            break
        assert state[2] != "none" or state[3] != "none", state
        if not state[4]:
            seen.add(state[1])
    assert len(seen) == wanted


def test_the_menu_opens_without_script(browser, demo):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(demo + "/")
    page.get_by_text("Danh mục", exact=True).click()
    assert page.get_by_role("link", name="Sơ đồ trang").first.is_visible()
    context.close()


def test_tall_vietnamese_capitals_are_not_cut(page: Page, portal):
    page.goto(portal + "/")
    clipped = page.evaluate(
        """[...document.querySelectorAll('h1,h2,h3,p,a,li')].filter(e => getComputedStyle(e).overflow === 'hidden').length"""
    )
    heights = page.evaluate(
        """[...document.querySelectorAll('h1,h2,h3,p')].map(e => getComputedStyle(e))
        .map(style => parseFloat(style.lineHeight) / parseFloat(style.fontSize))"""
    )
    assert clipped == 0
    assert min(heights) >= 1.3


LONG_WORDS = """() => {
  for (const place of document.querySelectorAll('main :is(h1, h2, h3, p, li, dd), main :is(h1, h2, h3, p, li, dd) *'))
    if (!place.children.length && !place.closest('table, svg, label, .search, nav'))
      place.textContent = 'https://langson.gov.vn/' + 'dia-chi'.repeat(40);
  const block = document.createElement('pre');
  block.append('mã dài '.repeat(60));
  (document.querySelector('.prose') ?? document.querySelector('main > *')).append(block);
}"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["home", "article", "section", "year", "data set", "search"])
def test_no_word_is_so_long_that_the_page_scrolls_sideways(page: Page, demo, demo_site, kind, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(demo + address_of(demo_site, kind) + ("?tu-khoa=tiep+dan" if kind == "search" else ""))
    if kind == "search":
        page.locator(".found li").first.wait_for()
    page.evaluate(LONG_WORDS)
    assert page.locator("main").text_content().count("dia-chi") > 40
    assert page.evaluate("document.documentElement.scrollWidth") <= width
