"""Writing with the page open beside: a saved change shows by itself, a mistake lies over the last good page until it is mended."""

import re
import signal

import pytest
from playwright.sync_api import Page, expect

from tests.builder.edits import rewrite, set_field
from tests.builder.project import make_project
from tests.preview.previewing import LONGEST_SECONDS, Preview, eventually

pytestmark = pytest.mark.browser
ADDRESS = "/2017/04/bai-3/"
LONGEST = LONGEST_SECONDS * 1000


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    running = Preview(make_project(tmp_path_factory.mktemp("preview") / "p"))
    try:
        running.until_built()
        yield running
    finally:
        running.stop(signal.SIGKILL)


@pytest.fixture
def article(preview):
    path = preview.project / "content/tin-tuc/bai-3.md"
    good = path.read_text(encoding="utf-8")
    yield path
    path.write_text(good, encoding="utf-8")


@pytest.fixture
def said(page: Page):
    """What the browser's console says."""
    reported: list[str] = []
    page.on("console", lambda message: reported.append(message.text))
    page.on("pageerror", lambda error: reported.append(str(error)))
    return reported


def test_a_saved_change_is_seen_without_touching_the_browser(page: Page, preview, article, said):
    page.goto(preview.address + ADDRESS)
    rewrite(article, lambda text: text.replace("Đoạn **mở** đầu", "Vừa lưu xong"))
    expect(page.get_by_text("Vừa lưu xong").first).to_be_visible(timeout=LONGEST)
    assert said == []


def test_a_mistake_lies_over_the_last_good_page_until_it_is_mended(page: Page, preview, article, said):
    good = article.read_text(encoding="utf-8")
    page.goto(preview.address + ADDRESS)
    heading = page.get_by_role("heading", level=1).inner_text()
    set_field(article, "Date", "hôm qua")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(re.compile(r"content/tin-tuc/bai-3\.md:\d+: "), timeout=LONGEST)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    article.write_text(good, encoding="utf-8")
    expect(alert).to_have_count(0, timeout=LONGEST)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert said == []


def test_the_reader_stays_where_they_were_on_the_page(page: Page, preview, article):
    rewrite(article, lambda text: text + "\nMột đoạn dài.\n" * 200)
    preview.until(ADDRESS, "Một đoạn dài.")
    page.goto(preview.address + ADDRESS)
    page.evaluate("scrollTo(0, 2000)")
    rewrite(article, lambda text: text + "\nDòng cuối vừa thêm.\n")
    expect(page.get_by_text("Dòng cuối vừa thêm.")).to_be_attached(timeout=LONGEST)
    eventually(lambda: page.evaluate("scrollY") == 2000)


def test_drafts_are_one_step_away_from_any_page(page: Page, preview, said):
    draft = preview.project / "content/tin-tuc/dang-viet.md"
    page.goto(f"{preview.address}/lien-he/")
    draft.write_text("Title: Đang viết dở\nDate: 2024-01-01\nStatus: draft\n\nNội dung.\n", encoding="utf-8")
    page.get_by_role("link", name="Bài chưa đăng: 1").click(timeout=LONGEST)
    page.get_by_role("link", name="[Bản nháp] Đang viết dở").click(timeout=LONGEST)
    expect(page.get_by_role("heading", level=1)).to_have_text("[Bản nháp] Đang viết dở")
    draft.unlink()
    expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang", timeout=LONGEST)
    assert [line for line in said if "404" not in line] == []


@pytest.mark.parametrize("address", ["/", "/tim-kiem/", "/khong-co/"])
def test_the_console_stays_clean_under_the_policy(page: Page, preview, said, address):
    with page.expect_response(lambda answer: "/__xem-truoc?" in answer.url) as events:
        answer = page.goto(preview.address + address)
    assert events.value.status == 200
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert [line for line in said if "404 (Not Found)" not in line] == []
