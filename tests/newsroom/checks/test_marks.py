"""What looks like words stays words, and what nobody meant as Markdown is reported."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.marks import comments_are_not_typed
from tests.newsroom.checks.converted import FIRST, HEADER, html, problems_of


def lines_with_problems(body: str) -> list[int]:
    return sorted({problem.line - FIRST + 1 for problem in problems_of(body)})


def test_a_line_of_hash_tags_stays_text(check_article):
    assert check_article(HEADER + "#LangSon #TiepCongDan\n") == []
    page = html("#LangSon #TiepCongDan\n")
    assert page.find(["h1", "h2", "h3"]) is None
    assert page.p.text == "#LangSon #TiepCongDan"


def test_a_tag_with_a_capital_inside_may_have_words_after_it():
    assert lines_with_problems("#LangSon: họp giao ban.\n") == []
    assert lines_with_problems("#Kết quả\n") == [1]


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 8),
    st.sampled_from(["", " ", "  "]),
    st.sampled_from(["Kết quả", "LangSon", "5 vụ", "#Tag khác", ""]),
    st.integers(0, 3),
)
def test_a_line_that_begins_with_a_hash_is_a_heading_or_text_as_typed_or_reported(marks, gap, words, indent):
    body = f"{' ' * indent}{'#' * marks}{gap}{words}\n"
    if problems_of(body):
        return
    heading = html(body).find(["h1", "h2", "h3", "h4", "h5", "h6"])
    assert (heading.text if heading else html(body).get_text().strip()) == (words if heading else body.strip())


@pytest.mark.parametrize("body", ["##Kết quả", " ## Kết quả", "####### Kết quả", "##", "#1 trong 5 tỉnh", "Chữ\n##Kết quả"])
def test_a_heading_that_would_be_none_is_reported(body):
    assert lines_with_problems(body) == [body.count("\n") + 1]


@pytest.mark.parametrize("body", ["## Kết quả", "# Một\n\n### Ba", "> ## Trích", "\\#1 trong 5 tỉnh", "C# và F#", "`#x`"])
def test_headings_and_other_hashes_pass(body):
    assert problems_of(body) == []


@pytest.mark.parametrize(
    "body",
    ["<!-- chờ duyệt -->", "Chữ <!-- ghi chú\nnhiều dòng -->", "<!-- Status: draft -->", "> <!-- x -->", "| a | <!-- b --> |"],
)
def test_a_comment_is_an_error_and_no_text_of_the_page(body, check_article):
    (problem,) = [each for each in check_article(f"{HEADER}{body}\n") if "ghi chú HTML" in each.message]
    assert (problem.line, problem.severity) == (FIRST, "error")


def test_a_comment_in_the_summary_is_reported():
    text = "Title: T\nSummary: Tóm tắt <!-- x -->\n\nChữ `<!-- x -->`.\n"
    (problem,) = comments_are_not_typed(parse_manuscript(text, "bai.md"), "article")
    assert problem.line == 2


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("    Sáng 10/10, Thanh tra tỉnh tổ chức hội nghị.", [1]),
        ("\tSáng 10/10.\n\n\tChiều 10/10.", [1, 3]),
        ("## Đề mục\n    Sáng 10/10.", [2]),
        ("- mục\n\nChữ\n\n    lùi", [5]),
        (">     Trích", [1]),
    ],
)
def test_a_paragraph_that_would_be_shown_as_code_is_reported(body, lines):
    assert lines_with_problems(body) == lines


@pytest.mark.parametrize(
    "body",
    [
        "Một dòng\n    nối tiếp",
        "- mục\n\n    đoạn\n\n    đoạn",
        "Chữ[^1].\n\n[^1]: Một\n\n    đoạn hai",
        "   lùi ba",
        "```\n    mã\n```",
    ],
)
def test_a_paragraph_within_a_list_or_a_note_passes(body):
    assert problems_of(body) == []


@pytest.mark.parametrize("body", ["Chữ\n---", "Chữ\n===", "Chữ\n-", "- mục\n---", "> Chữ\n> ---", "Một\nHai\n--"])
def test_a_line_that_would_become_a_heading_is_reported(body):
    assert lines_with_problems(body) == [body.count("\n") + 1]


@pytest.mark.parametrize("body", ["Chữ\n\n---\n\nChữ", "---", "## Đề mục\n---", "A | B\n--- | ---\n1 | 2", "***"])
def test_a_rule_apart_from_text_passes(body):
    assert problems_of(body) == []
