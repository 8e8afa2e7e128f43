"""A slip of the hand is warned of once a place; good Vietnamese that looks like one is not."""

import unicodedata

import pytest

from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.slips import RULES


def problems_of(text: str) -> list[tuple[str, int]]:
    manuscript = parse_manuscript(text + "\n", "content/bai.md")
    found = [problem for rule in RULES for problem in rule(manuscript, "article")]
    assert all(problem.severity == "warning" for problem in found)
    return [(problem.rule, problem.line) for problem in found]


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        (unicodedata.normalize("NFD", "Title: Thanh tra tỉnh"), "letters_are_composed", 1),
        (unicodedata.normalize("NFD", "Title: T\n\nMột, hai và ba"), "letters_are_composed", 3),
        ("Title: T\nSummary: Đơn của  của công dân", "words_are_not_doubled", 2),
        ("Title: T\n\n## A\n\n### B\n\n##### C", "headings_skip_no_level", 7),
        ("Title: T\n\n**[Xem tại đây.](https://a.vn)**", "links_say_where_they_lead", 3),
    ],
)
def test_a_slip_is_warned_of_once_at_its_line(text, rule, line):
    assert problems_of(text) == [(rule, line)]


@pytest.mark.parametrize(
    "text",
    [
        "Luôn luôn, thường xuyên, dần dần, từ từ; hiện tại tại tỉnh; lý do do đâu; việc làm được được nêu; kèm theo theo mẫu.",
        "Năm 2024 2024 người, ông Nguyễn Văn Văn, bà Và và ông Của; `của của`; vừa và-và.",
        "### A\n\n#### B\n\n## C\n\n### D\n\n```\n###### mã\n```",
        "Lịch đăng tại đây; [Lịch tại đây ngày 5](https://a.vn); ![tại đây](/anh/a.jpg); `[tại đây](x)`.",
    ],
)
def test_good_text_is_not_warned_of(text):
    assert problems_of(f"Title: T\n\n{text}") == []
