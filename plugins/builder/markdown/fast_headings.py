"""Addresses of headings without the table of contents, which no page of ours prints, where the text does not ask for one."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, unique

HEADING = re.compile(r"h[1-6]")
PLAIN = re.compile(r"[^\W_]+(?:(?: |[,.;:–()/%-] ?)[^\W_]+)*")  # rendered and stripped of its tags, such a text is itself


class QuickHeadings(TocTreeprocessor):
    """Stands in the place of the processor of that name; a text with its mark, or a heading with more than words, is left to it."""

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


def quicken_headings(markdown: Markdown) -> None:
    """Make the processor a quick one, unless it is asked for more than addresses."""
    stock = next((each for each in markdown.treeprocessors if isinstance(each, TocTreeprocessor)), None)
    if type(stock) is TocTreeprocessor and not (stock.use_anchors or stock.use_permalinks or stock.base_level):
        stock.__class__ = QuickHeadings
