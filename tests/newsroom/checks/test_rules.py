"""Every rule's own wrong and right example, run: what the manual shows is what the check does."""

import pytest

from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks import body, characters, header
from plugins.newsroom.checks.rules import TEXT_RULES
from plugins.problems import Problem


def article(rule, example: str) -> str:
    """An example of the body stands below a header."""
    return example if "Title:" in rule.wrong + rule.right else f"Title: Hội nghị\nDate: 2017-10-10\n\n{example}"


def problems_of(rule, text: str, kind: str = "article") -> list[Problem]:
    return list(rule(parse_manuscript(text, "content/bai.md"), kind))


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: rule.id)
def test_the_wrong_example_is_reported_with_its_file_and_line(rule):
    problems = problems_of(rule, article(rule, rule.wrong))
    assert problems
    assert all(problem.path == "content/bai.md" and problem.line >= 1 for problem in problems)


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: rule.id)
def test_the_right_example_passes_every_rule_it_could_break(rule):
    assert problems_of(rule, article(rule, rule.right)) == []


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: rule.id)
def test_the_rule_says_in_vietnamese_what_it_asks(rule):
    assert rule.text.endswith(".")
    assert any(letter in rule.text for letter in "ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ")


@pytest.mark.parametrize(
    "date", ["05/10/2017", "2017-13-01", "2017-02-30", "10", "08:30", "2017-10", "ngày 5 tháng 6", "1900-01-01"]
)
def test_a_date_that_could_be_misread_is_refused(date):
    assert problems_of(header.dates_are_iso, f"Title: Bài\nDate: {date}\n\n")


@pytest.mark.parametrize("date", ["2017-10-10", "2017-10-10 15:25", "2024-02-29 00:00"])
def test_an_iso_date_is_accepted(date):
    assert problems_of(header.dates_are_iso, f"Title: Bài\nDate: {date}\n\n") == []


def test_a_page_needs_no_date():
    assert problems_of(header.dates_are_iso, "Title: Giới thiệu\n\nNội dung", "page") == []


def test_an_embed_in_code_may_stay_open():
    assert problems_of(body.embeds_are_closed, "Title: Bài\n\nViết `{{ lượt` rồi\n\n```\n{{ lượt\n```\n") == []


@pytest.mark.parametrize(
    "line", ["Niño và España là tên riêng.", "Đoàn công tác kiện toàn bộ máy.", "Đường Hoàng Văn Thụ, xã Yên Khoái."]
)
def test_good_text_is_not_taken_for_an_old_code_page(line):
    assert problems_of(characters.text_is_unicode, f"Title: Bài\n\n{line}\n") == []


def test_vni_text_is_recognised():
    assert problems_of(characters.text_is_unicode, "Title: Bài\n\nQuyeát ñònh veà vieäc tieáp coâng daân\n")


def test_words_after_the_block_s_name_are_reported():
    assert problems_of(body.fences_are_closed, "Title: Bài\n\n```so-lieu bảng\nkhối: chuẩn\n```\n")


@pytest.mark.parametrize(
    "opening", ["- ```so-lieu", "1. ```so-lieu", "* ~~~số liệu", "> - ```so-lieu", "- > ```so-lieu", "-```so-lieu"]
)
def test_a_block_beside_a_list_mark_is_reported_once_with_the_way_out(opening):
    text = f"Title: Bài\n\n{opening}\n  khối: chuẩn\n  ```\n"
    (problem,) = [problem for rule in body.RULES for problem in problems_of(rule, text)]
    assert problem.line == 3
    assert "lùi vào bốn dấu cách" in problem.message


@pytest.mark.parametrize("text", ["- ```python\n  x\n  ```", "- `so-lieu`", "- mục\n\n    ```so-lieu\n    khối: chuẩn\n    ```"])
def test_other_fences_in_lists_are_not_taken_for_blocks(text):
    assert problems_of(body.blocks_stand_alone, f"Title: Bài\n\n{text}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "Title: Hội nghị <b>tổng kết</b>",
        "Title: Hội nghị <img src=x onerror=alert(1)//",
        "Title: Hội nghị <svg/onload=alert(1)",
        "Title: Hội nghị <!-- ẩn -->",
        "Title: Hội nghị &amp; tổng kết",
        "Title: **Hội nghị**",
        "Title: *Hội nghị* tổng kết",
        "Title: __Hội nghị__",
        "Title: `Hội nghị`",
        "Title: [Hội nghị](bai.md)",
        "Title: **{{ lượt công dân }}** trong quý",
        "Tags: Hội nghị, <i>tin</i>",
        "Category: **Tin tức**",
        "Author: <b>A</b>",
    ],
)
def test_marks_in_what_is_plain_words_are_reported(line):
    (problem,) = problems_of(header.names_are_plain_words, f"{line}\n\n")
    assert "chỉ nhận chữ thường" in problem.message


