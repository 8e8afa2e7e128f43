"""The cells of an .xlsx as lines with tabs, as a reader sees them: numbers as digits, each column under its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from plugins.newsroom.checks.attachments.xml_events import events_of

WHAT = "bảng tính Excel"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml|(?:.*/)?worksheets/[^/]+\.xml")
_SCIENTIFIC = re.compile(r"[0-9]\.[0-9]+E\+?[0-9]{1,2}|[0-9]+\.0")
_LETTERS = re.compile(r"[A-Z]+")


def text_of_sheets(parts: Mapping[str, bytes]) -> str:
    """Every row of every sheet, its cells in their columns, separated by tabs."""
    strings = [text for name, part in parts.items() if name.endswith("sharedStrings.xml") for text in _items(part)]
    lines = (line for name, part in parts.items() if _SHEET.fullmatch(name) for line in _rows(part, strings))
    return "\n".join(lines)


def _items(part: bytes) -> Iterator[str]:
    for item in _elements(part, "si"):
        yield _words(item)


def _rows(part: bytes, strings: list[str]) -> Iterator[str]:
    for row in _elements(part, "row"):
        cells: dict[int, str] = {}
        for cell in row:
            column = _column(cell.get("r", "")) or len(cells) + 1
            if column <= 200:  # a cell far out has no heading to read it by
                cells[column] = _value(cell, strings)
        yield "\t".join(cells.get(column, "") for column in range(1, max(cells, default=0) + 1))


def _value(cell: Element, strings: list[str]) -> str:
    value = next((child.text or "" for child in cell if child.tag.endswith("}v") or child.tag == "v"), "")
    if cell.get("t") == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    if cell.get("t") == "inlineStr":
        return _words(cell)
    return f"{float(value):.0f}" if _SCIENTIFIC.fullmatch(value) else value


def _words(element: Element) -> str:
    return " ".join("".join(child.text or "" for child in element.iter() if child.tag.rpartition("}")[2] == "t").split())


def _column(reference: str) -> int:
    letters = _LETTERS.match(reference)
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _elements(part: bytes, name: str) -> Iterator[Element]:
    """Whole elements of one name, each freed after use."""
    for event, found, element in events_of(part, WHAT):
        if event == "end" and found == name:
            yield element
            element.clear()
