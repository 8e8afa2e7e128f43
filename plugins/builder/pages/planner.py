"""The one writer: every page, feed and copied file is planned with a fingerprint of all it depends on, and made only when the
fingerprint, or the file that lies in the output, is not that of the last build. What cannot be fingerprinted is always made.
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

from jinja2 import Environment, Template

from plugins.builder.cache.manifest import Entry, Stamp
from plugins.builder.cache.store import Store
from plugins.builder.digests import UnknownValue, Values, combined
from plugins.builder.output.inspection import Seen, look_at
from plugins.builder.pages.template_inputs import Reads, UnknownReads, reads_of
from plugins.builder.parallel import spread

ABSENT = b"absent"
BATCH = 1_000  # pages made at once: a fork copies what it touches, and lets it go when they are made


class WrittenTwice(Exception):
    """Two sources lead to one file."""


@dataclass(slots=True)
class Watch:
    """What the page being rendered shows, and whether its template strayed to something its fingerprint does not cover."""

    is_rendering: bool = False
    shown: object = None
    strayed: bool = False

    def text_is_read(self, content: object) -> None:
        """Also by a filter or a function, of which the template tells nothing."""
        if self.is_rendering and content is not self.shown:
            self.strayed = True

    @contextmanager
    def looking_away(self) -> Iterator[None]:
        """While something is worked out that fingerprints do cover."""
        was, self.is_rendering = self.is_rendering, False
        try:
            yield
        finally:
            self.is_rendering = was


@dataclass(frozen=True, slots=True)
class Job:
    """A file to make. `text` renders it."""

    name: str
    fingerprint: bytes
    text: Callable[[], str]
    shown: object = None
    is_page: bool = False


@dataclass(slots=True)
class Pages:
    """Plans and makes the files of one build. `lines` and `wholes` digest what templates read: articles by what lists print of
    them, or with their texts.
    """

    folder: Path
    base: bytes
    usable: Mapping[str, Entry]
    lines: Values
    wholes: Values
    relatives: Callable[[object], Iterable[object]]
    watch: Watch
    made: dict[str, tuple[bytes, Seen | None]] = field(default_factory=dict)
    carried: set[str] = field(default_factory=set)
    feeds: dict[str, tuple[object, list[object]]] = field(default_factory=dict)  # arguments and items
    showing: dict[str, tuple[Template, Mapping[str, Any], frozenset[str]]] = field(default_factory=dict)  # context, own names
    any_strayed: bool = False
    _waiting: list[Job] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)
    _reads: dict[tuple[int, str], Reads | None] = field(default_factory=dict)
    _known_shared: dict[object, tuple[bytes, list[object]]] = field(default_factory=dict)

    def page(self, name: str, template: Template, context: Mapping[str, Any], local: Mapping[str, Any]) -> None:
        """Plan a page: a template and everything it may read, what all pages share and what is its own."""
        shown = local.get("article") or local.get("page")
        if shown is not None:
            self.showing[template.name or ""] = (template, context, frozenset(local))
        fingerprint = self._fingerprint_of_page(name, template, context, local, shown)
        self._plan(Job(name, fingerprint, lambda: template.render({**context, **local}), shown, is_page=True))

    def feed(self, name: str, items: list[object], arguments: object, text: Callable[[], str]) -> None:
        """Plan a feed, which shows the whole texts of its items."""
        self.feeds[name] = (arguments, items)
        try:
            parts = [self.wholes.digest(item) for item in items]
            fingerprint = combined(self.base, name.encode(), self.wholes.digest(arguments), *parts)
        except UnknownValue:
            fingerprint = b""
        self._plan(Job(name, fingerprint, text))

    def copy(self, name: str, source: Path, digest: bytes) -> None:
        """Copy a file at once, unless the output has it."""
        if self._is_carried(name, digest):
            return
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        self.made[name] = (digest, None)

    def start_again(self) -> None:
        """Forget what was planned and made."""
        for name in self.made:
            (self.folder / name).unlink()
        noted = (self.made, self.carried, self.feeds, self.showing, self._waiting, self._names, self._reads, self._known_shared)
        for kept in noted:
            kept.clear()
        self.any_strayed = False

    def shared(self, template: Template, context: Mapping[str, Any], own: Collection[str]) -> tuple[bytes, dict[str, bytes]]:
        """The digest of all that a template reads besides a page's `own` names, and of each value in the context that it may
        read. Raises UnknownValue.
        """
        reads = self._reads_of(template.environment, template.name or "")
        if reads is None:
            raise UnknownValue(template.name)
        values = self.values_of(template)
        digests = {name: values.digest(context[name]) for name in reads.names if name not in own and name in context}
        return self._shared(template.environment, reads, context, own, values), digests

    def values_of(self, template: Template) -> Values:
        """By which a template's values are digested: articles by what lists print of them, or with their texts."""
        reads = self._reads_of(template.environment, template.name or "")
        return self.wholes if reads and reads.whole_texts else self.lines

    def entries(self, last: Mapping[str, Entry], now: Mapping[str, Stamp]) -> dict[str, Entry]:
        """What to note of every file that lies in the output `now`."""
        made = {name: fingerprint for name, (fingerprint, _) in self.made.items()}
        return {name: last[name] if name in self.carried else Entry(made.get(name, b""), stamp) for name, stamp in now.items()}

    def links_to_keep(self) -> Iterator[tuple[bytes, bytes]]:
        """The links of the pages made, for builds that carry these pages over."""
        for name, (fingerprint, seen) in self.made.items():
            if fingerprint and seen:
                yield _links_key(name, fingerprint), json.dumps(seen.links, ensure_ascii=False).encode()

    def seen_of_carried(self, store: Store, output: Path) -> dict[str, Seen]:
        """The links of the pages carried over, which were found sound when they were made."""
        keys = {name: _links_key(name, self.usable[name].fingerprint) for name in self.carried if name.endswith(".html")}
        kept = store.get_many(keys.values())
        known = {name: Seen((), tuple(json.loads(kept[key]))) for name, key in keys.items() if key in kept}
        lost = keys.keys() - known.keys()
        return known | {name: look_at((output / name).read_text(encoding="utf-8")) for name in lost}

    def flush(self) -> None:
        """Make what is planned, by all cores."""
        for job, (strayed, seen) in spread(self._make, self._waiting):
            self.any_strayed |= strayed
            links = tuple(map(sys.intern, seen.links)) if seen else ()
            self.made[job.name] = (b"" if strayed else job.fingerprint, replace(seen, links=links) if seen else None)
        self._waiting.clear()

    def _plan(self, job: Job) -> None:
        if not self._is_carried(job.name, job.fingerprint):
            self._waiting.append(job)
            if len(self._waiting) >= BATCH:
                self.flush()

    def _is_carried(self, name: str, fingerprint: bytes) -> bool:
        if name in self._names:
            raise WrittenTwice(name)
        self._names.add(name)
        entry = self.usable.get(name)
        if not fingerprint or entry is None or entry.fingerprint != fingerprint:
            return False
        self.carried.add(name)
        return True

    def _make(self, job: Job) -> tuple[bool, Seen | None]:
        self.watch.is_rendering, self.watch.shown, self.watch.strayed = job.is_page, job.shown, False
        text = job.text()
        self.watch.is_rendering = False
        path = self.folder / job.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return self.watch.strayed, look_at(text) if job.name.endswith(".html") else None

    def _fingerprint_of_page(
        self, name: str, template: Template, context: Mapping[str, Any], local: Mapping[str, Any], shown: object
    ) -> bytes:
        reads = self._reads_of(template.environment, template.name or "")
        if reads is None:
            return b""
        values = self.wholes if reads.whole_texts else self.lines
        try:
            parts = [self.base, name.encode(), self._shared(template.environment, reads, context, local.keys(), values)]
            parts += _digests(values, [own for own in reads.names if own in local], local, template.environment.globals)
            parts += [self.lines.digest(relative) for relative in self.relatives(shown)]
        except UnknownValue:
            return b""
        return combined(*parts)

    def _shared(
        self, environment: Environment, reads: Reads, context: Mapping[str, Any], own: Collection[str], values: Values
    ) -> bytes:
        """Digest of what a template reads that is not the page's own: the same for many pages, so worked out once."""
        names = [name for name in reads.names if name not in own]
        key = (id(environment), reads.source, tuple(names), tuple(id(context.get(name)) for name in names))
        if key not in self._known_shared:
            parts = [reads.source, *_digests(values, names, context, environment.globals)]
            parts += _digests(values, reads.filters, environment.filters)
            parts += _digests(values, reads.tests, environment.tests)
            # the values are held, so that no other can get the number of one of them
            self._known_shared[key] = combined(*parts), [context.get(name) for name in names]
        return self._known_shared[key][0]

    def _reads_of(self, environment: Environment, name: str) -> Reads | None:
        key = (id(environment), name)
        if key not in self._reads:
            try:
                self._reads[key] = reads_of(environment, name)
            except UnknownReads:
                self._reads[key] = None
        return self._reads[key]


def _links_key(name: str, fingerprint: bytes) -> bytes:
    return combined(b"links", name.encode(), fingerprint)


def _digests(values: Values, names: Iterable[str], *places: Mapping[str, Any]) -> Iterable[bytes]:
    for name in names:
        yield name.encode()
        for place in places:
            yield values.digest(place[name]) if name in place else ABSENT
