"""What a link in Markdown points to: outside, elsewhere on the site, or a file of the content tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from posixpath import normpath
from typing import Literal
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import nh3

Kind = Literal["outside", "site", "fragment", "article", "file", "missing-photo", "refused"]

NO_PHOTO = "chưa-có-ảnh"
PELICAN_REFERENCE = re.compile(r"^[{|](?P<what>\w+)[}|](?P<path>.*)$")
SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
UNSEEN = re.compile(r"[\x00-\x20\x7f]+")
STASHED_AMPERSAND = "\x02amp\x03"  # how Python-Markdown keeps "&" until its last step
HOST = re.compile(r"[a-zA-Z]+://[^/?#]*")
UNENCODED = re.compile(r"""[^!#$&-;=?-Z\[\]_a-z~%\x02\x03\ue000\ue001]|%(?![0-9a-fA-F]{2})""")  # Markdown's own marks and ours stay
SOUND = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]*[a-z][a-z0-9-]*)+(?:/[!-~]*)?")  # most are
ALLOWED = ("http://", "https://", "mailto:", "tel:")
FILE_REFERENCES = {"static", "attach"}


@dataclass(frozen=True, slots=True)
class Address:
    """A link target. `path` is relative to the content root when it starts with "/", else to the article's folder."""

    kind: Kind
    path: str = ""
    fragment: str = ""


def classify(target: str) -> Address:
    """Sort a link target as written in Markdown; anything that is not clearly harmless is "refused"."""
    target = target.strip()
    if unquote(target) == NO_PHOTO:
        return Address("missing-photo")
    reference = PELICAN_REFERENCE.match(target)
    if not target:
        return Address("refused")
    if reference:
        return _reference(reference["what"], reference["path"])
    if target.lower().startswith(ALLOWED):
        return Address("outside" if _is_sound(target) else "refused", target)
    bare = UNSEEN.sub("", unescape(target.replace(STASHED_AMPERSAND, "&")))  # what a browser would make of it
    if SCHEME.match(bare) or bare.startswith(("//", "\\", "/\\")):
        return Address("refused", target)
    parts = urlsplit(target)
    path = unquote(parts.path)
    return Address(_kind_of_path(path), path, parts.fragment)


def _is_sound(address: str) -> bool:
    """Whether the allow-list will leave it: it drops what no browser takes for an address ("http://a b.vn")."""
    return bool(SOUND.fullmatch(address)) or "href" in nh3.clean(f'<a href="{escape(encoded(address))}">', link_rel=None)


def _kind_of_path(path: str) -> Kind:
    if not path:
        return "fragment"
    if path.startswith("/"):
        return "site"
    return "article" if path.endswith(".md") else "file"


def _reference(what: str, rest: str) -> Address:
    parts = urlsplit(rest)
    path = unquote(parts.path)
    if what == "filename":
        return Address("article", path, parts.fragment)
    return Address("file", path, parts.fragment) if what in FILE_REFERENCES else Address("refused", rest)


def content_reference(target: str) -> str:
    """The target as Pelican wants it, percent-encoded: a plain path to a file becomes {static}, one to an article {filename}."""
    address = classify(target)
    if address.kind not in {"article", "file"}:
        return encoded(target.strip())
    reference = PELICAN_REFERENCE.match(target.strip())
    rest = urlsplit(reference["path"] if reference else target.strip())
    path = quote(unquote(rest.path.replace(STASHED_AMPERSAND, "&")), safe="/\x02\x03")
    return ("{filename}" if address.kind == "article" else "{static}") + urlunsplit(("", "", path, rest.query, rest.fragment))


def encoded(address: str) -> str:
    """The address with what no address may hold percent-encoded, and what is so already left as it is; hosts stay as written."""
    host = HOST.match(address)
    start = host.end() if host else 0
    return address[:start] + UNENCODED.sub(lambda found: quote(found[0], safe=""), address[start:])


def inside_content(path: str, folder: str) -> str | None:
    """The path from the content root, or None when it leaves the tree or touches a hidden file.

    `folder` is the article's own folder from the content root ("tin-tuc/2017").
    """
    joined = normpath(path.lstrip("/") if path.startswith("/") else f"{folder}/{path}").lstrip("/")
    parts = joined.split("/")
    return None if any(part.startswith(".") for part in parts) else joined
