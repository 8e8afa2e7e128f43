"""Pelican with a reader that reuses cached articles and a writer that plans pages.

Pelican's own classes do everything else: ours replace only the steps that take quadratic time or repeat work without need.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path
from posixpath import normpath
from typing import Any

from pelican import Pelican, contents, generators, signals
from pelican.contents import Static
from pelican.writers import Writer

from plugins.build_cache import (
    DATA_DIGEST,
    DECLARED,
    NOTHING,
    OWN_FILES,
    PER_FILE,
    RECORD,
    StaleCache,
    published_addresses,
    record_of,
)
from plugins.builder.digests import checksum
from plugins.builder.pages.template_inputs import TemplateCache
from plugins.builder.pelican.contents import Listed, as_cached, has_links
from plugins.builder.pelican.reader import CachingReaders
from plugins.builder.pelican.writer import PlanningWriter
from plugins.builder.session import Session


class Site(Pelican):  # type: ignore[misc]  # pelican has no types
    """Pelican with our generators and writer."""

    def __init__(self, settings: Any, session: Session) -> None:
        self.session = session
        settings["BUILD_SESSION"] = session  # the one place that reaches every generator
        settings[PER_FILE] = session.per_file
        settings[OWN_FILES], settings[DATA_DIGEST] = session.pages.own, session.data
        environment = settings["JINJA_ENVIRONMENT"]
        settings["JINJA_ENVIRONMENT"] = {**environment, "bytecode_cache": TemplateCache(session.store, session.version)}
        super().__init__(settings)
        session.reuses_articles = all(getattr(plugin, DECLARED, False) for plugin in self.plugins)

    def run(self) -> None:
        """Make the pages of changed bodies, or else everything."""
        if self.session.reuses_articles and self.session.bodies and self.session.bodies.make(self):
            signals.finalized.send(self)
            return
        self.session.bodies = None
        super().run()

    def _get_generator_classes(self) -> list[type]:
        return [*(REPLACEMENTS.get(kind, kind) for kind in super()._get_generator_classes()), Flush]

    def generator(self, kind: type, context: dict[str, Any]) -> Any:
        """Our generator that replaces one of Pelican's."""
        return REPLACEMENTS[kind](
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


class _CachingGenerator(generators.Generator):  # type: ignore[misc]
    kind: type

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.session: Session = self.settings["BUILD_SESSION"]
        self.readers = CachingReaders(self.settings)
        self._found: dict[str, list[str]] = {}
        self._cached: dict[str, dict[str, Any]] = {}
        self._from_cache: list[Any] = []

    def get_files(self, paths: Any, exclude: Any = None, extensions: Any = None) -> list[str]:
        """Sorted: Pelican's set would order articles of one minute differently each time. Walks the tree once."""
        key = repr((paths, exclude, extensions))
        if key not in self._found:
            self._found[key] = sorted(super().get_files(paths, exclude, extensions))
        return self._found[key]

    def _include_path(self, path: str, extensions: Any = None) -> bool:
        """As Pelican's, but with one expression for all IGNORE_FILES."""
        name = os.path.basename(path)  # noqa: PTH119
        if _ignored(tuple(self.settings["IGNORE_FILES"])).match(name):
            return False
        wanted = tuple(self.readers.extensions) if extensions is None else extensions
        return wanted is False or os.path.splitext(name)[1][1:] in wanted  # noqa: PTH122

    def prepare(self, kind: str) -> None:
        """Load the articles that are still valid from the cache, and convert the others together."""
        found = self.get_files(self.settings[f"{kind}_PATHS"], exclude=self.settings[f"{kind}_EXCLUDES"])
        paths = [normpath(path) for path in found if path.endswith(".md")]
        cached = self.session.articles.get(kind, paths, self.settings) if self.session.reuses_articles else {}
        self._cached = {path: found for path, found in cached.items() if not self._changes_later(found)}
        new = [Path(self.path) / path for path in paths if path not in self._cached]
        self.session.converter.prepare({path: self.session.files.digest(path) for path in new})

    def get_cached_data(self, path: str, default: Any = None) -> Any:
        """Pelican asks here for an article that it need not read."""
        attributes = self._cached.get(normpath(path))
        if attributes is None:
            return default
        self._from_cache.append(as_cached(self.kind, attributes, normpath(path), self))
        return self._from_cache[-1]

    def refresh_metadata_intersite_links(self) -> None:
        """Pelican calls this when all articles have their texts: only now we see whether the cached texts' links have other
        addresses, and whether the addresses that they depend on still exist. Raises StaleCache.
        """
        if not self.session.per_file.is_unchanged(f"addresses for {self.kind.__name__}", _addresses(self.context)):
            addresses = published_addresses(self.context)
            for content in self._from_cache:
                if any((address in addresses) != there for address, there in record_of(content).addresses.items()):
                    raise StaleCache(content.source_path)
                if "_links" in vars(content) and content.links_lead_elsewhere():
                    content.forget_derived()
        super().refresh_metadata_intersite_links()

    def cache(self, kind: str, *listed: list[Any]) -> None:
        """Cache the articles as they are at the end, except those that the clock or another text still changes."""
        contents = {content.relative_source_path: content for content in chain(*listed)}

        def is_stable(content: Any) -> bool:
            return not (self._changes_later(vars(content)) or has_links(content.metadata.get("summary", "")))

        if self.session.reuses_articles:
            self.session.articles.put(kind, contents, is_stable)

    def _changes_later(self, attributes: Mapping[str, Any]) -> list[float]:
        """When the clock changes the article after this build began. After the clock was set back, it may do so again."""
        date, record = attributes.get("date"), attributes.get(RECORD, NOTHING)
        moments = record.moments if date is None else {date.timestamp(), *record.moments}
        return [moment for moment in moments if moment > self.session.now]


class Articles(_CachingGenerator, generators.ArticlesGenerator):  # type: ignore[misc]
    """Articles, with taxonomies and archives in linear time."""

    kind = contents.Article

    def generate_context(self) -> None:
        self.prepare("ARTICLE")
        for taxonomy in ("tags", "categories"):
            setattr(self, taxonomy, defaultdict(lambda: Listed(self.session.pages.watch)))
        super().generate_context()
        articles = chain(self.articles, self.hidden_articles, self.drafts)
        new = (vars(article) for article in articles if "_as_cached" not in vars(article))  # those from the cache change no more
        self.session.until = min(chain.from_iterable(map(self._changes_later, new)), default=float("inf"))
        self.cache("ARTICLE", self.articles, self.hidden_articles, self.drafts)

    def _build_period_archives(self, sorted_articles: Any, articles: Any, settings: Any) -> Any:
        archives = super()._build_period_archives(sorted_articles, [], settings)
        place = {id(article): position for position, article in enumerate(articles)}
        for archive in chain.from_iterable(archives.values()):
            archive["articles"] = sorted(archive["dates"], key=lambda article: place[id(article)])
        return archives

    def generate_tags(self, write: Any) -> None:
        """As Pelican, but without searching every tag for every article."""
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


class PagesInOrder(_CachingGenerator, generators.PagesGenerator):  # type: ignore[misc]
    """Pages."""

    kind = contents.Page

    def generate_context(self) -> None:
        self.prepare("PAGE")
        super().generate_context()
        self.cache("PAGE", self.pages, self.hidden_pages, self.draft_pages)


class Statics(generators.StaticGenerator):  # type: ignore[misc]
    """Copies files that pages link to, if they changed."""

    def _link_or_copy_staticfile(self, static: Static) -> None:
        session, source = self.settings["BUILD_SESSION"], Path(self.path) / static.source_path
        session.pages.copy(static.save_as, source, session.files.digest(source))


class Flush(generators.Generator):  # type: ignore[misc]
    """The last generator: makes the rest of what is planned."""

    def generate_output(self, writer: Writer) -> None:
        session: Session = self.settings["BUILD_SESSION"]
        session.pages.flush()
        session.contents = self.context["generated_content"]


REPLACEMENTS = {
    generators.ArticlesGenerator: Articles,
    generators.PagesGenerator: PagesInOrder,
    generators.StaticGenerator: Statics,
}
