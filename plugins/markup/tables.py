"""Tables that editors write: a caption, heads of columns and rows, alignment as classes, and a region that scrolls if wide.

A paragraph that begins with “Bảng:” or “Bảng 2:” and stands right above a table is its caption.
"""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

WIDEST_FIXED = 3  # columns that fit a phone
ALIGNMENTS = ("left", "center", "right")
CAPTION = re.compile(r"\s*Bảng(?: [0-9]{1,3})?[:.]\s*\S", re.IGNORECASE)
NO_WORDS = re.compile("\ue000[0-9a-f]+\ue001|\x02[^\x03]*\x03")  # embeds, and what Python-Markdown puts back at its end
LETTER = re.compile(r"[^\W\d_]")


def accessible_tables(root: Element) -> None:
    """Complete every table, in place; the page's policy forbids style=."""
    for parent in list(root.iter()):
        _captions(parent)
        for position, child in enumerate(parent):
            if child.tag == "table":
                _align(child)
                _name_rows(child)
                if len(child.findall("thead/tr/th")) > WIDEST_FIXED:
                    parent[position] = region = Element("section", {"class": "scroll", "tabindex": "0", "aria-label": "Bảng rộng"})
                    region.append(child)


def _captions(parent: Element) -> None:
    children = list(parent)
    for before, table in pairwise(children):
        if table.tag == "table" and before.tag == "p" and CAPTION.match("".join(before.itertext())):
            parent.remove(before)
            before.tag = "caption"
            table.insert(0, before)


def _align(table: Element) -> None:
    for cell in table.iter():
        style = cell.attrib.pop("style", "") if cell.tag in {"th", "td"} else ""
        for side in ALIGNMENTS:
            if style == f"text-align: {side};":
                cell.set("class", f"align-{side}")
        if cell.tag == "th":
            cell.set("scope", "col")


def _name_rows(table: Element) -> None:
    """The first column heads the rows if it names them: words in every row, not ordinals or numbers, and none twice."""
    firsts = [row[0] for row in table.iterfind("tbody/tr") if len(row) > 1]
    names = ["".join(cell.itertext()).strip() for cell in firsts]
    if len(set(names)) == len(names) and all(LETTER.search(NO_WORDS.sub("", name)) for name in names):
        for cell in firsts:
            cell.tag = "th"
            cell.set("scope", "row")
