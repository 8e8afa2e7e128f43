"""Guards of what a browser would run or fetch: pages and feeds are read again by a parser that follows the rules of browsers.

Lists say what is allowed; all else is refused, also what is invented tomorrow. Nothing of the build's own parsers is used: what
they and a browser read differently is where harm hides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import unquote

from lxml import etree

from deploy.release.guards.allowed_markup import ADDRESSES, ATTRIBUTES, HIDES_MARKUP, LOADED, RELATIONS, TAGS
from deploy.release.guards.built_file import MARKUP, BuiltElement, BuiltFile
from deploy.release.manifest import address_of
from plugins.assets.bundle import csp_source

_OUTSIDE = re.compile(r"(?:https?://[^\s/\\@?#<>\"]+(?:[/?#][^\s\\<>\"]*)?|mailto:[^\s\\<>\"]+|tel:[+0-9 ().-]+)", re.IGNORECASE)
_HERE = re.compile(r"(?:/(?![/\\])[^\s\\<>\"]*|#[^\s\\<>\"]*)")
_NAMED_FREELY = re.compile(r"(?:aria|data)-[a-z-]+")
_ROOTS = {"rss", "feed", "urlset"}
_WITH_ADDRESS = {"link", "loc", "url", "enclosure"}


def nothing_active(file: BuiltFile) -> Iterator[str]:
    """Only known elements and attributes; scripts and styles only as the page's policy allows them. Only an alias page leads on by
    itself, to where its text is now.
    """
    if file.ending in MARKUP:
        policy, moved_to = file.built.policy_of(file.name), file.built.expected.leads_to(address_of(file.name))
        yield from chain.from_iterable(_active(element, policy, moved_to) for element in chain.from_iterable(file.fragments))
        yield from _hidden(file)
    elif file.ending == ".xml":
        if not _is_feed(file.feed):
            yield "không phải nguồn tin (RSS, Atom) hay sơ đồ trang đọc được. Dựng lại trang."
        yield from chain.from_iterable(_active(element, "", "") for element in chain.from_iterable(file.fragments))


def only_known_addresses(file: BuiltFile) -> Iterator[str]:
    """Links lead to the web, a mailbox, a telephone or this site; what a page loads by itself comes from this site alone."""
    found: Iterable[str] = ()
    if file.ending in MARKUP or file.ending == ".xml":
        elements = chain.from_iterable(file.fragments)
        found = [address for element in elements for address in _unknown(element, file.built.site, file.ending in MARKUP)]
        found += [address for address in _of_feed(file.feed) if not _OUTSIDE.fullmatch(address)] if file.ending == ".xml" else []
    elif file.name.startswith("tim-kiem/") and file.ending == ".json":
        found = [address for address in _of_search_index(file) if not _HERE.fullmatch(address)]
    for address in dict.fromkeys(found):
        yield f"địa chỉ “{address[:80]}” không được phép. Sửa liên kết này trong bài hoặc mẫu trang."


def no_way_up(file: BuiltFile) -> Iterator[str]:
    """“..” in an address asks the server for what lies outside its folder."""
    for element in chain.from_iterable(file.fragments) if file.ending in MARKUP else ():
        for _, address in _addresses(element):
            if (".." in address or "%" in address) and _goes_up(address):
                yield f"địa chỉ “{address[:80]}” đi ngược lên thư mục trên (“..”). Viết lại đường dẫn từ “/”."


def _goes_up(address: str) -> bool:
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    return not _OUTSIDE.fullmatch(address) and ".." in re.split(r"[/\\]", unquote(unquote(path)))


def _active(element: BuiltElement, policy: str, moved_to: str) -> Iterator[str]:
    tag, attributes, node = element
    if tag not in TAGS:
        yield f"có thẻ <{tag}>, không thuộc danh sách được phép. Bỏ thẻ này."
    is_alias = bool(moved_to) and attributes == {"http-equiv": "refresh", "content": f"0; url={moved_to}"}
    for key in attributes if not (tag == "meta" and is_alias) else ():
        if key not in ATTRIBUTES and not _NAMED_FREELY.fullmatch(key):
            yield f"thẻ <{tag}> có thuộc tính “{key}”, không thuộc danh sách được phép. Bỏ thuộc tính này."
    if tag == "style" and csp_source(node.text()) not in policy:
        yield "có <style> mà chính sách của trang không biết. Dựng lại toàn bộ trang."
    elif tag == "script" and not _is_data(element) and not _may_run(element, policy):
        yield "có mã <script> mà chính sách của trang không cho chạy. Bỏ mã này."
    elif tag == "link" and not set((attributes.get("rel") or "?").split()) <= RELATIONS:
        yield f'có <link rel="{attributes.get("rel")}">, không thuộc danh sách được phép. Bỏ thẻ này.'


def _may_run(script: BuiltElement, policy: str) -> bool:
    return "script-src 'self'" in policy and bool(script.attributes.get("src")) and not script.node.text().strip()


def _is_data(script: BuiltElement) -> bool:
    """Facts for search engines, which no browser runs."""
    try:
        return script.attributes == {"type": "application/ld+json"} and bool(json.loads(script.node.text()))
    except (ValueError, RecursionError):
        return False


def _hidden(file: BuiltFile) -> Iterator[str]:
    """A browser that runs scripts reads <noscript> as one that does not never would; so with ends inside attributes."""
    lower, tags = file.text.lower(), [element.tag for element in file.elements]
    for tag in HIDES_MARKUP:
        if lower.count(f"</{tag}") != tags.count(tag):
            yield f"thẻ <{tag}> mở và đóng không khớp, trình duyệt có thể đọc khác đi. Sửa mẫu trang."


def _unknown(element: BuiltElement, site: str, is_page: bool) -> Iterator[str]:
    """The addresses that are not allowed. In a feed all of this site are written out."""
    loaded = LOADED.get(element.tag, "href" if element.tag == "link" else "")
    for key, address in _addresses(element):
        is_own = address == site or address.startswith(f"{site}/")
        is_here = bool(_HERE.fullmatch(address)) if is_page else is_own
        if not (is_here or is_own or (key not in (loaded, "srcset") and _OUTSIDE.fullmatch(address))):
            yield address


def _addresses(element: BuiltElement) -> Iterator[tuple[str, str]]:
    """Attribute and address; of a `srcset` each file among which a browser chooses."""
    yield from ((key, address) for key in ADDRESSES if (address := element.attributes.get(key)) is not None)
    for candidate in (element.attributes.get("srcset") or "").split(","):
        if candidate.strip():
            yield "srcset", candidate.split()[0]


def _of_search_index(file: BuiltFile) -> list[str]:
    """The addresses that the script of the search page makes links of; something else than an index has none that is allowed."""
    try:
        return [str(entry[0]) for entry in json.loads(file.data)]
    except (ValueError, TypeError, LookupError, RecursionError):
        return [file.name]


def _is_feed(document: etree._Element | None) -> bool:
    return document is not None and etree.QName(document).localname in _ROOTS and not document.getroottree().docinfo.doctype


def _of_feed(document: etree._Element | None) -> Iterator[str]:
    for element in document.iter("{*}*") if document is not None else ():
        if etree.QName(element).localname in _WITH_ADDRESS:
            yield from filter(None, (element.get("href"), element.get("url"), (element.text or "").strip()))
