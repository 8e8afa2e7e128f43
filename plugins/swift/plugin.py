"""Pelican with one reader that keeps what it converted, and one writer that makes only what changed.

Pelican's own classes do all the rest; what stands here replaces exactly the steps that cost quadratic time or are done again
without need.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import Pelican, generators
from pelican.contents import Static
from pelican.paginator import Paginator
from pelican.readers import MarkdownReader, Readers
from pelican.utils import SafeDatetime
from pelican.writers import Writer

from plugins.swift.convert import Converter
from plugins.swift.inputs import Files
from plugins.swift.kept.plugin import KEPT, Listed, WatchedEnvironment, show_draft
from plugins.swift.pages import Pages
from plugins.swift.store import Store

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?")
NAMES = {"category", "tags", "author", "authors"}


@dataclass(slots=True)
class Session:
    """One build's parts that Pelican's classes need. `version` names code and settings; `until` is when the first article of
    the future is due.
    """

    store: Store
    version: bytes
    converter: Converter
    files: Files
    pages: Pages
    until: float = float("inf")


class Site(Pelican):  # type: ignore[misc]  # pelican has no types
    """Pelican with our generators and writer."""

    def __init__(self, settings: Any, session: Session) -> None:
        self.session = session
        settings["SWIFT"] = session  # the one place that reaches every generator
        super().__init__(settings)

    def _get_generator_classes(self) -> list[type]:
        return [*(SWAPPED.get(kind, kind) for kind in super()._get_generator_classes()), Flush]

    def _get_writer(self) -> Writer:
        return PlanningWriter(self.output_path, settings=self.settings)


class KeptMarkdown(MarkdownReader):  # type: ignore[misc]
    """Reads through the converter; dates and names that occur often are worked out once."""

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self._values: dict[tuple[str, str], Any] = {}

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        self._source_path = source_path
        converted = self.settings["SWIFT"].converter.convert(Path(source_path).read_bytes())
        # Pelican's own reading of the header, with the converted fields in the place of what it would convert
        self._md = _Formatted(converted.formatted)
        return converted.html, self._parse_metadata(converted.header)

    def process_metadata(self, name: str, value: str) -> Any:
        if name in {"date", "modified"} and ISO_DATE.fullmatch(value):
            return SafeDatetime.fromisoformat(value)
        if name not in NAMES:
            return super().process_metadata(name, value)
        if (name, value) not in self._values:
            self._values[name, value] = super().process_metadata(name, value)
        found = self._values[name, value]
        return list(found) if isinstance(found, list) else found


class _Formatted:
    """Stands in the place of a Markdown that has converted the header's fields already."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = list(fields.values())
        self.preprocessors = self

    def deregister(self, _: str) -> None:
        """There is no header left to take out."""

    def reset(self) -> None:
        """There is no state."""

    def convert(self, _: str) -> str:
        return self._fields.pop(0)


class KeptReaders(Readers):  # type: ignore[misc]
    """Gives our classes of content."""

    def __init__(self, settings: Any, cache_name: str = "") -> None:
        super().__init__(settings, cache_name)
        self.readers["md"] = KeptMarkdown(settings)

    def read_file(self, *arguments: Any, content_class: type, **named: Any) -> Any:
        content = super().read_file(*arguments, content_class=KEPT.get(content_class, content_class), **named)
        if self.settings["SHOW_DRAFTS"] and content_class in KEPT:
            show_draft(content)
        return content


class _Swift(generators.Generator):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.session: Session = self.settings["SWIFT"]
        self.readers = KeptReaders(self.settings)

    def get_files(self, *arguments: Any, **named: Any) -> list[str]:
        """In order: Pelican's set would put articles of one minute in another order each time."""
        return sorted(super().get_files(*arguments, **named))

    def prepare(self, kind: str) -> None:
        """Convert what is new all at once."""
        found = self.get_files(self.settings[f"{kind}_PATHS"], exclude=self.settings[f"{kind}_EXCLUDES"])
        paths = [Path(self.path) / path for path in found if path.endswith(".md")]
        self.session.converter.prepare({path: self.session.files.digest(path) for path in paths})


