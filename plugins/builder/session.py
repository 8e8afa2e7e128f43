"""What the parts of one build share."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from plugins.build_cache import StaleCache
from plugins.builder.cache.articles import CachedArticles
from plugins.builder.cache.inputs import Files
from plugins.builder.cache.per_file import PerFileCache
from plugins.builder.cache.store import Store
from plugins.builder.markdown.converter import Converter
from plugins.builder.pages.planner import Pages
from plugins.builder.pelican.changed_bodies import ChangedBodies


@dataclass(slots=True)
class Session:
    """The parts of one build that Pelican's classes need. `version` names code and settings, `data` the data. `now` is a moment
    before anything was read: an article that is due later belongs to the future. `until` is when the clock next changes an article.
    `reuses_articles`: whether all plugins record what articles depend on; if not, every build reads every article.
    `bodies`: the changed bodies, if nothing else changed; None in a full build, which fills `contents` with all articles and
    pages by path.
    """

    store: Store
    version: bytes
    converter: Converter
    files: Files
    pages: Pages
    per_file: PerFileCache
    articles: CachedArticles
    data: bytes
    bodies: ChangedBodies | None = None
    reuses_articles: bool = False
    contents: dict[str, Any] = field(default_factory=dict)
    until: float = float("inf")
    now: float = field(default_factory=time.time)
    _last_text: tuple[object, str] = (None, "")

    def text(self, source: bytes, text_key: bytes | None) -> str:
        """An article's text: the one cached under `text_key`, or else the conversion of its source. Raises StaleCache."""
        if self._last_text[0] != (source, text_key):
            if text_key is None:
                text = self.converter.html(source)
            else:
                value = self.store.get(text_key)
                if value is None:
                    raise StaleCache("an article's text")
                text = value.decode()
            self._last_text = ((source, text_key), text)
        return self._last_text[1]
