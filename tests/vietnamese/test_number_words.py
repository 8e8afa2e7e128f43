"""Numbers in words are read whole or not at all."""

from __future__ import annotations

import pytest

from plugins.vietnamese.number_words import NUMBER_WORDS, parse_number_words

NUMBERS = {
    "mười": 10,
    "hai mươi mốt": 21,
    "năm mươi tư": 54,
    "một trăm linh năm": 105,
    "tám trăm mười bốn": 814,
    "một nghìn không trăm lẻ hai": 1002,
    "một nghìn chín trăm linh chín": 1909,
    "Mười bảy ngàn sáu trăm sáu mươi tám": 17668,
    "ba trăm bảy mươi tám nghìn một trăm mười hai": 378112,
    "hai triệu ba trăm nghìn không trăm linh năm": 2300005,
}


@pytest.mark.parametrize(("words", "number"), NUMBERS.items())
def test_words_are_the_number_they_say(words: str, number: int) -> None:
    found = NUMBER_WORDS.search(f"đã tiếp {words} lượt")
    assert found
    assert found[0] == words
    assert parse_number_words(words) == number


@pytest.mark.parametrize("words", ["năm năm", "mươi trăm", "nghìn", "hai nghìn triệu", "ba tư", "trăm"])
def test_words_that_are_no_number_are_refused(words: str) -> None:
    assert parse_number_words(words) is None
