"""Says after each link to an attachment what readers will get: "(PDF, 1,2 MB)", of the file as it is now."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from posixpath import splitext
from urllib.parse import unquote

from plugins.images.photo import ENDINGS
from plugins.markup.addresses import inside_content
from plugins.vietnamese.numbers import format_decimal, format_integer
from plugins.vietnamese.spacing import NO_BREAK

LINK = re.compile(r'(?P<opening><a\b[^>]*\bhref="\{static\}(?P<path>[^"?#]*)[^"]*"[^>]*>)(?P<words>.*?)</a>', re.DOTALL)


def with_notes(html: str, folder: str, size_of: Callable[[str], int | None]) -> str:
    """The HTML with a note after each link to a file that is no picture. `folder` is that of the text, from the content root;
    `size_of` says how many bytes the file at a path from there has, None where there is none.
    """

    def noted(link: re.Match[str]) -> str:
        path = inside_content(unquote(unescape(link["path"])), folder)
        ending = splitext(path or "")[1].lower()
        size = size_of(path) if path and ending and ending not in ENDINGS else None
        if size is None:
            return link[0]
        kind = ending[1:].upper()
        typed = re.search(rf"\s*\({kind}\b[^()<>]*\)\s*$", link["words"], re.IGNORECASE)  # the note says it, with today's size
        words = link["words"][: typed.start()] if typed and typed.start() else link["words"]
        return f"{link['opening']}{words}</a> ({kind}, {file_size(size)})"

    return LINK.sub(noted, html)


def file_size(size: int) -> str:
    """The size as readers know it from their computer: "12 kB", "1,2 MB"; never "0 kB"."""
    if size < 1_000_000:
        return f"{format_integer(max(1, round(size / 1000)))}{NO_BREAK}kB"
    return f"{format_decimal(Decimal(size) / 1_000_000, 1)}{NO_BREAK}MB"
