"""Makes the pages and feeds of a few articles of which nothing changed but the body, with Pelican's own generator and readers.

All that such a page shows besides its body is as the last whole build noted it. Where there is any doubt of that, or anything is
wrong with the text, nothing is made: the whole build that follows meets it again and tells it.
"""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any, NoReturn
from urllib.parse import unquote

from pelican import contents, generators, signals

from plugins.build_cache import ONLY, TEXTS_SHOWN, record_of
from plugins.builder.cache.articles import MACHINE
from plugins.builder.cache.manifest import Manifest
from plugins.builder.cache.site_overview import Known, Overview, Pointed, Shared
from plugins.builder.digests import UnknownValue, Values
from plugins.builder.pages.planner import Pages
from plugins.builder.pelican.contents import ABSENT, as_kept, has_links, holds_content, is_shown
from plugins.builder.pelican.strict import forget_warnings

OF_THE_BODY = {"_source", "_row", "_links", "_digests", "_summary_made", "_addresses"}
KINDS = (contents.Article, contents.Page)


class FullBuildNeeded(Exception):
    """More than the body may have changed."""


class _Forbidden:
    """Stands in the place of a value that the last whole build had and this one has not: nobody may look at it."""

    def _refuse(self, *_: object) -> NoReturn:
        raise FullBuildNeeded

    __bool__ = __call__ = __eq__ = __getattr__ = __getitem__ = __hash__ = __iter__ = __len__ = __str__ = _refuse


class _Recalled(dict[str, Any]):
    """Pelican's articles and pages by path, each had from memory when it is asked for."""

    def __init__(self, recall: Callable[[str], Any]) -> None:
        super().__init__()
        self._recall = recall

    def get(self, path: str, default: Any = None) -> Any:
        if path not in self and (found := self._recall(path)) is not None:
            self[path] = found
        return super().get(path, default)


class Bodies:
    """The texts of these `paths` changed since the `last` build, which `overview` tells of, and nothing else did."""

    def __init__(self, overview: Overview, paths: tuple[str, ...], last: Manifest) -> None:
        self._overview, self._paths, self._last = overview, paths, last

    def made(self, site: Any) -> bool:
        """Whether all that shows them is made, and everything else carried over; if not, nothing is."""
        pages: Pages = site.session.pages
        try:
            self._make(site, pages, self._overview.known())
        except Exception:  # whatever it is, the whole build meets it again and tells it
            site.settings.pop(ONLY, None)
            forget_warnings()
            pages.start_again()
            return False
        pages.carried |= pages.usable.keys() - pages.made.keys()
        site.session.until = self._last.until
        return True

    def _make(self, site: Any, pages: Pages, known: Known) -> None:
        if known.texts_elsewhere or not known.depended_on.isdisjoint(self._paths):
            raise FullBuildNeeded
        site.settings[ONLY] = self._paths
        context = {**site.settings, "static_links": set(), "static_content": {}, "localsiteurl": site.settings["SITEURL"]}
        generator = site.generator(generators.ArticlesGenerator, context)
        context["generated_content"] = _Recalled(lambda path: self._recalled(generator, path))
        before = {path: self._before(generator, path) for path in self._paths}
        articles = {path: _read(generator, path, before[path], known.pointing) for path in self._paths}
        feeds = {name: feed for name, feed in known.feeds.items() if not articles.keys().isdisjoint(feed[1])}
        shown = chain(articles, *(paths for _, paths in feeds.values()))
        links = {link for path in shown for link in context["generated_content"].get(path).get_static_links()}
        context["static_links"] = set(map(unquote, links))
        site.generator(generators.StaticGenerator, context).generate_context()
        alone = copy.copy(generator)
        alone.articles = list(articles.values())
        signals.all_generators_finalized.send([alone])
        for path, article in articles.items():
            _refuse_more(before[path], article, pages.lines)
        for name, ((url, rest, named), paths) in feeds.items():
            items = [context["generated_content"].get(path) for path in paths]
            site._get_writer().write_feed(items, context, name, url, *rest, **named)
        for article in articles.values():
            _plan(site, pages, alone, article, known)
        lost = self._last.files.keys() - pages.usable.keys()  # by hand, or by a look at what was just saved
        if pages.any_strayed or lost - pages.made.keys():
            raise FullBuildNeeded
        site.session.snapshots.amend("ARTICLE", articles, site.settings)

    def _recalled(self, generator: Any, path: str) -> Any:
        """An article or page as it was; None where the content tree has no such file. Raises FullBuildNeeded if it is lost."""
        if path not in self._overview.content:
            return None
        for kind in KINDS:
            told = generator.session.snapshots.recall(kind.__name__.upper(), [path], generator.settings, self._overview.content)
            if told:
                return as_kept(kind, told[path], path, generator)
        raise FullBuildNeeded

    def _before(self, generator: Any, path: str) -> Any:
        """An article as it was, with the others that it pointed to."""
        recall = generator.context["generated_content"].get
        article = self._recalled(generator, path)
        if not isinstance(article, contents.Article):
            raise FullBuildNeeded
        for name, others in self._overview.pointed(path).items():
            article.__dict__[name] = recall(others) if isinstance(others, str) else [recall(other) for other in others]
        return article


