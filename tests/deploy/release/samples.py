"""A small release to test with."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from deploy.release.manifest import Digests, ReleaseFile, ReleaseManifest, address_of, release_id, write_manifest

COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGEST = sha256(b"").hexdigest()
PAGES = {
    "index.html": "<!doctype html><title>Trang chủ</title>".encode(),
    "2017/10/bai/index.html": b"<!doctype html><title>Bai</title>",
    "robots.txt": b"User-agent: *\n",
}


def file_entry(data: bytes, **changes: Any) -> ReleaseFile:
    return ReleaseFile(
        **{"sha256": sha256(data).hexdigest(), "size": len(data), "type": "text/html", "mtime": 1_700_000_000, **changes}
    )


def manifest_of(
    pages: dict[str, bytes], sequence: int = 7, commit: str = COMMIT, aliases: dict[str, str] | None = None
) -> ReleaseManifest:
    return ReleaseManifest(
        site="https://vi-du.example",
        id=release_id(sequence, commit),
        sequence=sequence,
        commit=commit,
        digests=Digests(data=DIGEST, lock=DIGEST, theme=DIGEST),
        files={path: file_entry(data) for path, data in pages.items()},
        addresses=sorted({address for address in map(address_of, pages) if address} - (aliases or {}).keys()),
        aliases=aliases or {},
        policy={"/": "default-src 'none'"},
    )


def write_release(folder: Path) -> ReleaseManifest:
    for path, data in PAGES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    manifest = manifest_of(PAGES)
    write_manifest(folder, manifest)
    return manifest
