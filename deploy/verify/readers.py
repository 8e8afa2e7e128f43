"""Who asks. Gambling pages are often shown to some readers only: to phones that come from a search engine, to crawlers, abroad."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

COMPUTER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
MOBILE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36"
CRAWLING = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
VIETNAMESE = "vi-VN,vi;q=0.9"


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of reader; the name is what the report says."""

    name: str
    headers: Mapping[str, str] = field(hash=False)


def _reader(name: str, agent: str, language: str = VIETNAMESE, referrer: str = "") -> Reader:
    headers = {"User-Agent": agent, "Accept": "text/html,*/*;q=0.8"}
    headers |= {"Accept-Language": language} if language else {}
    return Reader(name, headers | ({"Referer": referrer} if referrer else {}))


DESKTOP = _reader("máy tính", COMPUTER)
PHONE_FROM_SEARCH = _reader("điện thoại đến từ máy tìm kiếm", MOBILE, referrer="https://www.google.com/")
READERS = (
    PHONE_FROM_SEARCH,  # the first: what intruders most often answer
    _reader("máy của công cụ tìm kiếm", CRAWLING, language=""),
    DESKTOP,
    _reader("điện thoại", MOBILE),
    _reader("máy tính dùng tiếng Trung", COMPUTER, language="zh-CN,zh;q=0.9"),
    _reader("máy tính dùng tiếng Anh", COMPUTER, language="en-US,en;q=0.9"),
)
ENCODINGS = {"br": ".br", "gzip": ".gz", "identity": ""}  # what a reader accepts, and the copy that is due
