"""What counts as a slip of the hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reception.typed_numbers.typos import near_miss

counts = st.integers(1, 10**9)


@pytest.mark.parametrize(
    ("written", "right", "what"),
    [
        (17688, 17668, "sai một chữ số"),
        (17686, 17668, "đảo hai chữ số liền nhau"),
        (1768, 17668, "thiếu một chữ số"),
        (176668, 17668, "thừa một chữ số"),
        (176680, 17668, "gấp 10 lần"),
        (17668000, 17668, "gấp 1.000 lần"),
        (Decimal("17.668"), 17668, "nhỏ đi 1.000 lần"),
        (Decimal("16880.21"), Decimal("16880.12"), "đảo hai chữ số liền nhau"),
        (17668, 17668, ""),
        (17776, 17668, ""),
        (66817, 17668, ""),
        (86617, 17668, ""),
        (0, 5, ""),
    ],
)
def test_a_slip_is_named(written: int | Decimal, right: int | Decimal, what: str) -> None:
    assert near_miss(written, right) == what


@given(counts, counts)
def test_a_slip_is_one_from_either_side(one: int, other: int) -> None:
    assert bool(near_miss(one, other)) == bool(near_miss(other, one))


@given(counts)
def test_a_number_is_no_slip_for_itself(number: int) -> None:
    assert near_miss(number, number) == ""


@given(counts, st.data())
def test_every_single_slip_is_seen_from_either_side(number: int, data: st.DataObject) -> None:
    digits = str(number)
    place = data.draw(st.integers(0, len(digits) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    slips = {
        digits[:place] + digit + digits[place + 1 :],
        digits[:place] + digits[place + 1 :],
        digits[:place] + digit + digits[place:],
        digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :],
    }
    for slip in slips - {digits}:
        if slip and slip[0] != "0":
            assert near_miss(int(slip), number)
            assert near_miss(number, int(slip))
