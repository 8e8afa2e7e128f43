"""Show a verified release to readers: point `candidate` at it, check, point `live` at it, check again, note it in the journal.

`clean` removes old releases later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone

from deploy.receiver import journal
from deploy.receiver.durable import point
from deploy.receiver.errors import Refused
from deploy.receiver.manifest import MANIFEST, Release
from deploy.receiver.preflight import check_answers, is_configured
from deploy.receiver.site_folder import TRASH, SiteFolder, sweep

KEEP, KEEP_DAYS = 5, 7
Say = Callable[[str], None]


def switch_to(site: SiteFolder, release: Release, before: Release | None, action: str, say: Say) -> None:
    """Point `live` at the release. Raises Refused if a check fails; `live` then shows what it showed before."""
    point(site.candidate, f"releases/{release.id}")
    check_answers(site, "candidate", release, before)
    _say_what_was_seen(site, "candidate", say)
    try:
        point(site.live, f"releases/{release.id}")
        _check_again(site, release, before)
    except (Refused, OSError) as wrong:
        if site.live_id() != release.id:
            raise
        _flip_back(site, release, before)
        raise Refused(f"đã quay lại bản trước: sau khi chuyển, {wrong}") from None
    _say_what_was_seen(site, "live", say)
    try:
        journal.record(site, action, release.id, before.id if before else None, manifest=hashlib.sha256(release.raw).hexdigest())
    except OSError as error:
        say_what_failed(release, error, say)


def say_what_failed(release: Release, error: OSError, say: Say) -> None:
    """Report a fault after the switch. The deploy has succeeded by then, so nobody should repeat it."""
    say(f"đã đăng, dọn dẹp lỗi: {error}. Bản {release.id} đang chạy; báo quản trị viên xem ổ đĩa máy chủ.")


def _check_again(site: SiteFolder, release: Release, before: Release | None) -> None:
    if (site.live / MANIFEST).read_bytes() != release.raw:
        raise Refused("bản đang đăng không phải bản mới")
    check_answers(site, "live", release, before)


def _flip_back(site: SiteFolder, release: Release, before: Release | None) -> None:
    if before:
        point(site.live, f"releases/{before.id}")
        journal.record(site, "flipped back", before.id, None, failed=release.id)
    else:
        site.live.unlink()


def _say_what_was_seen(site: SiteFolder, link: str, say: Say) -> None:
    where = {"candidate": "trước khi chuyển", "live": "sau khi chuyển"}[link]
    if is_configured(site, link):
        say(f"đã hỏi máy chủ web {where}: từng byte đúng bản đã ký")
    else:
        say(f"CHƯA hỏi máy chủ web {where}: settings.json trên máy chủ không có “{link}”")


def clean(site: SiteFolder) -> None:
    """Of the releases that readers saw, keep the newest five and those of the last week; keep the live one; remove all others."""
    kept = kept_releases(site.live_id(), journal.last_shown(site), site.ids())
    for name in site.ids():
        if name not in kept:
            site.release(name).rename(site.releases / f"{TRASH}{name}")
    sweep(site)


def kept_releases(live: str | None, last_shown: Mapping[str, datetime], newest_first: Iterable[str]) -> set[str]:
    """Those that a rollback may still want."""
    recent = datetime.now(timezone.utc) - timedelta(days=KEEP_DAYS)
    seen = [name for name in newest_first if name in last_shown]
    return {name for name in (live, *seen[:KEEP]) if name} | {name for name in seen if last_shown[name] > recent}
