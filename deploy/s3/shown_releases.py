"""`live.json`: the one small object that says which release readers get, which they had before, and where each lies.

`{"live": "<id>", "folder": "r/<slot>/", "shown": [ShownRelease, …], "unfinished": [UnfinishedSlot, …], "format": 2}`; the first of
`shown` is live. Each slot that was ever used is in one of the two lists: its objects are those of a whole release, or not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from pydantic import TypeAdapter

from deploy.receiver.errors import BUSY, Refused
from deploy.receiver.site_folder import sequence_of
from deploy.s3.object_store import ObjectStore
from deploy.s3.release_objects import LIVE_FILE_HEADERS
from deploy.s3.store_errors import BUSY_MESSAGE

LIVE_FILE = "live.json"
FORMAT = 2
SLOTS = 5  # the live release and those that a rollback may want
LEASE = timedelta(hours=2)  # how long nobody else touches a slot whose deploy has not finished


@dataclass(frozen=True)
class ShownRelease:
    """A release that readers had from `since` to `until`; "" while they still have it.

    `manifest`: the SHA-256 of its manifest; `objects`, `headers`: digests of what its slot holds; `staying`: by path, the MD5 of
    files of the release before it, for pages that were open.
    """

    id: str
    slot: int
    since: str
    until: str
    manifest: str
    objects: str
    headers: str
    staying: dict[str, str]

    @property
    def folder(self) -> str:
        return folder_of(self.slot)


@dataclass(frozen=True)
class UnfinishedSlot:
    """A slot that a deploy began to rewrite. `manifest`: the SHA-256 of what is to be there. `headers`: the digest of the headers
    that all its objects have; "" while some have others.
    """

    slot: int
    since: str
    manifest: str
    headers: str

    @property
    def is_free(self) -> bool:
        """Whether the deploy that began has surely ended."""
        return datetime.fromisoformat(self.since) + LEASE < datetime.now(UTC)


@dataclass(frozen=True)
class ShownReleases:
    """The last one first; `etag` is that of the object as it was read, "" before the first deploy."""

    shown: tuple[ShownRelease, ...] = ()
    unfinished: tuple[UnfinishedSlot, ...] = ()
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

    def slot_for(self, name: str, manifest: str) -> ShownRelease | UnfinishedSlot | int:
        """Where it is or was begun; else a slot left unfinished long ago, the one shown longest ago, or a new one."""
        again = next((release for release in self.shown[1:] if release.id == name), None)
        left = next((slot for slot in self.unfinished if slot.manifest == manifest or slot.is_free), None)
        if found := again or left:
            return found
        if len(self.shown) >= SLOTS:
            return self.shown[-1]
        used = {release.slot for release in self.shown} | {slot.slot for slot in self.unfinished}
        return next(number for number in count(1) if number not in used)

    def begun(self, slot: UnfinishedSlot) -> ShownReleases:
        """What is to be written before the first object of a slot changes."""
        return replace(
            self,
            shown=tuple(release for release in self.shown if release.slot != slot.slot),
            unfinished=(*(other for other in self.unfinished if other.slot != slot.slot), slot),
        )

    def followed_by(self, live: ShownRelease) -> ShownReleases:
        """What is to be written so that this release is live, from now on."""
        now = present()
        before = (replace(release, until=release.until or now) for release in self.shown if release.slot != live.slot)
        unfinished = tuple(slot for slot in self.unfinished if slot.slot != live.slot)
        return replace(self, shown=(replace(live, since=now, until=""), *before), unfinished=unfinished)


def present() -> str:
    """In UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def folder_of(slot: int) -> str:
    """Below the prefix."""
    return f"r/{slot}/"


def read_shown(store: ObjectStore) -> ShownReleases:
    """Refuses what is no `live.json` of ours."""
    found = store.get(LIVE_FILE)
    if found is None:
        return ShownReleases()
    try:
        read = json.loads(found[0])
        shown = TypeAdapter(tuple[ShownRelease, ...]).validate_python(read["shown"])
        unfinished = TypeAdapter(tuple[UnfinishedSlot, ...]).validate_python(read["unfinished"])
        if read["format"] != FORMAT or read["live"] != (shown[0].id if shown else ""):
            raise ValueError("live")
    except (ValueError, TypeError, KeyError):
        raise Refused(f"{store.address}/{LIVE_FILE}: không đọc được, có thể đã bị sửa tay. Báo người quản trị kho.") from None
    return ShownReleases(shown, unfinished, found[1])


def save(store: ObjectStore, after: ShownReleases) -> ShownReleases:
    """Readers get the first of `after` from here on, in one step. Refuses when somebody else wrote in between.

    Stores that know no conditions are read just before and just after instead.
    """
    if read_shown(store).etag != after.etag:
        raise Refused(BUSY_MESSAGE, BUSY)
    content = {
        "format": FORMAT,
        "live": after.live.id if after.live else "",
        "folder": after.live.folder if after.live else "",
        "shown": [asdict(release) for release in after.shown],
        "unfinished": [asdict(slot) for slot in after.unfinished],
    }
    data = f"{json.dumps(content)}\n".encode()
    condition = {"IfMatch": f'"{after.etag}"'} if after.etag else {"IfNoneMatch": "*"}
    store.put(LIVE_FILE, data, LIVE_FILE_HEADERS, condition)
    now = store.get(LIVE_FILE)
    if now is None or now[0] != data:
        raise Refused(BUSY_MESSAGE, BUSY)
    return replace(after, etag=now[1])


def digest_of_objects(objects: Mapping[str, str]) -> str:
    """Of names and MD5s: equal as long as nobody touched any of them."""
    return hashlib.sha256("\n".join(sorted(f"{path}\t{md5}" for path, md5 in objects.items())).encode()).hexdigest()
