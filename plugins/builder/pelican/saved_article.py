"""Renders an article that was just saved, with all that the last full build of this process holds in memory.

The preview shows this page at once, until the build that follows makes every page, this one too, and reports what is wrong.
"""

from __future__ import annotations

import copy
import gc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican import contents, signals
from pelican.generators import ArticlesGenerator

from plugins.builder.digests import checksum
from plugins.builder.pages.planner import Watch
from plugins.builder.pelican.writer import PlanningWriter


class SavedArticle:
    """Holds the generators of the last full build, until another build begins."""

    def __init__(self) -> None:
        self._generators: list[Any] = []
        self._are_new = False
        signals.get_generators.connect(self._forget)
        signals.all_generators_finalized.connect(self._hold)

    def _hold(self, generators: list[Any]) -> None:
        if len(generators) > 1:  # a single one belongs to a build of changed bodies, or to `page`
            self._generators, self._are_new = generators, True

    def _forget(self, _: object) -> None:
        """Two builds at once would take twice the memory."""
        self._generators = []
        gc.unfreeze()
        gc.collect()

    def tidy(self) -> None:
        """Collect garbage between orders, but not in what a full build made, as long as it lives."""
        if self._are_new:
            gc.freeze()
        else:
            gc.collect()
        self._are_new = False

    def page(self, source: Path) -> tuple[str, str] | None:
        """The path of the article's page in the output, and its text; None if only a full build can make it.

        Raises any exception that the text causes.
        """
        articles = next((generator for generator in self._generators if isinstance(generator, ArticlesGenerator)), None)
        if articles is None or not source.is_relative_to(articles.path):
            return None
        path = source.relative_to(articles.path).as_posix()
        before = articles.context["generated_content"].get(path)
        if not isinstance(before, contents.Article) or before.status == "draft":
            return None
        session = articles.settings["BUILD_SESSION"]
        if not session.reuses_articles:
            return None
        session.store.open()
        try:
            session.converter.prepare({source: checksum(source.read_bytes())})  # for the build that follows, too
            made = _page(articles, path, before)
        finally:
            session.store.close()
        return made if made[0] == before.save_as else None


def _page(articles: Any, path: str, before: Any) -> tuple[str, str]:
    article = articles.readers.read_file(
        base_path=articles.path, path=path, content_class=contents.Article, context=articles.context
    )
    for name in vars(before).keys() - vars(article).keys():  # its neighbours, and all else that plugins gave it
        if not name.startswith("_"):
            setattr(article, name, getattr(before, name))
    of_one = copy.copy(articles)
    of_one.articles, of_one.hidden_articles, of_one.translations, of_one.hidden_translations = [article], [], [], []
    signals.all_generators_finalized.send([of_one])
    article.refresh_metadata_intersite_links()
    pages, articles.settings["BUILD_SESSION"].pages = articles.settings["BUILD_SESSION"].pages, _Pages()
    try:
        of_one.generate_articles(PlanningWriter("", settings=articles.settings).write_file)
        return articles.settings["BUILD_SESSION"].pages.made  # type: ignore[no-any-return]
    finally:
        articles.settings["BUILD_SESSION"].pages = pages


class _Pages:
    """Stands for the planner: renders the one page at once."""

    def __init__(self) -> None:
        self.made = ("", "")
        self.watch = Watch()

    def page(self, name: str, template: Template, context: Mapping[str, Any], local: Mapping[str, Any]) -> None:
        self.made = (name, template.render({**context, **local}))
