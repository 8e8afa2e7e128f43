"""Guards that look into one file: whether it is what its name says, and whether it gives away what is nobody's business."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from deploy.release.guards.built_file import BuiltFile
from deploy.release.media_types import TEXTS
from plugins.newsroom.checks.attachments.identity_in_text import identity_in
from plugins.newsroom.checks.attachments.kinds import KINDS, look_inside
from plugins.newsroom.checks.attachments.secrets import secret_in
from plugins.newsroom.checks.attachments.signatures import markup_of, what_is
from plugins.newsroom.checks.attachments.unfit import StandIn, Unfit

MADE = {".html", ".xml", ".json", ".js", ".svg"}  # by the theme and plugins; all else is somebody's file
_BEGINS = {".html": b"<!doctype html>", ".xml": b"<?xml ", ".svg": b"<svg "}
_LONG_NUMBER = re.compile(r"\d{8}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{4}[ .]\d{4}")  # any number of papers is; most pages have none
WORDS_OF = {".html", ".xml", ".svg"}


def is_what_its_name_says(file: BuiltFile) -> Iterator[str]:
    """A page named .jpg is still a page to some browsers."""
    if file.ending in KINDS:
        yield from _of_attachment(file.ending, file.data)
    elif file.ending in MADE and (message := _of_made(file.ending, file.data)):
        yield f"tên ghi “{file.ending}” nhưng {message}. Dựng lại; nếu vẫn vậy, xem mẫu trang hoặc plugin làm ra tệp này."


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


def no_secrets(file: BuiltFile) -> Iterator[str]:
    """Keys, tokens and passwords, in the source of a page too."""
    if message := secret_in(file.data, unescape(file.text) if file.ending in TEXTS else ""):
        yield message


def no_identity_numbers(file: BuiltFile) -> Iterator[str]:
    """Numbers of citizens' papers, among the words that readers see: element by element, and in the lines of the source, where
    `CMND <b>…</b>` is one.
    """
    for separator in ("\n", " ") if file.ending in TEXTS else ():
        words = _words(file, separator)
        if _LONG_NUMBER.search(words) and (message := identity_in(words, lines_show=False)):
            yield message
            return


def _words(file: BuiltFile, separator: str) -> str:
    """A feed quotes pages: their words are one step deeper."""
    if file.ending not in WORDS_OF:
        return file.text
    words = file.document.text(separator=separator)
    return LexborHTMLParser(words).text(separator=separator) if file.ending == ".xml" else words
