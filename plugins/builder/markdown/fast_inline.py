"""Inline Markdown, without asking patterns that cannot match: a text without "[" holds no link.

Python-Markdown tries every pattern on every piece of text. The result here is the same, because a pattern is passed over only
where a character that its expression cannot do without is missing; expressions that are not in the table are always tried.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

NEEDED = {
    inlinepatterns.BACKTICK_RE: ("`",),
    inlinepatterns.ESCAPE_RE: ("\\",),
    inlinepatterns.REFERENCE_RE: ("[",),
    inlinepatterns.LINK_RE: ("[",),
    inlinepatterns.IMAGE_LINK_RE: ("![",),
    inlinepatterns.IMAGE_REFERENCE_RE: ("![",),
    inlinepatterns.AUTOLINK_RE: ("<",),
    inlinepatterns.AUTOMAIL_RE: ("<",),
    inlinepatterns.LINE_BREAK_RE: ("  \n",),
    inlinepatterns.ENTITY_RE: ("&",),
    r"\[\^([^\]]*)\]": ("[^",),  # footnotes
    r"\*|_": ("*", "_"),  # emphasis
}
STEPS = ("handleInline", "applyPattern")


class QuickInline(InlineProcessor):
    """Stands in the place of Python-Markdown's own processor of that name; takes over its private loop over the patterns."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        patterns: list[Any] = list(self.inlinePatterns)
        self._needed = [(pattern, NEEDED.get(pattern.pattern, ("",))) for pattern in patterns]
        self._any = re.compile("|".join(sorted({re.escape(mark) for _, marks in self._needed for mark in marks})))
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, place: int = 0) -> str:  # noqa: N802
        if not self._any.search(data):
            return data
        start = 0
        while place < len(self._needed) and not isinstance(data, AtomicString):
            pattern, needed = self._needed[place]
            found = False
            if needed[0] in data or needed[-1] in data:
                data, found, start = self._InlineProcessor__applyPattern(pattern, data, place, start)  # type: ignore[attr-defined]
            if not found:
                place, start = place + 1, 0
        return data


def quicken_inline(markdown: Markdown) -> None:
    """Put the quick processor in; a Markdown whose processor is not the one we know is left alone."""
    stock = markdown.treeprocessors["inline"]
    if type(stock) is InlineProcessor and all(hasattr(stock, f"_InlineProcessor__{step}") for step in STEPS):
        markdown.treeprocessors.register(QuickInline(markdown), "inline", 20)
