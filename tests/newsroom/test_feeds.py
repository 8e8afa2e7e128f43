"""Addresses in feeds are full ones, whatever the text links to, and every character is allowed in XML."""

from html import escape, unescape
from urllib.parse import unquote
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.newsroom.feeds import as_xml, from_everywhere

PAGE = "https://thanhtra.example.vn/2024/03/bai/"
SITE = PAGE.removesuffix("2024/03/bai/")
paths = st.text(st.sampled_from("aệ -_&'+%"), max_size=12)
targets = st.one_of(
    paths.map(lambda path: f"/tep/{path}.pdf"),
    paths.map(lambda path: f"/so-lieu/#sl-{path}"),
    st.integers(1, 99).map(lambda number: f"#fn:{number}"),
    st.sampled_from(["#muc-1", "/", "khac/", "../bai-2/", ""]),
)
outside = st.sampled_from(["https://a.vn/x?b=1&c=2#d", "mailto:a@b.vn", "tel:+842053812273", "http://a.vn/%E1%BA%A3nh"])


def addresses_of(html: str) -> list[str]:
    return [element.get("href") or element.get("src") for element in BeautifulSoup(html, "html.parser").find_all(["a", "img"])]


@settings(max_examples=300)
@given(st.lists(st.tuples(targets, st.sampled_from(['<a title="a > b" href="{}">x</a>', '<p><img alt="" src="{}"></p>']))))
def test_every_address_of_the_portal_is_whole_and_leads_where_it_led(links):
    html = "".join(pattern.format(escape(target)) for target, pattern in links)
    found = addresses_of(from_everywhere(html, PAGE))
    assert len(found) == len(links)
    for address, (target, _) in zip(found, links, strict=True):
        assert address.startswith(SITE)
        assert " " not in address
        assert address.isascii()
        if target[:1] in {"/", "#"}:
            assert unquote(address) == unquote(f"{SITE}{target[1:]}" if target[0] == "/" else f"{PAGE}{target}")
    assert from_everywhere(from_everywhere(html, PAGE), SITE) == from_everywhere(html, PAGE)


@given(st.lists(outside, min_size=1))
def test_addresses_elsewhere_stay_as_they_are(links):
    html = "".join(f'<a href="{escape(link)}">x</a>' for link in links)
    assert from_everywhere(html, PAGE) == html


def test_what_only_looks_like_an_address_is_left_alone():
    html = '<p>href="/x" <code>&lt;a href="/x"&gt;</code> <a title="src=&quot;/y&quot;">z</a></p>'
    assert from_everywhere(html, PAGE) == html


@settings(max_examples=300)
@given(st.text())
def test_any_text_is_sound_xml(text):
    sound = as_xml(text)
    assert ElementTree.fromstring(f"<x>{escape(sound)}</x>") is not None
    assert not [character for character in sound if character in "\x7f\x85\ufffe\ufdd0"]


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_words_stay_as_they_are(text):
    assert as_xml(text) == text
    assert unescape(as_xml(escape(text))) == text
