"""Reads the parts of .xlsx and .ods element by element: no document types, no entities, and namespaces do not matter."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from plugins.reception.data.sources.spreadsheets.zip_archive import ArchiveError

NOT_XML = (LookupError, ValueError, ParseError, DefusedXmlException)  # what reading broken or hostile XML raises
MAX_DEPTH = 100
MAX_ELEMENTS = 5_000_000  # of one part


def local(element: Element) -> str:
    """The tag without its namespace: strict and transitional files differ in nothing else here."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """The attribute of that local name, "" when absent."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def events(content: bytes) -> Iterator[tuple[str, Element]]:
    """The start and end of every element. Refuses document types, entities and what no office program writes."""
    depth = count = 0
    for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise ArchiveError(f"bên trong lồng quá {MAX_DEPTH} lớp hoặc có quá {MAX_ELEMENTS} phần tử. Chép số liệu sang tệp mới.")
        yield event, element


def ends(content: bytes, name: str = "") -> Iterator[Element]:
    """Every element, or every one of a name, once it is complete."""
    return (element for event, element in events(content) if event == "end" and name in ("", local(element)))
