"""Pages work under the strictest policy, in one request, without script, and on paper."""

import gzip
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import Page

from tests.browser.kinds import PATTERNS, address_of

pytestmark = pytest.mark.browser
LARGEST_HTML = {"article": 8_000, "data set": 10_000}
LARGEST_OTHER = 10_000


@pytest.mark.parametrize("kind", PATTERNS)
def test_the_console_stays_clean_under_the_policy(page: Page, demo, demo_site, kind):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    answer = page.goto(demo + address_of(demo_site, kind))
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert ("script-src" in policy) == ("connect-src" in policy) == (kind == "search")
    assert said == []
    assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") != "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("kind", PATTERNS)
def test_a_page_is_one_request_to_its_own_host(page: Page, demo, demo_site, kind):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(demo + address_of(demo_site, kind), wait_until="networkidle")
    icons = [url for url in asked if urlsplit(url).path.startswith("/tinh/")]
    pictures = [url for url in asked if urlsplit(url).path.startswith("/anh/")]
    scripts = [url for url in asked if urlsplit(url).path.endswith(".js")]
    assert len(set(scripts)) == (kind == "search")
    assert len(set(asked)) - len(set(icons)) - len(set(pictures)) - len(set(scripts)) == 1
    assert all(url.startswith(demo) for url in asked)


@pytest.mark.parametrize("kind", [kind for kind in PATTERNS if kind != "style page"])
def test_pages_weigh_little(demo_site, kind):
    address = address_of(demo_site, kind)
    data = (demo_site / (address.lstrip("/") + ("" if address.endswith(".html") else "index.html"))).read_bytes()
    assert len(brotli.compress(data)) <= LARGEST_HTML.get(kind, LARGEST_OTHER)
    assert len(gzip.compress(data)) <= 13_000


def test_what_is_not_there_answers_404_with_the_page(page: Page, demo):
    answer = page.goto(demo + "/khong-co-trang-nay/")
    assert answer.status == 404
    assert page.locator("footer").is_visible()


def test_paper_has_the_text_without_the_menu(page: Page, portal):
    page.emulate_media(media="print")
    page.goto(portal + "/2017/10/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan/")
    assert page.locator("main h1").is_visible()
    assert page.locator("footer").is_visible()
    assert not page.locator("nav.menu").is_visible()


def test_everything_is_read_without_script(browser, portal):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal + "/2017/10/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan/")
    assert page.locator("figure.statistics table").is_visible()
    assert "17.668 lượt công dân" in page.inner_text("main")
    page.get_by_role("link", name="17.668 lượt công dân").click()
    assert "/so-lieu/tiep-cong-dan/" in page.url
    context.close()
