"""Show an earlier release again: verified to the last byte, without a build and without the repository."""

from __future__ import annotations

from deploy.receiver import journal
from deploy.receiver.errors import Refused
from deploy.receiver.manifest import Release, read_release, some, verify_release
from deploy.receiver.previous_files import link_previous, strange_pages
from deploy.receiver.site_folder import SiteFolder, exclusive_lock, sequence_of
from deploy.receiver.switch import Say, switch_to


def roll_back(site: SiteFolder, wanted: str, say: Say) -> Release:
    """To the release of that id; "" is the last one before the live one. Refuses when it is not whole, or not there."""
    with exclusive_lock(site):
        journal.catch_up(site)
        live_id = site.live_id()
        target = _target(site, wanted, live_id)
        release = verify_release(site, site.release(target))
        if strange := strange_pages(site.release(target), release):
            raise Refused(f"bản {release.id} trên máy chủ có trang lạ: {some(strange)}. Chọn bản khác (ID=…).")
        try:
            live = read_release(site.live) if live_id else None
        except Refused:  # what is to be left is damaged: all the more reason to leave it
            live = None
        if live:
            link_previous(site.release(live.id), site.release(target), live, release)
        switch_to(site, release, live, "rollback", say)
        return release


def _target(site: SiteFolder, wanted: str, live: str | None) -> str:
    shown = journal.last_shown(site)
    return choose_release([name for name in site.ids() if name in shown and name != live], wanted, live)


def choose_release(choices: list[str], wanted: str, live: str | None) -> str:
    """The wanted one of the releases that were shown, newest first; "" wants the one before the live one. Refuses."""
    there = ", ".join(choices) or "không có bản nào"
    if wanted:
        if wanted not in choices:
            raise Refused(f"không quay lại được bản “{wanted}”. Nơi đăng còn giữ: {there}.")
        return wanted
    older = [name for name in choices if live is None or sequence_of(name) < sequence_of(live)]
    if not older:
        raise Refused(f"không có bản nào trước bản đang đăng. Nơi đăng còn giữ: {there}.")
    return older[0]
