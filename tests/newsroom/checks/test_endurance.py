"""Every conversion ends: a text that would keep check and build busy is refused with its line before any pattern reads it."""

import contextlib
import gc
import os
import resource
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

import pelicanconf
from plugins.manuscript import parse_manuscript
from plugins.markup.trial import trial
from plugins.newsroom.checks import endurance
from plugins.newsroom.checks.endurance import texts_can_be_read
from plugins.newsroom.checks.links import links_of
from plugins.newsroom.checks.rules import check_rules
from plugins.newsroom.checks.tried import is_plain
from tests.newsroom.checks.converted import FIRST, HEADER

MARKDOWN = Markdown(**pelicanconf.MARKDOWN)
SIZE = 250_000
ENDLESS = [
    "[", "![", "[a](", "[a](b ", "[a][", "[(", "[`", "(([", "\\[", "\\", "\\*", "{{", "{", "*a* ", "_a_ ", "&amp;", "{{ a | b } ",
    "> ", ">>", "1. ", "        ", "`" * 30, "## a\n", "===\n", "---\n", "* * *\n", "*[A]: b\n", "a  \n", "<a@b.c>",
    "[![a](b)](c)", "~~~\n", "```so-lieu\na: b\n```\n\n",
]  # fmt: skip
PIECES = [
    *ENDLESS,
    "<",
    "<http://a>",
    "``a` ",
    "a ",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "| ",
    "|---|",
    "[^1]",
    "[a]: b\n",
    "!",
    "#",
    "(",
    ")",
    "]",
    "'",
    '"',
]


def manuscript_of(body: str):
    return parse_manuscript(HEADER + body, "content/bai.md")


@pytest.mark.parametrize("fragment", ENDLESS)
def test_a_text_that_would_never_end_is_refused_with_its_line(fragment, check_article):
    found = check_article(HEADER + "Chữ.\n\n" + (fragment * (SIZE // len(fragment) + 1))[:SIZE])
    (problem,) = [problem for problem in found if problem.path.endswith("bai.md")]
    assert problem.line >= FIRST + 2
    assert len(problem.message) < 200


@pytest.mark.parametrize("key", ["Title", "Summary", "Tags"])
@pytest.mark.parametrize("fragment", ["[", "{{ a | b } ", "<a "])
def test_a_header_that_would_never_end_is_refused_with_its_line(key, fragment, check_article):
    text = f"Title: T\nDate: 2024-03-03 08:00\n{key}: {(fragment * SIZE)[:SIZE]}\n\nChữ.\n"
    (problem,) = [problem for problem in check_article(text) if problem.path.endswith("bai.md")]
    assert problem.line == 3


def test_a_text_of_words_as_long_as_a_book_is_refused_and_one_as_long_as_a_report_is_not():
    words = "Thanh tra tỉnh tiếp công dân. " * 12 + "\n\n"
    assert not list(texts_can_be_read(manuscript_of(words * 800)))
    assert list(texts_can_be_read(manuscript_of(words * 2000)))


def test_a_table_and_a_list_of_a_thousand_links_pass():
    rows = "| Đơn vị | Báo cáo |\n|---|---|\n" + "| **Sở** | [Báo cáo](https://langson.gov.vn/a) |\n" * 1000
    items = "- [Báo cáo](https://langson.gov.vn/a), **đã tiếp** {{ lượt công dân }}\n" * 1000
    assert not list(texts_can_be_read(manuscript_of(f"{rows}\n{items}")))


def within(seconds: float, work) -> bool:
    """Whether `work` ends within so many seconds of the processor's time and 512 MB more than there are."""
    child = os.fork()
    if not child:
        gc.disable()  # it would touch, and so copy, all that the tests hold
        sys.settrace(None)  # Hypothesis follows each line of a first call, which costs more than the work
        try:
            size = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (size + (512 << 20),) * 2)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def read_all(body: str) -> None:
    manuscript = manuscript_of(body)
    list(check_rules(manuscript, "article"))
    list(links_of(manuscript))
    with contextlib.suppress(RecursionError):  # the trial of every text that is not plain reports it
        MARKDOWN.reset().convert(body)
        return
    assert not is_plain(manuscript)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join), st.sampled_from(["", "Chữ.\n\n", "- "]))
def test_any_text_that_is_not_refused_ends(fragment, before):
    """At a hundredth of the work that is allowed, in a tenth of the time."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(endurance, "MOST", endurance.MOST // 100)
        patched.setattr(endurance, "MOST_PARTS", endurance.MOST_PARTS // 10)
        body = before + fragment * (SIZE // 10 // len(fragment))
        while list(texts_can_be_read(manuscript_of(body))):
            body = body[: len(body) * 3 // 4]
    assert within(4.0, lambda: read_all(body))  # a quarter of a second where nothing else runs


@pytest.mark.slow
def test_what_the_converter_cannot_end_in_time_ends_with_the_process_and_the_next_text_is_read():
    assert trial(("[" * SIZE,)) == "quá lâu"
    assert trial(("Chữ **đậm**.",)) is None
