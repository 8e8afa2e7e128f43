"""The line `Aliases:` of a header: the addresses that a text had before, which lead on to where it is now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.addresses import address_of
from plugins.newsroom.checks.file_names import RESERVED
from plugins.newsroom.checks.header import Kind
from plugins.newsroom.checks.names import LONGEST, MADE
from plugins.problems import Problem, did_you_mean
from plugins.rules import rule
from plugins.vietnamese.slugs import slugify

ALIAS = re.compile(rf"/(?:[a-z0-9](?:[a-z0-9-]{{0,{LONGEST - 2}}}[a-z0-9])?/)+")
LONGEST_ALIAS = 200  # servers look every address up in a table whose cells are as wide as the longest
LISTS = ("chuyen-muc", "nhan", "luu-tru")  # a section, a tag or a month that is gone may lead to a text
RESERVED_FOLDERS = frozenset(MADE) - frozenset(LISTS)
WEB_ENDING = re.compile(r"/index\.\w+$|\.(?:html?|php|aspx?)$", re.IGNORECASE)
FILE = re.compile(r"\.[a-z]{3,5}$", re.IGNORECASE)
SEPARATORS = re.compile(r"[,;]\s*|\s+(?=/|https?:)")
SHAPE = "Địa chỉ cũ có dạng /2017/10/ten-bai/: chữ thường không dấu, chữ số, gạch nối, mở đầu và kết thúc bằng “/”."


class Alias(NamedTuple):
    """An earlier address ("/2017/10/ten-cu/") of a text, with its line."""

    address: str
    line: int


def aliases_in(value: str) -> list[str]:
    """The addresses in the field's text, as typed."""
    return [address for part in value.split(",") if (address := part.strip())]


def aliases_of(manuscript: Manuscript, kind: Kind) -> tuple[Alias, ...]:
    """The aliases that the site must have; none of a draft's, nor any that is malformed."""
    field, own = manuscript.field("Aliases"), address_of(manuscript, kind)
    if field is None or not own:
        return ()
    fit = [address for address in dict.fromkeys(aliases_in(field.value)) if not _unfit(address) and address != f"/{own}/"]
    return tuple(Alias(address, field.line) for address in fit)


@rule()
def aliases_are_addresses(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Aliases ghi các địa chỉ cũ của bài, dạng /2017/10/ten-cu/, cách nhau bằng dấu phẩy; không ghi địa chỉ hiện nay.

    Sai:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Aliases: https://thanhtra.langson.gov.vn/2017/10/Hoi-Nghi
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Aliases: /2017/10/hoi-nghi/, /2017/09/hoi-nghi/
    """
    field = manuscript.field("Aliases")
    own = address_of(manuscript, kind)
    seen = set[str]()
    for address in aliases_in(field.value) if field else ():
        message = _unfit(address)
        if not message and own and address == f"/{own}/":
            message = f"“{address}” là địa chỉ hiện nay của chính bài này. Xoá địa chỉ ấy khỏi dòng Aliases."
        elif not message and address in seen:
            message = f"“{address}” ghi hai lần. Chỉ giữ một."
        seen.add(address)
        if message and field:
            yield manuscript.problem(field.line, message)


def _unfit(address: str) -> str:
    if address == "/":
        return "“/” là trang chủ, không thể là địa chỉ cũ của một bài. Xoá địa chỉ ấy khỏi dòng Aliases."
    if not ALIAS.fullmatch(address):
        return f"“{address[:80]}” không dùng làm địa chỉ cũ được. {did_you_mean(_likely(address), otherwise=SHAPE)}"
    return _not_to_be_had(address)


def _not_to_be_had(address: str) -> str:
    if len(address) > LONGEST_ALIAS:
        return f"địa chỉ cũ “{address[:60]}…” dài {len(address)} ký tự, nhiều nhất là {LONGEST_ALIAS}. Xoá khỏi dòng Aliases."
    parts = address.strip("/").split("/")
    if parts[0] in RESERVED_FOLDERS:
        return f"địa chỉ /{parts[0]}/ và mọi địa chỉ dưới nó do trang tự tạo hoặc để dành. Xoá “{address}” khỏi dòng Aliases."
    if device := next(filter(RESERVED.fullmatch, parts), ""):
        return f"“{address}” có “{device}” là tên Windows giữ cho thiết bị. Xoá khỏi dòng Aliases."
    return ""


def _likely(typed: str) -> str | None:
    """What was meant: each address that is there, spelt as addresses are; None where nothing of one is."""
    found = [good for part in SEPARATORS.split(typed) if ALIAS.fullmatch(good := _spelt(part)) and not _not_to_be_had(good)]
    return ", ".join(found) or None


def _spelt(typed: str) -> str:
    try:
        parts = urlsplit(typed.replace("\\", "/"))
    except ValueError:  # a host that is none
        return ""
    if parts.scheme not in {"", "http", "https"}:
        return ""
    path = WEB_ENDING.sub("", normpath(f"/{unquote(parts.path)}"))
    slugs = [] if FILE.search(path) else [slug for part in path.split("/") if (slug := slugify(part))]
    return f"/{'/'.join(slugs)}/" if slugs else ""


RULES = (aliases_are_addresses,)
