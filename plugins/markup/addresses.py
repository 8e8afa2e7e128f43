"""What a link in Markdown points to: outside, elsewhere on the site, or a file of the content tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from posixpath import normpath, splitext
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
REFERENCES = {"filename", "static", "attach"}
PAGE_ENDINGS = {"", ".html", ".xml"}
MADE_FOLDERS = ("so-lieu", "tinh", "tim-kiem")  # where the portal puts generated files


@dataclass(frozen=True, slots=True)
class Address:
    """A link target. `path` is relative to the content root when it starts with "/", else to the article's folder."""

    kind: Kind
    path: str = ""
    fragment: str = ""


def classify(target: str) -> Address:
    """Sort a link target as written in Markdown; anything that is not clearly harmless is "refused"."""
    target = _as_read(target)
    if unquote(target) == NO_PHOTO:
        return Address("missing-photo")
    reference = PELICAN_REFERENCE.match(target)
    if not target:
        return Address("refused")
    if reference:
        return _reference(reference["what"], reference["path"])
    if target.lower().startswith(ALLOWED):
        return Address("outside" if _is_sound(target) else "refused", target)
    bare = UNSEEN.sub("", target)  # what a browser would make of it
    if SCHEME.match(bare) or bare.startswith(("//", "\\", "/\\")):
        return Address("refused", target)
    parts = urlsplit(target)
    path = unquote(parts.path)
    return Address(_kind_of_path(path), path, parts.fragment)


def _is_sound(address: str) -> bool:
    """Whether the allow-list will pass it: it drops what no browser takes for an address ("http://a b.vn")."""
    return bool(SOUND.fullmatch(address)) or "href" in nh3.clean(f'<a href="{escape(encoded(address))}">', link_rel=None)


def _as_read(target: str) -> str:
    return unescape(target.replace(STASHED_AMPERSAND, "&")).strip()


def _kind_of_path(path: str) -> Kind:
    if not path:
        return "fragment"
    if path.endswith(".md"):
        return "article"
    return "site" if path.startswith("/") and not _is_content_file(path) else "file"


def _is_content_file(path: str) -> bool:
    """Whether a path from the root, such as /anh/x.jpg, can only be a file of the content tree, published where it lies."""
    folder, _, name = path.removeprefix("/").rpartition("/")
    first = folder.partition("/")[0]
    return bool(first) and not first.startswith(".") and first not in MADE_FOLDERS and splitext(name)[1].lower() not in PAGE_ENDINGS


@lru_cache(maxsize=10_000)
def file_of(link: str) -> str:
    """The published file a link inside the site leads to; "" for one that does not start at the site's root."""
    return file_at(unquote(urlsplit(link).path))


def file_at(path: str) -> str:
    """The same for a decoded path."""
    if not path.startswith("/"):
        return ""
    path = path.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def _reference(what: str, rest: str) -> Address:
    """Treat Pelican's {filename}, {static} and {attach} as one: the ending distinguishes a text from another file."""
    if what not in REFERENCES:
        return Address("refused", rest)
    parts = urlsplit(rest)
    path = unquote(parts.path)
    return Address("article" if path.endswith(".md") else "file", path, parts.fragment)


def content_reference(target: str) -> str:
    """The target as Pelican wants it, percent-encoded: a plain path to a file becomes {static}, one to an article {filename}."""
    address = classify(target)
    if address.kind not in {"article", "file"}:
        return encoded(target.strip())
    reference = PELICAN_REFERENCE.match(_as_read(target))
    rest = urlsplit(reference["path"] if reference else _as_read(target))
    path = quote(unquote(rest.path), safe="/\x02\x03")
    return ("{filename}" if address.kind == "article" else "{static}") + urlunsplit(("", "", path, rest.query, rest.fragment))


def encoded(address: str) -> str:
    """The address with forbidden characters percent-encoded; hosts, and what is encoded already, stay as written."""
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
