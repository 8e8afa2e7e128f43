"""Replaces the placeholders in converted text by numbers, drawn with the theme's components.

Runs before anything else reads the text (summary, feed, description, search), so that all of them show the same number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any, Protocol, TypeVar

from plugins.problems import Problem
from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.display.block_files import BlockPlace, block_id
from plugins.reception.display.stat import Stat, stat
from plugins.reception.display.statistics_block import statistics_of
from plugins.reception.embeds.block import BlockProblem, parse_block
from plugins.reception.embeds.inline import SyntaxProblem, parse_embed
from plugins.reception.embeds.markdown import ALONE, Written, from_placeholder, replace_placeholders

Answer = TypeVar("Answer")


class Components(Protocol):
    """The theme's macros that draw numbers; each returns HTML."""

    def stat(self, value: str, text: str, href: str | None) -> str: ...

    def statistics(self, block: dict[str, Any]) -> str: ...


class Resolver:
    """Resolves the texts of one article and collects its blocks, and the problems with their lines."""

    def __init__(
        self, catalogue: Catalogue, components: Components, path: str, scope: str, place: BlockPlace | None = None
    ) -> None:
        self.catalogue, self.components, self.path, self.scope, self.place = catalogue, components, path, scope, place
        self.problems: list[Problem] = []
        self.blocks: list[dict[str, Any]] = []
        self._count = 0

    def html(self, text: str, links: bool = True) -> str:
        """The text with numbers as components. `links=False` where the text itself may stand inside a link."""
        text = ALONE.sub(_unwrap_block, text)

        def draw(written: Written, position: int) -> str:
            if written.kind == "block":
                return self._block(written)
            if _inside(text, position, "<", ">"):
                return escape(self._plain(written))
            answer, linked = self._stat(written), links and not _inside(text, position, "<a ", "</a>")
            return (
                self.components.stat(answer.value, answer.text, answer.href if linked and answer.href else None) if answer else ""
            )

        return replace_placeholders(text, draw)

    def plain(self, text: str) -> str:
        """The text with numbers as plain words, for titles and attributes."""
        return replace_placeholders(text, lambda written, _: self._plain(written))

    def _stat(self, written: Written) -> Stat | None:
        return self._answered(written.line, lambda: stat(self.catalogue, parse_embed(written.text), self.scope))

    def _plain(self, written: Written) -> str:
        answer = self._stat(written)
        return answer.text if answer else ""

    def _block(self, written: Written) -> str:
        self._count += 1
        asked = (self.scope, block_id(self._count), self.place)
        block = self._answered(written.line, lambda: statistics_of(self.catalogue, parse_block(written.text), *asked))
        self.blocks += [block] if block else []
        return self.components.statistics(block) if block else ""

    def _answered(self, line: int, answer: Callable[[], Answer]) -> Answer | None:
        try:
            return answer()
        except BlockProblem as problem:
            self.problems.append(Problem(self.path, line + problem.offset, message=str(problem)))
        except (SyntaxProblem, QueryError) as problem:
            self.problems.append(Problem(self.path, line, message=str(problem)))
        return None


def _inside(text: str, position: int, opening: str, closing: str) -> bool:
    return text.rfind(opening, 0, position) > text.rfind(closing, 0, position)


def _unwrap_block(paragraph: re.Match[str]) -> str:
    """Take a block out of its paragraph; a number alone in its paragraph stays in it."""
    return paragraph["code"] if from_placeholder(paragraph["code"][1:-1]).kind == "block" else paragraph[0]
