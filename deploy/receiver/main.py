"""The receiver's command: `serve FOLDER` talks to a client; `rollback FOLDER [ID]` and `list FOLDER` are typed on the server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from deploy.receiver import journal
from deploy.receiver.assembly import assemble
from deploy.receiver.channel import Channel
from deploy.receiver.delta import apply
from deploy.receiver.durable import fsync, point
from deploy.receiver.errors import FAILED, Refused
from deploy.receiver.manifest import Release, read_manifest, read_release, some, verify_signature, wrong_files
from deploy.receiver.previous_files import strange_pages
from deploy.receiver.refusals import DeployRequest, refuse_bad_release, refuse_what_was_not_shown
from deploy.receiver.rollback import roll_back
from deploy.receiver.site_folder import SiteFolder, exclusive_lock
from deploy.receiver.switch import clean, say_what_failed, switch_to

LARGEST_MANIFEST = 256 << 20
NAME_ON_THE_SERVER = "receiver.pyz"


def serve(site: SiteFolder, channel: Channel) -> None:
    """Answer one client: it looks at what is live, deploys, or rolls back."""
    try:
        while (request := channel.line()) is not None:
            _answer(site, channel, request)
    except Refused as refused:
        channel.send(refused=refused.message, code=refused.code)
    except OSError as error:
        channel.send(refused=f"máy chủ không đọc hoặc ghi được: {error}. Trang đang đăng không đổi.", code=FAILED)


def _answer(site: SiteFolder, channel: Channel, request: dict[str, Any]) -> None:
    action, folder = request.get("do"), request.get("folder", str(site.folder))
    if folder != str(site.folder):
        raise Refused(f"khoá này chỉ đăng vào {site.folder}, không phải {folder}. Xem lại TO=….")
    if action == "look":
        _show(site, channel)
    elif action == "send":
        for path in request["paths"]:
            _send_live_file(site, channel, str(path))
    elif action == "deploy":
        _deploy(site, channel, request)
    elif action == "rollback":
        release = roll_back(site, str(request.get("id") or ""), lambda text: channel.send(say=text))
        channel.send(done=release.id)
    else:
        raise Refused(f"máy chủ không biết lệnh {action!r}")


def _show(site: SiteFolder, channel: Channel) -> None:
    live = _live_release(site)
    channel.send(manifest=len(live.raw) if live else 0)
    channel.send_data(live.raw if live else b"")


def _send_live_file(site: SiteFolder, channel: Channel, path: str) -> None:
    live = read_release(site.live)
    data = (site.live / path).read_bytes() if path in live.files else b""
    channel.send(size=len(data))
    channel.send_data(data)


def _deploy(site: SiteFolder, channel: Channel, request: dict[str, Any]) -> None:
    sizes = [int(request[name]) for name in ("manifest", "signature")]
    if max(sizes) > LARGEST_MANIFEST or min(sizes) < 0:
        raise Refused("manifest.json lớn quá mức.")
    parts, signature = (channel.data(size) for size in sizes)
    wanted = DeployRequest(request.get("instead_of"), bool(request.get("fewer")), bool(request.get("withdraw")))
    with exclusive_lock(site):
        live = _live_release(site)
        refuse_what_was_not_shown(live, wanted)
        release = read_manifest(apply(live.raw if live else b"", parts), signature)
        deploy_release(site, release, live, wanted, channel)


def _live_release(site: SiteFolder) -> Release | None:
    return read_release(site.live) if site.live_id() else None


def deploy_release(site: SiteFolder, release: Release, live: Release | None, request: DeployRequest, channel: Channel) -> None:
    """Under the lock: refuse, assemble, put up, say so, clear away."""
    journal.catch_up(site)
    verify_signature(site, release)
    if live and live.raw == release.raw:
        _refuse_if_tampered(site, release)
        channel.send(say=f"bản {release.id} đang được đăng rồi, không phải làm gì")
        channel.send(done=release.id)
        return
    refuse_bad_release(release, live, request)
    assemble(site, release, live, partial(_receive, channel), request.withdraw)
    install_receiver(site)
    switch_to(site, release, live, "deploy", lambda text: channel.send(say=text))
    channel.send(done=release.id)
    try:
        clean(site)
    except OSError as error:
        say_what_failed(release, error, lambda text: channel.send(say=text))


def _refuse_if_tampered(site: SiteFolder, release: Release) -> None:
    """To say "nothing to do" of a site that was defaced would leave it so."""
    folder = site.release(release.id)
    if wrong := [*wrong_files(folder, release.files, release.files), *strange_pages(folder, release)]:
        found = f"bản {release.id} đang được đăng nhưng tệp trên máy chủ đã bị sửa: {some(wrong)}."
        raise Refused(f"{found} Làm bản mới: git commit --allow-empty, make publish, make deploy (docs/so-tay-su-co.md).")


def _receive(channel: Channel, wanted: list[tuple[str, int]]) -> Iterator[bytes]:
    channel.send(need=[digest for digest, _ in wanted])
    return (channel.data(size) for _, size in wanted)


def install_receiver(site: SiteFolder) -> None:
    """`receiver.pyz` beside the releases rolls back when the repository is gone; older ones are removed."""
    mine = Path(sys.argv[0])
    if mine.parent == site.folder and mine.suffix == ".pyz":
        fsync(mine)
        point(site.folder / NAME_ON_THE_SERVER, mine.name)
        for other in site.folder.glob("receiver-*.pyz"):
            if other != mine:
                other.unlink()


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    action, folder, *rest = [*arguments, "", ""][: max(2, len(arguments))]
    site = SiteFolder(Path(folder or ".").absolute())
    if action == "serve":
        serve(site, Channel(sys.stdin.buffer, sys.stdout.buffer))
        return 0
    try:
        return _by_hand(site, action, rest)
    except Refused as refused:
        print(refused.message, file=sys.stderr)
        return refused.code
    except OSError as error:
        print(f"không đọc hoặc ghi được: {error}", file=sys.stderr)
        return FAILED


def _by_hand(site: SiteFolder, action: str, rest: list[str]) -> int:
    if action == "rollback":
        print(f"đã quay lại bản {roll_back(site, ''.join(rest[:1]), print).id}")
    elif action == "list":
        print("\n".join(f"{'* ' if name == site.live_id() else '  '}{name}" for name in site.ids()))
    else:
        print("python3 receiver.pyz rollback THƯ_MỤC [ID] | list THƯ_MỤC", file=sys.stderr)
        return FAILED
    return 0
