"""Makes the pages and feeds of a few articles in which only the body changed, with Pelican's own generator and readers.

Everything else on such a page comes from the notes of the last full build. If more may have changed, or a text has a mistake,
nothing is made: a full build follows, and reports the mistake.
"""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any, NoReturn
from urllib.parse import unquote

from pelican import contents, generators, signals

from plugins.build_cache import ONLY, TEXTS_ELSEWHERE, record_of
from plugins.builder.cache.articles import OF_THIS_BUILD
from plugins.builder.cache.manifest import Manifest
from plugins.builder.cache.site_overview import Overview, References, SharedContext, SiteNotes
from plugins.builder.digests import UnknownValue, Values
from plugins.builder.pages.planner import Pages
from plugins.builder.pelican.contents import ABSENT, as_cached, has_links, holds_content, is_readable
from plugins.builder.pelican.strict import reset_warnings

BODY_ATTRIBUTES = {"_source", "_text_key", "_links", "_digests", "_summary_made", "_addresses"}
KINDS = (contents.Article, contents.Page)


class FullBuildNeeded(Exception):
    """More than bodies may have changed."""


class _Forbidden:
    """Stands for a value that the last full build had and this build lacks. Refuses every access."""

    def _refuse(self, *_: object) -> NoReturn:
        raise FullBuildNeeded

    __bool__ = __call__ = __eq__ = __getattr__ = __getitem__ = __hash__ = __iter__ = __len__ = __str__ = _refuse


class _CachedContents(dict[str, Any]):
    """Articles and pages by path, each from the cache when Pelican asks for it."""

    def __init__(self, load: Callable[[str], Any]) -> None:
        super().__init__()
        self._load = load

    def get(self, path: str, default: Any = None) -> Any:
        if path not in self and (found := self._load(path)) is not None:
            self[path] = found
        return super().get(path, default)


class ChangedBodies:
    """The articles at these `paths`: only they changed since the `last` build. `overview` has the notes of the last full build."""

    def __init__(self, overview: Overview, paths: tuple[str, ...], last: Manifest) -> None:
        self._overview, self._paths, self._last = overview, paths, last

    def make(self, site: Any) -> bool:
        """Make every page and feed that shows them, and reuse the rest. False if a full build is needed: then nothing is made."""
        pages: Pages = site.session.pages
        try:
            self._make(site, pages, self._overview.site_notes())
        except Exception:  # the full build that follows reports it
            site.settings.pop(ONLY, None)
            reset_warnings()
            pages.discard()
            return False
        pages.reused |= pages.usable.keys() - pages.made.keys()
        site.session.until = self._last.until
        return True

    def _make(self, site: Any, pages: Pages, notes: SiteNotes) -> None:
        if notes.texts_elsewhere or not notes.depended_on.isdisjoint(self._paths):
            raise FullBuildNeeded
        site.settings[ONLY] = self._paths
        context = {**site.settings, "static_links": set(), "static_content": {}, "localsiteurl": site.settings["SITEURL"]}
        generator = site.generator(generators.ArticlesGenerator, context)
        context["generated_content"] = _CachedContents(lambda path: self._cached(generator, path))
        before = {path: self._before(generator, path) for path in self._paths}
        articles = {path: _read(generator, path, before[path], notes.reference_names) for path in self._paths}
        feeds = {name: feed for name, feed in notes.feeds.items() if not articles.keys().isdisjoint(feed[1])}
        rendered = chain(articles, *(paths for _, paths in feeds.values()))
        links = {link for path in rendered for link in context["generated_content"].get(path).get_static_links()}
        context["static_links"] = set(map(unquote, links))
        site.generator(generators.StaticGenerator, context).generate_context()
        generator_of_changed = copy.copy(generator)
        generator_of_changed.articles = list(articles.values())
        signals.all_generators_finalized.send([generator_of_changed])
        for path, article in articles.items():
            _refuse_changes_elsewhere(before[path], article, pages.as_listed)
        for name, ((url, rest, named), paths) in feeds.items():
            items = [context["generated_content"].get(path) for path in paths]
            site._get_writer().write_feed(items, context, name, url, *rest, **named)
        for article in articles.values():
            _plan(site, pages, generator_of_changed, article, notes)
        overwritten = self._last.files.keys() - pages.usable.keys()  # by hand, or by the preview of a saved article
        if pages.any_strayed or overwritten - pages.made.keys():
            raise FullBuildNeeded
        site.session.articles.update("ARTICLE", articles, site.settings)

    def _cached(self, generator: Any, path: str) -> Any:
        """The cached article or page; None if the content tree had no such file. Raises FullBuildNeeded if the cache lost it."""
        if path not in self._overview.content:
            return None
        for kind in KINDS:
            found = generator.session.articles.get(kind.__name__.upper(), [path], generator.settings, self._overview.content)
            if found:
                return as_cached(kind, found[path], path, generator)
        raise FullBuildNeeded

    def _before(self, generator: Any, path: str) -> Any:
        """The article from the cache, as it was, with the others that it refers to."""
        content_of = generator.context["generated_content"].get
        article = self._cached(generator, path)
        if not isinstance(article, contents.Article):
            raise FullBuildNeeded
        for name, others in self._overview.references(path).items():
            article.__dict__[name] = content_of(others) if isinstance(others, str) else [content_of(other) for other in others]
        return article


