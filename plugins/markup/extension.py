"""The Markdown extension all articles and pages are converted with.

Safety is layered: raw HTML is never parsed, and whatever Markdown built passes an allow-list at the very end, because some
extensions stash HTML where no tree processor sees it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import AUTOMAIL_RE, AutomailInlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from plugins.markup.addresses import classify, content_reference
from plugins.markup.ids import follow_headings
from plugins.markup.photos import photographs
from plugins.markup.tables import accessible_tables

TAGS = {
    "a", "abbr", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3",
    "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "section", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "section": {"tabindex", "aria-label"},
    "th": {"scope"},
    "ol": {"start"},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6", "li", "sup")},  # what links lead to: headings, notes and their marks
    "*": {"class"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
MAIL = re.compile(r"(?:mailto:)?(?P<address>[a-z0-9._+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE | re.ASCII)


class Links(Treeprocessor):
    """Links and pictures named by a path beside the article become references that Pelican checks and follows.

    A refused target is dropped here too: the newsroom's check reports it first, and this is the second lock.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            attribute = {"a": "href", "img": "src"}.get(str(element.tag), "")
            target = element.get(attribute)
            if target is None:
                continue
            if classify(target).kind == "refused":
                del element.attrib[attribute]
            else:
                element.set(attribute, content_reference(target))


class Mail(AutomailInlineProcessor):
    """`<thanhtra@example.vn>` as a plain link. Python-Markdown hides it in character references, which stops no harvester but keeps
    the locks here from seeing that it is a mailto: link.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int] | tuple[None, None, None]:  # type: ignore[override]  # noqa: N802
        mail = MAIL.fullmatch(m[1])
        if not mail:
            return None, None, None
        link = Element("a", {"href": f"mailto:{mail['address']}"})
        link.text = AtomicString(mail["address"])
        return link, m.start(0), m.end(0)


class AccessibleTables(Treeprocessor):
    """Tables get captions, heads and regions that scroll."""

    def run(self, root: Element) -> None:
        accessible_tables(root)


class Headings(Treeprocessor):
    """The page's only h1 is the title: headings in the body start at h2."""

    def run(self, root: Element) -> None:
        if root.find(".//h1") is None:
            return
        for level in range(5, 0, -1):
            for heading in root.iter(f"h{level}"):
                heading.tag = f"h{level + 1}"


class Fragments(Treeprocessor):
    """Runs when headings have their ids."""

    def __init__(self, md: Markdown, frame: Collection[str]) -> None:
        super().__init__(md)
        self._frame = frame

    def run(self, root: Element) -> None:
        follow_headings(root, self._frame)


class Photos(Treeprocessor):
    """A picture alone in its paragraph becomes a `<figure>`, its title the caption."""

    def run(self, root: Element) -> None:
        photographs(root)


class AllowList(Postprocessor):
    """The safety net: tags, attributes and link schemes outside the list do not come through."""

    def run(self, text: str) -> str:
        return nh3.clean(text, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


class PortalMarkdown(Extension):
    """Registers the classes above and removes raw HTML from Python-Markdown. `frame` are the ids of the page around the text."""

    def __init__(self, frame: Collection[str] = ()) -> None:
        super().__init__()
        self._frame = frame

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(Mail(AUTOMAIL_RE, md), "automail", 110)
        md.treeprocessors.register(Links(md), "portal_links", 8)
        md.treeprocessors.register(AccessibleTables(md), "portal_tables", 7)
        md.treeprocessors.register(Photos(md), "portal_photos", 6)
        md.treeprocessors.register(Fragments(md, self._frame), "portal_fragments", 4)
        md.treeprocessors.register(Headings(md), "portal_headings", 50)
        md.postprocessors.register(AllowList(md), "portal_allow_list", -10)


def makeExtension(**configuration: Any) -> PortalMarkdown:  # noqa: N802 (Python-Markdown's name)
    """Entry point by which Python-Markdown loads the module."""
    return PortalMarkdown(**configuration)
