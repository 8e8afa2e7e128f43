"""A first look at an article that was just saved: its page, put together with all that the last build of this process knew.

It is shown at once and for a moment only: the build that follows makes every page, this one too, and tells what is wrong.
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
    """Holds what the last whole build put together, until another one begins."""

    def __init__(self) -> None:
        self._generators: list[Any] = []
        self._are_new = False
        signals.get_generators.connect(self._forget)
        signals.all_generators_finalized.connect(self._hold)

    def _hold(self, generators: list[Any]) -> None:
        if len(generators) > 1:  # one alone is a few articles', put together with what a whole build knew
            self._generators, self._are_new = generators, True

    def _forget(self, _: object) -> None:
        """Two of them at once would take twice the memory."""
        self._generators = []
        gc.unfreeze()
        gc.collect()

    def tidy(self) -> None:
        """Between orders: what a whole build made is not looked through for garbage until it goes, all else is."""
        if self._are_new:
            gc.freeze()
        else:
            gc.collect()
        self._are_new = False

    def page(self, source: Path) -> tuple[str, str] | None:
        """The file of the article's page, from the output folder, and its text; None for what only a whole build can show.

        Raises whatever is wrong with the text.
        """
        held = self._generators
        articles = next((generator for generator in held if isinstance(generator, ArticlesGenerator)), None)
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
            session.converter.prepare({source: checksum(source.read_bytes())})  # the build that follows finds it converted
            made = _page(articles, path, before)
        finally:
            session.store.close()
        return made if made[0] == before.save_as else None


def _page(articles: Any, path: str, before: Any) -> tuple[str, str]:
    article = articles.readers.read_file(
        base_path=articles.path, path=path, content_class=contents.Article, context=articles.context
    )
    for name in vars(before).keys() - vars(article).keys():  # its neighbours, and what else plugins gave it
        if not name.startswith("_"):
            setattr(article, name, getattr(before, name))
    alone = copy.copy(articles)
    alone.articles, alone.hidden_articles, alone.translations, alone.hidden_translations = [article], [], [], []
    signals.all_generators_finalized.send([alone])
    article.refresh_metadata_intersite_links()
    pages, articles.settings["BUILD_SESSION"].pages = articles.settings["BUILD_SESSION"].pages, _Pages()
    try:
        alone.generate_articles(PlanningWriter("", settings=articles.settings).write_file)
        return articles.settings["BUILD_SESSION"].pages.made  # type: ignore[no-any-return]
    finally:
        articles.settings["BUILD_SESSION"].pages = pages


class _Pages:
    """Stands in the place of the planned pages: renders the one there is."""

    def __init__(self) -> None:
        self.made = ("", "")
        self.watch = Watch()

    def page(self, name: str, template: Template, context: Mapping[str, Any], local: Mapping[str, Any]) -> None:
        self.made = (name, template.render({**context, **local}))
