"""An office that publishes to a folder of this machine, with the real commands."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from deploy.client import deploy, rollback
from deploy.receiver.manifest import read_release, wrong_files
from deploy.receiver.site_folder import SiteFolder
from tests.deploy.releases import PAGES, id_of, make_release, sign


@dataclass
class Result:
    """How a command ended."""

    code: int
    said: str
    errors: str


@dataclass
class Office:
    """`folder` holds the server's `srv` and the releases that were made."""

    folder: Path
    key: Path

    @property
    def site(self) -> SiteFolder:
        return SiteFolder(self.folder / "srv")

    @property
    def to(self) -> str:
        return str(self.site.folder)

    def release(self, sequence: int, changes: Mapping[str, str | bytes | None] | None = None, **overrides: object) -> Path:
        """A signed release of the usual pages; a page that changes to None is left out."""
        files = {path: words for path, words in {**PAGES, **(changes or {})}.items() if words is not None}
        return make_release(
            self.folder / f"release-{sequence}-{len(list(self.folder.iterdir()))}", sequence, files, self.key, **overrides
        )

    def deploy(self, release: Path, *options: str, to: str = "") -> Result:
        """`make deploy YES=1`."""
        return run(deploy.main, "--release", str(release), "--to", to or self.to, "--yes", "1", *options)

    def publish(self, sequence: int, changes: Mapping[str, str | bytes | None] | None = None, *options: str) -> str:
        """Make a release and deploy it; returns its id."""
        release = self.release(sequence, changes)
        result = self.deploy(release, *options)
        assert result.code == 0, result.errors
        return id_of(release)

    def sign(self, release: Path) -> None:
        """Sign a manifest that a test has changed."""
        sign(release, self.key)

    def settings(self, **settings: object) -> None:
        """What the server's administrator chose."""
        (self.site.folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")

    def age_journal(self, days: int) -> None:
        """Let everything have happened so many days earlier."""
        lines = [json.loads(line) for line in self.site.journal.read_text(encoding="utf-8").splitlines()]
        for line in lines:
            line["time"] = (datetime.fromisoformat(line["time"]) - timedelta(days=days)).isoformat()
        self.site.journal.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")

    def roll_back(self, wanted: str = "", to: str = "") -> Result:
        """`make rollback`."""
        return run(rollback.main, "--to", to or self.to, "--id", wanted)

    def live(self, path: str) -> str:
        """What readers see there."""
        return (self.site.live / path).read_text(encoding="utf-8")


def run(command: object, *arguments: str) -> Result:
    """A command's exit code and all that it printed."""
    said, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(errors):
        code = command(list(arguments))  # type: ignore[operator]
    return Result(code, said.getvalue(), errors.getvalue())


def live_release_is_whole(site: SiteFolder) -> bool:
    """Every byte of its manifest is there."""
    release = read_release(site.live)
    return site.live_id() == release.id and wrong_files(site.live, release.files, release.files) == []


def leftovers(site: SiteFolder) -> list[str]:
    """What a run that was stopped may leave, and the next must not."""
    return sorted(path.name for folder in (site.folder, site.releases) for path in folder.iterdir() if path.name.startswith("."))
