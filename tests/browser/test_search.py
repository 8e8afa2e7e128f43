"""The search page as a reader meets it: the demo tree, and small indexes of our own where a case needs exact texts."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
RESULTS = "#ket-qua h2"
Row = tuple[str, str]  # title and summary


@pytest.fixture
def said(page: Page) -> list[str]:
    """What the console says; a test that uses it keeps it empty."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def give(page: Page, years: Mapping[str, list[Row]], lost: tuple[str, ...] = ()) -> list[str]:
    """Put this index in the place of the site's; `lost` years fail. Returns the years as they are asked for."""
    asked: list[str] = []

    def part(route: Route) -> None:
        year = route.request.url.rpartition("/")[2].removesuffix(".json")
        asked.append(year)
        rows = [[f"/bai-{year}-{n}/", title, f"01/02/{year}", "Tin tức", summary] for n, (title, summary) in enumerate(years[year])]
        if year in lost:
            route.abort()
        else:
            route.fulfill(body=json.dumps(rows), content_type="application/json")

    def document(route: Route) -> None:
        answer = route.fetch()
        before, _, rest = answer.text().partition('data-parts="')
        route.fulfill(response=answer, body=f'{before}data-parts="{" ".join(years)}"{rest.partition(chr(34))[2]}')

    page.route("**/tim-kiem/*.json", part)
    page.route(re.compile(r"/tim-kiem/(\?|$)"), document)
    return asked


def search(page: Page, site: str, query: str) -> list[str]:
    """Titles found by the address alone, as a link or a reload has it."""
    page.goto(f"{site}/tim-kiem/?tu-khoa={query}", wait_until="networkidle")
    return page.locator(RESULTS).all_inner_texts()


def expect_status(page: Page, text: str) -> None:
    expect(page.get_by_role("status")).to_have_text(text, use_inner_text=True)


def status(page: Page) -> str:
    return " ".join(page.get_by_role("status").inner_text().split())


LAND = "Từ một lá đơn về ranh giới đất: nghe, xem, đo rồi mới kết luận"
MEDIATION = "Tổ hoà giải và cán bộ tư pháp cùng ngồi một bàn"


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("ranh gioi dat", LAND),
        ("RANH GIỚI ĐẤT", LAND),
        (unicodedata.normalize("NFD", "ranh giới đất"), LAND),
        ("đất, ranh giới", LAND),
        ("ranh gi", LAND),
        ("04/09/2025", LAND),
        ("hòa giải", MEDIATION),
        ("hoà giải", MEDIATION),
        ("hoa giai", MEDIATION),
        ("1.323 lượt", "Quý III qua số liệu minh hoạ: 1.323 lượt công dân (số sơ bộ)"),
        ("“liên hệ”", "Liên hệ"),
        ("bo so lieu: bao cao quy", "Số liệu minh hoạ: báo cáo quý"),
    ],
)
def test_the_wanted_page_comes_first_however_it_is_typed(page: Page, demo, said, query, title):
    assert search(page, demo, query)[0] == title
    assert said == []


TEXTS: list[Row] = [
    ("Đạt chuẩn, dài hạn", "Không liên quan."),
    ("Tiếp dân", "Về đất đai ở xã."),
    ("Giải quyết khiếu nại đất đai", "Ba vụ."),
    ("Hoá giải mâu thuẫn", ""),
    ("Hoà giải ở cơ sở", ""),
    ("Hòa giải tại thôn", ""),
    ("Hoạt động giải trí", ""),
    ("Kết luận số 12/KL-TTr", ""),
    ("Kết luận số 3/KL-TTr", "Ngày 12, tháng 4."),
    ("<b>A</b> & <img src=x>", "<script>alert(1)</script>"),
]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("dat dai", [TEXTS[0][0], TEXTS[2][0], TEXTS[1][0]]),
        ("đất đai", [TEXTS[2][0], TEXTS[1][0], TEXTS[0][0]]),
        ("khiếu nại đất", [TEXTS[2][0]]),
        ("hoà giải", [TEXTS[4][0], TEXTS[5][0], TEXTS[3][0]]),
        ("hòa giải", [TEXTS[4][0], TEXTS[5][0], TEXTS[3][0]]),
        ("hóa giải", [TEXTS[3][0], TEXTS[4][0], TEXTS[5][0]]),
        ("12/KL-TTr", [TEXTS[7][0]]),
        ("kl ttr - 12", [TEXTS[7][0], TEXTS[8][0]]),
        ("<b>a</b>", [TEXTS[9][0]]),
        ("- …", []),
        ("   ", []),
    ],
    ids=lambda value: value.replace("/", ":") if isinstance(value, str) else len(value),
)
def test_every_word_must_be_there_and_marks_as_typed_then_titles_come_first(page: Page, demo, said, query, titles):
    give(page, {"2025": TEXTS})
    assert search(page, demo, query) == titles
    assert page.locator("#ket-qua :is(b, img, script)").count() == 0
    assert said == []


def test_a_result_shows_day_section_summary_and_leads_to_its_page(page: Page, demo):
    search(page, demo, "hoa giai")
    first = page.locator("#ket-qua li").first
    reported = [line for line in first.inner_text().split("\n") if line]
    assert reported == [MEDIATION, "19/09/2024", "Tin tức", "Nhiều việc dừng lại ở thôn khi hai bên được nghe giải thích sớm."]
    assert first.locator("mark").all_inner_texts()[:2] == ["hoà", "giải"]
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MEDIATION)
    page.go_back()
    expect(page.locator(RESULTS).first).to_have_text(MEDIATION)


