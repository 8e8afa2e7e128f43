"""Rewrites the cells of an .ods as LibreOffice would: its prefixes, no white space between elements, nothing but cells.

The library goes by prefixes, takes white space between cells for damage, and reads notes and drawings as text of the cell.
PhpSpreadsheet's and Google's files have all this, and rightly so.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from plugins.reception.data.sources.spreadsheets.xml_events import attribute, events

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_PREFIXES = {_OASIS.format(prefix): prefix for prefix in ("office", "table", "text", "style")}
_HEAD = (
    "<office:document-content"
    + "".join(f' xmlns:{prefix}="{space}"' for space, prefix in _PREFIXES.items())
    + ' office:version="1.2">'
)
_CELLS = ("table:table-cell", "table:covered-table-cell")
_NO_TEXT = ("text:note", "text:ruby-text")


def plain_ods(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The three parts that the library looks for. Raises KeyError when there is no content."""
    content = "".join(_content(parts["content.xml"])).encode()
    return {"mimetype": MIMETYPE, "META-INF/manifest.xml": b"", "content.xml": content}


def _content(xml: bytes) -> Iterator[str]:
    """Styles of sheets say which are hidden; they come before the sheets."""
    yield _HEAD + "<office:automatic-styles>"
    sheets = rows = 0
    for event, element in events(xml):
        step = 1 if event == "start" else -1
        name = _name(element.tag)
        if name == "style:style" and step < 0 and attribute(element, "family") == "table":
            yield _written(element)
        elif name == "office:spreadsheet":
            yield (
                "</office:automatic-styles><office:body><office:spreadsheet>" if step > 0 else "</office:spreadsheet></office:body>"
            )
        elif name == "table:table":
            sheets += step
            if not rows and sheets == (step > 0):
                yield _opened(element) if step > 0 else "</table:table>"
        elif name == "table:table-row":
            rows += step
            if step < 0 and not rows and sheets == 1:
                yield f"{_opened(element)}{''.join(map(_cell, element))}</table:table-row>"
                element.clear()
    yield "</office:document-content>"


def _cell(element: Element) -> str:
    if _name(element.tag) not in _CELLS:
        return ""
    return _written(element, [child for child in element if _name(child.tag) == "text:p"])


def _written(element: Element, children: list[Element] | None = None) -> str:
    """The element with these children, by default all of its own; its text stays in place."""
    name = _name(element.tag)
    is_text = name.startswith("text:") and name not in _NO_TEXT
    inside = escape(element.text or "") if is_text else ""
    for child in element if children is None else children:
        inside += _written(child) if _name(child.tag) and _name(child.tag) not in _NO_TEXT else ""
        inside += escape(child.tail or "") if is_text else ""
    return f"{_opened(element)}{inside}</{name}>"


def _opened(element: Element) -> str:
    pairs = ((_name(key), value) for key, value in element.items())
    return f"<{_name(element.tag)}{''.join(f' {name}={quoteattr(value)}' for name, value in pairs if name)}>"


def _name(tag: str) -> str:
    """The name with the usual prefix; "" in a namespace that says nothing about cells."""
    space, _, name = tag.rpartition("}")
    prefix = _PREFIXES.get(space[1:])
    return f"{prefix}:{name}" if prefix else ""
