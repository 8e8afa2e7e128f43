"""Writes /tim-kiem/ and its index from what is published, as readers see it: when summaries have their numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.markup.plain_text import plain_text
from plugins.search.index import SearchEntry, index_parts, part_text
from plugins.search.script import sent

RECORDS_DEPENDENCIES = True
FOLDER, SCRIPT = "tim-kiem/", "tim-kiem.js"
SOURCE = Path("scripts", SCRIPT)  # in the theme; not among its static files, which are published as they are


class SearchGenerator(Generator):  # type: ignore[misc]  # pelican has no types
    """Takes what is published from Pelican's lists: drafts, hidden articles and those of the future are in none."""

    def generate_output(self, writer: Any) -> None:
        """Called by Pelican once, when every number is in its text."""
        parts = index_parts(self._entries())
        for part, entries in parts.items():
            self._file(f"{FOLDER}{part}.json", part_text(entries))
        years = sorted({article.date.year for article in self.context["articles"]}, reverse=True)
        arguments = {"parts": list(parts), "years": years, "script": self._script()}
        writer.write_file(f"{FOLDER}index.html", self.get_template("search"), self.context, url=FOLDER, **arguments)

    def _entries(self) -> Iterator[SearchEntry]:
        for article in self.context["articles"]:
            yield SearchEntry(article.title, f"/{article.url}", article.category.name, plain_text(article.summary), article.date)
        for page in self.context["pages"]:
            yield SearchEntry(page.title, f"/{page.url}", "Trang thông tin", plain_text(page.summary))
        for dataset in self.env.globals.get("datasets", ()):
            yield SearchEntry(dataset["title"], f"/{dataset['url']}", "Bộ số liệu", dataset["description"])

    def _script(self) -> str:
        """Write it; its address contains its digest, so that no browser runs an old script in a new page."""
        text = sent((Path(self.theme) / SOURCE).read_text(encoding="utf-8"))
        self._file(FOLDER + SCRIPT, text)
        return f"/{FOLDER}{SCRIPT}?{hashlib.sha256(text.encode()).hexdigest()[:8]}"

    def _file(self, path: str, text: str) -> None:
        target = Path(self.output_path) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def search_generator(pelican: Pelican) -> type[Generator]:
    """Pelican asks each plugin for its generators."""
    return SearchGenerator


def register() -> None:
    """Connect; generators write after all_generators_finalized, when embeds are resolved."""
    signals.get_generators.connect(search_generator)
