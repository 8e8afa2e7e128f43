"""WebP and AVIF: containers that state the length of each part, so that a cut is noticed."""

from __future__ import annotations

from plugins.newsroom.checks.attachments.unfit import Unfit, damaged


def look_webp(data: bytes) -> None:
    """Raises Unfit unless the parts fill the file to its end."""
    what, end = "ảnh WebP", 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise damaged(what, "thiếu phần cuối ảnh")
    if data[end:].strip(b"\x00\r\n"):
        raise Unfit("sau ảnh WebP còn dữ liệu khác. Mở ảnh, lưu lại thành tệp mới rồi dùng tệp ấy.")
    place, kinds = 12, set()
    while place + 8 <= end:
        kinds.add(data[place : place + 4])
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        place += 8 + length + length % 2
    if place > end + 1:
        raise damaged(what, "một phần bên trong dài quá tệp")
    if not kinds & {b"VP8 ", b"VP8L", b"ANMF"}:
        raise damaged(what, "không có hình nào bên trong")


def look_avif(data: bytes) -> None:
    """Raises Unfit unless the boxes fill the file to its end; a last box may leave its length open."""
    what, place, kinds = "ảnh AVIF", 0, []
    while place < len(data):
        length, head = int.from_bytes(data[place : place + 4]), 8
        if length == 1:
            length, head = int.from_bytes(data[place + 8 : place + 16]), 16
        kinds.append(data[place + 4 : place + 8])
        length = length or len(data) - place
        if length < head or place + length > len(data):
            raise damaged(what, "thiếu phần cuối ảnh")
        place += length
    if kinds[:1] != [b"ftyp"] or not {b"meta", b"mdat"} <= {*kinds}:
        raise damaged(what, "không có hình nào bên trong")


def is_avif(data: bytes) -> bool:
    """Whether the brands of the first box say so; HEIC and films begin alike."""
    brands = data[8 : min(int.from_bytes(data[:4]), 256)]
    return data[4:8] == b"ftyp" and any(brands[place : place + 4] in (b"avif", b"avis") for place in range(0, len(brands), 4))
