"""PDF: whole, and without anything that runs, opens or contains another file.

Names are looked for where objects lie: outside of streams, and inside those streams that hold objects; the pictures and pages of
a scan are noise, in which any two letters occur somewhere.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from plugins.newsroom.checks.attachments.signatures import hidden_after
from plugins.newsroom.checks.attachments.unfit import Unfit, WrongSize, damaged

WHAT = "tài liệu PDF"
_TAIL = 2048
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
_NAME_END = rb"(?=[\s/<>\[\]()%]|$)"
_GAP = rb"(?:[\s\x00]|%[^\r\n]*[\r\n])*"
_SCRIPT = re.compile(rb"/S" + _GAP + rb"/JavaScript" + _NAME_END + rb"|/JS" + _GAP + rb"[(<0-9]")  # not the word in a title
_ACTIVE = re.compile(rb"/(Launch|EmbeddedFiles?|RichMedia|GoToE|ImportData)" + _NAME_END)
_OTHER_FILTER = re.compile(rb"/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt)" + _NAME_END)
_LOCKED = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<")
_MOST_OBJECTS = 64 * 1024 * 1024
_MEANINGS = {
    b"Launch": "lệnh mở chương trình khác",
    b"EmbeddedFile": "tệp khác gói bên trong", b"EmbeddedFiles": "tệp khác gói bên trong", b"RichMedia": "nội dung Flash hoặc phim",
    b"GoToE": "lệnh mở tệp gói bên trong", b"ImportData": "lệnh nhập dữ liệu từ tệp khác",
}  # fmt: skip


def begins(data: bytes) -> bool:
    """At the start, apart from blanks that some web servers put before it."""
    return data[:1024].lstrip(b"\xef\xbb\xbf\x00\t\n\r ").startswith(b"%PDF-")


def look(data: bytes) -> str:
    """Raises Unfit; the words of a PDF are not searched."""
    tail = data[-_TAIL:]
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise damaged(WHAT, "thiếu phần cuối")
    if hidden := hidden_after(data.rpartition(b"%%EOF")[2]):
        raise Unfit(f"sau {WHAT} còn giấu {hidden}. In lại ra PDF (Print to PDF) rồi dùng tệp mới.")
    for objects in _objects(data):
        if _LOCKED.search(objects):
            raise Unfit(f"{WHAT} có mật khẩu hoặc bị khoá nên không xem được bên trong. Xuất lại PDF không đặt mật khẩu.")
        found = _ACTIVE.search(objects)
        if found or _SCRIPT.search(objects):
            raise Unfit(
                f"{WHAT} có {_MEANINGS[found[1]] if found else 'mã JavaScript'}. In lại ra PDF (Print to PDF) rồi dùng tệp mới."
            )
    return ""


def _objects(data: bytes) -> Iterator[bytes]:
    """What is not in streams, then the streams of objects unpacked, all with names spelled out."""
    place, left = 0, _MOST_OBJECTS
    outside, packed = [], []
    while stream := _STREAM.search(data, place):
        head = data[place : stream.start()]
        outside.append(head)
        place = data.find(b"endstream", stream.end())
        if place < 0:
            raise damaged(WHAT, "thiếu phần cuối")
        spelled = _spelled(head)
        if b"/ObjStm" in spelled:
            if _OTHER_FILTER.search(spelled[spelled.rfind(b"endobj") + 1 :]):
                raise Unfit(f"{WHAT} gói các phần bằng cách lạ nên không xem được bên trong. In lại ra PDF (Print to PDF).")
            packed.append(data[stream.end() : place])
    yield _spelled(b"\n".join([*outside, data[place:]]))
    for body in packed:
        unpacked = _unpacked(body, left)
        left -= len(unpacked)
        yield _spelled(unpacked)


def _unpacked(body: bytes, most: int) -> bytes:
    inflate = zlib.decompressobj()
    try:
        objects = inflate.decompress(body, max(most, 1))
    except zlib.error:
        return body  # not packed, or packed in a way that only a reader knows
    if inflate.unconsumed_tail:
        raise WrongSize(f"{WHAT} giải nén ra quá {_MOST_OBJECTS // 1024 // 1024} MB: có thể là bom nén. Xuất lại PDF.")
    return objects


def _spelled(objects: bytes) -> bytes:
    return _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), objects) if b"#" in objects else objects