def _read(generator: Any, path: str, before: Any, reference_names: frozenset[str]) -> Any:
    """The article as Pelican reads it now, with its old references to other articles."""
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
    if has_links(article.metadata.get("summary", "")):  # Pelican replaces them with addresses for good
        raise FullBuildNeeded
    for name in [name for name in vars(before) if name in reference_names]:  # in the old order: digests depend on it
        setattr(article, name, vars(before)[name])
    generator.add_source_path(article)
    return article


def _refuse_changes_elsewhere(before: Any, article: Any, as_listed: Values) -> None:
    """Raises FullBuildNeeded if a list or another article's page may show a difference between the old and the new article."""
    names = (vars(before).keys() | vars(article).keys()) - BODY_ATTRIBUTES - OF_THIS_BUILD
    private = [name for name in names if not is_readable(name)]
    if as_listed.digest(before) != as_listed.digest(article):
        raise FullBuildNeeded
    if any(vars(before).get(name, ABSENT) != vars(article).get(name, ABSENT) for name in private):
        raise FullBuildNeeded


def _plan(site: Any, pages: Pages, generator: Any, article: Any, notes: SiteNotes) -> None:
    """Make an article's page, in a context with everything that its template read in the full build."""
    template = generator.get_template(article.template)
    shared, generator_of_one = notes.contexts[template.name], copy.copy(generator)
    generator_of_one.articles, generator_of_one.context = [article], dict(generator.context)
    values = pages.values_of(template)
    for name, (digest, plain) in shared.values.items():
        _restore(generator_of_one.context, name, digest, plain, values)
    if pages.shared_digests(template, generator_of_one.context, shared.own)[0] != shared.digest:
        raise FullBuildNeeded
    generator_of_one.generate_articles(site._get_writer().write_file)
    pages.flush()


def _restore(context: dict[str, Any], name: str, digest: bytes, plain: Any, values: Values) -> None:
    for value in (context.get(name), plain):
        if _digest(values, value) == digest:
            context[name] = value
            return
    context[name] = _Forbidden()
    values.set_digest(context[name], digest)


def _digest(values: Values, value: object) -> bytes | None:
    try:
        return values.digest(value)
    except UnknownValue:
        return None


def site_notes_of(session: Any, settings: Mapping[str, Any], reference_names: frozenset[str]) -> SiteNotes:
    """What a full build learned about the site while it planned its pages."""
    pages = session.pages
    feeds = {
        name: (arguments, tuple(item.relative_source_path for item in items)) for name, (arguments, items) in pages.feeds.items()
    }
    files = chain.from_iterable(record_of(content).files for content in session.contents.values() if content is not None)
    depended_on = frozenset(path for path in files if path.endswith(".md"))
    return SiteNotes(
        dict(_shared_contexts(pages)), feeds, reference_names, pages.any_strayed or TEXTS_ELSEWHERE in settings, depended_on
    )


def _shared_contexts(pages: Pages) -> Iterator[tuple[str, SharedContext]]:
    for name, (template, context, own) in pages.article_templates.items():
        try:
            digest, digests = pages.shared_digests(template, context, own)
        except UnknownValue:
            continue
        yield name, SharedContext(digest, tuple(own), {read: (digests[read], _plain(context[read])) for read in digests})


def _plain(value: object) -> Any:
    """The value if it can be cached, else None."""
    try:
        Values({}, {}).digest(value)
        pickle.dumps(value)
    except (UnknownValue, pickle.PicklingError, TypeError, AttributeError):
        return None
    return value


def references_of(content: Any) -> References:
    """By attribute: the path or paths of the other articles that the attribute holds."""
    others = {name: value for name, value in vars(content).items() if holds_content(value)} if content is not None else {}
    lists = {name: [other.relative_source_path for other in value] for name, value in others.items() if isinstance(value, list)}
    return {name: value.relative_source_path for name, value in others.items() if name not in lists} | lists
