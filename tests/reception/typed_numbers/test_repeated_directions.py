"""A direction is printed once."""

import pytest

from plugins.manuscript import parse_manuscript
from plugins.reception.commands.manual_examples import example_catalogue
from plugins.reception.typed_numbers.words_beside_embeds import directions_are_said_once

DATA = example_catalogue()


def problems_of(text: str) -> list[str]:
    return [
        str(problem)
        for problem in directions_are_said_once(parse_manuscript(f"Title: Bài\nSummary: x\n\n{text}\n", "bai.md"), DATA)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Giảm {{ lượt công dân | so-với cùng-kỳ }}",
        "Số lượt tăng {{ lượt công dân | chenh-lech cùng-kỳ }}",
        'tăng thêm {{ lượt công dân đơn-vị="Sở A" | so-với 2016-Q3 }}',
    ],
)
def test_a_direction_before_an_embed_that_says_one_is_reported_at_its_line(text):
    (problem,) = problems_of(text)
    assert problem.startswith("bai.md:4: chữ “")


@pytest.mark.parametrize(
    "text",
    [
        "đã tiếp {{ lượt công dân }}, {{ lượt công dân | so-với cùng-kỳ }}",
        "tăng lên {{ lượt công dân }}",
        "`giảm {{ a | so-với cùng-kỳ }}`",
    ],
)
def test_other_words_before_an_embed_are_fine(text):
    assert problems_of(text) == []