def _read(generator: Any, path: str, before: Any, pointing: frozenset[str]) -> Any:
    """The article as it is now, as Pelican reads it, pointing to others as before."""
    article = generator.readers.read_file(
        base_path=generator.path,
        path=path,
        content_class=contents.Article,
        context=generator.context,
        preread_signal=signals.article_generator_preread,
        preread_sender=generator,
        context_signal=signals.article_generator_context,
        context_sender=generator,
    )
    if article.status != before.status or article.status == "draft" or not article.is_valid():
        raise FullBuildNeeded
    if has_links(article.metadata.get("summary", "")):  # Pelican puts the addresses in for good
        raise FullBuildNeeded
    for name in [name for name in vars(before) if name in pointing]:  # in order, by which lists tell articles apart
        setattr(article, name, vars(before)[name])
    generator.add_source_path(article)
    return article


def _refuse_more(before: Any, article: Any, lines: Values) -> None:
    """Raises FullBuildNeeded when any other article's page, or a list, may show the difference between the two."""
    names = (vars(before).keys() | vars(article).keys()) - OF_THE_BODY - MACHINE
    inside = [name for name in names if not is_shown(name)]
    if lines.digest(before) != lines.digest(article):
        raise FullBuildNeeded
    if any(vars(before).get(name, ABSENT) != vars(article).get(name, ABSENT) for name in inside):
        raise FullBuildNeeded


def _plan(site: Any, pages: Pages, generator: Any, article: Any, known: Known) -> None:
    """Make an article's page, from a context in which everything that its template reads is what it was."""
    template = generator.get_template(article.template)
    shared, alone = known.shared[template.name], copy.copy(generator)
    alone.articles, alone.context = [article], dict(generator.context)
    values = pages.values_of(template)
    for name, (digest, plain) in shared.values.items():
        _restore(alone.context, name, digest, plain, values)
    if pages.shared(template, alone.context, shared.own)[0] != shared.digest:
        raise FullBuildNeeded
    alone.generate_articles(site._get_writer().write_file)
    pages.flush()


def _restore(context: dict[str, Any], name: str, digest: bytes, plain: Any, values: Values) -> None:
    for value in (context.get(name), plain):
        if _digest(values, value) == digest:
            context[name] = value
            return
    context[name] = _Forbidden()
    values.take(context[name], digest)


def _digest(values: Values, value: object) -> bytes | None:
    try:
        return values.digest(value)
    except UnknownValue:
        return None


def known_of(session: Any, settings: Mapping[str, Any], pointing: frozenset[str]) -> Known:
    """What a whole build noted while it planned its pages."""
    pages: Pages = session.pages
    feeds = {name: (told, tuple(item.relative_source_path for item in items)) for name, (told, items) in pages.feeds.items()}  # type: ignore[attr-defined]
    elsewhere = pages.any_strayed or TEXTS_SHOWN in settings
    recorded = chain.from_iterable(record_of(content).files for content in session.contents.values() if content is not None)
    return Known(dict(_shared(pages)), feeds, pointing, elsewhere, frozenset(path for path in recorded if path.endswith(".md")))


def _shared(pages: Pages) -> Iterator[tuple[str, Shared]]:
    for name, (template, context, own) in pages.showing.items():
        try:
            digest, digests = pages.shared(template, context, own)
        except UnknownValue:
            continue
        yield name, Shared(digest, tuple(own), {read: (digests[read], _plain(context[read])) for read in digests})


def _plain(value: object) -> Any:
    """The value if it can be kept as it is, else None."""
    try:
        Values({}, {}).digest(value)
        pickle.dumps(value)
    except (UnknownValue, pickle.PicklingError, TypeError, AttributeError):
        return None
    return value


def pointed_by(content: Any) -> Pointed:
    """The other articles that an article's attributes hold, by their paths."""
    held = {name: value for name, value in vars(content).items() if holds_content(value)} if content is not None else {}
    many = {name: [other.relative_source_path for other in value] for name, value in held.items() if isinstance(value, list)}
    return {name: value.relative_source_path for name, value in held.items() if name not in many} | many
