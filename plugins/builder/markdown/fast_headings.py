"""Gives headings their ids without building a table of contents, unless the text asks for one."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, unique

HEADING = re.compile(r"h[1-6]")
PLAIN = re.compile(r"[^\W_]+(?:(?: |[,.;:–()/%-] ?)[^\W_]+)*")  # rendering such a text and removing its tags changes nothing


class FastHeadings(TocTreeprocessor):
    """Python-Markdown's processor, whose full work only a text with a marker, or with marks in a heading, needs."""

    def run(self, doc: Element) -> None:
        elements = list(doc.iter())
        headings = [element for element in elements if HEADING.fullmatch(element.tag)]
        marked = any(element.text and self.marker in element.text for element in elements)
        if marked or not all(len(heading) == 0 and PLAIN.fullmatch(heading.text or "") for heading in headings):
            super().run(doc)
            return
        used = {element.attrib["id"] for element in elements if "id" in element.attrib}
        counters: dict[str, int] = {}
        for heading in headings:
            if "id" not in heading.attrib:
                heading.attrib["id"] = unique(self.slugify(heading.text, self.sep), used, counters)  # type: ignore[call-arg]


def use_fast_headings(markdown: Markdown) -> None:
    """Make the processor a fast one, unless it has more to do than ids."""
    stock = next((each for each in markdown.treeprocessors if isinstance(each, TocTreeprocessor)), None)
    if type(stock) is TocTreeprocessor and not (stock.use_anchors or stock.use_permalinks or stock.base_level):
        stock.__class__ = FastHeadings
