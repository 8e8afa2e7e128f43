"""The quick way through inline Markdown gives the HTML of Python-Markdown itself, and one instance serves all texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

import pelicanconf
from plugins.swift.inline import QuickInline, quicken
from tests.conftest import ROOT

SETTINGS = {**pelicanconf.MARKDOWN, "extensions": [*pelicanconf.MARKDOWN["extensions"], "markdown.extensions.meta"]}
QUICK = quicken(Markdown(**SETTINGS))
PIECES = [
    "chữ", "Đơn thư", " ", "  \n", "\n", "\n\n", "*", "**", "_", "__", "***", "`", "``", "\\", "\\*", "\\`", "[", "]", "](", ")",
    "[a](b)", "[a](/c/ 't')", "![", "![ảnh](a.jpg)", "![ảnh](a.jpg \"Chú thích\")", "[^1]", "[^1]: chú thích", "[a][b]",
    "[b]: /d", "<", ">", "<https://vi-du.vn>", "<a@b.vn>", "<b>", "&", "&amp;", "&#39;", "{{ lượt công dân }}",
    "{{ tay 12 \"x\" }}", "| a | b |\n|---|--:|\n| 1 | *2* |", "- mục", "1. mục", "# Đề", "## Đề {{ lượt }}", "> trích", "    mã",
    "```\nmã *x*\n```", "```so-lieu\nbảng: x\n```", "*[UBND]: Uỷ ban", "UBND", "---", "!", "(", "chưa-có-ảnh", ":", "\u00a0",
    "\x02", "\x03",
]  # fmt: skip


def stock(text):
    return Markdown(**SETTINGS).convert(text)


def test_the_quick_processor_is_in_place():
    assert type(QUICK.treeprocessors["inline"]) is QuickInline


@settings(max_examples=1500)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_gives_the_html_of_python_markdown(text):
    assert QUICK.reset().convert(text) == stock(text)


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
    assert QUICK.reset().convert(text) == stock(text)
