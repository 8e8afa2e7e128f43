"""What feed readers get: a text read far from the portal, with every address in full and nothing that is no XML."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urljoin

from plugins.markup.addresses import encoded

TAG = re.compile(r"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""")
ADDRESS = re.compile(r'(?P<name>\s(?:href|src)=)"(?P<address>[^"]*)"')
NO_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def from_everywhere(html: str, page: str) -> str:
    """The HTML with links and pictures by full addresses, as read on the page of this address: "#fn:1" leads to its footnote."""

    def whole(found: re.Match[str]) -> str:
        address = encoded(urljoin(page, unescape(found["address"])))
        return f'{found["name"]}"{escape(address)}"'

    return TAG.sub(lambda tag: ADDRESS.sub(whole, tag[0]), html)


def as_xml(text: str) -> str:
    """The text without characters that no XML may hold, or none should."""
    return NO_XML.sub("", text)
