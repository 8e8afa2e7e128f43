"""Prepares texts for feed readers, far from the portal: full addresses, and only characters that XML allows."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urljoin

from plugins.markup.addresses import encoded

TAG = re.compile(r"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""")
ADDRESS = re.compile(r'(?P<name>\s(?:href|src)=)"(?P<address>[^"]*)"')
PICTURE = re.compile(r"<picture>.*?(<img\b[^>]*>)</picture>", re.DOTALL)
FOR_BROWSERS = re.compile(r' (?:srcset|sizes|loading)="[^"]*"')
NO_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def from_everywhere(html: str, page: str) -> str:
    """The HTML with full addresses in links and pictures, resolved against `page`: "#fn:1" leads to its footnote."""

    def whole(found: re.Match[str]) -> str:
        address = encoded(urljoin(page, unescape(found["address"])))
        return f'{found["name"]}"{escape(address)}"'

    return TAG.sub(lambda tag: ADDRESS.sub(whole, tag[0]), html)


def with_plain_pictures(html: str) -> str:
    """The HTML with one file for each photo, the one that every reader shows."""
    html = PICTURE.sub(lambda picture: picture[1], html)
    return TAG.sub(lambda tag: FOR_BROWSERS.sub("", tag[0]) if tag[0].startswith("<img ") else tag[0], html)


def as_xml(text: str) -> str:
    """The text without characters that XML forbids or discourages."""
    return NO_XML.sub("", text)
