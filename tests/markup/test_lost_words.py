"""Every word and number typed is on the page in its order, or the line is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

import pelicanconf
from bench.articles import Corpus
from bench.corpus import article_text
from plugins.manuscript import parse_manuscript, read_manuscript
from plugins.markup.lost_words import Loss, first_loss
from plugins.newsroom.checks.check_tree import check_tree
from plugins.newsroom.checks.rules import check_rules
from plugins.newsroom.checks.tried import is_plain
from plugins.problems import errors_of
from tests.builder.test_fast_markdown import PIECES
from tests.conftest import ROOT

MARKDOWN = Markdown(**pelicanconf.MARKDOWN)
HEADER = "Title: T\nDate: 2024-03-03 08:00\n\n"


def loss(body: str) -> Loss | None:
    return first_loss(body.split("\n"), MARKDOWN.reset().convert(body))


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Chữ.\n\n| A | B |\n|---|---|\n| 1 | 2 | 7 |", 5),
        ("1. Một\n3. Ba", 2),
        ("01. Một", 1),
        ("Tăng 3*4*5 lần", 1),
        ("Bằng *4*5 lần", 1),
        ("Chữ.\n\n[mật]: https://a.vn", 3),
        ("*[UBND]: Uỷ ban\n\nChữ.", 1),
        ("A[^1]\n\n[^1]: Một\n[^1]: Hai", 3),
        ('![mô tả](chưa-có-ảnh "Chú thích")', 1),
        ("Chữ \\**đậm**%*[a](b)", 1),
        ("Một\n\n- [TOC]\n- Hai 5\n\n1. [TOC]", 6),
    ],
)
def test_what_markdown_drops_or_changes_is_found_with_its_line(body, line):
    found = loss(body)
    assert found is not None
    assert found.line == line


@pytest.mark.parametrize(
    "body",
    [
        "**17**.668 lượt, *nghiêng*, `mã 5`, snake_case_name, 2 * 3 * 4, A&B; a &amp; b",
        '[Báo cáo](../tep/a%20b.pdf "Năm 2017"), [muc](#x)',
        "<https://a.vn/5>, <thu@a.vn>, [a][1] và [1]\n\n[1]: https://b.vn/x 'T'",
        '![mô tả](a.jpg "Chú thích")\n\n![](chưa-có-ảnh "Chú thích")',
        "Đã tiếp 120[^1] lượt[^b].\n\n[^b]: Hai\n\n    - mục\n\n[^1]: Một",
        "```python\nx = 5\n```\n\n```so-lieu\nkhối: chuẩn\n```\n\n{{ lượt công dân | số }}",
        "3. Ba\n4. Bốn\n    1. x\n    2. y\n\n> trích\n\n---\n\nUBND\n\n*[UBND]: Uỷ ban",
        "[a\nb](#muc-5), [k][]\n\n[k]: &#47;khong-co/",
        "2017\\. Năm đầu; 5\\*6; `&nbsp;` &nbsp;5",
    ],
)
def test_what_markdown_means_not_to_show_is_no_loss(body):
    assert loss(body) is None


@pytest.mark.slow
def test_no_text_of_the_project_and_of_the_bench_loses_a_word():
    texts = [read_manuscript(path, path.name) for folder in ("content", "tests/demo") for path in (ROOT / folder).rglob("*.md")]
    corpus = Corpus(300)
    texts += [parse_manuscript(article_text(article, corpus), "bai.md") for article in corpus]
    bodies = ["\n".join(text.lines[text.body_start :]) for text in texts]
    assert len(bodies) > 330
    assert [body for body in bodies if loss(body)] == []


WORDS = [
    "Sở Tư pháp",
    "17.668",
    "lượt",
    "**đã tiếp**",
    "*tăng 5,3%*",
    "[báo cáo](a.pdf)",
    "{{ lượt công dân }}",
    "`mã 5`",
    "A & B",
    "năm 2017.",
    "(1)",
    "“5”",
]
BLOCKS = [
    "",
    "## ",
    "- ",
    "> ",
    "1. ",
    '![mô tả](a.jpg "Chú thích 5")',
    "| a | 5 |\n|---|---|\n| b | 6 |",
    "```so-lieu\nkhối: chuẩn\n```",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(BLOCKS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)), max_size=6))
def test_an_ordinary_text_is_never_reported(blocks):
    body = "\n\n".join(mark + (" ".join(words) if mark[-1:] in {"", " "} else "") for mark, words in blocks)
    if not errors_of(check_rules(parse_manuscript(HEADER + body, "bai.md"), "article")):
        assert loss(body) is None


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "\n\n- ", "\n\n1. ", "**đậm**", "\n    - ", " & ", "12"]), max_size=12).map("".join))
def test_nothing_is_lost_of_a_plain_text_that_passes_the_rules(body):
    manuscript = parse_manuscript(HEADER + body, "bai.md")
    if is_plain(manuscript) and not errors_of(check_rules(manuscript, "article")):
        assert loss(body) is None


def test_a_loss_is_shown_with_the_words_around_it_as_typed_and_as_on_the_page():
    found = loss("Cả năm tiếp công dân tăng 3*4*5 lần, giảm đơn.")
    assert found == Loss(1, "công dân tăng 3*4*5 lần, giảm đơn.", "công dân tăng 345 lần, giảm đơn.")


def test_a_loss_that_no_rule_foresees_is_reported_by_check_and_build_alike(tmp_path):
    folder = tmp_path / "content/tin-tuc"
    folder.mkdir(parents=True)
    (folder / "bai.md").write_text(f"{HEADER}Chữ.\n\nTăng 3*4*5 lần.\n", encoding="utf-8")
    (problem,) = check_tree(tmp_path / "content")
    assert (problem.line, problem.severity) == (6, "error")
    assert "không lên trang đúng như đã gõ" in problem.message
