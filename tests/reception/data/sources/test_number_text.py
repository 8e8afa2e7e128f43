"""One number, three ways to write it, and none is taken for another."""

from decimal import Decimal

import pytest

from plugins.reception.data.sources.number_text import read_number_text
from plugins.vietnamese.numbers import NumberError

READ = {
    "vi": {"17.668": 17668, "17668": 17668, "06": 6, "-5": -5},
    "en": {"17,668": 17668, "17668": 17668, "06": 6, "-5": -5},
    "may": {"17668": 17668, "06": 6, "-5": -5},
}
REFUSED = {
    "vi": ["17,668", "1.64", "", "1 647", "0912"],
    "en": ["17.668", "1,64", "", "1 647", "0912"],
    "may": ["17.668", "17,668", "", "1 647", "0912", "¹²"],
}


@pytest.mark.parametrize("number_format", READ)
def test_a_count_is_read_in_its_own_format_alone(number_format):
    assert {text: read_number_text(text, number_format) for text in READ[number_format]} == READ[number_format]
    for text in REFUSED[number_format]:
        with pytest.raises(NumberError):
            read_number_text(text, number_format)


def test_an_amount_may_have_decimals():
    assert read_number_text("1.647,5", "vi", fractional=True) == Decimal("1647.5")
    assert read_number_text("1,647.5", "en", fractional=True) == Decimal("1647.5")
