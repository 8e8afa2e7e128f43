"""Embeds are taken out before Markdown and stand where the editor wrote them, with their line."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.reception.display import resolve
from plugins.reception.display.stat import Stat
from plugins.reception.embeds.markdown import (
    PLACEHOLDER,
    Written,
    from_placeholder,
    replace_placeholders,
    to_placeholder,
    without_placeholders,
)
from tests.markup.conversion import convert


def shown(text: str) -> str:
    """The HTML with every placeholder as «line:text»."""
    return replace_placeholders(convert(text), lambda written, _: f"«{written.line}:{written.text.strip()}»")


@given(st.sampled_from(["inline", "block"]), st.integers(0, 10_000), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_placeholder_gives_back_what_was_written(kind, line, text):
    written = Written(kind, line, text)
    placeholder = to_placeholder(written)
    assert from_placeholder(PLACEHOLDER.fullmatch(placeholder)[1]) == written


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Đã tiếp {{ lượt công dân }}.", "<p>Đã tiếp «1:lượt công dân».</p>"),
        ("**{{ a }}**", "<p><strong>«1:a»</strong></p>"),
        ("- một\n- {{ a }}", "<ul>\n<li>một</li>\n<li>«2:a»</li>\n</ul>"),
        ("[xem {{ a }}](https://x.vn)", '<p><a href="https://x.vn">xem «1:a»</a></p>'),
        ("> {{ a }}", "<blockquote>\n<p>«1:a»</p>\n</blockquote>"),
        ("{{ a }} và {{ b | số }}", "<p>«1:a» và «1:b | số»</p>"),
    ],
)
def test_an_embed_stands_where_it_was_written(text, html):
    assert shown(text) == html


def test_a_bar_in_a_table_does_not_split_the_cell_escaped_or_not():
    html = shown("| A | B |\n|---|---|\n| {{ a | số }} | {{ b \\| số }} |")
    assert "<td>«3:a | số»</td>" in html
    assert "<td>«3:b | số»</td>" in html


def test_a_heading_s_id_does_not_change_with_its_number():
    assert 'id="da-tiep-trong-ky"' in convert("## Đã tiếp {{ lượt công dân }} trong kỳ")


def test_a_footnote_may_hold_a_number():
    assert "«3:a»" in shown("x[^1]\n\n[^1]: Trong đó {{ a }}.")


@pytest.mark.parametrize("text", ["`{{ a }}`", "```\n{{ a }}\n```", "    {{ a }}", "~~~~\n{{ a }}\n```so-lieu\n~~~~"])
def test_in_code_an_embed_is_an_example(text):
    html = convert(text)
    assert "{{ a }}" in html
    assert not PLACEHOLDER.search(html)


def test_a_block_shown_as_an_example_is_not_a_block():
    html = convert("````\n```so-lieu\nkhối: chuẩn\n```\n````")
    assert "khối: chuẩn" in html
    assert not PLACEHOLDER.search(html)


def test_an_escaped_embed_is_text():
    assert convert("\\{{ lượt công dân }}") == "<p>{{ lượt công dân }}</p>"


def test_a_block_is_a_paragraph_of_its_own_with_the_line_of_its_fence():
    assert shown("chữ\n```so-lieu\nkhối: chuẩn\n```\nchữ") == "<p>chữ</p>\n<p>«2:khối: chuẩn»</p>\n<p>chữ</p>"


def test_a_block_in_a_list_belongs_to_its_item():
    assert "<li>" in shown("- mục\n\n    ```so-lieu\n    khối: chuẩn\n    ```\n").split("«")[0]


def test_the_placeholder_leaves_no_trace_in_text_without_it():
    assert without_placeholders("Đã tiếp " + to_placeholder(Written("inline", 1, "a")) + ".") == "Đã tiếp ."


@pytest.mark.parametrize("name", ["so-lieu", "So-lieu", "số-liệu", "SỐ LIỆU"])
def test_the_block_s_name_may_be_typed_with_or_without_diacritics(name):
    assert shown(f"```{name}\nkhối: chuẩn\n```") == "<p>«1:khối: chuẩn»</p>"


FORGED = st.builds(
    "{}{}{}".format,
    st.sampled_from(["\ue000", "&#xe000;", "&#XE000;", "&#57344;", "&#0057344;"]),
    st.text("0123456789abcdef", max_size=9) | st.just("inline:x: lượt công dân ".encode().hex()),
    st.sampled_from(["\ue001", "&#xE001;", "&#x00e001;", "&#57345;", "\ue000"]),
)
AROUND = st.sampled_from(
    ["{}", "`{}`", "```\n{}\n```", "    {}", "![{}](a.png)", "| {} |\n|---|\n| {} |", "[x](b.md '{}')", "[^1]\n\n[^1]: {}"]
)


@given(FORGED, AROUND)
def test_nobody_types_a_placeholder(forged, around):
    assert not PLACEHOLDER.search(convert(around.replace("{}", forged)))


def test_a_placeholder_that_was_made_stays_when_its_text_comes_again():
    made = to_placeholder(Written("inline", 3, " lượt công dân "))
    assert convert(f"Đã tiếp {made}.") == f"<p>Đã tiếp {made}.</p>"


def test_words_of_a_number_end_no_attribute_that_they_stand_in(monkeypatch):
    words = Stat("1", 'lượt "a" <b>')
    monkeypatch.setattr(resolve, "stat", lambda *_: words)
    html = convert("![a > {{ x }}](a.png)")
    shown_as = resolve.Resolver(None, None, "bai.md", "").html(html)
    assert BeautifulSoup(shown_as, "lxml").img["alt"] == f"a > {words.text}"
