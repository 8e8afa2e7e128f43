"""Pelican's articles and pages, which compute addresses and texts once, and hold no text that the store holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from posixpath import normpath
from typing import Any

from pelican import contents, urlwrappers
from pelican.paginator import Page as Slice
from pelican.paginator import Paginator
from pelican.utils import SafeDatetime

from plugins.build_cache import IS_CACHED
from plugins.builder.digests import Describe, StoringValues, Values, checksum
from plugins.builder.pages.planner import Watch

INTRASITE = ('"{', '"|', "'{", "'|")
READABLE_PRIVATE = {"_status"}
UNREADABLE = {"settings", "source_path"}  # they name folders of this machine
ADDRESSED_BY = {"_status", "slug", "date", "category", "lang", "in_default_lang", "override_url", "override_save_as"}
ABSENT = object()


class _CachingContent(contents.Content):  # type: ignore[misc]  # pelican has no types
    """Content that computes its address and its texts once, and drops its digests when what lists show of it changes.

    Attributes whose names begin with "_" are private: no template may read them, and no digest covers them.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ADDRESSED_BY:
            self.__dict__.pop("_addresses", None)
        if "_digests" in self.__dict__ and is_readable(name):
            before = self.__dict__.get(name, ABSENT)
            was_readable, is_now = before is not ABSENT and not holds_content(before), not holds_content(value)
            if was_readable != is_now or (is_now and (type(before) is not type(value) or before != value)):
                self.forget_derived()
        super().__setattr__(name, value)

    def forget_derived(self) -> None:
        """Forget all that derives from the text or the header."""
        for name in ("_digests", "_links", "_summary_made", "_as_cached"):
            self.__dict__.pop(name, None)

    @property
    def _content(self) -> str:
        text: str | None = self.__dict__.get("_text")
        return text if text is not None else self.settings["BUILD_SESSION"].text(self._source, self.__dict__.get("_text_key"))

    @_content.setter
    def _content(self, text: str) -> None:
        if "_source" not in self.__dict__ or text != self._content:
            self.forget_derived()
            self.__dict__["_text"] = text

    def release_text(self, source: bytes, html: str) -> None:
        """Hold the text no longer if no plugin changed it: the converter has it, under the digest of its source."""
        self.__dict__["_source"] = source
        if self.__dict__["_text"] == html:
            self.__dict__.pop("_text")

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        if source_path and not source_path.startswith("/"):
            return normpath(source_path)
        known: str | None = None if source_path else self.__dict__.get("relative_source_path")
        if known is None:
            known = super().get_relative_source_path(source_path)
        return known

    @property
    def relative_dir(self) -> str:
        return str(self.relative_source_path).rpartition("/")[0]

    def get_url_setting(self, key: str) -> str:
        known: dict[str, str] = self.__dict__.setdefault("_addresses", {})
        if key not in known:
            known[key] = super().get_url_setting(key)
        return known[key]

    def get_static_links(self) -> set[str]:
        """Those of the text as read: Pelican asks before plugins change it."""
        if "_statics" not in self.__dict__:
            self.__dict__["_statics"] = tuple(sorted(super().get_static_links())) if has_links(self._content) else ()
        return set(self.__dict__["_statics"])

    def refresh_metadata_intersite_links(self) -> None:
        if has_links(self.metadata.get("summary", "")):
            super().refresh_metadata_intersite_links()

    def get_content(self, siteurl: str) -> str:
        self.settings["BUILD_SESSION"].pages.watch.text_is_read(self)
        text: str = self._content
        if not has_links(text):
            return text
        made: list[tuple[str, str]] = []

        def replaced(found: re.Match[str]) -> str:
            made.append((found[0], self._link_replacer(siteurl, found)))
            return made[-1][1]

        text = self._get_intrasite_link_regex().sub(replaced, text)
        if siteurl == self.get_siteurl():
            links, targets = (">".join(pair[side] for pair in made).encode() for side in (0, 1))
            self.__dict__["_links"] = (links, checksum(targets))
        return text

    def links_lead_elsewhere(self) -> bool:
        """Whether a link of the text now has another address than in the cached text."""
        links, targets = self.__dict__["_links"]
        now = self._get_intrasite_link_regex().sub(partial(self._link_replacer, self.get_siteurl()), links.decode())
        return bool(checksum(now.encode()) != targets)

    def get_summary(self, siteurl: str) -> str:
        if "summary" in self.metadata:
            return self.metadata["summary"]  # type: ignore[no-any-return]
        made: dict[str, str] = self.__dict__.setdefault("_summary_made", {})
        if siteurl not in made:
            session = self.settings["BUILD_SESSION"]
            # cutting a text takes longer than loading the summary, and Pelican's own memo would hold every article for good
            cut = lambda: vars(contents.Content)["get_summary"].func(self, siteurl)  # noqa: E731
            with session.pages.watch.paused():
                made[siteurl] = session.store.cached(b"summary" + session.version, self.get_content(siteurl), cut)
        return made[siteurl]


