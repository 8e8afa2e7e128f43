"""Every link leads somewhere, or the newsroom's check has reported it."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.links import check_links
from tests.markup.conversion import convert

FILES = {"tin-tuc/bai.md", "tin-tuc/khac.md", "anh/a.jpg"}
PLACES = [
    "{}",
    "Xem {}.",
    "**{}**",
    "- {}",
    "1. {}",
    "> {}",
    "## {}",
    "a  \n{}",
    "| a |\n|---|\n| {} |",
    "x[^1]\n\n[^1]: {}",
    "- mục\n\n    - {}",
]
SYNTAXES = [
    "[x]({})",
    "[x](<{}>)",
    '[x]({} "tên")',
    "[x]( {} 'tên')",
    "![x]({})",
    "[![x]({})](khac.md)",
    "[![x](../anh/a.jpg)]({})",
    "[*x* `y` [z]]({})",
    "[x][r]\n\n[r]: {}",
    "[r][]\n\n[r]: <{}>",
    "[r]\n\n[r]: {} 'tên'",
    "![x][r]\n\n[r]: {}",
    "<{}>",
    "\\[x]({})",
]
starts = st.sampled_from(["http://", "https://", "HTTPS://", "//", "ftp://", "http:"])
hosts = st.sampled_from(["a.vn", "A.VN:80", "a b.vn", "[", "", "việt.vn", "a.vn:port", "127.0.0.1", "1.2.3.4.5", "%zz", "a^b"])
ends = st.sampled_from(["", "/x y?z=1&t#u"])
people = st.sampled_from(["a@b.vn", "A.b+c@mail.B.vn", "a_b_c@d.vn", "a@b", "số@tỉnh.vn", "a b@c.vn"])
inside = st.sampled_from(["khac.md", "khac.md#m", "../anh/a.jpg", "/", "#x", ""])
other = st.sampled_from(["tel:0205 381", "javascript:x", "data:x", "&#106;avascript:x"])
targets = st.one_of(
    st.tuples(starts, hosts, ends).map("".join),
    st.tuples(st.sampled_from(["mailto:", "", "MAILTO:"]), people).map("".join),
    inside,
    other,
    st.text(st.sampled_from("ab:/@.#?&; %[]\\ệ"), max_size=8),
)
syntaxes = st.tuples(st.sampled_from(PLACES), st.sampled_from(SYNTAXES), targets)


@settings(max_examples=400)
@given(syntaxes)
def test_a_link_or_picture_without_address_is_reported(written):
    place, syntax, target = written
    first, _, definition = syntax.partition("\n\n")
    text = place.format(first.format(target)) + (f"\n\n{definition.format(target)}\n" if definition else "\n")
    page = BeautifulSoup(convert(text), "html.parser")
    lost = [link for link in page.find_all("a") if not link.get("href")] + [
        img for img in page.find_all("img") if not img.get("src")
    ]
    assert not lost or list(check_links(parse_manuscript(f"Title: T\n\n{text}", "content/tin-tuc/bai.md"), "tin-tuc/bai.md", FILES))


mails = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9._+-]{0,10}[A-Za-z0-9])?@([a-zA-Z0-9]{1,5}\.){1,3}[a-zA-Z]{2,4}", fullmatch=True)


@settings(max_examples=200)
@given(mails, st.sampled_from(["<{}>", "<mailto:{}>", "[{0}](mailto:{0})"]), st.sampled_from(PLACES))
def test_an_address_of_mail_is_a_link_to_it(mail, syntax, place):
    links = [
        link
        for link in BeautifulSoup(convert(place.format(syntax.format(mail))), "html.parser").find_all("a")
        if link.get("href", "").startswith("mailto")
    ]
    assert [(link["href"], link.text) for link in links] == [(f"mailto:{mail}", mail)]


@pytest.mark.parametrize("typed", ["<số@tỉnh>", "<a@b>", "<@a.vn>", "<javascript:x@y>"])
def test_what_is_no_address_of_mail_stays_as_typed(typed):
    page = BeautifulSoup(convert(f"Chữ {typed} chữ"), "html.parser")
    assert (page.a, page.text.strip()) == (None, f"Chữ {typed} chữ")
