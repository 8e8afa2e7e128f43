"""JPEG: from the first marker through every scan to the end-of-image marker.

Phones leave a preview, a moving picture or their maker's notes behind the end; these are skipped. Embedded previews have ends of
their own, so the end is found by walking through the file, not in its last bytes.
"""

from __future__ import annotations

from plugins.newsroom.checks.attachments.signatures import hidden_after
from plugins.newsroom.checks.attachments.unfit import Unfit, damaged

WHAT = "ảnh JPEG"
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_RESTARTS = range(0xD0, 0xD8)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def look(data: bytes) -> None:
    """Raises Unfit for a file that is cut off, has no picture, or hides something behind its end."""
    scans = data.replace(b"\xff\x00", b"\x00\x00")  # stepping over each of the many stuffed bytes takes ten times as long
    place, framed, scanned = 2, False, False
    while True:
        marker, place = _marker(data, place)
        if marker == _END:
            break
        length = int.from_bytes(data[place : place + 2])
        if length < 2 or place + length > len(data) or marker == _START:
            raise damaged(WHAT, "một phần bên trong dài quá tệp")
        framed = framed or marker in _FRAMES
        place += length
        if marker == _SCAN:
            scanned, place = True, _end_of_scan(scans, place)
    if not (framed and scanned):
        raise damaged(WHAT, "không có hình nào bên trong")
    if hidden := hidden_after(data[place:]):
        raise Unfit(f"sau ảnh JPEG còn giấu {hidden}. Mở ảnh, lưu lại thành tệp mới rồi dùng tệp ấy.")


def _end_of_scan(scans: bytes, place: int) -> int:
    """Where the next marker stands; marks to restart at belong to the scan."""
    while (place := scans.find(b"\xff", place)) >= 0:
        following = scans[place + 1 : place + 2]
        if following and following[0] not in _RESTARTS and following[0]:
            return place
        place += 1
    raise damaged(WHAT, "thiếu phần cuối ảnh")


def _marker(data: bytes, place: int) -> tuple[int, int]:
    """The marker at the place, after any fill bytes, and where its contents begin."""
    if data[place : place + 1] != b"\xff":
        raise damaged(WHAT, "thiếu phần cuối ảnh" if place >= len(data) else "dữ liệu ảnh không liền nhau")
    while data[place : place + 1] == b"\xff":
        place += 1
    if place >= len(data):
        raise damaged(WHAT, "thiếu phần cuối ảnh")
    return data[place], place + 1
