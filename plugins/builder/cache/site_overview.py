"""What a full build notes about the site, so that a build of changed bodies need not read the others.

The store holds the last build's inputs, what all articles share, and, in buckets, which articles each article refers to. Each part
names the generation of its full build, so that parts of different builds are never combined.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple
from zlib import crc32

from plugins.builder.cache.inputs import Inputs
from plugins.builder.cache.manifest import Manifest
from plugins.builder.cache.per_file import BUCKETS
from plugins.builder.cache.store import Store
from plugins.builder.digests import combined

MOST_BODIES = 20  # each loads the buckets of all its neighbours, while a full build loads each bucket once
References = Mapping[str, str | list[str]]  # by attribute of an article: the path or paths of the other articles that it holds


class SharedContext(NamedTuple):
    """What the pages of one template have in common: all that they read except their `own` names."""

    digest: bytes  # of all of it
    own: tuple[str, ...]
    values: Mapping[str, tuple[bytes, Any]]  # by name: its digest, and the value itself or None if it cannot be cached


class SiteNotes(NamedTuple):
    """What concerns all articles together."""

    contexts: Mapping[str, SharedContext]  # by template
    feeds: Mapping[str, tuple[Any, tuple[str, ...]]]  # by file: the arguments, and the paths of the articles
    reference_names: frozenset[str]  # the attributes by which articles refer to others
    texts_elsewhere: bool  # whether a page shows the text of another article, or another file shows any text
    depended_on: frozenset[str]  # the text files that other articles depend on


class _BuildState(NamedTuple):
    inputs: bytes
    data: bytes
    generation: bytes
    content: Mapping[str, bytes]


class MissingPart(Exception):
    """The store lacks a part, or has the part of another generation."""


class Overview:
    """`scope` names the code, the settings and the content tree."""

    def __init__(self, store: Store, scope: bytes) -> None:
        self._store, self._scope = store, scope
        self._state: _BuildState = self._load(b"state") or _BuildState(b"", b"", b"", {})

    @property
    def content(self) -> Mapping[str, bytes]:
        """The digests of the content tree's files as the last build read them, by path from its root."""
        return self._state.content

    def changed_since(self, last: Manifest, inputs: Inputs) -> tuple[str, ...]:
        """The texts that changed since the last build, if they are few and nothing else changed; else ()."""
        state, now = self._state, inputs.content
        if (state.inputs, state.generation, state.data) != (last.inputs, last.generation, inputs.data):
            return ()
        if state.content.keys() != now.keys():
            return ()
        changed = tuple(path for path, digest in now.items() if digest != state.content[path])
        return changed if len(changed) <= MOST_BODIES and all(path.endswith(".md") for path in changed) else ()

    def site_notes(self) -> SiteNotes:
        """What concerns all articles together. Raises MissingPart."""
        return self._part(b"site notes")  # type: ignore[no-any-return]

    def references(self, path: str) -> References:
        """The articles that the article at this path refers to. Raises MissingPart."""
        return self._part(_bucket_of(path))[path]  # type: ignore[no-any-return]

    def after_changed_bodies(self, inputs: Inputs) -> Iterator[tuple[bytes, bytes]]:
        """The entries to cache after a build of changed bodies."""
        yield self._entry(b"state", _BuildState(inputs.digest, inputs.data, self._state.generation, inputs.content))

    def after_full_build(
        self,
        inputs: Inputs,
        generation: bytes,
        paths: Iterable[str],
        references: Callable[[str], References],
        site_notes: Callable[[frozenset[str]], SiteNotes],
    ) -> Iterator[tuple[bytes, bytes]]:
        """The entries to cache after a full build, one bucket at a time.

        `references` gives those of the article at a path. `site_notes` is called last, when all `reference_names` are known.
        """
        reference_names = set[str]()
        for bucket, members in groupby(sorted(paths, key=_bucket_of), key=_bucket_of):
            by_path = {path: references(path) for path in members}
            reference_names.update(*by_path.values())
            yield self._entry(bucket, (generation, by_path))
        yield self._entry(b"site notes", (generation, site_notes(frozenset(reference_names))))
        yield self._entry(b"state", _BuildState(inputs.digest, inputs.data, generation, inputs.content))

    def _part(self, name: bytes) -> Any:
        generation, part = self._load(name) or (b"", None)
        if generation != self._state.generation:
            raise MissingPart
        return part

    def _load(self, name: bytes) -> Any:
        value = self._store.get(combined(b"overview", self._scope, name))
        return pickle.loads(value) if value else None  # noqa: S301  # the store knows the bytes it wrote

    def _entry(self, name: bytes, value: object) -> tuple[bytes, bytes]:
        return combined(b"overview", self._scope, name), pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def _bucket_of(path: str) -> bytes:
    return bytes([crc32(path.encode()) % BUCKETS])
