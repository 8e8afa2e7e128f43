"""An office that publishes to an object store with the real commands, and what its readers get."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from deploy.client.deploy import DeployOptions, read_signed
from deploy.s3 import deploy, rollback
from deploy.s3.object_store import ObjectStore
from tests.deploy.publishing import Office, Result, run
from tests.deploy.releases import id_of


@dataclass
class S3Office:
    """`office` makes releases; `endpoint` is the store's address."""

    office: Office
    endpoint: str
    bucket: str

    @property
    def to(self) -> str:
        return f"s3://{self.bucket}/trang"

    @property
    def signers(self) -> Path:
        return self.office.site.allowed_signers

    def new_store(self) -> ObjectStore:
        """A client that has sent nothing yet."""
        return ObjectStore.of(self.to, self.endpoint)

    @cached_property
    def store(self) -> ObjectStore:
        """The client of tests and readers."""
        return self.new_store()

    def create_bucket(self) -> None:
        self.store._client.create_bucket(Bucket=self.bucket)

    def deploy(self, release: Path, *options: str, to: str = "", endpoint: str = "") -> Result:
        """`make deploy TO=s3://… YES=1`."""
        where = ("--to", to or self.to, "--endpoint", endpoint or self.endpoint, "--signers", str(self.signers))
        return run(deploy.main, "--release", str(release), "--yes", "1", *where, *options)

    def publish(self, sequence: int, changes: Mapping[str, str | bytes | None] | None = None, *options: str) -> Path:
        """Make a release and deploy it."""
        release = self.office.release(sequence, changes)
        result = self.deploy(release, *options)
        assert result.code == 0, result.errors
        return release

    def deploying(self, release: Path, way: str, store: ObjectStore) -> Any:
        """The same as a piece of work that may be stopped."""
        return lambda: deploy.deploy(release, store, way, DeployOptions(yes=True), self.signers)

    def roll_back(self, wanted: str = "", to: str = "") -> Result:
        """`make rollback TO=s3://…`."""
        return run(
            rollback.main, "--to", to or self.to, "--id", wanted, "--endpoint", self.endpoint, "--signers", str(self.signers)
        )

    def live_json(self) -> dict[str, Any]:
        found = self.store.get("live.json")
        return dict(json.loads(found[0])) if found else {}

    def folder(self, release: Path) -> str:
        """Where a release lies that can be gone back to."""
        (slot,) = [shown["slot"] for shown in self.live_json()["shown"] if shown["id"] == id_of(release)]
        return f"r/{slot}/"

    def slots(self) -> list[str]:
        """All that hold something."""
        return sorted({path.partition("/")[0] for path in self.store.objects("r/")})

    def read(self, path: str) -> str:
        """What a reader gets, by way of whatever way is in use; "" for nothing."""
        found = self.store.get(f"{self.live_json().get('folder', '')}{path}")
        return found[0].decode() if found else ""

    def shows(self, store: ObjectStore, releases: list[Path]) -> Path | None:
        """WAY=releases: which of them `live.json` names, if every byte of it is there."""
        found = store.get("live.json")
        live, home = (json.loads(found[0])[key] if found else "" for key in ("live", "folder"))
        folder = next((release for release in releases if id_of(release) == live), None)
        return (
            folder
            if folder and all(held(store, f"{home}{path}") == (folder / path).read_bytes() for path in files(folder))
            else None
        )


def files(folder: Path) -> list[str]:
    """What is stored of a release."""
    return [
        *(path for path in read_signed(folder).files if not path.endswith((".br", ".gz"))),
        "manifest.json",
        "manifest.json.sig",
    ]


def held(store: ObjectStore, key: str) -> bytes | None:
    found = store.get(key)
    return found[0] if found else None
