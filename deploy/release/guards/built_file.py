"""One file of a built folder as the guards of files see it: read once, parsed once, as a browser parses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from posixpath import splitext
from typing import NamedTuple

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from deploy.release.guards.built import Built

MARKUP = {".html", ".svg"}
_QUOTED = {"description", "encoded", "content", "summary"}  # elements of feeds that hold pieces of pages
_TEMPLATE = re.compile(r"<(/?)template", re.IGNORECASE)


class BuiltElement(NamedTuple):
    """An element of a page."""

    tag: str
    attributes: dict[str, str | None]
    node: LexborNode


@dataclass(frozen=True)
class BuiltFile:
    """A file by its path from the folder. It is parsed when a guard asks for it first."""

    name: str
    data: bytes
    built: Built

    @cached_property
    def ending(self) -> str:
        """How its name ends: “.html” for a page."""
        return splitext(self.name)[1]

    @cached_property
    def text(self) -> str:
        """The bytes as UTF-8; other bytes have a guard of their own."""
        return self.data.decode(errors="replace")

    @cached_property
    def document(self) -> LexborHTMLParser:
        """The page, or whatever a browser takes the text for."""
        return LexborHTMLParser(self.text)

    @cached_property
    def elements(self) -> list[BuiltElement]:
        """Those that a browser shows; what lies in a <template> is not among them."""
        return list(_elements(self.document))

    @cached_property
    def fragments(self) -> list[list[BuiltElement]]:
        """All markup of the file: a page and what a script may take out of its templates, or the pieces that a feed quotes."""
        if self.ending in MARKUP:
            return [self.elements, *_in_templates(self.text)]
        pieces = list(_pieces(self.feed)) if self.ending == ".xml" else []
        return [part for piece in pieces for part in ([*_elements(LexborHTMLParser(piece))], *_in_templates(piece))]

    @cached_property
    def feed(self) -> etree._Element | None:
        """An XML file's root; None where it is not well-formed."""
        try:
            return etree.fromstring(self.data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        except etree.XMLSyntaxError:
            return None


def _in_templates(text: str) -> Iterator[list[BuiltElement]]:
    """The parser keeps to itself what is in templates, so they are made plain elements."""
    if _TEMPLATE.search(text):
        yield list(_elements(LexborHTMLParser(_TEMPLATE.sub(r"<\1div", text))))


def _elements(document: LexborHTMLParser) -> Iterator[BuiltElement]:
    for node in document.root.traverse(include_text=False) if document.root else ():
        yield BuiltElement(str(node.tag), node.attributes, node)


def _pieces(document: etree._Element | None) -> Iterator[str]:
    for element in document.iter("{*}*") if document is not None else ():
        if etree.QName(element).localname in _QUOTED and element.text:
            yield element.text
