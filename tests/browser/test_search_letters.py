"""Searching with Ð or Ɖ for Đ, in the query and in the texts."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_search import give, search

pytestmark = pytest.mark.browser
TYPED = [("Huyện Ðình Lập tiếp dân", "Ðơn thư."), ("Huyện Đình Lập họp", "Đơn thư."), ("Ɖình Lập: nhận ðơn", "")]


@pytest.mark.parametrize("query", ["dinh lap", "Đình Lập", "Ðình Lập", "ĐÌNH LẬP", "ÐÌNH LẬP", "Ɖình lập", "ðình lập"])
def test_a_letter_typed_for_d_with_stroke_finds_the_same_in_the_same_order(page: Page, demo, query):
    give(page, {"2025": TYPED})
    assert search(page, demo, query) == [title for title, _ in TYPED]
    assert page.locator("#ket-qua h2 mark").count() == 2 * len(TYPED)


def test_marks_typed_weigh_the_same_with_any_of_the_letters(page: Page, demo):
    give(page, {"2025": [("Định lập", ""), *TYPED]})
    found = [search(page, demo, f"{letter}ình Lập") for letter in "ĐÐƉ"]
    assert found == [[*(title for title, _ in TYPED), "Định lập"]] * 3
