"""How many rooms a reader of the code enters who follows one embed, or one block, from the article to its HTML.

A room is a folder of `plugins/`, or the theme: as in CONTRIBUTING. Every function called between text and HTML counts.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from markdown import Markdown

from plugins.project import ROOT, THEME
from plugins.reception.display.resolve import Resolver
from plugins.reception.embeds.block import EXAMPLES
from plugins.reception.embeds.markdown import Embeds
from tests.reception.sample import DEFAULT, catalogue_of, example_observations
from tests.theme.conftest import environment

__all__ = ["environment"]

MOST = 8
EMBED = "Quý III đã tiếp {{ lượt công dân }}."
BLOCKS = [f"```so-lieu\n{text}\n```" for _, text in EXAMPLES]


class Macros:
    """The theme's components, as the portal uses them."""

    def __init__(self, environment: Any) -> None:
        self._environment = environment

    def stat(self, *arguments: Any) -> str:
        return self._drawn("stat", *arguments)

    def statistics(self, block: dict[str, Any]) -> str:
        return self._drawn("statistics", block)

    def _drawn(self, name: str, *arguments: Any) -> str:
        module = self._environment.get_template(f"components/{name}/{name}.html").module
        return str(getattr(module, name)(*arguments))


@cache
def room_of(file: str) -> str:
    """The room in which a file lies; "" outside."""
    path = Path(file)
    if path.is_relative_to(THEME):
        return THEME.name
    return str(path.parent.relative_to(ROOT)) if path.is_relative_to(ROOT / "plugins") else ""


def rooms_of(text: str, environment: Any) -> tuple[str, set[str]]:
    """The HTML of a text, and the folders of the project that were entered on the way to it."""
    resolver = Resolver(catalogue_of(example_observations()), Macros(environment), "content/bai.md", DEFAULT)
    rooms = set()

    def enter(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and (room := room_of(frame.f_code.co_filename)):
            rooms.add(room)

    markdown = Markdown(extensions=[Embeds()])
    sys.setprofile(enter)
    try:
        html = resolver.html(markdown.convert(text))
    finally:
        sys.setprofile(None)
    assert resolver.problems == []
    return html, rooms


@pytest.mark.parametrize("text", [EMBED, *BLOCKS])
def test_from_article_to_html_a_number_enters_at_most_eight_rooms(environment, text):
    html, rooms = rooms_of(text, environment)
    assert 'class="stat' in html
    assert {"plugins/reception/embeds", "plugins/reception/display", "plugins/reception/data/queries", "theme"} < rooms
    assert len(rooms) <= MOST, sorted(rooms)
