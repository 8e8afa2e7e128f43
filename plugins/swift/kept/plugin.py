"""Pelican's articles and pages, made to work out their addresses and texts once, and described for fingerprints."""

from __future__ import annotations

from collections.abc import Callable
from posixpath import normpath
from typing import Any

from jinja2 import Environment
from pelican import contents, urlwrappers
from pelican.paginator import Page as Slice
from pelican.paginator import Paginator
from pelican.utils import SafeDatetime

from plugins.swift.pages import Watch
from plugins.swift.values import Describe, Values

INTRASITE = ('"{', '"|', "'{", "'|")
NOT_SHOWN = {"settings", "_context", "_content", "source_path", "_texts", "_addresses"}  # machine paths and the article's insides


class _Kept(contents.Content):  # type: ignore[misc]  # pelican has no types
    """Content that works out its address and its texts once. A text is asked for under one site address or two."""

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
        state = (self.status, self.slug, self.__dict__.get("date"), self.__dict__.get("category"))
        addresses: dict[str, tuple[object, str]] = self.__dict__.setdefault("_addresses", {})
        if key not in addresses or addresses[key][0] != state:
            addresses[key] = (state, super().get_url_setting(key))
        return addresses[key][1]

    def get_content(self, siteurl: str) -> str:
        text: str = self._content
        if not any(mark in text for mark in INTRASITE):
            return text
        return self._once(("content", siteurl, text), lambda: self._update_content(text, siteurl))

    def get_summary(self, siteurl: str) -> str:
        if "summary" in self.metadata:
            return self.metadata["summary"]  # type: ignore[no-any-return]
        session = self.settings["SWIFT"]
        text = self.content
        made = session.store.remembered  # cutting a text to its first words takes longer than reading it
        return self._once(
            ("summary", siteurl, text),
            lambda: made(b"summary" + session.version, text, lambda: contents.Content.get_summary.func(self, siteurl)),
        )

    def _once(self, key: tuple[str, str, str], work: Callable[[], str]) -> str:
        texts: dict[tuple[str, str], tuple[str, str]] = self.__dict__.setdefault("_texts", {})
        kept = texts.get(key[:2])
        if kept is None or kept[0] != key[2]:
            kept = texts[key[:2]] = (key[2], work())
        return kept[1]


class Article(_Kept, contents.Article):  # type: ignore[misc]
    """An article; settings are looked up by this class's name."""


class Page(_Kept, contents.Page):  # type: ignore[misc]
    """A page; settings are looked up by this class's name."""


KEPT = {contents.Article: Article, contents.Page: Page}


def show_draft(content: Any) -> None:
    """Give what is not published a page under /nhap/ that no list leads to, with the mark in its title."""
    if content.status == "draft":
        content.status = "hidden"
        content.title = content.metadata["title"] = f"[Bản nháp] {content.title}"
        content.override_url = f"nhap/{content.slug}/"
        content.override_save_as = f"{content.override_url}index.html"


class Listed(list[Any]):
    """A taxonomy's articles: counted by every page, so a template that reads more than their number is noted as straying."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def __iter__(self) -> Any:
        self._watch.strayed = True
        return super().__iter__()

    def __getitem__(self, place: Any) -> Any:
        self._watch.strayed = True
        return super().__getitem__(place)


class WatchedEnvironment(Environment):
    """Notes when a template reads what no fingerprint covers: from an article it lists on to that one's own neighbours, or to
    the inside of an article.
    """

    watch: Watch

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self._seen(obj, attribute, super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """By which filters read attributes."""
        return self._seen(obj, argument, super().getitem(obj, argument))

    def _seen(self, obj: Any, name: object, found: Any) -> Any:
        if isinstance(obj, _Kept) and (name in NOT_SHOWN or (obj is not self.watch.shown and _holds_content(found))):
            self.watch.strayed = True
        return found


def _holds_content(value: object) -> bool:
    return isinstance(value, contents.Content) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], contents.Content)
    )


def relatives_of(content: object) -> list[object]:
    """The other articles that an article's attributes hold, in the order of the attributes' names."""
    if not isinstance(content, _Kept):
        return []
    held = [value for _, value in sorted(vars(content).items(), key=lambda pair: pair[0]) if _holds_content(value)]
    return [other for value in held for other in (value if isinstance(value, list) else [value])]


def make_values() -> tuple[Values, Values]:
    """(lines, wholes): digests of what templates read, an article as a list prints it, or with its whole text."""

    def describe_line(content: Any, parts: list[str]) -> None:
        shown = {name: value for name, value in vars(content).items() if name not in NOT_SHOWN and not _holds_content(value)}
        lines.describe({**shown, "url": content.url, "save_as": content.save_as, "summary": content.summary}, parts)

    def describe_whole(content: Any, parts: list[str]) -> None:
        parts += [lines.digest(content).hex(), content.content]

    lines = Values(OWN, dict.fromkeys(KEPT.values(), describe_line))
    wholes = Values(OWN, dict.fromkeys(KEPT.values(), describe_whole))
    return lines, wholes


def _describe_slice(page: Any, values: Values, parts: list[str]) -> None:
    values.describe([page.url, page.save_as, page.number, page.object_list, page.paginator], parts)


OWN: dict[type, Describe] = {
    **dict.fromkeys(
        (urlwrappers.Category, urlwrappers.Tag, urlwrappers.Author),
        lambda name, values, parts: parts.extend((type(name).__name__, name.name, name.slug)),
    ),
    Listed: lambda listed, values, parts: parts.append(f"{len(listed)} listed"),
    Slice: _describe_slice,
    Paginator: lambda paginator, values, parts: parts.append(f"{paginator.count} by {paginator.per_page}"),
    SafeDatetime: lambda moment, values, parts: parts.append(f"{moment.isoformat()}:{moment.tzname()}"),
}
