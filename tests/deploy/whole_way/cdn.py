"""What a CDN in front of an object store does, as docs/dua-len-mang.md asks of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import format_datetime
from functools import cache
from typing import Any

from deploy.release.compressed_copies import LEAST, OF_OTHERS, OF_PAGES, WORTH
from deploy.release.media_types import is_text
from deploy.s3.object_store import ObjectStore
from deploy.server_config.headers import NEVER
from deploy.verify.readers import ENCODINGS
from tests.deploy.verify.served import Reply, Request, Shown


@dataclass
class ShownByStore(Shown):
    """`cached` objects, until somebody forgets them."""

    store: ObjectStore | None = None
    cached: dict[str, dict[str, Any] | None] = field(default_factory=dict)

    def right(self, request: Request) -> Reply:
        if request.path in self.expected.portal.aliases:
            return super().right(request)  # the CDN's own rule
        folder = json.loads(self.object("live.json")["Body"])["folder"]  # type: ignore[index]
        path = f"{request.path[1:]}index.html" if request.path.endswith("/") else request.path[1:]
        found = self.object(f"{folder}{path}")
        if found is None:
            return self.reply(request, 404, "404.html", self.object(f"{folder}404.html") or {})
        return self.reply(request, 200, path, found)

    def reply(self, request: Request, status: int, path: str, found: dict[str, Any]) -> Reply:
        """Its headers out of the object's metadata; compressed where that pays."""
        copied = {name.title(): value for name, value in found["Metadata"].items() if name.lower() not in {"sha256", "mtime"}}
        headers = {**copied, "Content-Type": found["ContentType"], "Strict-Transport-Security": self.expected.portal.hsts}
        headers["Cache-Control"] = found["CacheControl"] if status == 200 else NEVER
        body, encoding, varies = packed(path, found["Body"], request.headers.get("accept-encoding", ""))
        headers |= {"Content-Encoding": encoding} if encoding else {}
        headers |= {"Vary": "Accept-Encoding"} if varies else {}
        if status == 200:
            headers |= {"ETag": found["ETag"], "Last-Modified": format_datetime(found["LastModified"].astimezone(UTC), usegmt=True)}
            if request.headers.get("if-none-match") == headers["ETag"]:
                return Reply(304, headers)
        return Reply(status, headers, body)

    def object(self, key: str) -> dict[str, Any] | None:
        if key not in self.cached:
            self.cached[key] = self._fetch(key)
        return self.cached[key]

    def _fetch(self, key: str) -> dict[str, Any] | None:
        assert self.store
        try:
            answer = self.store._client.get_object(Bucket=self.store._bucket, Key=self.store._key(key))
        except self.store._client.exceptions.NoSuchKey:
            return None
        return {**answer, "Body": answer["Body"].read()}


@cache
def packed(path: str, data: bytes, accepted: str) -> tuple[bytes, str, bool]:
    """As this project compresses: bytes, the encoding, and whether another reader gets others."""
    if not is_text(path) or len(data) <= LEAST:
        return data, "", False
    for name, ending in ENCODINGS.items():
        for how in OF_PAGES if path.endswith(".html") else OF_OTHERS:
            if how.ending == ending and name in accepted and len(small := how.pack(data)) <= WORTH * len(data):
                return small, name, True
    return data, "", True
