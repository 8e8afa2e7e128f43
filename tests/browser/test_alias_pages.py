"""At an earlier address a browser goes on by itself, and whoever has that switched off finds the way."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
ALIAS, ADDRESS = "/2025/10/quy-ba/", "/2025/10/quy-ba-qua-so-lieu/"


def test_a_browser_without_scripts_ends_at_the_address_of_today(browser, demo):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo + ALIAS)
    page.wait_for_url(f"**{ADDRESS}")
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_itself_has_no_violation(page: Page, demo, demo_site, width):
    html = re.sub("<meta http-equiv[^>]*>", "", (demo_site / ALIAS[1:] / "index.html").read_text(encoding="utf-8"))
    page.set_viewport_size({"width": width, "height": 800})
    page.route(f"**{ALIAS}", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(demo + ALIAS)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
