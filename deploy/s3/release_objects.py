"""The objects of a release: one stored form for each file, with the headers that readers are to get.

A store cannot choose between compressed copies as a web server does, so `.br` and `.gz` files stay at home: the CDN compresses. It
cannot send headers of our own either: they stand in the metadata of each object, for the CDN to copy (docs/dua-len-mang.md).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.client.deploy import read_signed_file
from deploy.receiver.manifest import COPIES, MANIFEST, SIGNATURE, Release
from deploy.receiver.policies import HEADER, needed_policy
from deploy.release.media_types import UTF8
from deploy.s3.object_store import ObjectStore
from deploy.server_config.headers import BRIEFLY, FOR_EVER, HEADERS, NEVER
from deploy.server_config.portal import HASHED_NAME


@dataclass(frozen=True)
class ReleaseObject:
    """A file on this machine, verified, as it is to be stored. `md5` is what a listing will show."""

    path: str
    source: Path
    sha256: str
    size: int
    md5: str
    headers: Mapping[str, Any]

    def upload(self, store: ObjectStore, folder: str = "") -> None:
        """Read again and verified again: a release is large, and its folder may change meanwhile."""
        store.put(f"{folder}{self.path}", read_signed_file(self.source, self.sha256), self.headers)


def objects_of(folder: Path, release: Release) -> dict[str, ReleaseObject]:
    """Every file but the compressed copies; raises DeployFailed when one is not what was signed."""
    found = {}
    for path, headers in headers_of(release).items():
        data = read_signed_file(folder / path, release.files[path].sha256)
        md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
        found[path] = ReleaseObject(path, folder / path, release.files[path].sha256, len(data), md5, headers)
    return found


def headers_of(release: Release) -> dict[str, dict[str, Any]]:
    """Of each stored file of a release, as deploy/server_config gives them to web servers; the policy is that of its address."""
    types = {path: file["type"] for path, file in json.loads(release.raw)["files"].items()}
    return {
        path: {
            "ContentType": types[path],
            "CacheControl": FOR_EVER if re.search(HASHED_NAME, f"/{path}") else BRIEFLY,
            "Metadata": {**_metadata(needed_policy(release.policy, f"/{path}")), "sha256": release.files[path].sha256},
        }
        for path in sorted(release.files)
        if not path.endswith(COPIES)
    }


def _metadata(policy: str) -> dict[str, str]:
    return {name.lower(): value for name, value in {**HEADERS, HEADER: policy}.items() if value}


def proof_of(release: Release) -> dict[str, tuple[bytes, dict[str, Any]]]:
    """The signature and then the manifest, with their headers."""
    metadata = _metadata(needed_policy(release.policy, "/"))
    return {
        path: (data, {"ContentType": media_type, "CacheControl": BRIEFLY, "Metadata": {**metadata, "sha256": sha256_of(data)}})
        for path, data, media_type in (
            (SIGNATURE, release.signature, f"text/plain{UTF8}"),
            (MANIFEST, release.raw, "application/json"),
        )
    }


def sha256_of(data: bytes) -> str:
    """In hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def headers_digest(release: Release) -> str:
    """Equal for two releases whose files of equal names have equal headers."""
    return sha256_of(json.dumps([release.policy, HEADERS, BRIEFLY, FOR_EVER, HASHED_NAME], sort_keys=True).encode())


LIVE_FILE_HEADERS = {"ContentType": "application/json", "CacheControl": NEVER}
