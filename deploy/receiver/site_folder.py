"""The folder of a site on the server: which file lies where, and who may write to it."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.receiver.durable import remove
from deploy.receiver.errors import BUSY, Refused

INCOMING, TRASH = ".incoming-", ".trash-"


@dataclass(frozen=True)
class SiteFolder:
    """`live` is what the web server shows, `candidate` what it shows to itself before the switch: links to `releases/<id>`."""

    folder: Path

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    @property
    def live(self) -> Path:
        return self.folder / "live"

    @property
    def candidate(self) -> Path:
        return self.folder / "candidate"

    @property
    def journal(self) -> Path:
        return self.folder / "journal.jsonl"

    @property
    def allowed_signers(self) -> Path:
        return self.folder / "allowed_signers"

    def release(self, name: str) -> Path:
        """Where a release lies, or would lie."""
        return self.releases / name

    def live_id(self) -> str | None:
        """The release that readers see; None before the first deploy."""
        return self.live.readlink().name if self.live.is_symlink() else None

    def ids(self) -> list[str]:
        """Every release on the server, the newest first."""
        if not self.releases.is_dir():
            return []
        names = [path.name for path in self.releases.iterdir() if not path.name.startswith(".") and path.is_dir()]
        return sorted(names, key=sequence_of, reverse=True)

    def settings(self) -> dict[str, Any]:
        """What the administrator chose in `settings.json`; {} without one."""
        path = self.folder / "settings.json"
        try:
            settings = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        except ValueError as error:
            raise Refused(f"{path}: không phải JSON đúng ({error}). Sửa tệp này trên máy chủ.") from None
        if not isinstance(settings, dict):
            raise Refused(f"{path}: phải là một đối tượng JSON {{…}}. Sửa tệp này trên máy chủ.")
        return settings


def sequence_of(name: str) -> int:
    """The number at the head of a release's id; -1 for a folder that is no release."""
    head = name.partition("-")[0]
    return int(head) if head.isdigit() else -1


@contextmanager
def exclusive_lock(site: SiteFolder) -> Iterator[None]:
    """One deploy or rollback at a time. What a killed one left half-done is cleared away; the system frees its lock."""
    if not site.folder.is_dir():
        raise Refused(f"{site.folder}: trên máy chủ không có thư mục này. Tạo nó và đặt allowed_signers vào trước.")
    with (site.folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("đang có người khác đăng. Chờ họ xong rồi chạy lại lệnh này.", BUSY) from None
        site.releases.mkdir(exist_ok=True)
        sweep(site)
        yield


def sweep(site: SiteFolder) -> None:
    """Remove what is half-made or half-removed."""
    for left in site.releases.iterdir():
        if left.name.startswith((INCOMING, TRASH)):
            remove(left)
