"""Headings, notes and blocks of one text never share an id with each other or with the page, and links to headings find them."""

import re
from urllib.parse import unquote

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.vietnamese.slugs import heading_id
from tests.markup.conversion import SETTINGS, convert
from tests.site.pages import ids_of

FRAME = SETTINGS["extension_configs"]["plugins.markup.extension"]["frame"]
words = st.sampled_from(["Nội dung", "Cơ quan", "NOI DUNG", "Mục nội dung", "Chữ lớn", "Liên quan", "Số liệu", "Điều 1"])
odd = st.sampled_from(["Số liệu 1", "Số liệu 1 đường tên", "—", "😀", "1"])
typed = st.one_of(words, odd, st.text(st.sampled_from("aĐộ 1-_*`.?"), min_size=1, max_size=6).filter(lambda text: text.strip(" #")))
headings = st.tuples(st.sampled_from(["# ", "## ", "### "]), typed).map("".join)
others = st.sampled_from(["Chữ[^1].", "Chữ[^1] và[^hai].", "- mục", "![Ảnh](a.jpg)", "**đậm**"])
NOTES = "\n\n[^1]: một\n\n[^hai]: hai"


@settings(max_examples=300)
@given(st.lists(st.one_of(headings, others), min_size=1, max_size=10))
def test_ids_are_unique_and_free_of_the_frame_and_of_blocks(blocks):
    page = BeautifulSoup(convert("\n\n".join(["Chữ[^1] và[^hai].", *blocks]) + NOTES), "html.parser")
    ids = ids_of(page)
    assert len(ids) == len(set(ids))
    assert not [found for found in ids if found in FRAME or re.fullmatch(r"so-lieu-\d+(-duong-ten)?", found)]
    for link in page.find_all("a"):
        assert unquote(link["href"].removeprefix("#")) in ids


@settings(max_examples=300)
@given(st.lists(st.one_of(words, odd.filter(heading_id)), min_size=1, max_size=6))
def test_a_link_by_the_words_of_a_heading_leads_to_the_first_of_them(headings):
    wanted = heading_id(headings[0])
    text = f"[x](#{wanted})\n\n" + "\n\n".join(f"## {heading}" for heading in headings)
    page = BeautifulSoup(convert(text), "html.parser")
    assert page.find(id=page.a["href"][1:]).text == headings[0]


def test_a_link_to_a_part_of_the_page_that_no_heading_is_named_like_stays():
    assert 'href="#noi-dung"' in convert("[lên đầu](#noi-dung)\n\n## Khác")


fences = st.tuples(
    st.sampled_from(["```{{ {} }}", "~~~ {{{}}}", "```python {{{}}}", '```sql {{ {} linenums="1" }}']),
    st.sampled_from(["#noi-dung", "#so-lieu-1", 'id="co-quan"', "#fn:1 .a", "id='x' .b #noi-dung"]),
).map(lambda pair: f"{pair[0].format(pair[1])}\nmã\n{pair[0][:3]}")


@given(st.lists(st.one_of(headings, fences), min_size=1, max_size=6))
def test_a_block_of_code_has_no_id_whatever_its_fence_asks_for(blocks):
    page = BeautifulSoup(convert("\n\n".join(["Chữ[^1] và[^hai].", *blocks]) + NOTES), "html.parser")
    assert not page.select("pre [id], pre[id]")
    assert len(ids_of(page)) == len(set(ids_of(page)))


def test_a_second_heading_of_the_frame_s_name_is_led_to_from_another_text():
    assert 'href="{filename}bai.md#muc-noi-dung_1"' in convert("[x](bai.md#noi-dung_1)")
    assert 'href="{filename}bai.md#so-lieu-1"' in convert("[x](bai.md#so-lieu-1)")
