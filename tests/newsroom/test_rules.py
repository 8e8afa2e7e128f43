"""Every rule's own wrong and right example, run: what the manual shows is what the check does."""

import textwrap

import pytest

from plugins.manuscript import parse_manuscript
from plugins.newsroom import body, header
from plugins.problems import Problem

RULES = [*header.RULES, *body.RULES]


def examples(rule) -> tuple[str, str]:
    text = textwrap.dedent(rule.__doc__.split("\n", 1)[1])
    wrong, _, right = text.partition("Đúng:")
    return tuple(textwrap.dedent(part).strip("\n") + "\n" for part in (wrong.partition("Sai:")[2], right))


def told(rule, text: str, kind: str = "article") -> list[Problem]:
    return list(rule(parse_manuscript(text, "content/bai.md"), kind))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_wrong_example_is_told_with_its_file_and_line(rule):
    wrong, _ = examples(rule)
    problems = told(rule, wrong)
    assert problems
    assert all(problem.path == "content/bai.md" and problem.line >= 1 for problem in problems)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_right_example_passes_every_rule_it_could_break(rule):
    _, right = examples(rule)
    assert told(rule, right) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_says_in_vietnamese_what_it_asks(rule):
    first = rule.__doc__.strip().splitlines()[0]
    assert first.endswith(".")
    assert any(letter in first for letter in "ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ")


@pytest.mark.parametrize(
    "date", ["05/10/2017", "2017-13-01", "2017-02-30", "10", "08:30", "2017-10", "ngày 5 tháng 6", "1900-01-01"]
)
def test_a_date_that_could_be_misread_is_refused(date):
    assert told(header.dates_are_iso, f"Title: Bài\nDate: {date}\n\n")


@pytest.mark.parametrize("date", ["2017-10-10", "2017-10-10 15:25", "2024-02-29 00:00"])
def test_an_iso_date_is_accepted(date):
    assert told(header.dates_are_iso, f"Title: Bài\nDate: {date}\n\n") == []


def test_a_page_needs_no_date():
    assert told(header.dates_are_iso, "Title: Giới thiệu\n\nNội dung", "page") == []


def test_an_embed_in_code_may_stay_open():
    assert told(body.embeds_are_closed, "Title: Bài\n\nViết `{{ lượt` rồi\n\n```\n{{ lượt\n```\n") == []


@pytest.mark.parametrize(
    "line", ["Niño và España là tên riêng.", "Đoàn công tác kiện toàn bộ máy.", "Đường Hoàng Văn Thụ, xã Yên Khoái."]
)
def test_good_text_is_not_taken_for_an_old_code_page(line):
    assert told(body.text_is_unicode, f"Title: Bài\n\n{line}\n") == []


def test_vni_text_is_recognised():
    assert told(body.text_is_unicode, "Title: Bài\n\nQuyeát ñònh veà vieäc tieáp coâng daân\n")


def test_words_after_the_block_s_name_are_told():
    assert told(body.fences_are_closed, "Title: Bài\n\n```so-lieu bảng\nkhối: chuẩn\n```\n")
