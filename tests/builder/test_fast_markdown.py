"""The fast steps give the HTML of Python-Markdown itself, and one instance serves all texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

import pelicanconf
from plugins.builder.markdown.converter import _as_paragraph
from plugins.builder.markdown.fast import use_fast_steps
from plugins.builder.markdown.fast_blocks import FastBlocks
from plugins.builder.markdown.fast_headings import FastHeadings
from plugins.builder.markdown.fast_inline import FastInline
from tests.conftest import ROOT

SETTINGS = {**pelicanconf.MARKDOWN, "extensions": [*pelicanconf.MARKDOWN["extensions"], "markdown.extensions.meta"]}
FAST = use_fast_steps(Markdown(**SETTINGS))
PIECES = [
    "chữ", "Đơn thư", " ", "  \n", "\n", "\n\n", "*", "**", "_", "__", "***", "`", "``", "\\", "\\*", "\\`", "[", "]", "](", ")",
    "[a](b)", "[a](/c/ 't')", "![", "![ảnh](a.jpg)", "![ảnh](a.jpg \"Chú thích\")", "[^1]", "[^1]: chú thích", "[a][b]",
    "[b]: /d", "<", ">", "<https://vi-du.vn>", "<a@b.vn>", "<b>", "&", "&amp;", "&#39;", "{{ lượt công dân }}",
    "{{ tay 12 \"x\" }}", "| a | b |\n|---|--:|\n| 1 | *2* |", "- mục", "1. mục", "# Đề", "## Đề {{ lượt }}", "> trích", "    mã",
    "```\nmã *x*\n```", "```so-lieu\nbảng: x\n```", "*[UBND]: Uỷ ban", "UBND", "---", "!", "(", "chưa-có-ảnh", ":", "\u00a0",
    "\x02", "\x03", "\n\n## ", "\n\n# Đề, mục 1 ", "[TOC]", "\\[TOC]", "===", "\n---", ", ", ". ", "5 ", "%", "(a)",
    "\n\nCâu một", "\t",
]  # fmt: skip


def stock(text):
    return Markdown(**SETTINGS).convert(text)


def test_the_fast_steps_are_in_place():
    steps = (FAST.parser, FAST.treeprocessors["inline"], FAST.treeprocessors["toc"])
    assert tuple(map(type, steps)) == (FastBlocks, FastInline, FastHeadings)


@settings(max_examples=1500)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_gives_the_html_of_python_markdown(text):
    assert FAST.reset().convert(text) == stock(text)


@pytest.mark.parametrize(
    "path",
    [
        *sorted((ROOT / "content").rglob("*.md")),
        *sorted((ROOT / "tests/demo").rglob("*.md")),
        *sorted((ROOT / "docs").rglob("*.md")),
    ],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_every_text_of_the_project_gives_the_html_of_python_markdown(path):
    text = path.read_text(encoding="utf-8")
    assert FAST.reset().convert(text) == stock(text)


@settings(max_examples=500)
@given(st.text(st.sampled_from("aBđ Ư5,.;:…“”–()/%-_*'\"!\u00a0\u0301½"), max_size=12))
def test_a_plain_summary_is_what_markdown_makes_of_it(text):
    assert _as_paragraph(text) in {None, Markdown(**pelicanconf.MARKDOWN).convert(text)}
