"""A judge of pages: what a browser would run, load or follow, as lxml reads the page. tests/browser asks Chromium for the same.

None of this is the guards' code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement, document_fromstring

NEVER = {
    "animate", "animatemotion", "animatetransform", "applet", "base", "dialog", "embed", "foreignobject", "frame", "frameset",
    "iframe", "image", "marquee", "math", "object", "plaintext", "portal", "select", "set", "textarea", "use", "video", "xmp",
}  # fmt: skip
NEVER_ATTRIBUTES = {"autofocus", "background", "contenteditable", "formaction", "ping", "srcdoc", "style", "xlink:href"}
RELATIONS = {"alternate", "canonical", "icon", "license", "next", "prev"}  # of <link>
LEADS, LOADS = ("href", "action", "cite"), ("src", "srcset", "poster", "data")
SCRIPT_OF_SEARCH = "/tim-kiem/"
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IGNORED = re.compile(r"[\t\n\r]|^[\x00-\x20]+")  # by browsers, in an address
_OUTWARD = {"http", "https", "mailto", "tel"}


def active_parts(html: str, site: str = "") -> list[str]:
    """Whatever a browser would run, load from elsewhere or follow without being asked; none in a page of the portal.

    `site`: the address before "/…" of pages that name themselves in full. Data for search engines are no script.
    """
    every = document_fromstring(html.strip() or "<p>").getroottree().xpath("//*")  # `iter` leaves out what comes after </html>
    return [part for element in every for part in _parts(element, site)]


def _parts(element: HtmlElement, site: str) -> Iterator[str]:
    name, parent, before = element.tag.lower(), element.getparent(), element.getprevious()
    attributes = {key.lower(): value for key, value in element.attrib.items()}
    is_known_style = parent is not None and parent.tag == "head" and (before is None or before.tag != "style")
    if name in NEVER or "-" in name or (name == "style" and not is_known_style):
        yield f"<{name}>"
    if name == "script" and not is_known_script(attributes):
        yield "<script>"
    if (name == "meta" and "http-equiv" in attributes) or (name == "link" and attributes.get("rel") not in RELATIONS):
        yield f"<{name} {attributes}>"
    yield from (f"<{name} {key}>" for key in attributes if key.startswith("on") or key in NEVER_ATTRIBUTES)
    yield from (f"<{name} {key}={attributes[key]!r}>" for key in (*LEADS, *LOADS) if _is_bad_address(name, key, attributes, site))


def is_known_script(attributes: Mapping[str, str]) -> bool:
    """Of the search page, or data."""
    is_of_search = attributes.keys() == {"src", "defer"} and attributes["src"].startswith(SCRIPT_OF_SEARCH)
    return is_of_search or attributes == {"type": "application/ld+json"}


def _is_bad_address(name: str, key: str, attributes: Mapping[str, str], site: str) -> bool:
    if key not in attributes:
        return False
    address = _IGNORED.sub("", attributes[key])
    if site and address.startswith(f"{site}/"):
        return False
    scheme = _SCHEME.match(address)
    leads = key in LEADS and name not in {"link", "form", "image", "use"}
    if scheme:
        return not leads or scheme[1].lower() not in _OUTWARD or "@" in address.partition("://")[2].partition("/")[0]
    return not address.startswith(("/", "#")) or address.replace("\\", "/").startswith("//")
