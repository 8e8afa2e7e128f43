"""Unseen characters and words of old encodings are reported with line and name; words of living languages are not."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks import characters
from plugins.newsroom.checks.check_tree import check_tree
from tests.conftest import ROOT

UNSEEN = st.one_of(
    st.sampled_from("\ufffd\x7f\xad\u2028\u2029\ufeff\u200b\u202e\u2060\u3164"),
    st.characters(categories=["Cc"], exclude_characters="\t\n\r\x1c\x1d\x1e\x85"),
    st.characters(categories=["Co"]),
    st.characters(min_codepoint=0xE0001, max_codepoint=0xE007F),
)
PLACES = [
    "Title: A{}b\n\nChữ.", "Title: T\nSummary: A{}b\n\nChữ.", "Title: T\nTags: A{}b\n\nChữ.", "Title: T\n\nA{}b",
    "Title: T\n\n`A{}b`",
    "Title: T\n\n```\nA{}b\n```", "Title: T\n\n    A{}b", "Title: T\n\n```so-lieu\nkhối: A{}b\n```",
]  # fmt: skip
OLD = [
    "Thanh tra tØnh L¹ng S¬n",
    "L¹ng S¬n",
    "QuyÕt ®Þnh",
    "®¬n th\xad",
    "tiÕp c«ng d©n",
    "n¨m 2017",
    "KhiÕu n¹i, tè c¸o",
    "Héi nghÞ",
    "Thanh tra tænh Laïng Sôn, naêm 2017",
    "Quyeát ñònh",
    "Tieáp coâng daân",
    "Khieáu naïi toá caùo",
    "Hoäi nghò toång keát",
    "ñôn thö",
]
LIVING = [
    "Đoàn công tác tỉnh Lạng Sơn họp với ông Nguyễn Văn Ất ở xã Yên Khoái, thôn Pác Bó, bản Nà Phja.",
    "Hoá đơn, khoá họp, hoà giải, toà án, loà xoà, thoả thuận, uỷ ban, thuý, quý, tuỳ, xoá, Hoà Bình, ngoài, khoảng, quãng, qụy.",
    "Chợ Kỳ Lừa, Mẫu Sơn, Đồng Đăng, Bắc Sơn, Hữu Lũng, Chi Lăng, Tràng Định, Văn Quan: ĐƯỜNG SÁ, XÃ HỘI, “XÃ”, CHÃ.",
    "Slao, slương, pjạ, phja, nặm, khuổi, bjoóc, lườn, noọng, then, sli, lượn, păng, Tày, Nùng, Dao, Páo dung, Kiềm Miền, Sán Chỉ.",
    "François Mitterrand, Hélène, Noël, Zoé, Chloë, Israël, Haïti, naïf, maïs, où, été, déjà, cœur, l’Île, «là», "
    "«lá», Besançon, Citroën.",
    "Müller, Köln, Zürich, Straße, Größe, Ärger, Österreich, Übung, Jäger, Möller, Groß, Bäcker.",
    "São Paulo, João, Conceição, Magalhães, Antônio, Açores, Mª Luísa, 1º, 2ª, España, Niño, Peña, Muñoz, Raúl, "
    "Saúde, Logroño, col·lecció.",
    "Microsoft® Windows®, © 2024 Thanh tra, ½ giờ, 12 m², 30 °C, 5 × 3, a×b, § 5, khoản 1¹, μg, 100 µg, ‰, €, №, "
    "3¼, ±2, “trích”, 2–3…",
    "Æther, Ålesund, smørrebrød, Þórr, Łódź, Dvořák, Čech, İstanbul, Ñ.",
]
VIETNAMESE = (
    "Thời hạn giải quyết khiếu nại, tố cáo của Uỷ ban nhân dân tỉnh là ba mươi ngày; đơn thư được "
    "tiếp nhận đúng hẹn ở huyện Cao Lộc"
)


def problems_of(text: str) -> list[tuple[int, str]]:
    manuscript = parse_manuscript(text + "\n", "content/tin-tuc/bai.md")
    return [(problem.line, problem.message) for rule in characters.RULES for problem in rule(manuscript, "article")]


@settings(max_examples=300)
@given(UNSEEN, st.sampled_from(PLACES))
def test_a_character_nobody_sees_is_reported_once_with_its_line_and_code(char, place):
    text = place.format(char)
    line = text[: text.index(char)].count("\n") + 1
    ((found, message),) = problems_of(text)
    assert found == line
    assert f"(U+{ord(char):04X})" in message


@settings(max_examples=300)
@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"], max_codepoint=0x24F)))
def test_letters_and_signs_that_are_seen_are_no_hidden_characters(text):
    assert not characters.UNSEEN.search(text.replace("\xad", ""))


@pytest.mark.parametrize("text", OLD)
@pytest.mark.parametrize("place", ["Title: {}\n\nChữ.", "Title: T\nSummary: {}\n\nChữ.", "Title: T\n\n{}."])
def test_a_short_text_in_an_old_encoding_is_reported(place, text):
    assert problems_of(place.format(text))


@pytest.mark.parametrize("text", LIVING)
def test_words_of_living_languages_are_not_taken_for_old_encodings(text):
    assert problems_of(f"Title: T\n\n{text}") == []


@settings(max_examples=200)
@given(st.lists(st.sampled_from(VIETNAMESE.split()), min_size=1, max_size=6), st.sampled_from(["cp1252", "latin-1"]))
def test_utf_8_read_as_another_encoding_is_reported(words, encoding):
    text = " ".join(words)
    broken = "".join(
        bytes([byte]).decode(encoding, "ignore") if byte not in range(0x80, 0xA0) or encoding == "cp1252" else chr(byte)
        for byte in text.encode()
    )
    if any(len(char.encode()) == 3 or char in "ăđươôêâ" for char in text):
        assert problems_of(f"Title: T\n\nVà {broken} nữa.")


@settings(max_examples=300)
@given(st.lists(st.sampled_from(VIETNAMESE.split()), min_size=1), st.sampled_from([str, str.upper, str.title]))
def test_vietnamese_itself_is_never_reported(words, case):
    text = case(" ".join(words))
    assert problems_of(f"Title: {text}\n\n{text}, “{text}”, «{text}»…\n\n{unicodedata.normalize('NFC', text)}") == []


def test_a_hidden_character_in_a_hand_written_table_is_reported_with_its_line(tree):
    table = tree / "so-lieu/don-vi.csv"
    lines = table.read_text(encoding="utf-8").split("\n")
    table.write_text("\n".join([lines[0], lines[1].replace(",", "\ufffd,", 1), *lines[2:]]), encoding="utf-8")
    assert "content/so-lieu/don-vi.csv:2: " in "\n".join(map(str, check_tree(tree)))


def test_the_real_and_the_demo_texts_have_no_problem():
    assert check_tree(ROOT / "content") == []
    assert check_tree(ROOT / "tests/demo") == []
