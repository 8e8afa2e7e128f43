"""The letter that only looks like Đ is reported wherever it would be published, and never where it may be right."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.characters import stroked_d_is_typed
from plugins.newsroom.checks.check_tree import check_tree
from plugins.vietnamese.folding import stroked_d
from tests.vietnamese.strategies import mistyped

WORDS = ("Đình", "đơn", "HĐND", "QĐ", "đ", "NĐ-CP", "Đ/c", "ĐÌNH", "đ/c", "Đảng", "đỗ")
PLACES = (
    "Title: {}\nDate: 2024-03-07 08:00\n\nNội dung.\n",
    "Title: Bài\nSummary: Tại {} sáng nay\n\nNội dung.\n",
    "Title: Bài\nTags: a, {}\n\nNội dung.\n",
    "Title: Bài\nCategory: {}\n\nNội dung.\n",
    "Title: Bài\n\n**{}** và `mã`\n",
    "Title: Bài\n\n| A | B |\n|---|---|\n| 1 | {} |\n",
    "Title: Bài\n\n[{}](https://a.vn/b)\n",
    "Title: Bài\n\n- ({}): việc\n",
)


def problems_of(text: str) -> list[str]:
    return [str(problem) for problem in stroked_d_is_typed(parse_manuscript(text, "bai.md"), "article")]


@settings(max_examples=300)
@given(st.sampled_from(WORDS).flatmap(lambda word: st.tuples(st.just(word), mistyped(word))), st.sampled_from(PLACES))
def test_the_line_and_the_way_to_write_it_are_reported_wherever_it_is_published(words, place):
    meant, typed = words
    (message,) = problems_of(place.format(typed))
    line = place.split("{}")[0].count("\n") + 1
    assert message.startswith(f"bai.md:{line}: “{typed.split('-')[0].split('/')[0]}”")
    assert f"Gõ lại thành “{meant.split('-')[0].split('/')[0]}”" in message
    assert problems_of(place.format(meant)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Đại sứ Guðni Jóhannesson và Sigurður Þórðarson thăm tỉnh.",
        "Âm `ð` và chữ `Ð` trong bảng chữ cái.",
        "```\nÐ\n```",
        "[tệp](https://a.is/Ðjúp) và https://a.is/ða",
        "xÐp lo¹i",  # TCVN3, which has a rule of its own
    ],
)
def test_foreign_words_code_and_addresses_are_left_alone(text):
    assert problems_of(f"Title: Bài\n\n{text}\n") == []


def test_a_line_with_several_is_one_problem():
    (message,) = problems_of("Title: Bài\n\nÐơn của ông Ðỗ, huyện Ðình Lập.\n")
    assert "3 chỗ" in message


@pytest.mark.parametrize("name", ["co-quan.toml", "so-lieu/nguon.toml", "so-lieu/don-vi.csv", "so-bo/van-ban.csv"])
def test_settings_and_hand_written_tables_are_reported_too(tree, name):
    file = tree / name
    file.parent.mkdir(exist_ok=True)
    text = f"{file.read_text(encoding='utf-8') if file.exists() else 'ten'}\n# Ðơn\n"
    file.write_text(text, encoding="utf-8")
    (problem,) = [problem for problem in check_tree(tree) if "U+00D0" in problem.message]
    assert (problem.path, problem.line) == (f"content/{name}", text.count("\n"))
    assert problem.severity == "error"


def test_a_report_as_its_office_typed_it_is_nobody_s_mistake(tree):
    report = tree / "so-lieu/bao-cao/2022/q3.csv"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text("Ðơn vị,1\n", encoding="utf-8")
    assert not [problem for problem in check_tree(tree) if "U+00D0" in problem.message]


def test_no_letter_of_a_built_tree_has_to_be_corrected(tree: Path):
    for file in (*tree.rglob("*.md"), *tree.rglob("*.toml")):
        text = file.read_text(encoding="utf-8")
        assert stroked_d(text) == text
