import pickle
from decimal import Decimal

import pytest
from babel.numbers import format_decimal as babel_format
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese.numbers import (
    NumberError,
    format_decimal,
    format_integer,
    format_number,
    format_percent,
    parse_decimal,
    parse_integer,
    parse_number,
)

EXACT_DECIMALS = st.integers(0, 6).flatmap(
    lambda places: st.tuples(st.decimals(min_value=-(10**12), max_value=10**12, places=places, allow_nan=False), st.just(places))
)


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (1000, "1.000"), (17668, "17.668"), (-1647, "-1.647")])
def test_an_integer_has_dots_between_thousands(number, text):
    assert format_integer(number) == text
    assert parse_integer(text) == number


@given(st.integers())
def test_an_integer_is_read_back_as_it_was_written(number):
    assert parse_integer(format_integer(number)) == number
    assert parse_number(format_number(number)) == number


@given(st.integers(-(10**15), 10**15))
def test_integers_look_as_the_unicode_locale_data_says(number):
    assert format_integer(number) == babel_format(number, locale="vi")


@given(EXACT_DECIMALS)
def test_a_decimal_is_read_back_as_it_was_written(pair):
    number, places = pair
    assert parse_decimal(format_decimal(number, places)) == number
    assert parse_decimal(format_decimal(number)) == number


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("1234.5", None, "1.234,5"),
        ("1234.50", None, "1.234,50"),
        ("16880.12", 2, "16.880,12"),
        ("2.25", 1, "2,3"),
        ("-2.25", 1, "-2,3"),
        ("5", 2, "5,00"),
        ("-0.04", 1, "0,0"),
        ("1E+3", None, "1.000"),
        ("1E-8", None, "0,00000001"),
        ("99999999999999999999999999999.5", 0, "100.000.000.000.000.000.000.000.000.000"),
    ],
)
def test_a_decimal_keeps_the_places_asked_for(number, places, text):
    assert format_decimal(Decimal(number), places) == text


@pytest.mark.parametrize(("value", "text"), [("5.25", "5,3%"), ("98.89", "98,9%"), ("-3", "-3,0%")])
def test_a_percentage_has_one_decimal_and_no_space(value, text):
    assert format_percent(Decimal(value)) == text


def test_a_percentage_takes_the_places_asked_for():
    assert format_percent(Decimal("98.89"), 2) == "98,89%"


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_number_is_never_printed(value):
    with pytest.raises(ValueError, match="no Vietnamese writing"):
        format_decimal(Decimal(value))


def test_a_float_is_never_printed_as_an_exact_number():
    with pytest.raises(ValueError, match="format code 'd'"):
        format_number(0.1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("06", 6),
        ("00", 0),
        ("17668", 17668),
        (" \u00a017.668\n", 17668),
        ("\u22121.647", -1647),
        ("1.234.567", 1234567),
    ],
)
def test_offices_ways_of_writing_an_integer_are_read(text, number):
    assert parse_integer(text) == number


REFUSED_BY_ALL = [
    "",
    "1 647",
    "1.647 lượt",
    "1.23",
    "1.2345",
    "12.34.567",
    "0.123",
    "٣",
    "１２",
    "1e3",
    "1_000",
    "+5",
    "0912",
]
REFUSED_BY_ALL += ["1,234.5", "1,647,0", "--1", ".5", ",5", "5,", "1..000", "NaN", "19/33", "1\u202f647", "5%"]


@pytest.mark.parametrize("parse", [parse_integer, parse_decimal, parse_number])
@pytest.mark.parametrize("text", REFUSED_BY_ALL)
def test_other_writings_are_refused(parse, text):
    with pytest.raises(NumberError) as refused:
        parse(text)
    assert refused.value.found == text
    assert str(refused.value).startswith(f"“{text}” không phải số kiểu Việt Nam: ")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1,647", "kiểu tiếng Anh; viết 1.647."),
        ("1,234,567", "kiểu tiếng Anh; viết 1.234.567."),
        ("1,234,567.5", "kiểu tiếng Anh; viết 1.234.567,5."),
        ("\u22121 647", "viết \u22121.647."),
        ("1'647", "viết 1.647."),
        ("1.23", "viết 1,23."),
        ("12,5", "cần số nguyên"),
        ("", "ô trống"),
    ],
)
def test_the_refusal_of_an_integer_shows_the_way_to_write_it(text, advice):
    with pytest.raises(NumberError, match=advice.replace(".", r"\.")):
        parse_integer(text)


def test_where_decimals_are_meant_three_of_them_are_decimals():
    assert parse_decimal("1,647") == Decimal("1.647")


@pytest.mark.parametrize("text", ["1,647", "-17,668", "1,234,567"])
def test_a_number_of_unknown_kind_that_may_be_english_is_asked_about(text):
    with pytest.raises(NumberError, match="kiểu tiếng Anh"):
        parse_number(text)


@pytest.mark.parametrize("text", ["1,6470", "0,647", "1.234,567", "98,89"])
def test_a_number_with_a_clear_decimal_comma_is_a_decimal(text):
    assert parse_number(text) == Decimal(text.replace(".", "").replace(",", "."))


@given(st.text(alphabet="0123456789.,- ", max_size=8))
def test_reading_gives_a_number_or_a_refusal(text):
    try:
        number = parse_number(text)
    except NumberError:
        return
    digits = [char for char in text if char.isdigit()]
    assert [char for char in str(number) if char.isdigit()] in (digits, digits[1:])  # "06" loses its zero


def test_a_refusal_reaches_the_parent_of_a_parallel_build():
    refusal = pickle.loads(pickle.dumps(NumberError("1,647", "viết 1.647.")))
    assert str(refusal) == "“1,647” không phải số kiểu Việt Nam: viết 1.647."


@pytest.mark.parametrize(("text", "advice"), [("1,200", "viết 1,2."), ("-17,050", "viết -17,05."), ("1,647", "viết 1,6470.")])
def test_the_advice_for_a_decimal_that_looks_english_is_read_again(text, advice):
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert str(caught.value).endswith(f"Nếu là số thập phân, {advice}")
    assert isinstance(parse_number(advice.removeprefix("viết ").removesuffix(".")), Decimal)
