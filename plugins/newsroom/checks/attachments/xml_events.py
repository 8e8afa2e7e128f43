"""The XML inside documents, in any encoding and with any prefixes, safe from attacks on parsers."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from plugins.newsroom.checks.attachments.unfit import damaged


def events_of(part: bytes, what: str) -> Iterator[tuple[str, str, Element]]:
    """("start" or "end", name without namespace, element) in order. Raises Damaged for what is no XML."""
    try:
        for event, element in iterparse(BytesIO(part), events=("start", "end")):
            yield event, element.tag.rpartition("}")[2], element
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise damaged(what, "một phần bên trong không đọc được") from error
