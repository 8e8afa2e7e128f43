"""What the server refuses to publish, whoever signed it."""

from __future__ import annotations

import os
from dataclasses import dataclass

from deploy.receiver.errors import BUSY, Refused
from deploy.receiver.manifest import COPIES, Release, some
from deploy.receiver.site_folder import SiteFolder

REQUIRED = ("index.html", "404.html", "sitemap.xml", "robots.txt")
FEWEST = 0.7  # of the files that are live
BLOCK = 4096
MOST_SHOWN = 5


@dataclass(frozen=True)
class DeployRequest:
    """What was asked for. `instead_of`: the release that was live when the changes were shown; `fewer`: many files may go;
    `withdraw`: files that the new release lacks disappear at once.
    """

    instead_of: str | None
    fewer: bool = False
    withdraw: bool = False


def refuse_what_was_not_shown(live: Release | None, request: DeployRequest) -> None:
    """Somebody deployed between the look and the deploy: other things would change than were shown."""
    if (live.id if live else None) != request.instead_of:
        raise Refused("đang có người khác đăng: bản đang đăng vừa đổi. Chạy lại lệnh này để xem lại những gì sẽ đổi.", BUSY)


def refuse_bad_release(release: Release, live: Release | None, request: DeployRequest) -> None:
    """All that can be said before a byte is received."""
    missing = [path for path in REQUIRED if path not in release.files]
    if missing:
        raise Refused(f"bản {release.id} chưa trọn vẹn: thiếu {some(missing)}. Chạy lại make publish.")
    if live is None:
        return
    if release.site != live.site:
        raise Refused(f"bản này là của {release.site}, nơi nhận đang đăng {live.site}. Xem lại TO=….")
    if release.sequence <= live.sequence:
        raise Refused(f"bản {release.id} cũ hơn bản đang đăng {live.id}. Đăng bản mới nhất; muốn quay lại bản cũ: make rollback.")
    _refuse_losses(release, live, request)


def _refuse_losses(release: Release, live: Release, request: DeployRequest) -> None:
    if lost := lost_addresses(release, live):
        raise Refused(f"mất {len(lost)} địa chỉ đã đăng: {some(lost)}. {_how_to_keep(lost, live)}")
    new, old = _count(release), _count(live)
    if new < FEWEST * old and not request.fewer:
        raise Refused(f"bản mới chỉ có {new} tệp, bản đang đăng có {old}. Nếu đúng là bớt nhiều như vậy: thêm FEWER=1.")


def lost_addresses(release: Release, live: Release) -> list[str]:
    """What readers find now, earlier addresses too, and would not find in the release."""
    return sorted({*live.addresses, *live.aliases} - release.addresses - release.aliases.keys())


def _how_to_keep(lost: list[str], live: Release) -> str:
    pages = ", ".join([address for address in lost if address not in live.aliases][:MOST_SHOWN])
    advice = [f"Thêm dòng “Aliases: {pages}” vào phần đầu bài thay thế."] if pages else []
    dropped = [address for address in lost if address in live.aliases][:MOST_SHOWN]
    return " ".join([*advice, *(f"Ghi lại {address} vào dòng Aliases của bài ở {live.aliases[address]}." for address in dropped)])


def _count(release: Release) -> int:
    return sum(not path.endswith(COPIES) for path in release.files)


def refuse_full_disk(site: SiteFolder, sizes: list[int]) -> None:
    """Files of these sizes are to be written; twice the room must be free, so that the server can go on working."""
    need = 2 * sum(size + BLOCK for size in sizes)
    disk = os.statvfs(site.folder)
    free = disk.f_bavail * disk.f_frsize
    if free < need:
        raise Refused(f"ổ đĩa máy chủ còn {free >> 20} MB, cần {(need >> 20) + 1} MB. Dọn ổ đĩa rồi đăng lại.")
    if disk.f_files and disk.f_favail < 2 * len(sizes):
        raise Refused(f"ổ đĩa máy chủ chỉ còn chỗ cho {disk.f_favail} tệp, cần {2 * len(sizes)}. Dọn ổ đĩa rồi đăng lại.")
