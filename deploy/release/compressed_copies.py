"""Compressed copies of texts, so that no server compresses anything: Brotli 11 and gzip 9, cached by what they compress.

Brotli 11 takes thirty milliseconds a page, so that only changed pages may pay. A cached copy is used only when it unpacks to the
very bytes it stands for: whoever can write to the cache cannot change what readers get.
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


COMPRESSIONS = (
    Compression(".br", f"br-11-{version('brotli')}", lambda data: brotli.compress(data, quality=11), brotli.decompress),
    Compression(".gz", f"gz-9-{zlib.ZLIB_RUNTIME_VERSION}", _gzip, lambda data: zlib.decompress(data, 31)),
)


def write_compressed_copies(folder: Path, names: Sequence[str], cache: Path | None = CACHED_COPIES) -> list[str]:
    """Write `x.html.br` and `x.html.gz` beside `x.html` where it pays; returns their names. Without `cache` all are made anew."""
    texts = [name for name in names if is_text(name) and (folder / name).stat().st_size > LEAST]
    with ThreadPoolExecutor(processes()) as pool:  # both libraries let go of the interpreter while they work
        return sorted(chain.from_iterable(pool.map(lambda name: list(_copies(folder, name, cache)), texts)))


def _copies(folder: Path, name: str, cache: Path | None) -> Iterator[str]:
    data = (folder / name).read_bytes()
    digest = sha256(data).hexdigest()
    for how in COMPRESSIONS:
        packed = _cached(how, cache / how.recipe / digest[:2] / digest, data) if cache else how.pack(data)
        if len(packed) <= WORTH * len(data):
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
