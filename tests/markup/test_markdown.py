"""Markdown as editors write it becomes safe HTML that keeps what they meant."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tests.active_content import HTML, LEAVING, TYPED, VECTORS
from tests.active_parts import active_parts
from tests.markup.conversion import convert

NEVER_FROM_A_TEXT = ["script", "style", "form", "input", "button", "link", "meta", "svg", "template", "noscript", "audio"]


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(convert(text), "lxml")


def is_harmless(html: str) -> bool:
    with_addresses = html.replace("{static}", "/").replace("{filename}", "/")  # which Pelican puts in
    return not active_parts(with_addresses) and BeautifulSoup(html, "lxml").find(NEVER_FROM_A_TEXT) is None


@pytest.mark.parametrize("vectors", [HTML, TYPED, LEAVING], ids=["HTML", "typed", "leaving"])
def test_nothing_active_comes_through(vectors):
    assert [vector for vector in vectors if not is_harmless(convert(vector))] == []


def test_what_an_editor_typed_is_still_there_to_read():
    typed = [vector for vector in VECTORS if vector.startswith("<") and "alert(1)" in vector]
    assert len(typed) > 40
    assert [vector for vector in typed if "alert(1)" not in soup(vector).text] == []


@given(st.text(alphabet="<>[]()`{}|#*_!&:;\"'\\/ \n-=abjs1", max_size=60))
def test_no_text_at_all_becomes_active(text):
    assert is_harmless(convert(text + "<script>" + text + "[x](javascript:1)"))


def test_a_picture_alone_is_a_figure_with_its_caption():
    figure = soup('![Quang cảnh hội nghị](anh.jpg "Đồng chí A phát biểu")').figure
    assert (figure["class"], figure.img["alt"], figure.figcaption.text) == (
        ["photo"],
        "Quang cảnh hội nghị",
        "Đồng chí A phát biểu",
    )


def test_a_picture_in_a_sentence_stays_in_it():
    assert soup("chữ ![ảnh](anh.jpg) chữ").figure is None


def test_a_missing_photo_keeps_its_caption_and_shows_no_picture():
    figure = soup('![](chưa-có-ảnh "Đồng chí A phát biểu")').figure
    assert (figure.img, figure.figcaption.text) == (None, "Đồng chí A phát biểu")
    assert "không còn" in figure.p.text


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("khac.md", "{filename}khac.md"),
        ("../anh/a.jpg", "{static}../anh/a.jpg"),
        ("{attach}a.pdf", "{static}a.pdf"),
        ("{filename}/tin-tuc/a.md#muc", "{filename}/tin-tuc/a.md#muc"),
        ("https://langson.gov.vn", "https://langson.gov.vn"),
        ("/so-do-trang/", "/so-do-trang/"),
        ("#muc", "#muc"),
        ("mailto:a@b.vn", "mailto:a@b.vn"),
    ],
)
def test_a_path_beside_the_article_becomes_a_checked_reference(written, reference):
    assert soup(f"[x]({written})").a["href"] == reference


def test_headings_start_below_the_title():
    assert [heading.name for heading in soup("# Một\n\n## Hai\n\n###### Sáu").find_all(["h1", "h2", "h3", "h6"])] == [
        "h2",
        "h3",
        "h6",
    ]


def test_headings_that_start_at_two_are_left_alone():
    assert [heading.name for heading in soup("## Hai\n\n### Ba").find_all(["h2", "h3"])] == ["h2", "h3"]


def test_cells_are_aligned_by_class_and_header_cells_say_what_they_head():
    table = soup("| A | B |\n|:-:|--:|\n| 1 | 2 |").table
    assert [cell["class"] for cell in table.find_all("td")] == [["align-center"], ["align-right"]]
    assert {cell["scope"] for cell in table.find_all("th")} == {"col"}


def test_a_wide_table_scrolls_by_itself_and_is_reached_by_keyboard():
    region = soup("| A | B | C | D |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |").find(class_="scroll")
    assert (region["tabindex"], bool(region["aria-label"]), bool(region.table)) == ("0", True, True)


def test_code_is_shown_as_typed():
    assert soup("```html\n<b>\n```").code.text.strip() == "<b>"
