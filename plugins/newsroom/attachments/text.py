"""Plain text and CSV: UTF-8 that a reader can read, and no page in disguise."""

from __future__ import annotations

import re

from plugins.newsroom.attachments.signatures import BINARY, markup_of, what_is
from plugins.newsroom.attachments.unfit import Unfit

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BOMS = (b"\xff\xfe", b"\xfe\xff")


def begins(data: bytes) -> bool:
    """Words may begin with the letters that mark a program or a sound; those have zeros among them."""
    found = what_is(data)
    return not found or (found in BINARY and b"\x00" not in data[:1024])


def look(data: bytes) -> str:
    """The text; raises Unfit for other encodings, bytes of something else, and markup a browser would take for a page."""
    if data.startswith(_BOMS):
        raise Unfit("tệp chữ viết bằng UTF-16. Mở tệp, chọn “Lưu thành… (Save as)” và chọn bảng mã UTF-8.")
    if markup := markup_of(data):
        raise Unfit(f"bên trong là {markup}, không phải chữ thường. Xoá tệp này, hoặc xuất nội dung thành PDF.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unfit(f"tệp chữ không viết bằng UTF-8 (dòng {line}). Mở tệp, chọn “Lưu thành… (Save as)”, bảng mã UTF-8.") from error
    if found := _CONTROL.search(text):
        line = text[: found.start()].count("\n") + 1
        raise Unfit(
            f"dòng {line} có ký tự điều khiển U+{ord(found[0]):04X}: tệp không phải chữ thường. Lưu lại từ chương trình gốc."
        )
    return text
