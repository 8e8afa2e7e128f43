import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given

from plugins.vietnamese.collation import collation_key
from tests.vietnamese.strategies import LOWER, letters, texts


def in_order(names: list[str]) -> list[str]:
    backwards = names[::-1]  # a key that tells nothing apart must not pass
    return sorted(backwards, key=collation_key)


def test_the_alphabet_is_the_schools():
    alphabet = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert in_order(alphabet) == alphabet


def test_foreign_letters_keep_their_latin_places():
    assert in_order(list("efghijklvwxyz")) == list("efghijklvwxyz")


def test_tones_follow_the_schools_order():
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert in_order(tones) == tones


@pytest.mark.parametrize(
    "names",
    [
        [
            "Bắc Sơn",
            "Bình Gia",
            "Cao Lộc",
            "Chi Lăng",
            "Đình Lập",
            "Hữu Lũng",
            "Lộc Bình",
            "Tràng Định",
            "Văn Lãng",
            "Văn Quan",
        ],
        ["Bắc Sơn", "Dương", "Điềm He", "Đình Lập", "Đông", "Hữu Lũng", "Văn Quan"],
        ["An", "Ăn", "Ấn", "Ba", "Bà", "Ba Bể", "Bà Rịa", "Bạc"],
        ["Điều 1", "Điều 2", "Điều khoản"],
    ],
)
def test_lists_of_names_read_as_in_a_vietnamese_index(names):
    assert in_order(names) == names


def test_a_letter_outweighs_a_tone_and_a_tone_a_capital():
    assert sorted(["bẠn", "ban", "Bạn", "bán", "bàng"], key=collation_key) == ["ban", "bán", "bẠn", "Bạn", "bàng"]


def test_two_spellings_of_one_word_stand_together():
    assert sorted(["hoá", "hòa", "hóa", "hoà", "hoa"], key=collation_key) == ["hoa", "hoà", "hòa", "hoá", "hóa"]


def test_quotes_and_dashes_do_not_move_a_title():
    assert sorted(["“Tố cáo”", "Tiếp dân", "Tổ – đội"], key=collation_key) == ["Tiếp dân", "“Tố cáo”", "Tổ – đội"]


@given(texts())
def test_composed_and_decomposed_text_sort_alike(text):
    assert collation_key(unicodedata.normalize("NFC", text)) == collation_key(unicodedata.normalize("NFD", text))


@given(texts(), texts())
def test_the_order_is_total(one, other):
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    first, second = collation_key(one), collation_key(other)
    assert (first == second) is same
    assert [first < second, first == second, first > second].count(True) == 1


@given(letters(), letters(), texts(), texts())
def test_the_first_letter_decides_whatever_its_tone(one, other, rest, tail):
    rank = {letter: place // 6 for place, letter in enumerate(LOWER[:72])}
    if one.lower() in rank and other.lower() in rank and rank[one.lower()] < rank[other.lower()]:
        assert collation_key(one + rest) < collation_key(other + tail)


def test_every_vowel_stands_between_its_neighbours_in_all_tones():
    vowels = [LOWER[start : start + 6] for start in range(0, 72, 6)]
    for lower, higher in pairwise(vowels):
        assert max(map(collation_key, lower)) < min(map(collation_key, higher))
