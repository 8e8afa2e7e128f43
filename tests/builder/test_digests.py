"""Two values have one digest only if every template shows them alike."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from plugins.builder.digests import UnknownValue, Values

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=6,
)


@dataclass(frozen=True)
class Card:
    title: str
    number: int


def digest(value):
    return Values({}, {}).digest(value)


@given(PLAIN, PLAIN)
def test_plain_values_have_one_digest_only_if_they_are_equal(first, second):
    assert (digest(first) == digest(second)) == (repr(first) == repr(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["ab", "c"], ["a", "bc"]),
        ([1], ["1"]),
        ([True], [1]),
        ("<b>", Markup("<b>")),
        (Decimal("1.0"), Decimal("1.00")),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (Card("a", 1), Card("a", 2)),
        (datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC")), datetime(2020, 1, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))),
        ([[], []], [[[]]]),
    ],
)
def test_values_that_print_otherwise_differ(first, second):
    assert digest(first) != digest(second)


def test_a_function_is_its_code_and_all_that_it_holds():
    def offer(held):
        return lambda: held

    assert digest(offer("a")) == digest(offer("a"))
    assert digest(offer("a")) != digest(offer("b"))


def test_sets_are_the_same_in_any_order():
    assert digest({f"{number}" for number in range(20)}) == digest({f"{number}" for number in reversed(range(20))})


def test_what_is_not_known_entirely_is_refused():
    ring: list[object] = []
    ring.append(ring)
    for value in (object(), iter([]), [object()], ring, "x".join):
        with pytest.raises(UnknownValue):
            digest(value)
