"""Guards that look into one file: whether it is what its name says, and whether it gives away what is nobody's business."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from posixpath import splitext

from selectolax.lexbor import LexborHTMLParser

from deploy.release.guards.built import Built
from deploy.release.media_types import TEXTS
from plugins.newsroom.checks.attachments.identity_in_text import identity_in
from plugins.newsroom.checks.attachments.kinds import KINDS, look_inside
from plugins.newsroom.checks.attachments.secrets import secret_in
from plugins.newsroom.checks.attachments.signatures import markup_of, what_is
from plugins.newsroom.checks.attachments.unfit import StandIn, Unfit
from plugins.vietnamese.identity import ASKS_FOR, PAPER

MADE = {".html", ".xml", ".json", ".js", ".svg"}  # by the theme and plugins; all else is somebody's file
_BEGINS = {".html": b"<!doctype html>", ".xml": b"<?xml ", ".svg": b"<svg "}
WORDS_OF = {".html", ".xml", ".svg"}


def is_what_its_name_says(name: str, data: bytes, built: Built) -> Iterator[str]:
    """A page named .jpg is still a page to some browsers."""
    ending = splitext(name)[1]
    if ending in KINDS:
        yield from _of_attachment(ending, data)
    elif ending in MADE and (message := _of_made(ending, data)):
        yield f"tên ghi “{ending}” nhưng {message}. Dựng lại; nếu vẫn vậy, xem mẫu trang hoặc plugin làm ra tệp này."


def _of_attachment(ending: str, data: bytes) -> Iterator[str]:
    try:
        look_inside(ending, data)
    except StandIn:
        return  # `make check` warns of it
    except Unfit as error:
        yield str(error)


def _of_made(ending: str, data: bytes) -> str:
    try:
        data.decode()
        if ending == ".json":
            json.loads(data)
    except (ValueError, RecursionError):
        return "bên trong không phải JSON UTF-8" if ending == ".json" else "bên trong không phải chữ UTF-8"
    if not data[:64].lower().startswith(_BEGINS.get(ending, b"")):
        return f"bên trong là {what_is(data) or 'thứ khác'}"
    markup = markup_of(data)
    return f"bên trong là {markup}" if markup and ending not in WORDS_OF else ""


def no_secrets(name: str, data: bytes, built: Built) -> Iterator[str]:
    """Keys, tokens and passwords, in the source of a page too."""
    ending = splitext(name)[1]
    if message := secret_in(data, unescape(data.decode(errors="replace")) if ending in TEXTS else ""):
        yield message


def no_identity_numbers(name: str, data: bytes, built: Built) -> Iterator[str]:
    """Numbers of citizens' papers, among the words that readers see."""
    ending = splitext(name)[1]
    if ending not in TEXTS:
        return
    text = data.decode(errors="replace")
    words = _words(text, ending) if ending in WORDS_OF else text
    if (PAPER.search(words) or ASKS_FOR.search(words)) and (message := identity_in(words, lines_show=False)):
        yield message


def _words(text: str, ending: str) -> str:
    """A feed quotes pages: their words are one step deeper."""
    words = LexborHTMLParser(text).text(separator="\n")
    return LexborHTMLParser(words).text(separator="\n") if ending == ".xml" else words
