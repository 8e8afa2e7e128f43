"""A manifest as what differs from one that the server has: of megabytes of digests, a new article changes a few."""

from __future__ import annotations

import json
from typing import Any

from deploy.receiver.errors import Refused

BETWEEN = b"},"  # ends the entry of a file


def delta(old: bytes, new: bytes) -> bytes:
    """A list of what `new` is put together from: `[first, number]` of entries of `old`, or the words of new ones."""
    places = {entry: place for place, entry in enumerate(old.split(BETWEEN))}
    parts: list[Any] = []
    for entry in new.split(BETWEEN):
        place = places.get(entry)
        if place is None:
            parts.append(entry.decode())
        elif parts and isinstance(parts[-1], list) and sum(parts[-1]) == place:
            parts[-1][1] += 1
        else:
            parts.append([place, 1])
    return json.dumps(parts).encode()


def apply(old: bytes, parts: bytes) -> bytes:
    """The new manifest again. What comes out is then held against its signature."""
    entries, found = old.split(BETWEEN), []
    try:
        for part in json.loads(parts):
            if isinstance(part, str):
                found.append(part.encode())
            else:
                first, number = part
                found += entries[first : first + number]
    except (ValueError, TypeError):
        raise Refused("manifest.json đến nơi không đọc được. Hai bên không cùng phiên bản?") from None
    return BETWEEN.join(found)
