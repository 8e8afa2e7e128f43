"""Articles as a build left them, so that the next one need not make those anew whose sources are the same.

A snapshot holds an article's attributes, without the other articles among them and without its text, which lies in the store.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from plugins.build_cache import CACHED, record_of
from plugins.builder.cache.inputs import Inputs
from plugins.builder.cache.per_file import Heap, Load, Memory
from plugins.builder.cache.store import Store

MACHINE = {"settings", "_context", "_text", "_as_kept", CACHED, "source_path"}
NOT_FIT = (pickle.PicklingError, TypeError, AttributeError, RecursionError)  # what pickling raises, by the kind of thing
Kinds = Mapping[str, type]


class Snapshot(NamedTuple):
    """The attributes of an article that was built with this `data`, if it depends on data, and with `files` of these digests, None
    for those that were not there.
    """

    data: bytes | None
    files: tuple[tuple[str, bytes | None], ...]
    attributes: dict[str, Any]


class CachedArticles:
    """`inputs`, those of this build, tell whether recorded dependencies are as they were. `kinds` are the classes of names
    (sections, tags) by their own name, each made anew with `settings`; `holds_content` tells attributes that are other articles.
    """

    def __init__(self, memory: Memory, store: Store, inputs: Inputs, kinds: Kinds, holds_content: Callable[[object], bool]) -> None:
        self._memory, self._store, self._inputs, self._holds_content = memory, store, inputs, holds_content
        self._kinds = {kind: name for name, kind in kinds.items()}
        self._made = kinds
        self._names: dict[tuple[str, str], Any] = {}

    def recall(
        self, what: str, paths: Collection[str], settings: Any, digests: Mapping[str, bytes] | None = None
    ) -> dict[str, dict[str, Any]]:
        """The attributes of the articles that can be had without their sources, which are as they were or had these `digests`."""
        found: dict[str, Snapshot] = self._memory.recall(what, paths, self._loads(settings), digests)
        return {path: kept.attributes for path, kept in found.items() if self._is_current(kept)}

    def _is_current(self, kept: Snapshot) -> bool:
        digest_of = self._inputs.content.get
        return kept.data in (None, self._inputs.data) and all(digest_of(path) == digest for path, digest in kept.files)

    def keep(self, what: str, contents: Mapping[str, Any], stays: Callable[[Any], bool]) -> None:
        """Keep the articles, by path, as they are at the end of the build; not those of which `stays`, asked at once, denies
        that they will be so next time.
        """
        as_kept = {path for path, content in contents.items() if "_as_kept" in vars(content)}
        staying = {path for path, content in contents.items() if path in as_kept or stays(content)}

        def snapshot(path: str) -> Snapshot | None:
            return self._snapshot(contents[path]) if path in staying else None

        self._memory.keep(what, contents, snapshot, lambda path: "_as_kept" not in vars(contents[path]), self._dump)

    def amend(self, what: str, contents: Mapping[str, Any], settings: Any) -> None:
        """Keep a few articles, by path, as they are at the end of the build, and the others as they were kept before."""
        self._memory.amend(what, contents, lambda path: self._snapshot(contents[path]), self._loads(settings), self._dump)

    def _snapshot(self, content: Any) -> Snapshot:
        attributes = {name: value for name, value in vars(content).items() if name not in MACHINE}
        shown = {name: value for name, value in attributes.items() if not self._holds_content(value)}
        if text := vars(content).get("_text"):
            shown["_row"] = self._store.put_later(text.encode())
        record, digest_of = record_of(content), self._inputs.content.get
        files = tuple((path, digest_of(path)) for path in sorted(record.files))
        return Snapshot(self._inputs.data if record.data else None, files, shown)

    def _loads(self, settings: Any) -> Load:
        def named(told: tuple[str, str]) -> Any:
            if told not in self._names:
                self._names[told] = self._made[told[0]](told[1], settings)
            return self._names[told]

        def load(value: bytes) -> Heap:
            unpickler = pickle.Unpickler(io.BytesIO(value))  # noqa: S301  # the store knows the bytes it wrote
            unpickler.persistent_load = named  # type: ignore[method-assign]
            heap: Heap = unpickler.load()
            return heap

        return load

    def _dump(self, heap: Heap) -> bytes:
        """Without the articles to which a plugin gave what cannot be kept."""
        try:
            return self._pickled(heap)
        except NOT_FIT:
            return self._pickled({path: (digest, kept if self._is_fit(kept) else None) for path, (digest, kept) in heap.items()})

    def _is_fit(self, kept: Snapshot | None) -> bool:
        try:
            self._pickled(kept)
        except NOT_FIT:
            return False
        return True

    def _pickled(self, value: object) -> bytes:
        file = io.BytesIO()
        pickler = pickle.Pickler(file, protocol=pickle.HIGHEST_PROTOCOL)
        pickler.persistent_id = self._named  # type: ignore[method-assign]
        pickler.dump(value)
        return file.getvalue()

    def _named(self, value: Any) -> tuple[str, str] | None:
        kind = self._kinds.get(type(value))
        return (kind, value.name) if kind else None
