"""What was live, since when: one line of JSON a change, only ever added to."""

from __future__ import annotations

import json
import os
from datetime import datetime, timezone
from typing import Any

from deploy.receiver.site_folder import SiteFolder


def record(site: SiteFolder, action: str, release: str, before: str | None, **details: Any) -> None:
    """Add a durable line: `release` took the place of `before`."""
    who = os.environ.get("SSH_CONNECTION", "").partition(" ")[0] or "local"
    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    line = {"time": now, "action": action, "release": release, "before": before, "from": who, **details}
    descriptor = os.open(site.journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        ends = os.fstat(descriptor).st_size == 0 or _ends_in_newline(site)
        os.write(descriptor, f"{'' if ends else chr(10)}{json.dumps(line, ensure_ascii=False)}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _ends_in_newline(site: SiteFolder) -> bool:
    with site.journal.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def lines(site: SiteFolder) -> list[dict[str, Any]]:
    """Every line that can be read: a power cut may have torn one."""
    found = []
    for line in site.journal.read_text(encoding="utf-8", errors="replace").splitlines() if site.journal.exists() else []:
        try:
            found.append(dict(json.loads(line)))
        except ValueError:
            continue
    return found


def catch_up(site: SiteFolder) -> None:
    """Record a switch that was killed before it could be recorded."""
    live, recorded = site.live_id(), lines(site)
    if live and (not recorded or recorded[-1].get("release") != live):
        record(site, "found", live, recorded[-1].get("release") if recorded else None)


def last_shown(site: SiteFolder) -> dict[str, datetime]:
    """When each release was last put up or taken down. One that readers never saw is not in it."""
    shown: dict[str, datetime] = {}
    for line in lines(site):
        for name in (line.get("release"), line.get("before")):
            if isinstance(name, str):
                shown[name] = datetime.fromisoformat(str(line["time"]))
    return shown
