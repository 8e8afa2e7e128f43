"""Derived photos of the last release: signed bytes are used again, so that nobody spends hours on old photos."""

from __future__ import annotations

import time
from collections.abc import Container
from itertools import chain
from pathlib import Path

from deploy.release.last_release import LastRelease
from plugins.images.derived_photos import DerivedPhotos, write_whole
from plugins.images.photo import FOLDER

OLDEST = 60 * 24 * 3600  # seconds after which a file that the release does not have is deleted


def take_signed_photos(last: LastRelease, cache: Path) -> None:
    """Put them into the cache, over whatever it has under their names. What the folder does not hold to the byte is left."""
    derived = DerivedPhotos(Path(), cache)
    for name in chain.from_iterable(last.manifest.photos.values()):
        place, data = derived.place(name), last.copy(name)
        if data and not (place.is_file() and place.read_bytes() == data):
            write_whole(place, data)


def forget_old_photos(cache: Path, published: Container[str], now: float | None = None) -> None:
    """Delete what was made two months ago and is in no release any more."""
    oldest = (time.time() if now is None else now) - OLDEST
    for path in list(cache.glob("*/*")):
        if f"{FOLDER}/{path.name}" not in published and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
