"""What stands in a body that is not the published one, in a few words: the first thing that whoever repairs it wants to know."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator

import brotli
from selectolax.lexbor import LexborHTMLParser

MOST = 4 << 20  # bytes that are unpacked of a body; more says nothing new
NAMED_HOSTS = 3
BETTING = re.compile(
    r"cá cược|cá độ|nhà cái|tài xỉu|xóc đĩa|nổ hũ|lô đề|soi kèo|game bài|casino|slot ?gacor|jackpot|togel|\bbaccarat\b|\bbet\d*\b",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_SPOKEN_OF = {"www.w3.org", "www.sitemaps.org", "purl.org", "schema.org", "www.google.com"}  # names in formats, not links
_CLOSED = re.compile(r"^disallow:\s*/\s*$", re.IGNORECASE | re.MULTILINE)
_FOLDER = re.compile(r"<title>\s*index of|directory listing", re.IGNORECASE)
TAGS = {
    "script": "mã <script>",
    "iframe": "khung <iframe>",
    "object": "thẻ <object>",
    "form": "biểu mẫu",
    "meta[http-equiv='refresh' i]": "lệnh tự chuyển trang",
    "meta[name='robots' i][content*='noindex' i]": "lệnh cấm máy tìm kiếm",
    "base": "thẻ <base>",
}


def unpack(body: bytes, encoding: str) -> bytes:
    """What a compressed body holds, as far as it goes; a body that cannot be unpacked stays as it is."""
    try:
        if encoding == "br":
            return bytes(brotli.Decompressor().process(body, output_buffer_limit=MOST))
        if encoding == "gzip":
            return zlib.decompressobj(31).decompress(body, MOST)
    except (brotli.error, zlib.error):
        pass
    return body


def signs_of(body: bytes, original: bytes, known_hosts: Collection[str]) -> str:
    """In brackets: “(có mã <script>; dẫn tới x.example)”, or ""; what the original has too is no sign."""
    before = set(_signs(original.decode(errors="replace"), known_hosts))
    found = [sign for sign in _signs(body.decode(errors="replace"), known_hosts) if sign not in before]
    return f" ({'; '.join(found)})" if found else ""


def _signs(text: str, known_hosts: Collection[str]) -> Iterator[str]:
    if word := BETTING.search(text):
        yield f"có chữ “{word[0].lower()}”"
    if _FOLDER.search(text):
        yield "liệt kê tệp trong thư mục"
    if _CLOSED.search(text):
        yield "cấm máy tìm kiếm cả trang"
    if "<" in text:
        document = LexborHTMLParser(text)
        yield from (f"có {name}" for selector, name in TAGS.items() if _has(document, selector))
    hosts = {host.lower() for host in _HOST.findall(text)} - _SPOKEN_OF - set(known_hosts)
    yield from (f"dẫn tới {host}" for host in sorted(hosts)[:NAMED_HOSTS])


def _has(document: LexborHTMLParser, selector: str) -> bool:
    return any("ld+json" not in (node.attributes.get("type") or "") for node in document.css(selector))
