"""What was worked out of each file, kept between builds under the file's digest.

Results lie in a fixed number of heaps, each a single value of the store: one changed file rewrites one heap, and a build reads
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

HEAPS = 256
Result = TypeVar("Result")
Heap = dict[str, tuple[bytes, Any]]
Dump = Callable[[Heap], bytes]
Load = Callable[[bytes], Heap]


class Memory:
    """`digests` are those of all files of the content tree, by path from there; `version` names what else all results rest on.
    When not `recalling`, all is worked out again, and kept. A pickle is read only with the checksum that the store wrote with it.
    """

    def __init__(self, store: Store, digests: Mapping[str, bytes], version: tuple[bytes, ...], recalling: bool = True) -> None:
        self._store, self._digests, self._version, self._recalling = store, digests, version, recalling
        self._recalled: dict[str, dict[int, dict[str, bytes]]] = {}
        self._to_keep: list[Callable[[], Iterable[tuple[bytes, bytes]]]] = []

    def __call__(self, what: str, paths: Iterable[str], work: Callable[[str], Result]) -> dict[str, Result]:
        """As plugins.build_cache.Remember."""
        wanted = list(paths)
        known = self.recall(what, wanted)
        results: dict[str, Result] = {path: known[path] if path in known else work(path) for path in wanted}
        self.keep(what, wanted, results.__getitem__)
        kept = list(self._to_keep.pop()())  # as bytes: the results are needed for a moment only
        self._to_keep.append(lambda: kept)
        return results

    def recall(
        self, what: str, paths: Iterable[str], load: Load = pickle.loads, digests: Mapping[str, bytes] | None = None
    ) -> dict[str, Any]:
        """The results kept of those files that are as they were, or had these `digests`; None is no result."""
        digests = self._digests if digests is None else digests
        heaps = _heaps(paths)
        kept = self._store.get_many([self._key(what, number) for number in heaps]) if self._recalling else {}
        found: dict[str, Any] = {}
        recalled = self._recalled[what] = {}
        for number, names in heaps.items():
            value = kept.get(self._key(what, number))
            heap = load(value) if value else {}
            recalled[number] = {path: digest for path, (digest, result) in heap.items() if result is not None}
            for path in names:
                digest, result = heap.get(path, (b"", None))
                if result is not None and digest == digests.get(path):
                    found[path] = result
        return found

    def keep(
        self,
        what: str,
        paths: Iterable[str],
        result: Callable[[str], Any],
        is_new: Callable[[str], bool] = lambda path: False,
        dump: Dump = pickle.dumps,
    ) -> None:
        """Note what to keep of these files, which are all there are; `result` is asked at the end of the build.

        `is_new` tells of results that are not as they were recalled although their files are.
        """
        recalled, heaps = self._recalled.get(what, {}), _heaps(paths)

        def values() -> Iterator[tuple[bytes, bytes]]:
            for number, names in heaps.items():
                digests = {path: self._digests[path] for path in names if path in self._digests}
                if digests != recalled.get(number) or any(map(is_new, names)):
                    heap = {path: (digest, result(path)) for path, digest in digests.items()}
                    yield self._key(what, number), dump(heap)

        self._to_keep.append(values)

    def amend(self, what: str, paths: Iterable[str], result: Callable[[str], Any], load: Load, dump: Dump) -> None:
        """Note what to keep of a few files; what is kept of the others stays. `result` is asked at the end of the build."""
        heaps = _heaps(paths)

        def values() -> Iterator[tuple[bytes, bytes]]:
            for number, names in heaps.items():
                if kept := self._store.get(self._key(what, number)):
                    new = {path: (self._digests[path], result(path)) for path in names}
                    yield self._key(what, number), dump({**load(kept), **new})

        self._to_keep.append(values)

    def is_as_it_was(self, what: str, digest: bytes) -> bool:
        """Whether the last build that remembered had the same digest under this name."""
        key = combined(b"digest", *self._version, what.encode())
        self._to_keep.append(lambda: [(key, digest)])
        return self._recalling and self._store.get(key) == digest

    def values(self) -> Iterator[tuple[bytes, bytes]]:
        """What is to be put into the store once the build has succeeded, one heap in memory at a time."""
        for values in self._to_keep:
            yield from values()

    def _key(self, what: str, number: int) -> bytes:
        return combined(b"memory", *self._version, what.encode(), bytes([number]))


def _heaps(paths: Iterable[str]) -> dict[int, list[str]]:
    heaps: dict[int, list[str]] = defaultdict(list)
    for path in paths:
        heaps[crc32(path.encode()) % HEAPS].append(path)
    return heaps
