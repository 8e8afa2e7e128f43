"""Pelican with one reader that keeps what it converted, and one writer that makes only what changed.

Pelican's own classes do all the rest; what stands here replaces exactly the steps that cost quadratic time or are done again
without need.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections import defaultdict
from functools import lru_cache
from itertools import chain
from pathlib import Path
from posixpath import normpath
from typing import Any

from pelican import Pelican, contents, generators, signals
from pelican.contents import Static
from pelican.writers import Writer

from plugins.build_cache import DECLARED, StaleCache, published_addresses, record_of
from plugins.build_cache import SETTING as REMEMBER
from plugins.builder.digests import checksum
from plugins.builder.pages.template_inputs import KeptTemplates
from plugins.builder.pelican.contents import Listed, as_kept, has_links
from plugins.builder.pelican.reader import KeptReaders
from plugins.builder.pelican.writer import PlanningWriter
from plugins.builder.session import Session


class Site(Pelican):  # type: ignore[misc]  # pelican has no types
    """Pelican with our generators and writer."""

    def __init__(self, settings: Any, session: Session) -> None:
        self.session = session
        settings["BUILD_SESSION"] = session  # the one place that reaches every generator
        settings[REMEMBER] = session.memory
        environment = settings["JINJA_ENVIRONMENT"]
        settings["JINJA_ENVIRONMENT"] = {**environment, "bytecode_cache": KeptTemplates(session.store, session.version)}
        super().__init__(settings)
        session.reuses_articles = all(getattr(plugin, DECLARED, False) for plugin in self.plugins)

    def run(self) -> None:
        """Make the changed bodies alone, or else everything."""
        if self.session.reuses_articles and self.session.bodies and self.session.bodies.made(self):
            signals.finalized.send(self)
            return
        self.session.bodies = None
        super().run()

    def _get_generator_classes(self) -> list[type]:
        return [*(SWAPPED.get(kind, kind) for kind in super()._get_generator_classes()), Flush]

    def generator(self, kind: type, context: dict[str, Any]) -> Any:
        """One of our generators, by the kind of Pelican's that it stands for."""
        return SWAPPED[kind](
            context=context, settings=self.settings, path=self.path, theme=self.theme, output_path=self.output_path
        )

    def _get_writer(self) -> Writer:
        return PlanningWriter(self.output_path, settings=self.settings)


def _addresses(context: Any) -> bytes:
    """One digest of all that a link can lead to, where it is, and whether it is published."""
    address = contents.Content.url.fget  # a Static's own notes that somebody asked
    found = {**context["static_content"], **context["generated_content"]}
    there = ((path, found[path]) for path in sorted(found) if found[path])
    return checksum("\n".join(f"{path} {address(content)} {content.status}" for path, content in there).encode())


@lru_cache
def _ignored(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(fnmatch.translate(os.path.normcase(pattern)) for pattern in patterns) or r"(?!)")


class _Swift(generators.Generator):  # type: ignore[misc]
    kind: type

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.session: Session = self.settings["BUILD_SESSION"]
        self.readers = KeptReaders(self.settings)
        self._found: dict[str, list[str]] = {}
        self._recalled: dict[str, dict[str, Any]] = {}
        self._same: list[Any] = []

    def get_files(self, paths: Any, exclude: Any = None, extensions: Any = None) -> list[str]:
        """In order: Pelican's set would put articles of one minute in another order each time. The tree is walked once."""
        key = repr((paths, exclude, extensions))
        if key not in self._found:
            self._found[key] = sorted(super().get_files(paths, exclude, extensions))
        return self._found[key]

    def _include_path(self, path: str, extensions: Any = None) -> bool:
        """As Pelican's, with all of IGNORE_FILES in one expression."""
        name = os.path.basename(path)  # noqa: PTH119
        if _ignored(tuple(self.settings["IGNORE_FILES"])).match(name):
            return False
        wanted = tuple(self.readers.extensions) if extensions is None else extensions
        return wanted is False or os.path.splitext(name)[1][1:] in wanted  # noqa: PTH122

    def prepare(self, kind: str) -> None:
        """Recall the articles that are as they were, and convert what is new all at once."""
        found = self.get_files(self.settings[f"{kind}_PATHS"], exclude=self.settings[f"{kind}_EXCLUDES"])
        paths = [normpath(path) for path in found if path.endswith(".md")]
        recalled = self.session.snapshots.recall(kind, paths, self.settings) if self.session.reuses_articles else {}
        self._recalled = {path: told for path, told in recalled.items() if not self._is_to_come(told.get("date"))}
        new = [Path(self.path) / path for path in paths if path not in self._recalled]
        self.session.converter.prepare({path: self.session.files.digest(path) for path in new})

    def get_cached_data(self, path: str, default: Any = None) -> Any:
        """Where Pelican asks for an article it need not read."""
        attributes = self._recalled.get(normpath(path))
        if attributes is None:
            return default
        self._same.append(as_kept(self.kind, attributes, normpath(path), self))
        return self._same[-1]

    def refresh_metadata_intersite_links(self) -> None:
        """Called when all articles are there and have their texts: the moment to see whether links still lead where they led, and
        whether the pages that texts depend on are there as before. Raises StaleCache.
        """
        if not self.session.memory.is_as_it_was(f"addresses for {self.kind.__name__}", _addresses(self.context)):
            addresses = published_addresses(self.context)
            for content in self._same:
                if any((address in addresses) != there for address, there in record_of(content).addresses.items()):
                    raise StaleCache(content.source_path)
                if "_links" in vars(content) and content.links_lead_elsewhere():
                    content.forget()
        super().refresh_metadata_intersite_links()

    def keep(self, kind: str, *listed: list[Any]) -> None:
        """Have the articles kept as they are at the end. What the clock or another text still changes is not kept."""
        contents = {content.relative_source_path: content for content in chain(*listed)}

        def stays(content: Any) -> bool:
            return not (self._is_to_come(vars(content).get("date")) or has_links(content.metadata.get("summary", "")))

        if self.session.reuses_articles:
            self.session.snapshots.keep(kind, contents, stays)

    def _is_to_come(self, date: Any) -> bool:
        """Whether the clock will publish it; one that was out is so again when the clock was set back."""
        return date is not None and date.timestamp() > self.session.now


