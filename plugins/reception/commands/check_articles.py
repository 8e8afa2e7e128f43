"""Checks articles against the data without a build: embeds without an answer, and numbers typed in prose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plugins.manuscript import Manuscript
from plugins.problems import Problem
from plugins.reception.data.catalogue import Catalogue
from plugins.reception.display.resolve import Resolver
from plugins.reception.embeds.markdown import embeds_of, to_placeholder
from plugins.reception.typed_numbers.check import reconcile

SCOPE = "So-lieu"


class _Nothing:
    """Draws nothing: only the problems on the way matter."""

    def stat(self, value: str, text: str, href: str | None) -> str:
        return ""

    def statistics(self, block: dict[str, Any]) -> str:
        return ""


def check_texts(manuscripts: Iterable[Manuscript], catalogue: Catalogue) -> list[Problem]:
    """Every problem of the texts, of every severity."""
    problems: list[Problem] = []
    for manuscript in manuscripts:
        resolver = Resolver(catalogue, _Nothing(), manuscript.path, manuscript.value(SCOPE))
        for written in embeds_of(manuscript):
            resolver.html(to_placeholder(written))
        problems += resolver.problems
        problems += reconcile(manuscript, catalogue)
    return problems