def test_typing_searches_and_the_address_keeps_the_words(page: Page, demo, said):
    page.goto(demo + "/tim-kiem/")
    page.get_by_label("Từ cần tìm").press_sequentially("hoà giải")
    expect(page.locator(RESULTS).first).to_have_text(MEDIATION)
    expect_status(page, "1 kết quả cho “hoà giải”.")
    page.reload()
    expect(page.locator(RESULTS).first).to_have_text(MEDIATION)
    page.get_by_label("Từ cần tìm").fill("")
    expect(page.locator(RESULTS)).to_have_count(0)
    assert status(page) == ""
    assert said == []


def test_the_number_of_results_is_shown(page: Page, demo):
    give(page, {"2025": TEXTS})
    search(page, demo, "hoà giải")
    assert status(page) == "3 kết quả cho “hoà giải”."


def test_nothing_found_says_so_and_what_to_try(page: Page, demo):
    assert search(page, demo, "xyzt") == []
    assert status(page) == "Không có kết quả cho “xyzt”. Thử bớt từ, xem lại chính tả, hoặc xem bài theo năm."


def test_years_are_fetched_newest_first_and_no_more_than_needed(page: Page, demo):
    years = {str(year): [(f"Bài thử {n} năm {year}", "")] * 30 for n, year in enumerate(range(2026, 2020, -1))}
    asked = give(page, years)
    titles = search(page, demo, "bài thử")
    assert asked == ["2026", "2025"]
    assert (len(titles), titles[0], titles[-1]) == (50, "Bài thử 0 năm 2026", "Bài thử 1 năm 2025")
    assert status(page) == (
        "60 kết quả cho “bài thử”, chưa tìm từ năm 2024 về trước. Dưới đây là 50 kết quả đầu; thêm từ để tìm hẹp hơn."
    )
    page.get_by_label("Từ cần tìm").fill("bài thử năm 2022")
    expect(page.locator(RESULTS)).to_have_count(30)
    assert asked == list(years)
    expect_status(page, "30 kết quả cho “bài thử năm 2022”.")


def test_what_is_found_is_shown_while_older_years_are_on_their_way(page: Page, demo):
    give(page, {"2025": TEXTS, "2024": TEXTS})
    waiting: list[Route] = []
    page.route("**/2024.json", lambda route: waiting.append(route))  # noqa: PLW0108  # playwright needs a plain function
    page.goto(f"{demo}/tim-kiem/?tu-khoa=hoà giải")
    expect_status(page, "3 kết quả cho “hoà giải”, chưa tìm từ năm 2024 về trước. Đang tìm tiếp…")
    expect(page.locator(RESULTS)).to_have_count(3)
    waiting[0].fallback()
    expect(page.locator(RESULTS)).to_have_count(6)
    assert status(page) == "6 kết quả cho “hoà giải”."


def test_an_index_that_does_not_come_is_reported_with_a_way_out_and_can_be_tried_again(page: Page, demo):
    asked = give(page, {"2025": TEXTS, "2024": TEXTS}, lost=("2024",))
    assert len(search(page, demo, "hoà giải")) == 3
    assert status(page) == "3 kết quả cho “hoà giải”, chưa tìm từ năm 2024 về trước."
    reported = page.get_by_role("alert")
    assert reported.inner_text().startswith("Không tải được danh mục để tìm. Kiểm tra kết nối mạng")
    assert [link.get_attribute("href") for link in reported.get_by_role("link").all()] == ["/luu-tru/", "/so-do-trang/"]
    page.unroute("**/tim-kiem/*.json")
    page.get_by_role("button", name="Tìm").click()
    expect(reported).to_have_text("", use_inner_text=True)
    assert asked == ["2025", "2024"]


def test_an_index_that_is_not_on_the_server_is_reported_too(page: Page, demo):
    give(page, {"1900": []})
    page.unroute("**/tim-kiem/*.json")
    search(page, demo, "hoà giải")
    expect(page.get_by_role("alert")).to_contain_text("Không tải được danh mục để tìm.")
    assert status(page) == "Không có kết quả cho “hoà giải”, chưa tìm từ năm 1900 về trước."


def test_without_script_the_page_says_so_and_leads_to_the_years_and_the_site_map(browser, demo):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo + "/tim-kiem/?tu-khoa=a")
    assert "Trình duyệt này không chạy JavaScript" in page.inner_text("main")
    page.locator("main").get_by_role("link", name="Năm 2024").click()
    assert page.url.endswith("/luu-tru/2024/")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("query", ["tiep cong dan", "xyzt"])
def test_results_shut_no_reader_out(page: Page, demo, width, scheme, query):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    search(page, demo, query)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_forced_colours_and_a_failure_shut_no_reader_out(page: Page, demo):
    page.emulate_media(forced_colors="active")
    give(page, {"2025": TEXTS, "2024": TEXTS}, lost=("2024",))
    search(page, demo, "hoà giải")
    assert violations(page) == []


def test_field_and_button_are_large_enough_for_a_thumb(page: Page, demo):
    page.goto(demo + "/tim-kiem/")
    for part in (page.get_by_label("Từ cần tìm"), page.get_by_role("button", name="Tìm")):
        assert part.bounding_box()["height"] >= 44
