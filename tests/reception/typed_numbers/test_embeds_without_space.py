"""An embed that would print wrongly whatever its number is an error at its line."""

import pytest

from plugins.manuscript import parse_manuscript
from plugins.reception.commands.manual_examples import example_catalogue
from plugins.reception.typed_numbers.words_beside_embeds import embeds_stand_apart

DATA = example_catalogue()


def problems(text, title="Tin thử"):
    return list(embeds_stand_apart(parse_manuscript(f"Title: {title}\n\n{text}\n", "bai.md"), DATA))


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp {{ lượt công dân }}, ({{ người được tiếp }}), “{{ lượt công dân }}”.",
        "**{{ lượt công dân }}** và _{{ lượt công dân }}_; {{ lượt công dân | số }}/{{ lượt công dân | số }} lượt.",
        "| {{ lượt công dân | số }} |{{ lượt công dân | số }}|",
        "`12{{ lượt công dân }}` và \\{{ lượt công dân }} và x\\{{ lượt công dân }}",
        "Kết thúc {{ lượt công dân }}.",
        "[xem]({static}/tep/a.pdf) {#muc} {: .lop } { chữ khác } {%s}",
        "{{ lượt công dân kỳ=2017-Q2 }} – {{ lượt công dân }}",
    ],
)
def test_embeds_among_spaces_and_marks_pass(text):
    assert problems(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "12{{ lượt công dân | số }}",
        "12**{{ lượt công dân | số }}**",
        "3.{{ lượt công dân | số }}",
        "{{ lượt công dân | số }}.000",
        "{{ lượt công dân | số }},5",
        "**{{ lượt công dân | số }}**000",
        "tiếp{{ lượt công dân }}",
        "{{ lượt công dân }}và",
        "{{ lượt công dân }}{{ người được tiếp }}",
    ],
)
def test_an_embed_without_space_is_reported(text):
    found = problems(f"Đoạn đầu.\n\n{text}")
    assert {problem.line for problem in found} == {5}
    assert "dính liền" in found[0].message


@pytest.mark.parametrize("text", ["{ lượt công dân }", "{luot cong dan}", "{ lượt công dân | số }", "{ lượt công dân = 1.264 }"])
def test_a_measure_in_single_braces_is_reported_with_the_right_ones(text):
    (problem,) = problems(f"Tiếp {text}.")
    assert f"{{{text}}}" in problem.message


def test_the_title_is_read_too():
    assert [problem.line for problem in problems("Chữ.", "Tiếp 12{{ lượt công dân | số }} lượt")] == [1]
