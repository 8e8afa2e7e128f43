"""A check that is not sure asks, and the header's `Da-xac-nhan` answers."""

from __future__ import annotations

import pytest

from plugins.confirmations import ask, confirmed, unless_confirmed
from plugins.manuscript import parse_manuscript
from plugins.problems import Problem, errors_of

QUESTION = ask("bai.md", 4, "19.917  lượt\ncông dân", "“19.917” là số của quý II.", "V17")


def left(header: str, *problems: Problem) -> list[Problem]:
    return list(unless_confirmed(parse_manuscript(f"Title: Bài\n{header}\n\nChữ.\n", "bai.md"), problems))


def test_a_question_stops_the_build_and_says_what_confirms_it() -> None:
    assert errors_of([QUESTION]) == [QUESTION]
    assert QUESTION.message.endswith("thêm vào phần đầu bài dòng “Da-xac-nhan: 19.917 lượt công dân”.")
    assert left("", QUESTION) == [QUESTION]


@pytest.mark.parametrize("words", ["19.917 lượt công dân", "số khác;  19.917 Lượt  công dân ;"])
def test_the_words_confirm_it_whatever_stands_beside_them(words: str) -> None:
    assert left(f"Da-xac-nhan: {words}", QUESTION) == []


def test_other_words_confirm_nothing_and_no_words_confirm_an_error() -> None:
    error = Problem("bai.md", 4, message="sai", quote="19.917 lượt công dân")
    assert left("Da-xac-nhan: 19.971 lượt công dân", QUESTION) == [QUESTION]
    assert left("Da-xac-nhan: 19.917 lượt công dân", error) == [error]


def test_what_is_confirmed_is_read_as_typed() -> None:
    manuscript = parse_manuscript("Title: Bài\nDa-xac-nhan: Tăng 12%; 17 người;\n\nChữ.\n", "bai.md")
    assert confirmed(manuscript) == ("Tăng 12%", "17 người")