@pytest.mark.parametrize(
    "line",
    [
        "Title: Lãi < 5% và > 3%, 2 * 3 * 4, A&B, R&D; số_liệu_mới",
        'Title: Quý III: {{ lượt công dân đơn-vị="Sở X" | số }}',
        "Title: Thông tư 02/2021/TT-TTCP [mới] (sửa đổi)",
        "Summary: Chữ **đậm** và [liên kết](https://langson.gov.vn)",
    ],
)
def test_plain_words_with_odd_signs_pass(line):
    assert problems_of(header.names_are_plain_words, f"{line}\n\n") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Title: Tiếp {{ lượt công dân\n\n", 1),
        ("Title: T\nSummary: Tiếp {{ lượt công dân }\n\n", 2),
        ("Title: T\n\nTiếp { lượt công dân }}.", 3),
        ("Title: T\n\nTiếp {{ lượt công dân } và {{ lượt đơn thư }}.", 3),
        ("Title: T\n\nTiếp {{ lượt\ncông dân }}.", 3),
    ],
)
def test_braces_that_do_not_match_are_reported_in_the_header_too(text, line):
    (problem,) = problems_of(body.embeds_are_closed, text)
    assert problem.line == line


@pytest.mark.parametrize("text", ["\\{{ chữ", "\\{{ chữ }}", "`{{ a`", "{{ a }} và {{ b }}", "# Đề {#muc}", "[x]({static}/a.pdf)"])
def test_braces_that_match_or_are_escaped_pass(text):
    assert problems_of(body.embeds_are_closed, f"Title: T\n\n{text}\n") == []


@pytest.mark.parametrize("name", ["so-lieuu", "solieu", "số liêu h", "{.so-lieu}"])
def test_a_block_whose_name_is_misspelt_is_reported_rather_than_shown_as_code(name):
    (problem,) = problems_of(body.fences_are_closed, f"Title: T\n\n```{name}\nkhối: chuẩn\n```\n")
    assert problem.line == 3


@pytest.mark.parametrize("name", ["", "text", "python", "so-lieu", "Số liệu", "toml"])
def test_other_fences_are_left_alone(name):
    assert problems_of(body.fences_are_closed, f"Title: T\n\n```{name}\nkhối: chuẩn\n```\n") == []


@pytest.mark.parametrize(
    "text",
    [
        '![](chưa-có-ảnh "Hội trường (tầng hai)")',
        '> ![](chưa-có-ảnh "Hội trường")',
        '- Mục:\n\n    ![](chưa-có-ảnh "Hội trường")',
        "## Đề mục\n![](chưa-có-ảnh 'Hội trường')",
        "`![](chưa-có-ảnh)` giữ chỗ cho chú thích",
    ],
)
def test_the_caption_of_a_missing_photo_may_stand_alone(text):
    assert problems_of(body.missing_photos_stand_alone, f"Title: Bài\n\n{text}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "Trong câu ![x](chưa-có-ảnh) giữa câu.",
        'Chữ ở trên\n![](chưa-có-ảnh "Hội trường")',
        '![](chưa-có-ảnh "A") ![](chưa-có-ảnh "B")',
        '- ![](chưa-có-ảnh "Hội trường")',
        '![](ch%C6%B0a-c%C3%B3-%E1%BA%A3nh "Hội trường") chữ',
    ],
)
def test_the_caption_of_a_missing_photo_among_words_is_reported(text):
    (problem,) = problems_of(body.missing_photos_stand_alone, f"Title: Bài\n\n{text}\n")
    assert problem.severity == "error"
    assert "đứng riêng một đoạn" in problem.message


@pytest.mark.parametrize("text", ["3 < 5 và x<y", "<https://a.vn> <a@b.vn>", "<Tên đơn vị>", "\\<b>", "`<b>`", "    <b>mã</b>"])
def test_what_only_looks_like_a_tag_passes(text):
    assert problems_of(body.text_has_no_tags, f"Title: Bài\n\n{text}\n") == []


@pytest.mark.parametrize("text", ["a<br/>b", "</DIV>", '<p class="MsoNormal">', "<o:p></o:p>"])
def test_tags_that_readers_would_see_are_reported(text):
    (problem,) = problems_of(body.text_has_no_tags, f"Title: Bài\n\n{text}\n")
    assert (problem.line, problem.severity) == (3, "warning")


def test_words_that_describe_a_photo_which_is_gone_are_reported_because_no_reader_would_see_them():
    text = '![Toàn cảnh buổi sáng](chưa-có-ảnh "Hội nghị")'
    (problem,) = problems_of(body.missing_photos_stand_alone, f"Title: Bài\n\n{text}\n")
    assert "Toàn cảnh buổi sáng" in problem.message
    assert "chú thích" in problem.message


def test_of_a_header_without_end_the_first_lines_are_reported():
    assert 0 < len(problems_of(header.keys_are_known, "A: b\n" * 50_000 + "\nChữ.\n")) <= header.MOST_FIELDS
