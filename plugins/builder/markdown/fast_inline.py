"""Skips inline patterns that cannot match: a text without "[" holds no link.

Python-Markdown tries every pattern on every piece of text. The result is the same: we skip a pattern only if the text lacks a
character that its expression needs, and always try an expression that is not in the table.
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


class FastInline(InlineProcessor):
    """Python-Markdown's inline processor with another loop over the patterns."""

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


def use_fast_inline(markdown: Markdown) -> None:
    """Replace the processor, unless it is another one than we know."""
    stock = markdown.treeprocessors["inline"]
    if type(stock) is InlineProcessor and all(hasattr(stock, f"_InlineProcessor__{step}") for step in STEPS):
        markdown.treeprocessors.register(FastInline(markdown), "inline", 20)
