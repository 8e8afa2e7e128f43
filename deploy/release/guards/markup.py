"""Guards of what a browser would run or fetch: pages and feeds are read again by a parser that follows the rules of browsers.

Lists say what is allowed; all else is refused, also what is invented tomorrow. Nothing of the build's own parsers is used: what
they and a browser read differently is where harm hides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from posixpath import splitext
from urllib.parse import unquote, urlsplit

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from deploy.release.guards.allowed_markup import ADDRESSES, ATTRIBUTES, HIDES_MARKUP, LOADED, RELATIONS, TAGS
from deploy.release.guards.built import Built
from plugins.assets.bundle import csp_source

_OUTSIDE = re.compile(r"(?:https?://[^\s/\\@?#<>\"]+(?:[/?#][^\s\\<>\"]*)?|mailto:[^\s\\<>\"]+|tel:[+0-9 ().-]+)", re.IGNORECASE)
_HERE = re.compile(r"(?:/(?![/\\])[^\s\\<>\"]*|#[^\s\\<>\"]*)")
_QUOTED = {"description", "encoded", "content", "summary"}  # elements of feeds that hold pieces of pages
_TEMPLATE = re.compile(r"<(/?)template", re.IGNORECASE)
_ROOTS = {"rss", "feed", "urlset"}


def nothing_active(name: str, data: bytes, built: Built) -> Iterator[str]:
    """Only known elements and attributes; scripts and styles only as the page's policy allows them."""
    if splitext(name)[1] in {".html", ".svg"}:
        text = data.decode(errors="replace")
        yield from _active(text, built.policy_of(name))
        yield from _hidden(text)
    elif name.endswith(".xml"):
        document = _xml(data)
        if document is None or etree.QName(document).localname not in _ROOTS or document.getroottree().docinfo.doctype:
            yield "không phải nguồn tin (RSS, Atom) hay sơ đồ trang đọc được. Dựng lại trang."
        for piece in _pieces(document):
            yield from _active(piece, "")


def only_known_addresses(name: str, data: bytes, built: Built) -> Iterator[str]:
    """Links lead to the web, a mailbox, a telephone or this site; what a page loads by itself comes from this site alone."""
    found: list[str] = []
    if splitext(name)[1] in {".html", ".svg"}:
        found = list(_addresses(data.decode(errors="replace"), built.site, is_page=True))
    elif name.endswith(".xml"):
        document = _xml(data)
        found = [address for piece in _pieces(document) for address in _addresses(piece, built.site, is_page=False)]
        found += [address for address in _feed_addresses(document) if not _OUTSIDE.fullmatch(address)]
    elif name.startswith("tim-kiem/") and name.endswith(".json"):
        found = [str(entry[0]) for entry in json.loads(data) if not _HERE.fullmatch(str(entry[0]))]
    for address in dict.fromkeys(found):
        yield f"địa chỉ “{address[:80]}” không được phép. Sửa liên kết này trong bài hoặc mẫu trang."


def no_way_up(name: str, data: bytes, built: Built) -> Iterator[str]:
    """“..” in an address asks the server for what lies outside its folder."""
    if splitext(name)[1] not in {".html", ".svg"}:
        return
    for node in _nodes(data.decode(errors="replace")):
        for address in filter(None, (node.attributes.get(key) for key in ADDRESSES)):
            if not urlsplit(address).scheme and ".." in re.split(r"[/\\]", unquote(unquote(urlsplit(address).path))):
                yield f"địa chỉ “{address[:80]}” đi ngược lên thư mục trên (“..”). Viết lại đường dẫn từ “/”."


def _nodes(text: str) -> Iterator[LexborNode]:
    """Every node of a page, also of what a script may take out of a <template>: the parser keeps that to itself."""
    yield from _parsed(text)
    if _TEMPLATE.search(text):
        yield from _parsed(_TEMPLATE.sub(r"<\1div", text))


def _parsed(text: str) -> Iterator[LexborNode]:
    root = LexborHTMLParser(text).root
    return root.traverse(include_text=False) if root else iter(())


def _active(text: str, policy: str) -> Iterator[str]:
    for node in _nodes(text):
        tag = str(node.tag)
        if tag not in TAGS:
            yield f"có thẻ <{tag}>, không thuộc danh sách được phép. Bỏ thẻ này."
        for key in node.attributes:
            if key.lower() not in ATTRIBUTES and not re.fullmatch(r"(?:aria|data)-[a-z-]+", key):
                yield f"thẻ <{tag}> có thuộc tính “{key}”, không thuộc danh sách được phép. Bỏ thuộc tính này."
        if tag == "style" and csp_source(node.text()) not in policy:
            yield "có <style> mà chính sách của trang không biết. Dựng lại toàn bộ trang."
        elif tag == "script" and not _is_data(node) and not _may_run(node, policy):
            yield "có mã <script> mà chính sách của trang không cho chạy. Bỏ mã này."
        elif tag == "link" and not set((node.attributes.get("rel") or "?").split()) <= RELATIONS:
            yield f'có <link rel="{node.attributes.get("rel")}">, không thuộc danh sách được phép. Bỏ thẻ này.'


def _may_run(node: LexborNode, policy: str) -> bool:
    return "script-src 'self'" in policy and bool(node.attributes.get("src")) and not node.text().strip()


def _is_data(node: LexborNode) -> bool:
    """Facts for search engines, which no browser runs."""
    try:
        return (
            set(node.attributes) == {"type"} and node.attributes["type"] == "application/ld+json" and bool(json.loads(node.text()))
        )
    except (ValueError, RecursionError):
        return False


def _hidden(text: str) -> Iterator[str]:
    """A browser that runs scripts reads <noscript> as one that does not never would; so with ends inside attributes."""
    lower = text.lower()
    nodes = [str(node.tag) for node in _parsed(text)]
    for tag in HIDES_MARKUP:
        if lower.count(f"</{tag}") != nodes.count(tag):
            yield f"thẻ <{tag}> mở và đóng không khớp, trình duyệt có thể đọc khác đi. Sửa mẫu trang."


def _addresses(text: str, site: str, is_page: bool) -> Iterator[str]:
    """Those that are not allowed."""
    for node in _nodes(text):
        loaded = LOADED.get(str(node.tag), "href" if node.tag == "link" else "")
        for key in ADDRESSES:
            address = node.attributes.get(key)
            if address is None:
                continue
            is_own = address == site or address.startswith(f"{site}/")
            is_here = bool(_HERE.fullmatch(address)) if is_page else is_own
            is_fine = is_here or is_own if key == loaded else is_here or bool(_OUTSIDE.fullmatch(address))
            if not is_fine:
                yield address


def _xml(data: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError:
        return None


def _pieces(document: etree._Element | None) -> Iterator[str]:
    for element in document.iter("{*}*") if document is not None else ():
        if etree.QName(element).localname in _QUOTED and element.text:
            yield element.text


def _feed_addresses(document: etree._Element | None) -> Iterator[str]:
    for element in document.iter("{*}*") if document is not None else ():
        if etree.QName(element).localname in {"link", "loc", "url", "enclosure"}:
            yield from filter(None, (element.get("href"), element.get("url"), (element.text or "").strip()))
