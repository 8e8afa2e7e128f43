"""PNG: every chunk with its checksum, through IEND, and nothing behind it: some cropping tools leave the cut-off part there."""

from __future__ import annotations

from zlib import crc32

from plugins.newsroom.checks.attachments.unfit import Unfit, damaged

WHAT = "ảnh PNG"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def look(data: bytes) -> None:
    """Raises Unfit for a picture that is cut off or changed, or has data behind its end."""
    if not data.startswith(_SIGNATURE):
        raise damaged(WHAT, "phần mở đầu đã bị đổi (thường do chép tệp ở chế độ chữ)")
    place, kinds = len(_SIGNATURE), set()
    while b"IEND" not in kinds:
        length, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        end = place + 12 + length
        if end > len(data):
            raise damaged(WHAT, "thiếu phần cuối ảnh")
        if crc32(data[place + 4 : end - 4]) != int.from_bytes(data[end - 4 : end]):
            raise damaged(WHAT, "dữ liệu ảnh đã bị thay đổi (sai mã kiểm)")
        kinds.add(kind)
        place = end
    if not {b"IHDR", b"IDAT"} <= kinds:
        raise damaged(WHAT, "không có hình nào bên trong")
    if data[place:].strip(b"\x00\r\n"):
        raise Unfit("sau ảnh PNG còn dữ liệu khác, có thể là phần đã cắt bỏ. Mở ảnh, lưu lại thành tệp mới rồi dùng tệp ấy.")
