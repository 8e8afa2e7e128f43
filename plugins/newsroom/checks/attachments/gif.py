"""GIF: every block through the trailer."""

from __future__ import annotations

from plugins.newsroom.checks.attachments.signatures import hidden_after
from plugins.newsroom.checks.attachments.unfit import Unfit, damaged

WHAT = "ảnh GIF"
_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_HEADER, _DESCRIPTOR = 13, 10


def look(data: bytes) -> None:
    """Raises Unfit for a picture that is cut off or hides something behind its end."""
    place, images = _HEADER + _table(data, 10), 0
    while True:
        if place >= len(data):
            raise damaged(WHAT, "thiếu phần cuối ảnh")
        kind = data[place]
        if kind == _TRAILER:
            break
        if kind == _IMAGE:
            images += 1
            place = _after_blocks(data, place + _DESCRIPTOR + _table(data, place + 9) + 1)
        elif kind == _EXTENSION:
            place = _after_blocks(data, place + 2)
        else:
            raise damaged(WHAT, "dữ liệu ảnh không liền nhau")
    if not images:
        raise damaged(WHAT, "không có hình nào bên trong")
    if hidden := hidden_after(data[place + 1 :]):
        raise Unfit(f"sau ảnh GIF còn giấu {hidden}. Mở ảnh, lưu lại thành tệp mới rồi dùng tệp ấy.")


def _table(data: bytes, place: int) -> int:
    """The length of the colour table that the flags at this place announce."""
    if place >= len(data):
        raise damaged(WHAT, "thiếu phần cuối ảnh")
    flags = data[place]
    return int(3 * 2 ** ((flags & 7) + 1)) if flags & 0x80 else 0


def _after_blocks(data: bytes, place: int) -> int:
    while place < len(data) and data[place]:
        place += 1 + data[place]
    return place + 1
