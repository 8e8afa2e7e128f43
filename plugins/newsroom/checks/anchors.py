"""The ids of a text that links may lead to. It is converted as in the build: links lead to few texts."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable, Mapping
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from markdown import Markdown

from plugins.manuscript import FENCE
from plugins.markup.ids import fragments_meant
from plugins.project import ROOT
from plugins.vietnamese.folding import fold

META = "markdown.extensions.meta"
ID = re.compile(r"<[^<>]*?\sid=\"([^\"]*)\"")
Anchors = Callable[[Path], frozenset[str]]


def anchors_with(settings: Mapping[str, Any]) -> Anchors:
    """Gives the ids of a text by its file; `settings` are MARKDOWN of pelicanconf.py."""
    made: list[Markdown] = []
    frame = settings["extension_configs"]["plugins.markup.extension"]["frame"]

    def anchors_of(file: Path) -> frozenset[str]:
        if not made:
            made.append(Markdown(**{**settings, "extensions": [*dict.fromkeys([*settings["extensions"], META])]}))
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        html = made[0].reset().convert(text)
        fences = (FENCE.match(line) for line in text.split("\n"))
        blocks = sum(1 for fence in fences if fence and fold(fence["info"]) == "so lieu")
        block_ids = (f"so-lieu-{number}" for number in range(1, blocks + 1))
        ids = list(map(unescape, ID.findall(html)))
        return frozenset([*ids, *fragments_meant(ids, frame), *block_ids])

    return anchors_of


@cache
def _of_the_portal() -> Anchors:
    return anchors_with(runpy.run_path(str(ROOT / "pelicanconf.py"))["MARKDOWN"])


def anchors_of(file: Path) -> frozenset[str]:
    """The ids of a text by the portal's own settings."""
    return _of_the_portal()(file)