class Articles(_Swift, generators.ArticlesGenerator):  # type: ignore[misc]
    """Articles, with taxonomies and archives in linear time."""

    kind = contents.Article

    def generate_context(self) -> None:
        self.prepare("ARTICLE")
        for taxonomy in ("tags", "categories"):
            setattr(self, taxonomy, defaultdict(lambda: Listed(self.session.pages.watch)))
        super().generate_context()
        articles = chain(self.articles, self.hidden_articles, self.drafts)
        new = (article.date for article in articles if "_as_kept" not in vars(article))  # the others were not to come
        self.session.until = min((date.timestamp() for date in new if self._is_to_come(date)), default=float("inf"))
        self.keep("ARTICLE", self.articles, self.hidden_articles, self.drafts)

    def _build_period_archives(self, sorted_articles: Any, articles: Any, settings: Any) -> Any:
        archives = super()._build_period_archives(sorted_articles, [], settings)
        place = {id(article): position for position, article in enumerate(articles)}
        for archive in chain.from_iterable(archives.values()):
            archive["articles"] = sorted(archive["dates"], key=lambda article: place[id(article)])
        return archives

    def generate_tags(self, write: Any) -> None:
        """As Pelican does it, without looking for every article in every tag."""
        self._write_taxonomy(write, "tag", self.tags.items())

    def generate_categories(self, write: Any) -> None:
        """The same for sections."""
        self._write_taxonomy(write, "category", self.categories)

    def _write_taxonomy(self, write: Any, kind: str, listed: Any) -> None:
        place = {id(article): position for position, article in enumerate(self.dates)}
        for name, articles in listed:
            dates = sorted(articles, key=lambda article: place[id(article)])
            lists = {kind: name, "articles": articles, "dates": dates, "all_articles": self.articles}
            named = {"url": name.url, "template_name": kind, "blog": True, "page_name": name.page_name}
            write(name.save_as, self.get_template(kind), self.context, **lists, **named)


class PagesInOrder(_Swift, generators.PagesGenerator):  # type: ignore[misc]
    """Pages."""

    kind = contents.Page

    def generate_context(self) -> None:
        self.prepare("PAGE")
        super().generate_context()
        self.keep("PAGE", self.pages, self.hidden_pages, self.draft_pages)


class Statics(generators.StaticGenerator):  # type: ignore[misc]
    """Files that pages link to, copied when they changed."""

    def _link_or_copy_staticfile(self, static: Static) -> None:
        session, source = self.settings["BUILD_SESSION"], Path(self.path) / static.source_path
        session.pages.copy(static.save_as, source, session.files.digest(source))


class Flush(generators.Generator):  # type: ignore[misc]
    """The last generator: makes what is still planned."""

    def generate_output(self, writer: Writer) -> None:
        session: Session = self.settings["BUILD_SESSION"]
        session.pages.flush()
        session.contents = self.context["generated_content"]


SWAPPED = {
    generators.ArticlesGenerator: Articles,
    generators.PagesGenerator: PagesInOrder,
    generators.StaticGenerator: Statics,
}
