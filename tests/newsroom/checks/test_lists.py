"""A list is on the page as it was typed, nested and numbered, or the line is reported."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.newsroom.checks.converted import FIRST, HEADER, html, problems_of, words


def lines_with_problems(body: str) -> list[int]:
    return sorted({problem.line - FIRST + 1 for problem in problems_of(body)})


def test_lists_right_below_a_line_and_lists_nested_by_two_spaces_are_reported(check_article):
    body = (
        "Hội nghị thống nhất:\n- Tiếp công dân thường xuyên\n- Trả lời đơn đúng hạn\n\n"
        "Các đơn vị:\n\n- Cấp tỉnh\n  - Sở Tư pháp\n  - Sở Tài chính\n- Cấp huyện\n"
    )
    problems = check_article(HEADER + body)
    assert [problem.line for problem in problems] == [5, 11, 12]
    assert "Để một dòng trống ở trên" in problems[0].message
    assert all("Lùi vào đúng 4 dấu cách" in problem.message for problem in problems[1:])


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("Nội dung:\n1. Một\n2. Hai", [2]),
        ("Nội dung:\n1) Một\n2) Hai", [2]),
        ("a) Một\nb) Hai", [2]),
        ("• Một\n• Hai", [2]),
        ("Gồm có:\n-Một\n-Hai", [2]),
        ("1. Một\n- Hai", [2]),
        ("- Một\n    1. Hai\n    - Ba", [3]),
        ("- Một\n        - Hai", [2]),
        ("1. Một\n   - Hai", [2]),
        ("- Một\n\n  đoạn tiếp", [3]),
        ("3. Một\n5. Hai\n7. Ba", [2, 3]),
        ("1. Một\n1. Hai", [2]),
        ("2017. Năm đầu tiên.", [1]),
        ("01. Một\n02. Hai", [1, 2]),
        ("> Gồm:\n> - Một", [2]),
        ("```\nmã\n```\n- Một", [4]),
        ("1. Một\n\n2. Hai\n\n4. Bốn", [5]),
    ],
)
def test_what_would_run_together_or_count_anew_is_reported(body, lines):
    assert lines_with_problems(body) == lines


@pytest.mark.parametrize(
    "body",
    [
        "- Một\n- Hai\n\n    đoạn tiếp\n\n- Ba",
        "1. Một\n    - a\n    - b\n2. Hai",
        "- Một\n\n1. Hai\n\n- Ba\n\n2. Bốn",
        "1. Một\n\n## Đề mục\n\n5. Năm\n6. Sáu",
        "## Đề mục\n- Một\n- Hai",
        "Chú thích[^1].\n\n[^1]: Một\n\n    - a\n    - b",
        "Năm\n2017. Hội nghị tiếp tục",
        "Cao Bằng - Lạng Sơn\nvà\n1.5 triệu đồng",
        "*Nơi nhận:*\n*Như trên*",
        "`mã` chữ\n\n- một",
        "2017\\. Năm đầu.\n\nTừ 1.000 người\n1.200 lượt",
        "- một:\n\n    ```so-lieu\n    khối: chuẩn\n    ```\n- hai",
    ],
)
def test_a_list_as_markdown_wants_it_and_plain_text_pass(body):
    assert problems_of(body) == []


@dataclass
class Item:
    word: str
    number: int
    children: list["Item"] = field(default_factory=list)

    def shape(self) -> tuple:
        return (self.number, self.word, [child.shape() for child in self.children])


@st.composite
def items(draw, depth: int = 0) -> list[Item]:
    """A list of one kind: numbers, or 0 throughout."""
    first, step = draw(st.sampled_from([(0, 0), (0, 0), (1, 1), (1, 1), (3, 1), (1, 0), (2, 2)]))
    count = draw(st.integers(1, 3))
    made = [Item(draw(st.sampled_from(["Sở", "Ty", "đơn thư", "xã"])), first + step * place) for place in range(count)]
    if depth < 2:
        for item in made:
            if draw(st.integers(0, 3)) == 0:
                item.children = draw(items(depth=depth + 1))
    return made


def typed(made: list[Item], indent: int, mark: str, blank: str, depth: int = 0) -> str:
    lines = ""
    for item in made:
        lines += f"{' ' * indent * depth}{f'{item.number}.' if item.number else mark} {item.word}\n{blank}"
        lines += typed(item.children, indent, mark, blank, depth + 1)
    return lines


def seen(container) -> list[tuple]:
    """The items of a page's list, numbered as a browser numbers them."""
    found, number = [], int(container.get("start", 1)) if container.name == "ol" else 0
    for item in container.find_all("li", recursive=False):
        inner = item.find(["ul", "ol"], recursive=False)
        children = seen(inner.extract()) if inner else []
        found.append((number, " ".join(words(item)), children))
        number += container.name == "ol"
    return found


@settings(max_examples=300, deadline=None)
@given(items(), st.sampled_from([4, 4, 2, 3, 5, 8]), st.sampled_from("-*+"), st.sampled_from(["", "", "\n"]), st.booleans())
def test_any_list_is_nested_and_numbered_as_typed_or_reported(made, indent, mark, blank, is_right_below):
    body = ("Gồm có:\n" if is_right_below else "Gồm có:\n\n") + typed(made, indent, mark, blank)
    if problems_of(body):
        return
    page = html(body)
    lists = page.body.find_all(["ul", "ol"], recursive=False)
    assert len(lists) == 1
    assert seen(lists[0]) == [item.shape() for item in made]


@settings(max_examples=200, deadline=None)
@given(items(), st.sampled_from("-*+"), st.sampled_from(["", "\n"]))
def test_a_list_by_four_spaces_that_counts_by_one_is_never_reported(made, mark, blank):
    def straighten(each: list[Item]) -> None:
        for place, item in enumerate(each):
            item.number = each[0].number and each[0].number + place
            straighten(item.children)

    straighten(made)
    assert problems_of("Gồm có:\n\n" + typed(made, 4, mark, blank)) == []


@pytest.mark.parametrize(
    ("body", "mend"),
    [
        ("Nhiệm vụ:\na) Một;\nb) Hai.", "Nhiệm vụ:\n\na) Một;\n\nb) Hai."),
        ("1) Một\n2) Hai", "1) Một\n\n2) Hai"),
        ("Nhiệm vụ:\n- Một\n- Hai", "Nhiệm vụ:\n\n- Một\n- Hai"),
    ],
)
def test_a_blank_line_is_all_that_the_message_on_items_right_below_words_asks_for(body, mend):
    assert all("một dòng trống" in problem.message and "gõ lại" not in problem.message for problem in problems_of(body))
    assert problems_of(body)
    assert problems_of(mend) == []


def test_items_with_a_hard_space_of_word_are_reported_to_be_typed_again():
    (problem,) = problems_of("-\xa0Một\n-\xa0Hai")
    assert "dấu cách thường" in problem.message


def test_an_item_below_a_nested_one_that_stands_apart_is_reported_because_it_would_be_nested_too():
    (problem,) = problems_of("- Một\n\n    - Con\n- Hai")
    assert (problem.line, len(html("- Một\n\n    - Con\n- Hai").select("li li"))) == (FIRST + 3, 2)
    mended = "- Một\n\n    - Con\n\n- Hai"
    assert problems_of(mended) == []
    assert len(html(mended).select("li li")) == 1
