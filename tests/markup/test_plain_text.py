"""HTML becomes words that stay apart as on the page: no number is added, none but footnotes' marks is lost."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.markup.plain_text import EMPTY, plain_text, shorten
from tests.markup.conversion import convert

NUMBER = re.compile(r"\d+(?:[.,/]\d+)*%?")
TOGETHER = re.compile(r"\d \d")  # a reader takes "17 668" for one number
EMBED = r'<a class="stat__source" href="/so-lieu/#sl-0001"><data class="stat" value="99999">\1</data></a>'

numbers = st.one_of(
    st.integers(0, 999).map(str),
    st.tuples(st.integers(1, 999), st.integers(0, 999)).map(lambda pair: f"{pair[0]}.{pair[1]:03}"),
    st.tuples(st.integers(0, 99), st.integers(0, 9)).map(lambda pair: f"{pair[0]},{pair[1]}%"),
)
marks = st.sampled_from(
    ["{}", "**{}**", "*{}*", "***{}***", "`{}`", "[{}](https://a.vn/1/2)", "EMBED{}EMBED", "({})", "&amp; {} &lt;"]
)
pieces = st.tuples(numbers, marks, st.sampled_from(["", "NOTE"])).map(lambda made: made[1].format(made[0]) + made[2])
rows = st.lists(pieces, min_size=1, max_size=4)


def table(cells: list[str]) -> str:
    return f"|{' a |' * len(cells)}\n|{'---|' * len(cells)}\n|{''.join(f' {cell} |' for cell in cells)}"


blocks = st.one_of(
    rows.map(lambda parts: "Đã tiếp " + " lượt, ".join(parts)),
    rows.map("  \n".join),
    rows.map(lambda parts: "Gồm:\n\n" + "\n".join(f"- {part}" for part in parts)),
    rows.map(lambda parts: "- mục\n\n" + "\n".join(f"    - {part}" for part in parts)),
    rows.map(lambda parts: "\n>\n".join(f"> {part}" for part in parts)),
    rows.map(lambda parts: "\n\n".join(f"## {part}" for part in parts)),
    rows.map(table),
    numbers.map(lambda number: f'![Ảnh](a.jpg "{number} người")'),
)


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, list[str]]:
    """The HTML of an article, and the numbers that were written into it, in order."""
    text = "\n\n".join(draw(st.lists(blocks, min_size=1, max_size=5)))
    written = re.sub(r"a\.vn/1/2|a\.jpg", "", text)
    notes = text.count("NOTE")
    for note in range(1, notes + 1):
        text = text.replace("NOTE", f"[^{note}]", 1)
    definitions = "".join(f"\n\n[^{note}]: ghi chú 88.{note}" for note in range(1, notes + 1))
    return re.sub("EMBED(.*?)EMBED", EMBED, convert(text + definitions)), NUMBER.findall(written)


class Balance(HTMLParser):
    """Holds the tags that are open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in EMPTY:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


@settings(max_examples=300)
@given(articles())
def test_the_text_has_the_numbers_of_the_article_and_no_other(article):
    html, written = article
    text = plain_text(html)
    assert NUMBER.findall(text) == written
    assert not TOGETHER.search(text)
    assert "↩" not in text
    assert "ghi chú" not in text


@settings(max_examples=300)
@given(articles(), st.integers(1, 30))
def test_a_cut_text_has_the_first_numbers_of_the_article_and_whole_tags(article, words):
    html, written = article
    short = shorten(html, words)
    assert Balance(short).opened == []
    found = NUMBER.findall(plain_text(short))
    assert found == written[: len(found)]
    assert "ghi chú" not in short
    assert len(short.split("<")[0].split()) <= words + 1


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Tóm  tắt\nbài.</p>", "Tóm tắt bài."),
        ("", ""),
        ("A &amp;lt; B &amp; C", "A &lt; B & C"),
        ("<p>10<sup>6</sup> m<sup>2</sup>, x<sup>1.5</sup>, H<sub>2</sub>O</p>", "10⁶ m², x¹.⁵, H₂O"),
        ("<p>một<br>hai</p><hr><p>ba</p>", "một hai ba"),
        ("<p>5<br>6</p>", "5 · 6"),
        ("<p>17.<strong>668</strong> lượt</p>", "17.668 lượt"),
        ("<p>từ <del>12</del> 15</p>", "từ 15"),
        ('<figure><img src="a" alt="Ảnh 5"><figcaption>Chú thích</figcaption></figure>', "Chú thích"),
        ('<p><abbr title="Ủy ban nhân dân 2">UBND</abbr> tỉnh</p>', "UBND tỉnh"),
        ("<svg><text>2000</text></svg><table><tr><th>Quý</th><td>5</td></tr></table>", "Quý 5"),
        ('<p>17.668<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>, nữa</p>', "17.668, nữa"),
    ],
)
def test_what_is_made_of_each_kind_of_markup(html, text):
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("html", "words", "short"),
    [
        ("<p>một hai ba</p>", 3, "<p>một hai ba</p>"),
        ("<p>một <b>hai ba</b> bốn</p>", 2, "<p>một <b>hai …</b></p>"),
        ("<p>tiếp 17.668 lượt</p>", 2, "<p>tiếp 17.668 …</p>"),
        ("<p>tiếp 17<b>.668</b>; hai</p>", 2, "<p>tiếp 17<b>.668</b>; …</p>"),
        ("<ul>\n<li>một</li>\n<li>hai</li>\n</ul>", 1, "<ul>\n<li>một …</li></ul>"),
        ('<p>một</p>\n<div class="footnote">\n<ol></ol></div>', 5, "<p>một</p>\n"),
        ('<p>xem <a title="a > b" href="/">tệp kèm</a></p>', 2, '<p>xem <a title="a > b" href="/">tệp …</a></p>'),
    ],
)
def test_a_text_is_cut_between_words_and_closed(html, words, short):
    assert shorten(html, words) == short
