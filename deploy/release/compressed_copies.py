"""Compressed copies of texts, so that no server compresses anything: Brotli and gzip, each made once for the same bytes.

A copy of the last release is used if that is signed, has the same text and was compressed in the same way. A cached copy is used
only when it unpacks to the very bytes it stands for: whoever can write to the cache cannot change what readers get.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import brotli

from deploy.release.last_release import LastRelease
from deploy.release.media_types import is_text
from plugins.builder.parallel import processes
from plugins.project import CACHE

CACHED_COPIES = CACHE / "compressed"
LEAST = 512  # bytes; a smaller text travels in one packet anyway
WORTH = 0.95  # of the text's size; above, unpacking costs more than it saves
OLDEST = 60 * 24 * 3600  # seconds after which a copy that nobody asked for is deleted


@dataclass(frozen=True, slots=True)
class Compression:
    """One way of compressing. `recipe` names all that its bytes depend on besides the text."""

    ending: str
    recipe: str
    pack: Callable[[bytes], bytes]
    unpack: Callable[[bytes], bytes]


def _gzip(data: bytes) -> bytes:
    """With a time of 0 and no name in it, as zlib itself writes it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()


def _brotli(quality: int) -> Compression:
    recipe = f"br-{quality}-{version('brotli')}"
    return Compression(".br", recipe, lambda data: brotli.compress(data, quality=quality), brotli.decompress)


GZIP = Compression(".gz", f"gz-9-{zlib.ZLIB_RUNTIME_VERSION}", _gzip, lambda data: zlib.decompress(data, 31))
OF_PAGES = (_brotli(10), GZIP)  # a page is 2 % larger than with 11, in less than half the time (decision 0042)
OF_OTHERS = (_brotli(11), GZIP)  # few, and each loaded by many readers
RECIPES = sorted({how.recipe for how in (*OF_PAGES, *OF_OTHERS)})


def write_compressed_copies(
    folder: Path, names: Sequence[str], cache: Path | None = CACHED_COPIES, last: LastRelease | None = None
) -> list[str]:
    """Write `x.html.br` and `x.html.gz` beside `x.html` where it pays; returns their names."""
    sizes = {name: (folder / name).stat().st_size for name in names if is_text(name)}
    texts = sorted((name for name, size in sizes.items() if size > LEAST), key=lambda name: (-sizes[name], name))
    if last and last.manifest.compression != RECIPES:
        last = None
    with ThreadPoolExecutor(processes()) as pool:  # both libraries let go of the interpreter while they work
        return sorted(chain.from_iterable(pool.map(lambda name: list(_copies(folder, name, cache, last)), texts)))


def _copies(folder: Path, name: str, cache: Path | None, last: LastRelease | None) -> Iterator[str]:
    data = (folder / name).read_bytes()
    digest = sha256(data).hexdigest()
    reused = last if last and last.same_text(name, digest) else None
    for how in OF_PAGES if name.endswith(".html") else OF_OTHERS:
        packed = reused.copy(f"{name}{how.ending}") if reused else None
        if packed is None:
            packed = _cached(how, cache / how.recipe / digest[:2] / digest, data) if cache else how.pack(data)
        if packed and len(packed) <= WORTH * len(data):
            (folder / f"{name}{how.ending}").write_bytes(packed)
            yield f"{name}{how.ending}"


def _cached(how: Compression, place: Path, data: bytes) -> bytes:
    try:
        packed = place.read_bytes()
        if how.unpack(packed) == data:
            os.utime(place)
            return packed
    except (OSError, brotli.error, zlib.error):
        pass  # not there, or damaged: made anew
    packed = how.pack(data)
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f"{place.name}.{os.getpid()}.tmp")
    unfinished.write_bytes(packed)
    unfinished.replace(place)
    return packed


def forget_old_copies(cache: Path = CACHED_COPIES, now: float | None = None) -> None:
    """Delete what no release has used for two months."""
    for path in list(cache.glob("*/*/*")):
        if path.stat().st_mtime < (time.time() if now is None else now) - OLDEST:
            path.unlink(missing_ok=True)
