"""`live.json`: the one small object that says which release readers get, and which they had before.

`{"live": "<id>", "shown": [{"id", "since", "until", "manifest", "objects"}, …], "format": 1}`; the first of `shown` is live.
`manifest` is the SHA-256 of its manifest, `objects` the digest of its listing when all of it had been verified.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from deploy.receiver.errors import BUSY, Refused
from deploy.receiver.site_folder import sequence_of
from deploy.receiver.switch import kept_releases
from deploy.s3.object_store import ListedObject, ObjectStore
from deploy.s3.release_objects import LIVE_FILE_HEADERS
from deploy.s3.store_errors import BUSY_MESSAGE

LIVE_FILE = "live.json"
FORMAT = 1


@dataclass(frozen=True)
class ShownRelease:
    """A release that readers had from `since` to `until`; "" while they still have it."""

    id: str
    since: str
    until: str
    manifest: str
    objects: str


@dataclass(frozen=True)
class ShownReleases:
    """The last one first; `etag` is that of the object as it was read, "" before the first deploy."""

    shown: tuple[ShownRelease, ...] = ()
    etag: str = ""

    @property
    def live(self) -> ShownRelease | None:
        return self.shown[0] if self.shown else None

    def newest_first(self) -> list[str]:
        """Their ids, by sequence."""
        return sorted((release.id for release in self.shown), key=sequence_of, reverse=True)

    def named(self, wanted: str) -> ShownRelease:
        """One that is there."""
        return next(release for release in self.shown if release.id == wanted)

    def followed_by(self, name: str, manifest: str, objects: str) -> ShownReleases:
        """What is to be written so that this release is live; releases nobody will go back to are left out."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        live = ShownRelease(name, now, "", manifest, objects)
        before = [replace(release, until=release.until or now) for release in self.shown if release.id != name]
        all_of_them = replace(self, shown=(live, *before))
        last_shown = {release.id: datetime.fromisoformat(release.until or now) for release in all_of_them.shown}
        kept = kept_releases(name, last_shown, all_of_them.newest_first())
        return replace(self, shown=tuple(release for release in all_of_them.shown if release.id in kept))


def read_shown(store: ObjectStore) -> ShownReleases:
    """Refuses what is no `live.json` of ours."""
    found = store.get(LIVE_FILE)
    if found is None:
        return ShownReleases()
    try:
        read = json.loads(found[0])
        shown = tuple(ShownRelease(**{name: str(value) for name, value in release.items()}) for release in read["shown"])
        if read["format"] != FORMAT or not shown or shown[0].id != read["live"]:
            raise ValueError("live")
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Refused(f"{store.address}/{LIVE_FILE}: không đọc được, có thể đã bị sửa tay. Báo người quản trị kho.") from None
    return ShownReleases(shown, found[1])


def switch(store: ObjectStore, after: ShownReleases) -> None:
    """Readers get the first of `after` from here on, in one step. Refuses when another release came in between.

    Stores that know no conditions are read just before and just after instead.
    """
    if read_shown(store).etag != after.etag:
        raise Refused(BUSY_MESSAGE, BUSY)
    content = {"format": FORMAT, "live": after.shown[0].id, "shown": [asdict(release) for release in after.shown]}
    data = f"{json.dumps(content)}\n".encode()
    condition = {"IfMatch": f'"{after.etag}"'} if after.etag else {"IfNoneMatch": "*"}
    store.put(LIVE_FILE, data, LIVE_FILE_HEADERS, condition)
    now = store.get(LIVE_FILE)
    if now is None or now[0] != data:
        raise Refused(BUSY_MESSAGE, BUSY)


def digest_of_objects(objects: Mapping[str, ListedObject]) -> str:
    """Of names, sizes and MD5s: equal as long as nobody touched any of them."""
    lines = sorted(f"{path}\t{listed.size}\t{listed.etag}" for path, listed in objects.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
