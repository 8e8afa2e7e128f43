"""A deploy or rollback that is killed just before a chosen request, in a child process with a client of its own."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

from deploy.client.connection import DeployFailed
from deploy.receiver.errors import Refused
from deploy.s3.object_store import ObjectStore
from deploy.s3.whole_releases import roll_back
from tests.deploy.faults import Work, kill_myself
from tests.deploy.releases import PAGES
from tests.deploy.s3.publishing import S3Office, held

CHANGES = {"tin/a/index.html": "bài a, sửa", "tin/d/index.html": "d", "theme/x.1234.css": "x"}


def before_request(store: ObjectStore, number: int) -> Callable[[], None]:
    """A fault: the process is killed when it is about to send its request of that number."""

    def arm() -> None:
        left = [number]

        def count(**_: object) -> None:
            left[0] -= 1
            if left[0] == 0:
                kill_myself()

        store._client.meta.events.register("before-send.s3", count)

    return arm


def deploying(s3: S3Office, release: Path, way: str, store: ObjectStore) -> Work:
    return quietly(s3.deploying(release, way, store))


def rolling_back(s3: S3Office, store: ObjectStore) -> Work:
    return quietly(lambda: roll_back(store, "", s3.signers))


def quietly(work: Work) -> Work:
    """As the command would end, saying nothing."""

    def run() -> object:
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                return work()
        except DeployFailed as failed:
            raise Refused(str(failed), failed.code) from None

    return run


def pages_that_are_torn(s3: S3Office, releases: list[Path]) -> list[str]:
    """WAY=passes: addresses where a reader gets something that is no page of any of the releases."""
    paths = {path for path in {**PAGES, **CHANGES} if path.endswith(".html")}
    versions = {path: [(release / path).read_bytes() for release in releases if (release / path).exists()] for path in paths}
    return sorted(path for path in paths if (found := held(s3.store, path)) is not None and found not in versions[path])