class Articles(_Swift, generators.ArticlesGenerator):  # type: ignore[misc]
    """Articles, with taxonomies and archives in linear time."""

    def generate_context(self) -> None:
        self.prepare("ARTICLE")
        for taxonomy in ("tags", "categories"):
            setattr(self, taxonomy, defaultdict(lambda: Listed(self.session.pages.watch)))
        super().generate_context()
        now = datetime.now().timestamp()
        dates = (article.date.timestamp() for article in chain(self.articles, self.hidden_articles, self.drafts))
        self.session.until = min((date for date in dates if date > now), default=float("inf"))

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

    def generate_context(self) -> None:
        self.prepare("PAGE")
        super().generate_context()


class Statics(generators.StaticGenerator):  # type: ignore[misc]
    """Files that pages link to, copied when they changed."""

    def _link_or_copy_staticfile(self, static: Static) -> None:
        session, source = self.settings["SWIFT"], Path(self.path) / static.source_path
        session.pages.copy(static.save_as, source, session.files.digest(source))


class Flush(generators.Generator):  # type: ignore[misc]
    """The last generator: makes what is still planned."""

    def generate_output(self, writer: Writer) -> None:
        self.settings["SWIFT"].pages.flush()


class PlanningWriter(Writer):  # type: ignore[misc]
    """Pelican's writer, with planning in the place of rendering."""

    def write_file(self, name: Any, template: Any, context: Any, *rest: Any, **named: Any) -> None:
        _refuse_relative(named.pop("relative_urls", False) or rest)
        paginated, kind, url = named.pop("paginated", None), named.pop("template_name", None), named.pop("url", None)
        named.pop("override_output", None)
        if not name:
            return
        lists = paginated or {key: value for key, value in named.items() if key in {"articles", "dates"}}
        sizes = self.settings["PAGINATED_TEMPLATES"]
        if not lists or kind not in sizes:
            self._plan(name, template, context, named)
            return
        size = sizes[kind] or self.settings["DEFAULT_PAGINATION"]
        paginators = {key: Paginator(name, url, value, self.settings, size) for key, value in lists.items()}
        for number in range(1, next(iter(paginators.values())).num_pages + 1):
            slices = {part: value for key, paginator in paginators.items() for part, value in _slices(key, paginator, number)}
            page = slices[f"{next(reversed(paginators))}_page"]
            self._plan(page.save_as, template, context, {**named, **slices})

    def _plan(self, name: str, template: Any, context: Any, named: dict[str, Any]) -> None:
        pages: Pages = self.settings["SWIFT"].pages
        template.environment.__class__ = WatchedEnvironment
        template.environment.watch = pages.watch
        pages.page(name, template, {**context, "output_file": name, **named})

    def write_feed(self, elements: Any, context: Any, path: Any = None, url: Any = None, *rest: Any, **named: Any) -> None:
        items = elements[: self.settings["FEED_MAX_ITEMS"]]

        def text() -> str:
            feed = super(PlanningWriter, self).write_feed(items, context, None, url or path, *rest, **named)
            return str(feed.writeString("utf-8"))

        self.settings["SWIFT"].pages.feed(path, items, [url, rest, named], text)


def _slices(key: str, paginator: Paginator, number: int) -> Any:
    yield f"{key}_paginator", paginator
    yield f"{key}_page", paginator.page(number)
    yield f"{key}_previous_page", paginator.page(number - 1) if number > 1 else None
    yield f"{key}_next_page", paginator.page(number + 1) if number < paginator.num_pages else None


def _refuse_relative(asked: object) -> None:
    if asked:
        raise ValueError("RELATIVE_URLS: pages link from the root")


SWAPPED = {
    generators.ArticlesGenerator: Articles,
    generators.PagesGenerator: PagesInOrder,
    generators.StaticGenerator: Statics,
}
