"""Ð (eth) and Ɖ (African D), typed where Đ is meant, make no other word of a Vietnamese text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.vietnamese.collation import collation_key
from plugins.vietnamese.folding import as_meant, fold, nearest, stroked_d, without_marks
from plugins.vietnamese.periods import PeriodError, format_period, parse_period, parse_period_text
from plugins.vietnamese.slugs import heading_id, slugify
from plugins.vietnamese.spacing import NO_BREAK, bind
from tests.vietnamese.strategies import ALL_ALIKE, mistyped, texts

PAIRS = texts("đĐđĐ").flatmap(lambda text: st.tuples(st.just(text), mistyped(text)))


@settings(max_examples=400)
@given(PAIRS)
def test_whatever_compares_texts_finds_them_equal(pair):
    meant, typed = pair
    for same in (fold, slugify, heading_id, without_marks, as_meant, stroked_d):
        assert same(typed) == same(meant), same.__name__
    assert collation_key(typed)[:3] == collation_key(meant)[:3]


@settings(max_examples=300)
@given(PAIRS)
def test_spaces_are_bound_at_the_same_places_and_no_letter_is_changed(pair):
    meant, typed = pair
    bound = bind(typed)
    assert bound.replace(NO_BREAK, " ") == typed.replace(NO_BREAK, " ")
    assert [char == NO_BREAK for char in bound] == [char == NO_BREAK for char in bind(meant)]


@pytest.mark.parametrize("table", ALL_ALIKE)
@pytest.mark.parametrize("text", ["Đ/c Nguyễn", "Điều 5", "12 đơn", "HĐND tỉnh", "9.626 đoàn"])
def test_the_rules_that_name_the_letter_know_its_look_alikes(text, table):
    assert NO_BREAK in bind(text)
    assert bind(text.translate(table)) == bind(text).translate(table)


@settings(max_examples=200)
@given(st.sampled_from(["2017-H1", "2017-9T", "2014-07-01..2017-07-01"]).map(parse_period), st.data())
def test_a_period_is_read_with_any_of_them(period, data):
    words = data.draw(st.sampled_from([format_period(period), format_period(period).upper()]))
    assert parse_period_text(data.draw(mistyped(words))) == period


def test_what_is_no_period_is_quoted_as_meant():
    with pytest.raises(PeriodError, match="“6 tháng Đầu”"):
        parse_period_text("6 tháng Ðầu")


@pytest.mark.parametrize("table", ALL_ALIKE)
def test_the_guess_is_the_same(table):
    names = ["lượt đơn thư", "đoàn đông người", "đơn", "dân"]
    for word in ("lượt đơn thu", "đoàn đong", "Đơn", "đan"):
        assert nearest(word.translate(table), names) == nearest(word, names)
        assert nearest(word, [name.translate(table) for name in names]) == nearest(word, names).translate(table)


@given(st.text())
def test_no_other_letter_is_touched_and_no_position_moves(text):
    assert len(stroked_d(text)) == len(text)
    assert all(new == old or (old in "ÐƉðɖ" and new in "Đđ") for old, new in zip(text, stroked_d(text), strict=True))


@given(PAIRS)
def test_composed_or_not_is_no_matter(pair):
    assert as_meant(unicodedata.normalize("NFD", pair[1])) == unicodedata.normalize("NFC", pair[0])
