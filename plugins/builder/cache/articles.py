"""Articles as the last build left them, for the next build to reuse.

A cached article holds the article's attributes except its text, which the store holds, and except other articles.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from plugins.build_cache import IS_CACHED, record_of
from plugins.builder.cache.inputs import Inputs
from plugins.builder.cache.per_file import Bucket, Load, PerFileCache
from plugins.builder.cache.store import Store

OF_THIS_BUILD = {"settings", "_context", "_text", "_as_cached", IS_CACHED, "source_path"}
UNPICKLABLE = (pickle.PicklingError, TypeError, AttributeError, RecursionError)  # what pickling raises, by the kind of value
Kinds = Mapping[str, type]


class CachedArticle(NamedTuple):
    """`data`: the digest of the data, if the article depends on it. `files`: the files it depends on, each with its digest, or
    None if there was no such file.
    """

    data: bytes | None
    files: tuple[tuple[str, bytes | None], ...]
    attributes: dict[str, Any]


class CachedArticles:
    """`inputs` of this build show whether recorded dependencies have changed. `kinds` are Pelican's classes of names (sections,
    tags) by class name: one object serves all articles. `holds_content` finds the attributes that are other articles.
    """

    def __init__(
        self, per_file: PerFileCache, store: Store, inputs: Inputs, kinds: Kinds, holds_content: Callable[[object], bool]
    ) -> None:
        self._per_file, self._store, self._inputs, self._holds_content = per_file, store, inputs, holds_content
        self._kinds, self._types = kinds, frozenset(kinds.values())
        self._names: dict[tuple[str, str], Any] = {}

    def get(
        self, what: str, paths: Collection[str], settings: Any, digests: Mapping[str, bytes] | None = None
    ) -> dict[str, dict[str, Any]]:
        """The attributes of the articles that are still valid: their sources have the digests of this build, or else `digests`."""
        found: dict[str, CachedArticle] = self._per_file.get(what, paths, self._loads(settings), digests)
        return {path: cached.attributes for path, cached in found.items() if self._is_current(cached)}

    def _is_current(self, cached: CachedArticle) -> bool:
        digest_of = self._inputs.content.get
        return cached.data in (None, self._inputs.data) and all(digest_of(path) == digest for path, digest in cached.files)

    def put(self, what: str, contents: Mapping[str, Any], is_stable: Callable[[Any], bool]) -> None:
        """Cache the articles, by path, as they are at the end of the build. Skips those that are not stable now: the next build
        may make them differently.
        """
        stable = {path for path, content in contents.items() if _is_as_cached(content) or is_stable(content)}

        def result(path: str) -> CachedArticle | None:
            return self._cached_article(contents[path]) if path in stable else None

        self._per_file.put(what, contents, result, lambda path: not _is_as_cached(contents[path]), self._dump)

    def update(self, what: str, contents: Mapping[str, Any], settings: Any) -> None:
        """Cache a few articles, by path, as they are at the end of the build. Leaves the other cached articles as they are."""
        self._per_file.update(what, contents, lambda path: self._cached_article(contents[path]), self._loads(settings), self._dump)

    def _cached_article(self, content: Any) -> CachedArticle:
        attributes = {name: value for name, value in vars(content).items() if name not in OF_THIS_BUILD}
        own = {name: value for name, value in attributes.items() if not self._holds_content(value)}
        if text := vars(content).get("_text"):
            own["_text_key"] = self._store.put_later(text.encode())
        record, digest_of = record_of(content), self._inputs.content.get
        files = tuple((path, digest_of(path)) for path in sorted(record.files))
        return CachedArticle(self._inputs.data if record.data else None, files, own)

    def _loads(self, settings: Any) -> Load:
        def name_of(identifier: tuple[str, str]) -> Any:
            if identifier not in self._names:
                kind, name = identifier
                self._names[identifier] = self._kinds[kind](name, settings)
            return self._names[identifier]

        def load(value: bytes) -> Bucket:
            unpickler = pickle.Unpickler(io.BytesIO(value))  # noqa: S301  # the store knows the bytes it wrote
            unpickler.persistent_load = name_of  # type: ignore[method-assign]
            return unpickler.load()  # type: ignore[no-any-return]

        return load

    def _dump(self, bucket: Bucket) -> bytes:
        """The bucket as bytes, without the articles to which a plugin gave something unpicklable."""
        try:
            return self._pickled(bucket)
        except UNPICKLABLE:
            return self._pickled({path: (digest, self._if_picklable(article)) for path, (digest, article) in bucket.items()})

    def _if_picklable(self, article: CachedArticle | None) -> CachedArticle | None:
        try:
            self._pickled(article)
        except UNPICKLABLE:
            return None
        return article

    def _pickled(self, value: object) -> bytes:
        file = io.BytesIO()
        pickler = pickle.Pickler(file, protocol=pickle.HIGHEST_PROTOCOL)
        pickler.persistent_id = self._identifier_of  # type: ignore[method-assign]
        pickler.dump(value)
        return file.getvalue()

    def _identifier_of(self, value: Any) -> tuple[str, str] | None:
        return (type(value).__name__, value.name) if type(value) in self._types else None


def _is_as_cached(content: Any) -> bool:
    return "_as_cached" in vars(content)
