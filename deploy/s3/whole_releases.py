"""WAY=releases: every release whole in a slot of its own, `r/<slot>/`, and `live.json` names the slot that readers get.

Until that name changes nobody is shown anything of a new release. So the switch is atomic, and a rollback is the old name again.
A new release takes the slot that readers left longest ago, so that only what differs between the two is written.
"""

from __future__ import annotations

from pathlib import Path

from deploy.client.connection import DeployFailed
from deploy.client.deploy import DeployOptions
from deploy.receiver.errors import Refused
from deploy.receiver.manifest import COPIES, MANIFEST, SIGNATURE, Release, read_manifest, verify_signed_by
from deploy.receiver.previous_files import previous_paths
from deploy.receiver.rollback import choose_release
from deploy.s3.object_store import ObjectStore
from deploy.s3.release_objects import headers_digest, headers_of, objects_of, sha256_of
from deploy.s3.shown_releases import ShownRelease, ShownReleases, UnfinishedSlot, digest_of_objects, present, read_shown, save
from deploy.s3.slots import SlotContent, SlotWriter, StayingFile


class WholeReleases:
    """`look` first, then `put_up`."""

    note = ""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._shown = ShownReleases()

    def look(self) -> Release | None:
        """The live release; None before the first deploy."""
        self._shown = read_shown(self._store)
        if self._shown.live:
            return read_manifest(_manifest(self._store, self._shown.live), b"")
        if self._store.get(MANIFEST):
            raise DeployFailed(
                f"{self._store.address}: nơi này đang đăng theo WAY=passes. Thêm WAY=passes, hoặc dùng thư mục khác."
            )
        return None

    def live_file(self, path: str) -> bytes:
        """Of the live release; nothing where it has none."""
        live = self._shown.live
        found = self._store.get(f"{live.folder}{path}") if live else None
        return found[0] if found else b""

    def put_up(self, folder: Path, release: Release, live: Release | None, options: DeployOptions) -> None:
        """Begin a slot, write what differs, then switch."""
        objects = objects_of(folder, release)
        staying = {} if options.withdraw or live is None else self._staying(live, release)
        taken = self._shown.slot_for(release.id, sha256_of(release.raw))
        slot, there = self._begin(taken, release)
        writer = SlotWriter(self._store, slot, self._copyable(live))
        digest = writer.write(release, objects, staying, there)
        kept = {path: file.md5 for path, file in staying.items()}
        entry = ShownRelease(release.id, slot.slot, "", "", slot.manifest, digest, headers_digest(release), kept)
        save(self._store, self._shown.followed_by(entry))

    def _begin(self, taken: ShownRelease | UnfinishedSlot | int, release: Release) -> tuple[UnfinishedSlot, SlotContent | None]:
        """Say that the slot is being rewritten; what it holds, where that is certain."""
        headers = headers_digest(release)
        number = taken if isinstance(taken, int) else taken.slot
        same_headers = isinstance(taken, int) or taken.headers == headers
        slot = UnfinishedSlot(number, present(), sha256_of(release.raw), headers if same_headers else "")
        self._shown = save(self._store, self._shown.begun(slot))
        if isinstance(taken, ShownRelease) and same_headers:
            try:
                return slot, SlotContent(read_manifest(_manifest(self._store, taken), b""), taken.staying)
            except Refused:  # somebody changed it: the store's listing says what is there
                pass
        return slot, None

    def _copyable(self, live: Release | None) -> tuple[str, dict[str, str]]:
        """The folder of the live release, and the SHA-256 of what may be copied from there."""
        if live is None or self._shown.live is None:
            return "", {}
        return self._shown.live.folder, {path: file.sha256 for path, file in live.files.items()}

    def _staying(self, live: Release, release: Release) -> dict[str, StayingFile]:
        """Assets and attachments that open pages of the live release may still ask for, if they are what was signed."""
        headers, found = headers_of(live), {}
        for path in previous_paths(live, release):
            if not path.endswith(COPIES) and sha256_of(data := self.live_file(path)) == live.files[path].sha256:
                found[path] = StayingFile(data, headers[path])
        return found

    def collect(self) -> None:
        """Nothing: slots are used again."""


def roll_back(store: ObjectStore, wanted: str, signers: Path) -> str:
    """The id of the release that is live now; "" wants the one before. Refuses one that is not as it was when it was written."""
    shown = read_shown(store)
    live = shown.live
    if live is None:
        raise Refused("nơi này không có bản nào: chưa đăng lần nào, hoặc đăng theo WAY=passes, vốn không giữ bản cũ.")
    target = shown.named(choose_release([name for name in shown.newest_first() if name != live.id], wanted, live.id))
    signature = store.get(f"{target.folder}{SIGNATURE}")
    verify_signed_by(read_manifest(_manifest(store, target), signature[0] if signature else b""), signers)
    if digest_of_objects({path: listed.etag for path, listed in store.objects(target.folder).items()}) != target.objects:
        raise Refused(f"bản {target.id} trong kho đã bị sửa hoặc thiếu tệp. Chọn bản khác (ID=…).")
    save(store, shown.followed_by(target))
    return target.id


def _manifest(store: ObjectStore, shown: ShownRelease) -> bytes:
    found = store.get(f"{shown.folder}{MANIFEST}")
    if found is None or sha256_of(found[0]) != shown.manifest:
        raise Refused(f"bản {shown.id}: {MANIFEST} trong kho đã bị sửa. Quay lại bản khác: make rollback … ID=….")
    return found[0]
