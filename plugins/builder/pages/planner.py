"""Plans every page, feed and copied file with a fingerprint of all that it depends on, and makes only those files whose fingerprint
changed since the last build, or which are missing from the output. A file without a fingerprint is always made.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jinja2 import Template

from plugins.build_cache import folder_of
from plugins.builder.cache.manifest import Entry
from plugins.builder.cache.store import Store
from plugins.builder.digests import UnknownValue, Values, combined
from plugins.builder.output.inspection import InspectedPage, inspect_page
from plugins.builder.pages.template_inputs import Reads, reads_of
from plugins.builder.parallel import spread
from plugins.files import Stamp

ABSENT = b"absent"
BATCH = 1_000  # pages made at once: a fork copies the memory that it touches, and frees it when its batch ends


class WrittenTwice(Exception):
    """Two sources write the same file."""


@dataclass(slots=True)
class Watch:
    """Watches how a page is rendered. It `strayed` if it read another article's text, which its fingerprint does not cover."""

    is_rendering: bool = False
    article: object = None
    strayed: bool = False

    def text_is_read(self, content: object) -> None:
        """Note that the template, or a filter or function that it calls, reads a text."""
        if self.is_rendering and content is not self.article:
            self.strayed = True

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Ignore what is read inside the `with` block: fingerprints cover it."""
        was, self.is_rendering = self.is_rendering, False
        try:
            yield
        finally:
            self.is_rendering = was


@dataclass(frozen=True, slots=True)
class Job:
    """A file to make; `text` renders it."""

    name: str
    fingerprint: bytes
    text: Callable[[], str]
    article: object = None
    is_page: bool = False


@dataclass(slots=True)
class Pages:
    """Plans and makes the files of one build. `usable`: the last build's files that nobody has changed since. `as_listed` and
    `with_text` digest what templates read: articles as lists print them, or with their whole texts.
    """

    folder: Path
    base: bytes
    usable: Mapping[str, Entry]
    as_listed: Values
    with_text: Values
    relatives: Callable[[object], Iterable[object]]
    watch: Watch
    made: dict[str, tuple[bytes, InspectedPage | None]] = field(default_factory=dict)
    reused: set[str] = field(default_factory=set)
    feeds: dict[str, tuple[object, list[object]]] = field(default_factory=dict)  # arguments, items
    article_templates: dict[str, tuple[Template, Mapping[str, Any], frozenset[str]]] = field(default_factory=dict)
    any_strayed: bool = False
    _waiting: list[Job] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)
    _reads: dict[tuple[int, str], Reads] = field(default_factory=dict)
    _known_shared: dict[object, tuple[bytes, list[object]]] = field(default_factory=dict)

    def page(self, name: str, template: Template, context: Mapping[str, Any], local: Mapping[str, Any]) -> None:
        """Plan a page: a template, the context that all pages share, and the page's own values."""
        article = local.get("article") or local.get("page")
        if article is not None:
            self.article_templates[template.name or ""] = (template, context, frozenset(local))
        fingerprint = self._fingerprint_of_page(name, template, context, local, article)
        self._plan(Job(name, fingerprint, lambda: template.render({**context, **local}), article, is_page=True))

    def feed(self, name: str, items: list[object], arguments: object, site: object, text: Callable[[], str]) -> None:
        """Plan a feed: it shows the whole texts of its items, and what `site` says of the portal."""
        self.feeds[name] = (arguments, items)
        try:
            parts = [self.with_text.digest(item) for item in items]
            fingerprint = combined(self.base, name.encode(), self.with_text.digest([arguments, site]), *parts)
        except UnknownValue:
            fingerprint = b""
        self._plan(Job(name, fingerprint, text))

    def copy(self, name: str, source: Path, digest: bytes) -> None:
        """Copy a file, unless the output has it."""
        if self._is_reused(name, digest):
            return
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        self.made[name] = (digest, None)

    def own(self, names: Collection[str], value: bytes, make: Callable[[Path], None]) -> None:
        """As plugins.build_cache.OwnFiles."""
        fingerprints = {name: combined(self.base, name.encode(), value) for name in names}
        reused = {name for name, fingerprint in fingerprints.items() if self._is_reused(name, fingerprint)}
        if len(reused) < len(fingerprints):
            self.reused -= reused
            make(folder_of(self.folder, names))
            self.made |= {name: (fingerprint, None) for name, fingerprint in fingerprints.items()}

    def discard(self) -> None:
        """Forget what was planned, and delete what was made."""
        for name in self.made:
            (self.folder / name).unlink()
        plans = (self.made, self.reused, self.feeds, self.article_templates, self._waiting, self._names)
        for collection in (*plans, self._reads, self._known_shared):
            collection.clear()
        self.any_strayed = False

    def shared_digests(
        self, template: Template, context: Mapping[str, Any], own: Collection[str]
    ) -> tuple[bytes, dict[str, bytes]]:
        """What a template reads except a page's `own` names: the digest of all of it, and of each value by name.

        Raises UnknownValue.
        """
        values = self.values_of(template)
        names = [name for name in self._reads_of(template).names if name not in own and name in context]
        return self._shared_digest(template, context, own), {name: values.digest(context[name]) for name in names}

    def values_of(self, template: Template) -> Values:
        """How to digest a template's values: `with_text` if the template may read an article's text. Raises UnknownValue."""
        return self.with_text if self._reads_of(template).whole_texts else self.as_listed

    def entries(self, last: Mapping[str, Entry], now: Mapping[str, Stamp]) -> dict[str, Entry]:
        """The manifest's entry of every file that the output holds `now`."""
        made = {name: fingerprint for name, (fingerprint, _) in self.made.items()}
        return {name: last[name] if name in self.reused else Entry(made.get(name, b""), stamp) for name, stamp in now.items()}

    def links_to_cache(self) -> Iterator[tuple[bytes, bytes]]:
        """The links of the pages made, for builds that reuse these pages."""
        for name, (fingerprint, inspected) in self.made.items():
            if fingerprint and inspected:
                yield _links_key(name, fingerprint), json.dumps(inspected.links, ensure_ascii=False).encode()

    def inspected_reused(self, store: Store, output: Path) -> dict[str, InspectedPage]:
        """The reused pages with their links. They had no problems of their own when they were made."""
        keys = {name: _links_key(name, self.usable[name].fingerprint) for name in self.reused if name.endswith(".html")}
        values = store.get_many(keys.values())
        cached = {name: InspectedPage((), tuple(json.loads(values[key]))) for name, key in keys.items() if key in values}
        others = keys.keys() - cached.keys()
        return cached | {name: inspect_page((output / name).read_text(encoding="utf-8")) for name in others}

    def flush(self) -> None:
        """Make what is planned, on all cores."""
        for job, (strayed, inspected) in spread(self._make, self._waiting):
            self.any_strayed |= strayed
            links = tuple(map(sys.intern, inspected.links)) if inspected else ()
            self.made[job.name] = (b"" if strayed else job.fingerprint, replace(inspected, links=links) if inspected else None)
        self._waiting.clear()

    def _plan(self, job: Job) -> None:
        if not self._is_reused(job.name, job.fingerprint):
            self._waiting.append(job)
            if len(self._waiting) >= BATCH:
                self.flush()

    def _is_reused(self, name: str, fingerprint: bytes) -> bool:
        if name in self._names:
            raise WrittenTwice(name)
        self._names.add(name)
        entry = self.usable.get(name)
        if not fingerprint or entry is None or entry.fingerprint != fingerprint:
            return False
        self.reused.add(name)
        return True

    def _make(self, job: Job) -> tuple[bool, InspectedPage | None]:
        self.watch.is_rendering, self.watch.article, self.watch.strayed = job.is_page, job.article, False
        text = job.text()
        self.watch.is_rendering = False
        path = self.folder / job.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return self.watch.strayed, inspect_page(text) if job.name.endswith(".html") else None

    def _fingerprint_of_page(
        self, name: str, template: Template, context: Mapping[str, Any], local: Mapping[str, Any], article: object
    ) -> bytes:
        try:
            own = [own for own in self._reads_of(template).names if own in local]
            parts = [self.base, name.encode(), self._shared_digest(template, context, local.keys())]
            parts += _digests(self.values_of(template), own, local, template.environment.globals)
            parts += [self.as_listed.digest(relative) for relative in self.relatives(article)]
        except UnknownValue:
            return b""
        return combined(*parts)

    def _shared_digest(self, template: Template, context: Mapping[str, Any], own: Collection[str]) -> bytes:
        """The digest of what a template reads except a page's `own` names, computed once for all pages of the template."""
        environment, reads, values = template.environment, self._reads_of(template), self.values_of(template)
        names = [name for name in reads.names if name not in own]
        key = (id(environment), reads.source, tuple(names), tuple(id(context.get(name)) for name in names))
        if key not in self._known_shared:
            parts = [reads.source, *_digests(values, names, context, environment.globals)]
            parts += _digests(values, reads.filters, environment.filters)
            parts += _digests(values, reads.tests, environment.tests)
            # The entry keeps the values alive: once one is freed, another object may get its id.
            self._known_shared[key] = combined(*parts), [context.get(name) for name in names]
        return self._known_shared[key][0]

    def _reads_of(self, template: Template) -> Reads:
        key = (id(template.environment), template.name or "")
        if key not in self._reads:
            self._reads[key] = reads_of(template.environment, key[1])
        return self._reads[key]


def _links_key(name: str, fingerprint: bytes) -> bytes:
    return combined(b"links", name.encode(), fingerprint)


def _digests(values: Values, names: Iterable[str], *places: Mapping[str, Any]) -> Iterable[bytes]:
    for name in names:
        yield name.encode()
        for place in places:
            yield values.digest(place[name]) if name in place else ABSENT
