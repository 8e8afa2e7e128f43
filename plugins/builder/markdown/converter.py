"""Converts Markdown to HTML with one Python-Markdown for the whole process, and caches the results by content.

The cached HTML holds placeholders, and the header lines as written: no number, no date, nothing that another build may change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown import Markdown

from plugins.build_cache import StaleCache
from plugins.builder.cache.store import Store
from plugins.builder.digests import checksum, combined
from plugins.builder.markdown.fast import use_fast_steps
from plugins.builder.parallel import spread

PLAIN_LINE = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:…“”–()/%-])*(?<! )")  # letters, digits, and marks that mean nothing to Markdown
BATCH = 2_000  # results held in memory before they are written


@dataclass(frozen=True, slots=True)
class Converted:
    """A source's HTML, its header lines by key, and the header's Markdown fields as HTML."""

    html: str
    header: dict[str, list[str]]
    formatted: dict[str, str]


class Converter:
    """Converts sources. `version` names all else that the result depends on."""

    def __init__(self, settings: Mapping[str, Any], version: bytes, store: Store) -> None:
        self._settings, self._version, self._store = settings["MARKDOWN"], version, store
        self._formatted = set(settings["FORMATTED_FIELDS"])
        self._markdown: Markdown | None = None

    def prepare(self, sources: Mapping[Path, bytes]) -> None:
        """Convert these files, given with their digests, unless the store has their results. Works in parallel."""
        keys = {self._key(digest): path for path, digest in sources.items()}
        there = self._store.has_many(keys)
        missing = [(key, path) for key, path in keys.items() if key not in there]
        for start in range(0, len(missing), BATCH):
            results = spread(lambda keyed: self._entry_of(keyed[1].read_bytes()), missing[start : start + BATCH])
            self._store.put_many(dict(result for _, result in results))

    def convert(self, source: bytes) -> Converted:
        """The result for one source. Raises what Python-Markdown and its extensions raise."""
        key = self._key(checksum(source))
        result = self._store.get(key)
        if result is None:  # damaged, or the file was saved since `prepare`
            result = self._result_of(source)
            self._store.put_later(result, key)
        header, _, html = result.partition(b"\n")
        return Converted(html.decode(), **json.loads(header))

    def html(self, digest: bytes) -> str:
        """The HTML of the source of this digest. Raises StaleCache if it is not cached any more."""
        result = self._store.get(self._key(digest))
        if result is None:
            raise StaleCache("a converted text")
        return result.partition(b"\n")[2].decode()

    def _entry_of(self, source: bytes) -> tuple[bytes, bytes]:
        """Key and result of these very bytes: the file may have been saved since its digest was taken."""
        return self._key(checksum(source)), self._result_of(source)

    def _key(self, digest: bytes) -> bytes:
        return combined(b"converted", self._version, digest)

    def _result_of(self, source: bytes) -> bytes:
        """Converts as Pelican's reader does: the text with its header, then each formatted field, without one."""
        markdown = self._fresh_markdown()
        html = markdown.convert(source.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
        header: dict[str, list[str]] = getattr(markdown, "Meta", {})
        fields = {name.lower(): "\n".join(lines) for name, lines in header.items() if name.lower() in self._formatted}
        formatted = self._without_header(markdown, fields) if fields else {}
        return f"{json.dumps({'header': header, 'formatted': formatted}, ensure_ascii=False)}\n{html}".encode()

    @staticmethod
    def _without_header(markdown: Markdown, fields: Mapping[str, str]) -> dict[str, str]:
        meta = markdown.preprocessors["meta"]
        markdown.preprocessors.deregister("meta")
        try:
            return {name: _as_paragraph(text) or markdown.reset().convert(text) for name, text in fields.items()}
        finally:
            markdown.preprocessors.register(meta, "meta", 27)

    def _fresh_markdown(self) -> Markdown:
        if self._markdown is None:
            self._markdown = use_fast_steps(Markdown(**self._settings))
        self._markdown.reset()
        return self._markdown


def _as_paragraph(text: str) -> str | None:
    """The HTML of a line without Markdown, as most summaries are; else None."""
    return f"<p>{text}</p>" if PLAIN_LINE.fullmatch(text) else None
