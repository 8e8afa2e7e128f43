"""Pelican's reader of Markdown files, which leaves the conversion to our converter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader, Readers
from pelican.urlwrappers import URLWrapper
from pelican.utils import SafeDatetime

from plugins.builder.digests import checksum
from plugins.builder.pelican.contents import OURS

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?")
NAMES = {"category", "tags", "author", "authors"}


class CachingMarkdownReader(MarkdownReader):  # type: ignore[misc]
    """Reads through the converter, and parses frequent dates and names once."""

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self._values: dict[tuple[str, str], Any] = {}
        self._names: dict[tuple[type, str], Any] = {}

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        self._source_path = source_path
        source = Path(source_path).read_bytes()
        converted = self.settings["BUILD_SESSION"].converter.convert(source)
        self.last = (checksum(source), converted.html)
        # Pelican parses the header itself; the fields that it would convert are converted already
        self._md = _Formatted(converted.formatted)
        return converted.html, self._parse_metadata(converted.header)

    def process_metadata(self, name: str, value: str) -> Any:
        if name in {"date", "modified"} and ISO_DATE.fullmatch(value):
            return SafeDatetime.fromisoformat(value)
        if name not in NAMES:
            return super().process_metadata(name, value)
        if (name, value) not in self._values:
            found = super().process_metadata(name, value)
            self._values[name, value] = list(map(self._same, found)) if isinstance(found, list) else self._same(found)
        found = self._values[name, value]
        return list(found) if isinstance(found, list) else found

    def _same(self, name: Any) -> Any:
        """One object for all articles that name this section or tag."""
        return self._names.setdefault((type(name), name.name), name) if isinstance(name, URLWrapper) else name


class _Formatted:
    """Stands for a Markdown that has converted the header's fields already."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = list(fields.values())
        self.preprocessors = self

    def deregister(self, _: str) -> None:
        """There is no header to remove."""

    def reset(self) -> None:
        """There is no state."""

    def convert(self, _: str) -> str:
        return self._fields.pop(0)


class CachingReaders(Readers):  # type: ignore[misc]
    """Returns content of our classes."""

    def __init__(self, settings: Any, cache_name: str = "") -> None:
        super().__init__(settings, cache_name)
        self.readers["md"] = CachingMarkdownReader(settings)

    def read_file(self, *arguments: Any, content_class: type, **named: Any) -> Any:
        content = super().read_file(*arguments, content_class=OURS.get(content_class, content_class), **named)
        if content_class in OURS:
            if self.settings["SHOW_DRAFTS"]:
                _show_draft(content)
            content.release_text(*self.readers["md"].last)
            content.__dict__ = dict(vars(content))  # without the spare room of a dict that grew
        return content


def _show_draft(content: Any) -> None:
    """Give an unpublished text a page under /nhap/, marked in its title, in no list, and without its earlier addresses."""
    if content.status == "draft":
        content.aliases = content.metadata["aliases"] = ""
        content.status = "hidden"
        content.title = content.metadata["title"] = f"[Bản nháp] {content.title}"
        content.override_url = f"nhap/{content.slug}/"
        content.override_save_as = f"{content.override_url}index.html"