class Article(_CachingContent, contents.Article):  # type: ignore[misc]
    """An article. Pelican looks up settings by this class's name."""


class Page(_CachingContent, contents.Page):  # type: ignore[misc]
    """A page. Pelican looks up settings by this class's name."""


OURS = {contents.Article: Article, contents.Page: Page}


def as_cached(kind: type, attributes: Mapping[str, Any], path: str, generator: Any) -> Any:
    """An article, or page, of this source path as an earlier build left it, for a generator of this build."""
    content = OURS[kind].__new__(OURS[kind])
    own = {"settings": generator.settings, "_context": generator.context, "source_path": f"{generator.path}/{path}"}
    content.__dict__ = {**attributes, **own, "_as_cached": True, IS_CACHED: True}
    return content


def has_links(html: str) -> bool:
    """Whether Pelican may find a link to replace."""
    return any(mark in html for mark in INTRASITE)


def is_readable(name: str) -> bool:
    """Whether a template may read the attribute."""
    return name in READABLE_PRIVATE or not (name.startswith("_") or name in UNREADABLE)


def holds_content(value: object) -> bool:
    """Whether the value is an article or page, or a list of them."""
    return isinstance(value, contents.Content) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], contents.Content)
    )


class Listed(list[Any]):
    """The articles of a tag or section. Fingerprints cover only their number, so a template that reads more strays."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def __iter__(self) -> Any:
        self._watch.strayed = True
        return super().__iter__()

    def __getitem__(self, place: Any) -> Any:
        self._watch.strayed = True
        return super().__getitem__(place)


def relatives_of(content: object) -> list[object]:
    """The other articles that an article's attributes hold, ordered by attribute."""
    if not isinstance(content, _CachingContent):
        return []
    others = {name: value for name, value in vars(content).items() if holds_content(value)}
    return [other for name in sorted(others) for other in (others[name] if isinstance(others[name], list) else [others[name]])]


def make_values() -> tuple[Values, Values]:
    """(as_listed, with_text): they digest what templates read, an article as lists print it, or with its whole text."""

    def describe_listed(content: Any, parts: list[str]) -> None:
        readable = {name: value for name, value in vars(content).items() if is_readable(name) and not holds_content(value)}
        as_listed.describe({**readable, "url": content.url, "save_as": content.save_as, "summary": content.summary}, parts)

    def describe_with_text(content: Any, parts: list[str]) -> None:
        parts += [as_listed.digest(content).hex(), content.content]

    as_listed = StoringValues("line", OWN, dict.fromkeys(OURS.values(), describe_listed))
    with_text = StoringValues("whole", OWN, dict.fromkeys(OURS.values(), describe_with_text))
    return as_listed, with_text


def _describe_slice(page: Any, values: Values, parts: list[str]) -> None:
    values.describe([page.url, page.save_as, page.number, page.object_list, page.paginator], parts)


NAMES = {kind.__name__: kind for kind in (urlwrappers.Category, urlwrappers.Tag, urlwrappers.Author)}
OWN: dict[type, Describe] = {
    **dict.fromkeys(NAMES.values(), lambda name, values, parts: parts.extend((type(name).__name__, name.name, name.slug))),
    Listed: lambda listed, values, parts: parts.append(f"{len(listed)} listed"),
    Slice: _describe_slice,
    Paginator: lambda paginator, values, parts: parts.append(f"{paginator.count} by {paginator.per_page}"),
    SafeDatetime: lambda moment, values, parts: parts.append(f"{moment.isoformat()}:{moment.tzname()}"),
}
