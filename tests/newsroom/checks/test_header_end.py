"""A status or a date that a person sees is one that works, or it is reported."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.rules import check_rules
from plugins.problems import errors_of

GOOD = "Title: Hội nghị\nDate: 2024-03-03 08:00\n"


def lines_with_problems(text: str, kind: str = "article") -> list[int]:
    return sorted({problem.line for problem in check_rules(parse_manuscript(text, "content/bai.md"), kind)})


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{GOOD}\nStatus: draft\n\nChữ.\n", [4]),
        (f"{GOOD}\n\n\nStatus: draft\n", [6]),
        (f"{GOOD}\nChữ.\n\nstatus: DRAFT\n", [6]),
        (f"{GOOD}\nStatus：draft\n", [4]),
        (f"{GOOD}\n**Status:** draft\n", [4]),
        (f"{GOOD}\nTrạng thái: nháp\n", [4]),
        (f"{GOOD}\nSatus: draft\n", [4]),
        (f"{GOOD}\nTags: Hội nghị\nStatus: hidden\n", [4, 5]),
        (f"{GOOD}\nSummary: Tóm tắt\n\nChữ.\n", [4]),
        (f"{GOOD}Status : draft\n\nChữ.\n", [3]),
        (f"{GOOD}    Status: draft\n\nChữ.\n", [2, 3]),
        (f"{GOOD}\tStatus: draft\n\nChữ.\n", [3]),
        (f"{GOOD} Status: draft\n\nChữ.\n", [3]),
        (f"{GOOD}\u00a0\nStatus: draft\n", [4]),
    ],
)
def test_a_field_that_looks_as_if_it_worked_is_reported(text, lines):
    assert lines_with_problems(text) == lines


def test_a_page_s_status_below_a_blank_line_stops_the_build(check_article, tmp_path):
    page = tmp_path / "content/trang/gioi-thieu.md"
    page.parent.mkdir(parents=True)
    page.write_text("Title: Giới thiệu\n\nStatus: draft\n\nChữ.\n", encoding="utf-8")
    (problem,) = errors_of(check_article(f"{GOOD}\nChữ.\n"))
    assert (problem.path, problem.line) == ("content/trang/gioi-thieu.md", 3)


@pytest.mark.parametrize(
    "text",
    [
        f"{GOOD}\nĐịa chỉ: Số 04 Đường Hoàng Văn Thụ\n\nFax: 0205 3811287\n\nE-mail: chưa có\n",
        f"{GOOD}\nKết quả: tốt.\n\nTitle: là chữ ở giữa bài.\n",
        f"{GOOD}Summary: Tóm tắt\n    viết tiếp: hai dòng\n\nChữ.\n",
        f"{GOOD}\nViết `Status: draft` ở phần đầu.\n\n```\nStatus: draft\n```\n",
        f"{GOOD}\nTrạng thái: đang xử lý 5 vụ việc\n",
    ],
)
def test_other_lines_with_a_colon_pass(text):
    assert lines_with_problems(text) == []


LINES = st.sampled_from(
    [
        "Status: draft",
        "Status : draft",
        "status:draft",
        " Status: draft",
        "\tStatus: draft",
        "Tags: Một",
        "",
        " ",
        "Chữ.",
        "Author: A",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=6))
def test_a_text_that_a_person_takes_for_a_draft_is_none_of_the_published(lines):
    text = GOOD + "\n".join(lines) + "\n"
    if not any("tatus" in line for line in lines) or lines_with_problems(text):
        return
    markdown = Markdown(extensions=["markdown.extensions.meta"])
    html = markdown.convert(text)
    assert markdown.Meta["status"] == ["draft"]
    assert "tatus" not in html
