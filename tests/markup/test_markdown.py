"""Markdown as editors write it becomes safe HTML that keeps what they meant."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tests.markup.conversion import convert

ACTIVE = ("script", "iframe", "object", "embed", "form", "style", "base", "meta", "link", "svg", "math", "template", "video")


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(convert(text), "lxml")


def is_harmless(html: str) -> bool:
    page = BeautifulSoup(html, "lxml")
    for element in page.find_all(True):
        if element.name in ACTIVE or any(name.startswith("on") or name == "style" for name in element.attrs):
            return False
        for name in ("href", "src"):
            target = str(element.get(name, "")).strip().lower()
            scheme = target.removeprefix("{static}").partition(":")[0]
            if ":" in re.split("[/?#]", target)[0] and scheme not in {"http", "https", "mailto", "tel"}:
                return False
    return True


VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "text <svg onload=alert(1)> text",
    "<iframe src=javascript:alert(1)></iframe>",
    "<style>*{display:none}</style>",
    "<form action=//evil><input></form>",
    "<base href=//evil>",
    "<meta http-equiv=refresh content=0>",
    "<math><mi xlink:href=javascript:alert(1)>",
    "<!-- --><script>alert(1)</script>",
    "<div markdown=1><script>alert(1)</script></div>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](&#x6A;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "![x](javascript:alert(1))",
    '![x](x "onerror=alert(1)")',
    '![x" onerror="alert(1)](x)',
    '[x](http://a "title\\" onmouseover=\\"alert(1)")',
    "<javascript:alert(1)>",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "``` {: onclick=alert(1) }\ncode\n```",
    "```js {onclick=alert(1) style=x}\ncode\n```",
    '```"><script>alert(1)</script>\ncode\n```',
    "# x {: onclick=alert(1) }",
    "*[A]: <script>alert(1)</script>\n\nA",
    '*[A]: x" onmouseover="alert(1)\n\nA',
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "[TOC]\n\n# <script>alert(1)</script>",
    "{{ <script>alert(1)</script> }}",
    "`{{ <script>alert(1)</script> }}`",
]


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_active_comes_through(vector):
    assert is_harmless(convert(vector))


@pytest.mark.parametrize("vector", [vector for vector in VECTORS if vector.startswith("<") and "script" in vector])
def test_what_an_editor_typed_is_still_there_to_read(vector):
    assert "alert(1)" in soup(vector).text


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
