"""Fills one slot with a release: by the difference from the whole release that it holds, or from what the store lists.

Nobody reads a slot while it is written. Its bytes are never guessed: each object was written with its MD5 confirmed, or is listed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from deploy.receiver.errors import Refused
from deploy.receiver.manifest import COPIES, MANIFEST, SIGNATURE, Release, some
from deploy.s3.object_store import ObjectStore, all_at_once
from deploy.s3.release_objects import ReleaseObject, proof_of
from deploy.s3.shown_releases import UnfinishedSlot, digest_of_objects, folder_of

LONGEST = timedelta(hours=1)  # of writing; well before others may take the slot (`LEASE`)


@dataclass(frozen=True)
class StayingFile:
    """A file of the live release that the new one lacks."""

    data: bytes
    headers: Mapping[str, Any]

    @cached_property
    def md5(self) -> str:
        """What a listing will show."""
        return _md5(self.data)


@dataclass(frozen=True)
class SlotContent:
    """A whole release that lies in a slot, and what stays beside it."""

    release: Release
    staying: Mapping[str, str]

    def md5s(self, objects: Mapping[str, ReleaseObject]) -> dict[str, str]:
        """Of everything that is there; "" for what is none of the new objects."""
        found = {path: "" for path in self.release.files if not path.endswith(COPIES)}
        same = {path for path in found.keys() & objects.keys() if self.release.files[path].sha256 == objects[path].sha256}
        return {**found, **{path: objects[path].md5 for path in same}, **self.staying}


class SlotWriter:
    """`copyable`: a folder of the store, and the SHA-256 of what it should hold."""

    def __init__(self, store: ObjectStore, slot: UnfinishedSlot, copyable: tuple[str, Mapping[str, str]]) -> None:
        self._store, self._slot, self._folder = store, slot, folder_of(slot.slot)
        self._source, self._copyable = copyable
        self._last_moment = datetime.fromisoformat(slot.since) + LONGEST

    def write(
        self,
        release: Release,
        objects: Mapping[str, ReleaseObject],
        staying: Mapping[str, StayingFile],
        content: SlotContent | None,
    ) -> str:
        """Returns the digest of all that the slot holds now. Without `content` the store is asked, before and after."""
        there = content.md5s(objects) if content else self._listed()
        has_headers = bool(self._slot.headers)
        expected = {path: thing.md5 for path, thing in objects.items()} | {path: file.md5 for path, file in staying.items()}
        missing = [path for path, md5 in expected.items() if not (has_headers and there.get(path) == md5)]
        self._send(missing, objects, staying)
        self._store.delete(f"{self._folder}{path}" for path in there.keys() - expected.keys() - {MANIFEST, SIGNATURE})
        for path, (data, about) in proof_of(release).items():
            self._store.put(f"{self._folder}{path}", data, about)
            expected[path] = _md5(data)
        if not content:
            self._verify(expected)
        return digest_of_objects(expected)

    def _send(self, missing: list[str], objects: Mapping[str, ReleaseObject], staying: Mapping[str, StayingFile]) -> None:
        sent: list[int] = []

        def write(path: str) -> None:
            if datetime.now(UTC) > self._last_moment:
                raise Refused("đã ghi hơn một giờ chưa xong nên dừng. Người đọc vẫn thấy bản cũ. Chạy lại lệnh này.")
            if path in staying:
                self._store.put(f"{self._folder}{path}", staying[path].data, staying[path].headers)
            elif not self._copied(objects[path]):
                objects[path].upload(self._store, self._folder)
                sent.append(objects[path].size)

        all_at_once(write, missing)
        copied = f"chép {len(missing) - len(sent)} tệp ngay trong kho"
        print(f"  đã gửi {len(sent)} tệp, {sum(sent) / 1e6:.2f} MB; {copied}".replace(".", ","))

    def _copied(self, thing: ReleaseObject) -> bool:
        """Whether the live release had the same bytes, still has them, and gave them."""
        if self._copyable.get(thing.path) != thing.sha256:
            return False
        return self._store.copy(f"{self._source}{thing.path}", thing.md5, f"{self._folder}{thing.path}", thing.headers)

    def _listed(self) -> dict[str, str]:
        return {path: listed.etag for path, listed in self._store.objects(self._folder).items()}

    def _verify(self, expected: Mapping[str, str]) -> None:
        found = self._listed()
        if wrong := {path for path in expected.keys() | found.keys() if found.get(path) != expected.get(path)}:
            raise Refused(f"kho không giữ đúng bản đã ký: {some(wrong)}. Chạy lại lệnh này.")


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
