"""Every cell of a table is on the page, or its row is reported."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.newsroom.checks.converted import FIRST, HEADER, html, problems_of


def lines_with_problems(body: str) -> list[int]:
    return sorted({problem.line - FIRST + 1 for problem in problems_of(body)})


def test_rows_with_more_cells_than_the_head_are_reported(check_article):
    table = "| Đơn vị | Số đơn |\n|---|---|\n| Sở Tư pháp || **21** |\n| Sở Tài chính | 14 | 7 |\n"
    first, second = check_article(HEADER + table)
    assert (first.line, second.line) == (6, 7)
    assert "“**21**” sẽ mất khỏi trang" in first.message
    assert "“7” sẽ mất khỏi trang" in second.message


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("| A | B |\n|---|---|\n| 1 |", [3]),
        ("| A | B |\n|---|---|\n| 1 | 2 |\nChữ ngay dưới bảng.", [4]),
        ("A | B\n---|---\n1 | 2 | 3", [3]),
        ("| A |\n|---|\n| 1 | 2 |", [3]),
        ("> | A | B |\n> |---|---|\n> | 1 | 2 | 3 |", [3]),
        ("- mục\n\n    | A | B |\n    |---|---|\n    | 1 | 2 | 3 |", [5]),
        ("Kết quả:\n| A | B |\n|---|---|\n| 1 | 2 |", [2]),
        ("| A | B |\n|---|\n| 1 | 2 |", [2]),
        ("| A | B |\n|---|---|\n| {{ lượt công dân | số }} | 2 | 3 |", [3]),
    ],
)
def test_a_table_that_loses_a_cell_or_is_none_is_reported(body, lines):
    assert lines_with_problems(body) == lines


@pytest.mark.parametrize(
    "body",
    [
        "| A | B |\n|:--|--:|\n| 1 | |\n| {{ lượt công dân | số }} | `a|b` |\n| a \\| b | 2 |",
        "A | B\n--- | ---\n1 | 2",
        "| A |\n|---|\n| 1 |",
        "Giá trị |x| nhỏ hơn 1\n\n---\n\nChữ",
        "```\n| A |\n|---|\n| 1 | 2 |\n```",
    ],
)
def test_a_table_whose_rows_are_even_passes(body):
    assert problems_of(body) == []


CELLS = ["Sở", "21", "", "**17.668**", "a \\| b", "`x|y`", "{{ lượt công dân | số }}", "chú thích"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=4), min_size=2, max_size=5), st.booleans(), st.booleans())
def test_the_rows_reported_are_those_that_the_page_does_not_hold_whole(rows, left, right):
    head = ["Cột"] * max(2, len(rows[0]))
    edges = ("| " if left else "", " |" if right else "")
    lines = [f"{edges[0]}{' | '.join(row)}{edges[1]}" for row in [head, ["---"] * len(head), *rows[1:]]]
    if any(not (left or row[0]) or not (right or row[-1]) for row in rows):
        return  # an empty cell at an edge without a bar is none
    uneven = [number for number, row in enumerate(rows[1:], start=3) if len(row) != len(head)]
    assert lines_with_problems("\n".join(lines)) == uneven
    if not uneven:
        shown = [
            len([cell for cell in row.find_all(["td", "th"]) if cell.get_text(strip=True)])
            for row in html("\n".join(lines)).select("tbody tr")
        ]
        assert shown == [len([cell for cell in row if cell]) for row in rows[1:]]
