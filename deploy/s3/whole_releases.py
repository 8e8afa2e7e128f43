"""WAY=releases: every release whole under `r/<id>/`, and `live.json` names the one that readers get.

Until that name changes nobody is shown anything of a new release. So the switch is atomic, and a rollback is the old name again.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from deploy.client.connection import DeployFailed
from deploy.client.deploy import DeployOptions
from deploy.receiver.errors import Refused
from deploy.receiver.manifest import COPIES, MANIFEST, SIGNATURE, Release, read_manifest, some, verify_signed_by
from deploy.receiver.previous_files import previous_paths
from deploy.receiver.rollback import choose_release
from deploy.s3.object_store import Headers, ListedObject, ObjectStore, all_at_once
from deploy.s3.release_objects import ReleaseObject, headers_of, objects_of, proof_of
from deploy.s3.shown_releases import ShownRelease, ShownReleases, digest_of_objects, read_shown, switch

RELEASES = "r/"
SURELY_LEFT = timedelta(days=1)  # what an unfinished deploy wrote: one that is under way is younger


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
            return _read_release(self._store, self._shown.live)
        if self._store.get(MANIFEST):
            raise DeployFailed(
                f"{self._store.address}: nơi này đang đăng theo WAY=passes. Thêm WAY=passes, hoặc dùng thư mục khác."
            )
        return None

    def live_file(self, path: str) -> bytes:
        """Of the live release; nothing where it has none."""
        live = self._shown.live
        found = self._store.get(f"{_folder(live.id)}{path}") if live else None
        return found[0] if found else b""

    def put_up(self, folder: Path, release: Release, live: Release | None, options: DeployOptions) -> None:
        """Write what is missing, verify all of it, then switch."""
        objects = objects_of(folder, release)
        home = _folder(release.id)
        there = self._store.objects(home)
        before = self._store.objects(_folder(live.id)) if live else {}
        staying = {} if options.withdraw or live is None else _staying(live, release, before)
        self._write(release, live, objects, there, before)
        if live:
            headers = headers_of(live)
            missing = [path for path, old in staying.items() if not _is(there.get(path), old.etag)]
            all_at_once(lambda path: self._copy(live, release, path, staying[path].etag, headers[path]), missing)
        expected = {path: thing.md5 for path, thing in objects.items()} | {path: old.etag for path, old in staying.items()}
        self._store.delete(f"{home}{path}" for path in there.keys() - expected.keys() - {MANIFEST, SIGNATURE})
        for path, (data, about) in proof_of(release).items():
            self._store.put(f"{home}{path}", data, about)
        digest = digest_of_objects(self._verified(home, expected))
        switch(self._store, self._shown.followed_by(release.id, proof_of(release)[MANIFEST][1]["Metadata"]["sha256"], digest))

    def _write(
        self,
        release: Release,
        live: Release | None,
        objects: dict[str, ReleaseObject],
        there: dict[str, ListedObject],
        before: dict[str, ListedObject],
    ) -> None:
        """Copied inside the store where the live release has the same bytes; what an earlier try left is used."""
        missing = [path for path, thing in objects.items() if not _is(there.get(path), thing.md5)]
        same = {path for path in missing if _is(before.get(path), objects[path].md5)}

        def write(path: str) -> None:
            thing = objects[path]
            if live and path in same:
                self._copy(live, release, path, thing.md5, thing.headers)
            else:
                thing.upload(self._store, _folder(release.id))

        all_at_once(write, missing)
        sent = sum(objects[path].size for path in missing if path not in same)
        print(
            f"  đã gửi {len(missing) - len(same)} tệp, {sent / 1e6:.2f} MB; chép {len(same)} tệp ngay trong kho".replace(".", ",")
        )

    def _copy(self, live: Release, release: Release, path: str, etag: str, headers: Headers) -> None:
        self._store.copy(f"{_folder(live.id)}{path}", etag, f"{_folder(release.id)}{path}", headers)

    def _verified(self, home: str, expected: dict[str, str]) -> dict[str, ListedObject]:
        found = self._store.objects(home)
        wrong = [path for path, md5 in expected.items() if not _is(found.get(path), md5)]
        if wrong:
            raise Refused(f"kho không giữ đúng bản đã ký: {some(wrong)}. Chạy lại lệnh này.")
        return found

    def collect(self) -> None:
        """Delete releases that `live.json` names no more, and what unfinished deploys left a day ago."""
        named, old = {release.id for release in read_shown(self._store).shown}, datetime.now(UTC) - SURELY_LEFT
        for name in self._store.folders(RELEASES):
            objects = {} if name in named else self._store.objects(_folder(name))
            if objects and all(listed.changed < old for listed in objects.values()):
                self._store.delete(f"{_folder(name)}{path}" for path in objects)


def roll_back(store: ObjectStore, wanted: str, signers: Path) -> str:
    """The id of the release that is live now; "" wants the one before. Refuses one that is not as it was when verified."""
    shown = read_shown(store)
    live = shown.live
    if live is None:
        raise Refused("nơi này không có live.json: chưa đăng lần nào, hoặc đăng theo WAY=passes, vốn không giữ bản cũ.")
    target = shown.named(choose_release([name for name in shown.newest_first() if name != live.id], wanted, live.id))
    verify_signed_by(_read_release(store, target), signers)
    if digest_of_objects(store.objects(_folder(target.id))) != target.objects:
        raise Refused(f"bản {target.id} trong kho đã bị sửa hoặc thiếu tệp. Chọn bản khác (ID=…).")
    switch(store, shown.followed_by(target.id, target.manifest, target.objects))
    return target.id


def _read_release(store: ObjectStore, shown: ShownRelease) -> Release:
    parts = [store.get(f"{_folder(shown.id)}{path}") for path in (MANIFEST, SIGNATURE)]
    release = read_manifest(*(part[0] if part else b"" for part in parts))
    if proof_of(release)[MANIFEST][1]["Metadata"]["sha256"] != shown.manifest:
        raise Refused(f"bản {shown.id}: {MANIFEST} trong kho đã bị sửa. Quay lại bản khác: make rollback … ID=….")
    return release


def _staying(live: Release, release: Release, before: dict[str, ListedObject]) -> dict[str, ListedObject]:
    """Assets and attachments that open pages of the live release may still ask for."""
    return {path: before[path] for path in previous_paths(live, release) if not path.endswith(COPIES) and path in before}


def _folder(name: str) -> str:
    return f"{RELEASES}{name}/"


def _is(listed: ListedObject | None, md5: str) -> bool:
    return listed is not None and listed.etag == md5
