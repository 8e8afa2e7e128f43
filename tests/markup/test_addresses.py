"""Addresses are percent-encoded once, whichever way they were typed, and lead to the file that was meant."""

from urllib.parse import quote, unquote

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.markup.addresses import encoded
from tests.markup.conversion import convert

names = st.text(st.sampled_from("abcệĐ 019_-()&+,;='@!"), min_size=1, max_size=20).map(str.strip).filter(bool)
addresses = st.text(st.sampled_from("ab/ệ %?#&=<>\"'\\^|`[]19"), max_size=30)


@settings(max_examples=300)
@given(names, st.booleans())
def test_a_file_s_name_typed_plainly_or_encoded_is_one_reference(name, typed_encoded):
    written = quote(name) if typed_encoded else name
    (link,) = BeautifulSoup(convert(f"[x](<../tep/{written}.pdf>)"), "html.parser").find_all("a")
    assert unquote(link["href"]) == f"{{static}}../tep/{name}.pdf"
    assert " " not in link["href"]
    assert link["href"].isascii()


@settings(max_examples=300)
@given(addresses)
def test_encoding_twice_is_encoding_once(address):
    once = encoded(address)
    assert encoded(once) == once
    assert once.isascii()
    assert not set(once) & set(' "<>\\^`{|}')
    assert unquote(once) == unquote(address)
