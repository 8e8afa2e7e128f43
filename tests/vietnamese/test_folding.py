import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese.folding import fold, nearest, nfc
from tests.vietnamese.strategies import texts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đơn thư", "don thu"),
        ("đơn-thư", "don thu"),
        ("  Đơn_thư\u00a0\n khiếu  nại ", "don thu khieu nai"),
        ("ĐƯỜNG Hoàng Văn Thụ", "duong hoang van thu"),
        ("Quý III/2017", "quy iii/2017"),
        ("İ", "i"),
    ],
)
def test_a_word_folds_to_plain_letters(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(("old", "new"), [("hoà giải", "hòa giải"), ("thuỷ lợi", "thủy lợi"), ("khoẻ", "khỏe")])
def test_old_and_new_tone_placement_are_one_word(old, new):
    assert fold(old) == fold(new)


@given(st.text())
def test_composed_and_decomposed_text_are_one_word(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(texts())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(texts())
def test_case_and_marks_never_part_words(text):
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    assert fold(text) == fold(text.upper()) == fold(bare)


def test_text_is_kept_composed():
    assert nfc("Tie\u0302\u0301p co\u0302ng da\u0302n") == "Tiếp công dân"
    assert len(nfc("Tie\u0302\u0301p co\u0302ng da\u0302n")) == 13


MEASURES = ["lượt công dân", "lượt đơn thư", "vụ việc", "đoàn đông người"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("lượt côn dân", "lượt công dân"),
        ("luot cong dan", "lượt công dân"),
        ("lượt-đơn-thư", "lượt đơn thư"),
        ("đoàn đông", "đoàn đông người"),
        ("vụ vịêc", "vụ việc"),
    ],
)
def test_a_mistyped_measure_finds_the_one_meant(word, meant):
    assert nearest(word, MEASURES) == meant


def test_among_words_alike_without_marks_the_marks_decide():
    assert nearest("tổ cáo", ["tố cáo", "tổ cáo"]) == "tổ cáo"
    assert nearest("tố cáo", ["tổ cáo", "tố cáo"]) == "tố cáo"
    assert nearest("to cao", ["tố cáo", "tổ cáo"]) == "tố cáo"


def test_nothing_is_offered_when_nothing_is_alike():
    assert nearest("xyz", MEASURES) is None
    assert nearest("vụ việc", []) is None
    assert nearest("lượt côn dân", MEASURES, limit=0.99) is None
