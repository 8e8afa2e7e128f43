"""What the parts of one build hand to each other."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Protocol

from plugins.build_cache import StaleCache
from plugins.builder.cache.articles import CachedArticles
from plugins.builder.cache.inputs import Files
from plugins.builder.cache.per_file import Memory
from plugins.builder.cache.store import Store
from plugins.builder.markdown.converter import Converter
from plugins.builder.pages.planner import Pages


class ChangedBodies(Protocol):
    """The articles of which nothing but the body changed since the last build."""

    def made(self, site: Any) -> bool:
        """Whether their pages could be made alone."""


@dataclass(slots=True)
class Session:
    """One build's parts that Pelican's classes need. `version` names code and settings; `until` is when the first article of
    the future is due. `now` is before anything was read: an article whose hour strikes meanwhile is one of the future.
    `reuses_articles`: all plugins record what articles depend on; where one does not, each article is read in each build.
    `bodies`: those that alone changed, or None where all is made; then `contents` are the articles and pages there are, by path.
    """

    store: Store
    version: bytes
    converter: Converter
    files: Files
    pages: Pages
    memory: Memory
    snapshots: CachedArticles
    bodies: ChangedBodies | None = None
    reuses_articles: bool = False
    contents: dict[str, Any] = field(default_factory=dict)
    until: float = float("inf")
    now: float = field(default_factory=time.time)
    _last_text: tuple[object, str] = (None, "")

    def text(self, source: bytes, row: bytes | None) -> str:
        """An article's text: kept under its `row`, or what the source of that digest is converted to. Raises StaleCache."""
        if self._last_text[0] != (source, row):
            if row is None:
                text = self.converter.html(source)
            else:
                kept = self.store.get(row)
                if kept is None:
                    raise StaleCache("an article's text")
                text = kept.decode()
            self._last_text = ((source, row), text)
        return self._last_text[1]
