"""Markdown to HTML with one Python-Markdown for the whole process, and its results kept by content.

What is kept holds placeholders and header lines as written: no number, no date, nothing that another build could see otherwise.
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
from plugins.builder.markdown.fast import quicken
from plugins.builder.parallel import spread

PLAIN_LINE = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:…“”–()/%-])*(?<! )")  # letters, digits and marks that mean nothing to Markdown
BATCH = 2_000  # results held before they are written down


@dataclass(frozen=True, slots=True)
class Converted:
    """A source's HTML, its header lines by key, and the fields among them that are Markdown themselves, as HTML."""

    html: str
    header: dict[str, list[str]]
    formatted: dict[str, str]


class Converter:
    """Converts sources; `version` names all that the result depends on besides the source."""

    def __init__(self, settings: Mapping[str, Any], version: bytes, store: Store) -> None:
        self._settings, self._version, self._store = settings["MARKDOWN"], version, store
        self._formatted = set(settings["FORMATTED_FIELDS"])
        self._markdown: Markdown | None = None

    def prepare(self, sources: Mapping[Path, bytes]) -> None:
        """Have the results of these files, told by their digests, in the store: what is not there yet is made by all cores."""
        keys = {self._key(digest): path for path, digest in sources.items()}
        there = self._store.has_many(keys)
        missing = [(key, path) for key, path in keys.items() if key not in there]
        for start in range(0, len(missing), BATCH):
            made = spread(lambda missed: self._made_of(missed[1].read_bytes()), missing[start : start + BATCH])
            self._store.put_many(dict(result for _, result in made))

    def convert(self, source: bytes) -> Converted:
        """The result for one source. Raises what Python-Markdown and its extensions raise."""
        key = self._key(checksum(source))
        made = self._store.get(key)
        if made is None:  # damaged, or saved since the files were counted
            made = self._make(source)
            self._store.put_later(made, key)
        header, _, html = made.partition(b"\n")
        return Converted(html.decode(), **json.loads(header))

    def html(self, digest: bytes) -> str:
        """The HTML that a source of this digest was converted to; raises StaleCache when it is not kept any more."""
        kept = self._store.get(self._key(digest))
        if kept is None:
            raise StaleCache("a converted text")
        return kept.partition(b"\n")[2].decode()

    def _made_of(self, source: bytes) -> tuple[bytes, bytes]:
        """The key counts these very bytes: somebody may have saved the file since its digest was taken."""
        return self._key(checksum(source)), self._make(source)

    def _key(self, digest: bytes) -> bytes:
        return combined(b"converted", self._version, digest)

    def _make(self, source: bytes) -> bytes:
        """As Pelican's reader does it: the text with its header, then each formatted field by itself, without one."""
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
            self._markdown = quicken(Markdown(**self._settings))
        self._markdown.reset()
        return self._markdown


def _as_paragraph(text: str) -> str | None:
    """What Markdown makes of a line that holds nothing it knows: most summaries are such lines."""
    return f"<p>{text}</p>" if PLAIN_LINE.fullmatch(text) else None
