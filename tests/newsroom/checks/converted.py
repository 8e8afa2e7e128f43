"""Articles as the portal converts them, to compare the rules with what readers see."""

from bs4 import BeautifulSoup, Tag
from markdown import Markdown

import pelicanconf
from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.rules import check_rules
from plugins.problems import Problem

HEADER = "Title: Hội nghị\nDate: 2024-03-03 08:00\n\n"
FIRST = HEADER.count("\n") + 1  # the line where the body begins


def html(body: str) -> BeautifulSoup:
    return BeautifulSoup(Markdown(**pelicanconf.MARKDOWN).convert(body), "lxml")


def problems_of(body: str) -> list[Problem]:
    """What the rules for one text say of it."""
    return list(check_rules(parse_manuscript(HEADER + body, "content/bai.md"), "article"))


def words(element: Tag) -> list[str]:
    return element.get_text(" ").split()
