"""A number is taken only where its cell's format shows it as it is; formats are applied, not guessed from their look."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.reception.data.sources.spreadsheets.number_formats import EXACT, displayed, names, shows_text

ACCOUNTING = '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)'
DOTS = "[>=1000000]0\\.000\\.000;[>=1000]0\\.000;0"
SOUND = (
    *sorted(EXACT), "#,##0;-#,##0", "#,##0_);(#,##0)", ACCOUNTING, "0.00", "#,##0.00", "0.##", "#,##0\\ \"₫\"", "[$₫-42A]\\ #,##0",
    '0" lượt"', "[Red]0;[Blue]-0", "00", "General;-General", "0;@", "[$-42A]#,##0", '#,##0" đơn"', "[$-vi-VN]#,##0",
    "[$-101042A]#,##0", "[$-1010000]0", "[$₫-vi-VN]\\ 0", '0" đợt"', '0" lần"',
)  # fmt: skip
WRONG = (
    "0%", "0.0%", '0"%"', "0,", "0.0,", "#,##0,,", ";;;", '"x"', '0" triệu"', '0" nghìn"', "# ?/?", "dd/mm/yyyy", "[h]:mm",
    "0.00E+00", "(0)", "\\-0", '"1"0', '0"0"', "*90", "[$-D00041E]0", "[DBNum1]General", "[<100000000]\"nhiều\";0",
    "0\\-0", "[$-F800]0", "[$-x-sysdate]0", "[$-2000000]0", '0" vạn"',
)  # fmt: skip
COUNTS = st.integers(1, 9) | st.integers(1, 10**7)


def proven(code: str, value: Decimal) -> bool:
    text = displayed(code, value)
    return text is not None and names(text, value)


@settings(max_examples=400)
@given(code=st.sampled_from(SOUND), count=COUNTS)
def test_the_formats_that_offices_use_show_every_count(code: str, count: int) -> None:
    assert proven(code, Decimal(count))


@settings(max_examples=400)
@given(code=st.sampled_from(WRONG), count=COUNTS)
def test_a_format_that_shows_something_else_proves_no_count(code: str, count: int) -> None:
    assert not proven(code, Decimal(count))


@settings(max_examples=200)
@given(count=COUNTS, grouped=st.booleans())
def test_a_count_with_three_decimals_is_proven_only_if_nobody_can_take_it_for_thousands(count: int, grouped: bool) -> None:
    text = displayed("#,##0.000" if grouped else "0.000", Decimal(count))
    assert text is not None
    assert names(text, Decimal(count), fractional=False) == (count >= 1000)
    assert names(text, Decimal(count))


@settings(max_examples=400)
@given(places=st.integers(0, 4), number=st.decimals(0, 10**6, places=6), grouped=st.booleans())
def test_a_fraction_is_proven_only_if_no_digit_of_it_is_rounded_away(places: int, number: Decimal, grouped: bool) -> None:
    code = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")
    assert proven(code, number) == (number == round(number, places))


PIECES = st.sampled_from(
    ["0", "#", "?", ",", ".", "%", ";", "@", '"a"', "\\5", "_)", "* ", "[Red]", "[>9]", "E+", "/", "d", "-", "General"]
)


@settings(max_examples=400)
@given(code=st.lists(PIECES, max_size=8).map("".join), count=COUNTS)
def test_no_format_at_all_raises_and_what_it_proves_reads_back(code: str, count: int) -> None:
    if proven(code, Decimal(count)):
        text = displayed(code, Decimal(count))
        assert text is not None
        assert str(count).strip("0") in "".join(char for char in text if char.isdigit()), text
    shows_text(code)


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("0%", "2", "200%"), ("0.0,", "1647", "1,6"), ("#,##0", "1647000", "1.647.000"), (ACCOUNTING, "0", "-"), ("#,###", "0", ""),
        (";;;", "5", ""), (DOTS, "1647", "1.647"), (DOTS, "5", "5"), ("0", "1.5", "2"), ("000", "5", "005"), ("#.##", "5", "5,"),
        ("General", "1.5", "1,5"), ("0;-0;;@", "0", ""), ('"khoảng "0', "5", "khoảng 5"),
    ],
)  # fmt: skip
def test_formats_are_carried_out(code: str, value: str, text: str) -> None:
    assert (displayed(code, Decimal(value)) or "").strip() == text


@pytest.mark.parametrize(
    "text", ["1.647", "1,647", "1 647", "1\u202f647", "1\xa0647", "1'647", "1647,0", "1647.00", "1.647 ₫", "1.647 lượt"]
)
def test_a_number_is_known_however_its_groups_are_written(text: str) -> None:
    assert names(text, Decimal(1647))


@pytest.mark.parametrize(
    "text", ["200%", "1.648", "1,6", "16.47", "0.001.647", "1647 triệu", "-1647", "(1647)", "#REF!", "Err:502", "", "16 47"]
)
def test_another_text_is_not_the_number(text: str) -> None:
    assert not names(text, Decimal(1647))


def test_a_dash_is_a_zero_and_no_other_number() -> None:
    assert names(" - ", Decimal(0))
    assert not names("-", Decimal(1))


@pytest.mark.parametrize("code", ["@", "General", "0", "0;@", ACCOUNTING, "dd/mm/yyyy"])
def test_a_text_is_shown_by_most_formats(code: str) -> None:
    assert shows_text(code)


@pytest.mark.parametrize("code", [";;;", '@" triệu"', "0;0;0;"])
def test_a_text_may_be_hidden_or_dressed_up_by_its_format(code: str) -> None:
    assert not shows_text(code)
