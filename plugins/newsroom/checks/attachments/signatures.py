"""Recognises a file by its first bytes, to say what it really is and to refuse what hides behind another name."""

from __future__ import annotations

import re

from plugins.newsroom.checks.attachments.sound import begins_mp3

LFS = "con trỏ Git LFS"
WEB_PAGE, DRAWING = "trang web (HTML)", "hình vẽ SVG"
HEIC = "ảnh HEIC"
PROGRAM = "chương trình chạy được"

_BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    LFS: (b"version https://git-lfs.github.com/spec/",),
    "ảnh JPEG": (b"\xff\xd8\xff",),
    "ảnh PNG": (b"\x89PNG\r\n\x1a\n",),
    "ảnh GIF": (b"GIF87a", b"GIF89a"),
    "ảnh TIFF": (b"II*\x00", b"MM\x00*"),
    "tài liệu PDF": (b"%PDF-",),
    "tệp nén ZIP (hoặc tài liệu Office)": (b"PK\x03\x04",),
    "tệp nén ZIP rỗng": (b"PK\x05\x06",),
    "tài liệu Office đời cũ (.doc, .xls) hoặc có mật khẩu": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "tài liệu RTF": (b"{\\rtf",),
    "tệp nén RAR": (b"Rar!\x1a\x07",),
    "tệp nén 7z": (b"7z\xbc\xaf'\x1c",),
    "tệp nén gzip": (b"\x1f\x8b",),
    PROGRAM: (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"),
    "tập lệnh": (b"#!",),
    "cơ sở dữ liệu SQLite": (b"SQLite format 3\x00",),
    "âm thanh Ogg": (b"OggS",),
    "âm thanh MP3": (b"ID3",),
    "âm thanh FLAC": (b"fLaC",),
}
BINARY = frozenset(_BEGINNINGS) - {LFS, "tài liệu PDF", "tài liệu RTF", "tập lệnh"}
_INNER = ((b"RIFF", b"WEBP", "ảnh WebP"), (b"RIFF", b"WAVE", "âm thanh WAV"), (b"RIFF", b"AVI ", "phim AVI"))
_BRANDS = {b"avif": "ảnh AVIF", b"avis": "ảnh AVIF", b"heic": HEIC, b"heix": HEIC, b"mif1": HEIC}
_BEFORE_MARKUP = rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE\s+svg[^>]*>\s*)*"
_WEB = re.compile(
    _BEFORE_MARKUP + rb"<(?:(?:!doctype|html|head|body|script|iframe|meta|title|style|table|div|p|h1|a|img|b|br|form|\?php"
    rb"|input|object|embed|link|base|video|audio|button|select|textarea|details|marquee|center|font|span|\w+:(?:html|script))[\s/>]"
    rb"|[a-z][^<>]*\son[a-z]+\s*=)",
    re.IGNORECASE | re.DOTALL,
)
_SVG = re.compile(_BEFORE_MARKUP + rb"<(?:\w+:)?svg[\s>]", re.IGNORECASE | re.DOTALL)
_MARKUP_WITHIN = 4096


def what_is(data: bytes) -> str:
    """The kind in Vietnamese; "" for what is not known, such as plain text."""
    found = next((name for name, beginnings in _BEGINNINGS.items() if data.startswith(beginnings)), "")
    if not found and data[4:8] == b"ftyp":
        found = _BRANDS.get(data[8:12], "phim MP4")
    if not found:
        found = next((name for outer, inner, name in _INNER if data.startswith(outer) and data[8:12] == inner), "")
    return found or markup_of(data) or ("âm thanh MP3" if begins_mp3(data) else "")


def markup_of(data: bytes) -> str:
    """Whether a browser would take the text for a page or a drawing."""
    start = data[:_MARKUP_WITHIN]
    return DRAWING if _SVG.match(start) else WEB_PAGE if _WEB.match(start) else ""


def hidden_after(data: bytes) -> str:
    """What hides in the data behind a whole picture: an archive, a program, a page; "" for what phones leave there.

    Further inside only long signs count: two or three bytes stand in any photograph by chance.
    """
    tail = data.lstrip(b"\x00\r\n ")
    if tail.startswith((b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf", b"MZ", b"\x7fELF", b"%PDF-")):
        return what_is(tail)
    if b"PK\x05\x06" in tail[-66_000:]:
        return "tệp nén ZIP"
    return WEB_PAGE if re.search(rb"<(?:script|html|\?php)[\s>]", tail, re.IGNORECASE) else markup_of(tail)
