"""A footnote that nothing leads to, or a mark without its note, is reported: neither is lost on the page without a word."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.notes import notes_and_marks_are_pairs
from tests.markup.conversion import convert

labels = st.sampled_from(["1", "2", "hai", "*"])
lines = st.one_of(
    labels.map(lambda label: f"Chữ[^{label}] và 120[^{label}]."),
    labels.map(lambda label: f"[^{label}]: ghi chú"),
    labels.map(lambda label: f"- mục[^{label}]"),
    labels.map(lambda label: f"`[^{label}]` là mã"),
    st.just("Chữ"),
)


def problems_of(text: str, summary: str = "") -> list[tuple[int, str]]:
    manuscript = parse_manuscript(f"Title: T\nSummary: {summary}\n\n{text}\n", "content/bai.md")
    return [(problem.line, problem.message) for problem in notes_and_marks_are_pairs(manuscript, "article")]


@settings(max_examples=300)
@given(st.lists(lines, max_size=6))
def test_what_is_not_reported_has_all_its_notes_and_their_links_lead_somewhere(written):
    text = "\n\n".join(written)
    page = BeautifulSoup(convert(text), "html.parser")
    ids = [element["id"] for element in page.find_all(id=True)]
    is_sound = all(link["href"][1:] in ids for link in page.find_all("a")) and "[^" not in "".join(
        part for part in page.find_all(string=True) if part.parent.name != "code"
    )
    notes = sum(line.startswith("[^") for line in written)
    assert (not problems_of(text)) == (is_sound and len(page.select(".footnote li")) == notes)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Chữ[^1].", 4, "“[^1]” không có lời chú thích."),
        ("Chữ.\n\n[^1]: ghi", 6, "chú thích “[^1]” không có chỗ dẫn tới."),
        ("Chữ[^1].\n\n[^1]: ghi\n\n[^1]: nữa", 8, "chú thích “[^1]” đã viết ở trên."),
    ],
)
def test_each_is_reported_at_its_line(text, line, message):
    ((found, reported_message),) = problems_of(text)
    assert found == line
    assert message in reported_message


def test_a_summary_has_no_notes():
    ((line, message),) = problems_of("Chữ.", "Đã tiếp 120[^1] lượt")
    assert (line, message) == (2, "tóm tắt không có chú thích. Xoá “[^…]” khỏi Summary.")


@pytest.mark.parametrize("text", ["\\[^1] là dấu", "```\n[^1]: mã\n```", "Chữ[^1], [^hai].\n\n[^1]: một[^hai]\n\n[^hai]: hai"])
def test_pairs_and_code_pass(text):
    assert problems_of(text) == []
