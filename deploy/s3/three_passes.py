"""WAY=passes: one prefix that any CDN can show as it is, written in three passes: assets, pages, manifest.

Every page is whole at every moment, but for seconds neighbours may be of two releases; there is no rollback. What
the release before the last had is deleted at the deploy after it, so that open pages find their pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deploy.client.connection import DeployFailed
from deploy.client.deploy import DeployOptions
from deploy.receiver.errors import BUSY, Refused
from deploy.receiver.manifest import MANIFEST, SIGNATURE, Release, read_manifest, some
from deploy.receiver.previous_files import PAGES
from deploy.s3.object_store import ListedObject, ObjectStore, all_at_once
from deploy.s3.release_objects import headers_digest, objects_of, proof_of
from deploy.s3.shown_releases import LIVE_FILE
from deploy.s3.store_errors import BUSY_MESSAGE

HEADERS_DIGEST = "headers"  # in the metadata of the manifest
CHANGING = "changing"


class ThreePasses:
    """`look` first, then `put_up`."""

    note = "WAY=passes: trong vài giây khi đăng, các trang cạnh nhau có thể thuộc hai bản; cách này không có make rollback"

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._etag = self._headers = ""
        self._gone: set[str] = set()

    def look(self) -> Release | None:
        """The release whose manifest is there; None before the first deploy."""
        found = self._store.get(MANIFEST)
        if found is None:
            return None
        raw, self._etag, metadata = found
        self._headers = metadata.get(HEADERS_DIGEST, "")
        return read_manifest(raw, b"")

    def live_file(self, path: str) -> bytes:
        """As readers get it; nothing where there is none."""
        found = self._store.get(path)
        return found[0] if found else b""

    def put_up(self, folder: Path, release: Release, live: Release | None, options: DeployOptions) -> None:
        """What the store has is read from its listing, not from the live manifest: a deploy may have been stopped in between."""
        objects, there = objects_of(folder, release), self._store.objects("")
        self._refuse_strangers(there, set(objects))
        same_headers = live is None or self._headers == headers_digest(release)
        if live and not same_headers:
            self._mark(live)
        unchanged = {path for path, thing in objects.items() if same_headers and path in there and there[path].etag == thing.md5}
        missing = sorted(objects.keys() - unchanged)
        for is_page in (False, True):
            part = [path for path in missing if path.endswith(PAGES) is is_page]
            all_at_once(lambda path: objects[path].upload(self._store), part)
        print(f"  đã gửi {len(missing)} tệp, {sum(objects[path].size for path in missing) / 1e6:.2f} MB".replace(".", ","))
        for path, (data, headers) in proof_of(release).items():
            about = {**headers, "Metadata": {**headers["Metadata"], HEADERS_DIGEST: headers_digest(release)}}
            self._store.put(path, data, about, self._condition() if path == MANIFEST else None)
        stays = set() if options.withdraw or live is None else live.files.keys()
        self._gone = there.keys() - objects.keys() - stays - {MANIFEST, SIGNATURE}

    def _refuse_strangers(self, there: Mapping[str, ListedObject], ours: set[str]) -> None:
        if LIVE_FILE in there:
            raise DeployFailed(
                f"{self._store.address}: nơi này đang đăng theo WAY=releases. Bỏ WAY=passes, hoặc dùng thư mục khác."
            )
        if (there[MANIFEST].etag if MANIFEST in there else "") != self._etag:
            raise Refused(BUSY_MESSAGE, BUSY)
        strangers = there.keys() - ours - {SIGNATURE}
        if strangers and not self._etag:
            message = f"đã có tệp khác ({some(strangers)}). Trang cần một thư mục riêng: đổi TO=…, hoặc dọn thư mục này."
            raise DeployFailed(f"{self._store.address}: {message}")

    def _mark(self, live: Release) -> None:
        """The files' headers are about to change: whoever comes after a stop here writes all of them again."""
        data, headers = proof_of(live)[MANIFEST]
        self._store.put(
            MANIFEST, data, {**headers, "Metadata": {**headers["Metadata"], HEADERS_DIGEST: CHANGING}}, self._condition()
        )

    def _condition(self) -> dict[str, str]:
        return {"IfMatch": f'"{self._etag}"'} if self._etag else {"IfNoneMatch": "*"}

    def collect(self) -> None:
        """Delete what neither this release nor the one before it has."""
        self._store.delete(self._gone)
        if self._gone:
            print(f"  đã xoá {len(self._gone)} tệp của các bản trước: {some(self._gone)}")
