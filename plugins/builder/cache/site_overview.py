"""What a whole build notes of the site, so that a build in which nothing but bodies of articles changed need not look at the rest.

All of it lies in the store: a head that tells what the last build was made from, what all articles share, and, in heaps, which
others each article points to. Parts of different builds are never put together: each bears the mark of its whole build.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple
from zlib import crc32

from plugins.builder.cache.inputs import Inputs
from plugins.builder.cache.manifest import Manifest
from plugins.builder.cache.per_file import HEAPS
from plugins.builder.cache.store import Store
from plugins.builder.digests import combined

MOST = 20  # changed at once: each is had back with its neighbours, and a whole build looks each heap through only once
Pointed = Mapping[str, str | list[str]]  # by attribute: the path of the article that it holds, or their paths


class Shared(NamedTuple):
    """What the pages of one template read that is not their own: the digest of it all, and by name the digest of each value,
    with the value itself where it is plain. `own` are the names that are a page's own.
    """

    digest: bytes
    own: tuple[str, ...]
    values: Mapping[str, tuple[bytes, Any]]


@dataclass(frozen=True, slots=True)
class Known:
    """`shared` by template; `feeds` by file: its arguments and the paths of its articles; `pointing`: the attributes by which
    articles point to others. `texts_elsewhere`: whether any file shows the text of an article that is not its own. `depended_on`:
    the texts' own files on which other articles depend.
    """

    shared: Mapping[str, Shared] = field(default_factory=dict)
    feeds: Mapping[str, tuple[Any, tuple[str, ...]]] = field(default_factory=dict)
    pointing: frozenset[str] = frozenset()
    texts_elsewhere: bool = True
    depended_on: frozenset[str] = frozenset()


class _Head(NamedTuple):
    inputs: bytes
    data: bytes
    mark: bytes
    content: Mapping[str, bytes]


class Lost(Exception):
    """A part is not there, or is another build's."""


class Overview:
    """`scope` names the code, the settings and the content tree."""

    def __init__(self, store: Store, scope: bytes) -> None:
        self._store, self._scope = store, scope
        self._head: _Head = self._part(b"head", _Head(b"", b"", b"", {}))

    @property
    def content(self) -> Mapping[str, bytes]:
        """The digests of the content tree's files as the last build read them, by path from its root."""
        return self._head.content

    def changed_since(self, last: Manifest, inputs: Inputs) -> tuple[str, ...]:
        """The few texts that changed since that build, if nothing else did; else ()."""
        head, now = self._head, inputs.content
        if (head.inputs, head.mark) != (last.inputs, last.whole) or head.data != inputs.data or head.content.keys() != now.keys():
            return ()
        changed = tuple(path for path, digest in now.items() if digest != head.content[path])
        return changed if len(changed) <= MOST and all(path.endswith(".md") for path in changed) else ()

    def known(self) -> Known:
        """What all articles share. Raises Lost."""
        mark, known = self._part(b"known", (b"", None))
        if mark != self._head.mark or known is None:
            raise Lost
        return known  # type: ignore[no-any-return]

    def pointed(self, path: str) -> Pointed:
        """The articles that the one of this path points to. Raises Lost."""
        mark, heap = self._part(_heap_of(path), (b"", {}))
        if mark != self._head.mark or path not in heap:
            raise Lost
        return heap[path]  # type: ignore[no-any-return]

    def after_bodies(self, inputs: Inputs) -> Iterator[tuple[bytes, bytes]]:
        """What to keep after a build in which nothing but bodies changed."""
        yield self._kept(b"head", _Head(inputs.whole, inputs.data, self._head.mark, inputs.content))

    def after_whole(
        self,
        inputs: Inputs,
        mark: bytes,
        paths: Iterable[str],
        pointed: Callable[[str], Pointed],
        known: Callable[[frozenset[str]], Known],
    ) -> Iterator[tuple[bytes, bytes]]:
        """What to keep after a whole build of this `mark`, one heap in memory at a time. `known` is asked at the end, with all the
        attributes by which the articles of these `paths` point to others.
        """
        pointing = set[str]()
        for heap, members in groupby(sorted(paths, key=_heap_of), key=_heap_of):
            held = {path: pointed(path) for path in members}
            pointing.update(*held.values())
            yield self._kept(heap, (mark, held))
        yield self._kept(b"known", (mark, known(frozenset(pointing))))
        yield self._kept(b"head", _Head(inputs.whole, inputs.data, mark, inputs.content))

    def _part(self, name: bytes, absent: Any) -> Any:
        kept = self._store.get(combined(b"overview", self._scope, name))
        return pickle.loads(kept) if kept else absent  # noqa: S301  # the store knows the bytes it wrote

    def _kept(self, name: bytes, value: object) -> tuple[bytes, bytes]:
        return combined(b"overview", self._scope, name), pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def _heap_of(path: str) -> bytes:
    return bytes([crc32(path.encode()) % HEAPS])
