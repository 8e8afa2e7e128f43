"""Results that depend on one file each, cached under the file's digest.

They lie in a fixed number of buckets, each a single value of the store: a changed file rewrites one bucket, and a build reads
hundreds of values instead of tens of thousands.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar
from zlib import crc32

from plugins.builder.cache.store import Store
from plugins.builder.digests import combined

BUCKETS = 256
Result = TypeVar("Result")
Bucket = dict[str, tuple[bytes, Any]]
Dump = Callable[[Bucket], bytes]
Load = Callable[[bytes], Bucket]


class PerFileCache:
    """`digests`: of all files of the content tree, by path from there. `version` names what else the results depend on. Unless
    `use_cached`, does all work again, and caches it. The store checks each pickle's checksum before it is read.
    """

    def __init__(self, store: Store, digests: Mapping[str, bytes], version: tuple[bytes, ...], use_cached: bool = True) -> None:
        self._store, self._digests, self._version, self._use_cached = store, digests, version, use_cached
        self._digests_in_cache: dict[str, dict[int, dict[str, bytes]]] = {}
        self._to_cache: list[Callable[[], Iterable[tuple[bytes, bytes]]]] = []

    def __call__(self, what: str, paths: Iterable[str], work: Callable[[str], Result]) -> dict[str, Result]:
        """As plugins.build_cache.Cached."""
        wanted = list(paths)
        cached = self.get(what, wanted)
        results: dict[str, Result] = {path: cached[path] if path in cached else work(path) for path in wanted}
        self.put(what, wanted, results.__getitem__)
        entries = list(self._to_cache.pop()())  # as bytes now: the caller soon drops the results
        self._to_cache.append(lambda: entries)
        return results

    def get(
        self, what: str, paths: Iterable[str], load: Load = pickle.loads, digests: Mapping[str, bytes] | None = None
    ) -> dict[str, Any]:
        """The cached results of the files whose digests are those of this build, or else `digests`. None is no result."""
        digests = self._digests if digests is None else digests
        buckets = _buckets(paths)
        cached = self._store.get_many([self._key(what, number) for number in buckets]) if self._use_cached else {}
        found: dict[str, Any] = {}
        in_cache = self._digests_in_cache[what] = {}
        for number, names in buckets.items():
            value = cached.get(self._key(what, number))
            bucket = load(value) if value else {}
            in_cache[number] = {path: digest for path, (digest, result) in bucket.items() if result is not None}
            for path in names:
                digest, result = bucket.get(path, (b"", None))
                if result is not None and digest == digests.get(path):
                    found[path] = result
        return found

    def put(
        self,
        what: str,
        paths: Iterable[str],
        result: Callable[[str], Any],
        is_new: Callable[[str], bool] = lambda path: False,
        dump: Dump = pickle.dumps,
    ) -> None:
        """Cache the results of all files that there are of a kind. Calls `result` at the end of the build.

        `is_new` finds results that changed although their files did not.
        """
        in_cache, buckets = self._digests_in_cache.get(what, {}), _buckets(paths)

        def entries() -> Iterator[tuple[bytes, bytes]]:
            for number, names in buckets.items():
                digests = {path: self._digests[path] for path in names if path in self._digests}
                if digests != in_cache.get(number) or any(map(is_new, names)):
                    bucket = {path: (digest, result(path)) for path, digest in digests.items()}
                    yield self._key(what, number), dump(bucket)

        self._to_cache.append(entries)

    def update(self, what: str, paths: Iterable[str], result: Callable[[str], Any], load: Load, dump: Dump) -> None:
        """Cache the results of a few files; the others stay cached. Calls `result` at the end of the build."""
        buckets = _buckets(paths)

        def entries() -> Iterator[tuple[bytes, bytes]]:
            for number, names in buckets.items():
                if cached := self._store.get(self._key(what, number)):
                    new = {path: (self._digests[path], result(path)) for path in names}
                    yield self._key(what, number), dump({**load(cached), **new})

        self._to_cache.append(entries)

    def is_unchanged(self, what: str, digest: bytes) -> bool:
        """Whether the last build cached the same digest under this name. Caches this one."""
        key = combined(b"digest", *self._version, what.encode())
        self._to_cache.append(lambda: [(key, digest)])
        return self._use_cached and self._store.get(key) == digest

    def entries(self) -> Iterator[tuple[bytes, bytes]]:
        """All keys and values for the store, made one bucket at a time. To be read once the build has succeeded."""
        for entries in self._to_cache:
            yield from entries()

    def _key(self, what: str, number: int) -> bytes:
        return combined(b"per file", *self._version, what.encode(), bytes([number]))


def _buckets(paths: Iterable[str]) -> dict[int, list[str]]:
    buckets: dict[int, list[str]] = defaultdict(list)
    for path in paths:
        buckets[crc32(path.encode()) % BUCKETS].append(path)
    return buckets
