"""Gives the parts of an .xlsx the names that Excel uses, wherever another program put them.

Only relations say where a part is [ECMA-376, part 2]; names ignore case and may be absolute or have backslashes. Parts without
cells are left out: pictures, themes, print settings.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from plugins.reception.data.sources.spreadsheets.xml_events import attribute, ends

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

_ROOT_RELATIONS = "_rels/.rels"
_SHEETS = ("worksheet", "chartsheet", "dialogsheet")
_ONLY_ONES = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# How many texts there are is only a hint, for which the library sets memory aside.
_COUNTS = re.compile(rb"""(<(?:\w+:)?sst\b[^>]*?)(?:\s(?:uniqueC|c)ount\s*=\s*(?:"[^"]*"|'[^']*'))+""")
# A number on a line of its own is one to every reader of XML but the library.
_PADDED = re.compile(rb"(<(?:\w+:)?v(?:\s[^<>]*)?>)(\s[^<]*|[^<]*\s)(?=</)")
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")


class _Relation(NamedTuple):
    id: str
    kind: str
    target: str


def plain_xlsx(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The workbook, its sheets, texts and styles, all in UTF-8. Raises KeyError for a part that is missing."""
    found = {_name(name): content for name, content in parts.items()}
    start = [each.target for each in _relations(found, _ROOT_RELATIONS, "") if each.kind == "officeDocument"]
    workbook = start[0] if start else WORKBOOK
    folder, base = posixpath.split(workbook)
    relations = list(_relations(found, f"{folder}/_rels/{base}.rels", folder))
    plain = {_ROOT_RELATIONS: _written([_Relation("workbook", "officeDocument", WORKBOOK)]), WORKBOOK: _utf8(found[workbook])}
    placed = []
    for number, relation in enumerate(relations, start=1):
        place = f"xl/{relation.kind}s/sheet{number}.xml" if relation.kind in _SHEETS else _ONLY_ONES.get(relation.kind, "")
        if place and place not in plain:
            content = _utf8(found[relation.target])
            if relation.kind == "sharedStrings":
                content = _COUNTS.sub(rb"\1", content, count=1)
            elif relation.kind in _SHEETS:
                content = _PADDED.sub(lambda match: match[1] + match[2].strip(), content)
            plain[place] = content
            placed.append(relation._replace(target=f"/{place}"))
    return plain | {RELATIONS: _written(placed)}


def _name(name: str) -> str:
    """The name as a key: case and the kind of slash do not matter."""
    return posixpath.normpath(unquote(name).replace("\\", "/")).lstrip("/").lower()


def _relations(found: dict[str, bytes], part: str, folder: str) -> Iterator[_Relation]:
    for element in ends(_utf8(found.get(_name(part), b"<none/>")), "Relationship"):
        if attribute(element, "TargetMode") != "External":
            target = attribute(element, "Target").replace("\\", "/")
            yield _Relation(
                attribute(element, "Id"), attribute(element, "Type").rpartition("/")[2], _name(posixpath.join("/", folder, target))
            )


def _written(relations: list[_Relation]) -> bytes:
    rows = "".join(
        f"<Relationship Id={quoteattr(each.id)} Type={quoteattr(_TYPES + each.kind)} Target={quoteattr(each.target)}/>"
        for each in relations
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'.encode()


def _utf8(content: bytes) -> bytes:
    """The XML in UTF-8, the only encoding that the library knows. Raises ValueError or LookupError for an unknown one."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16").encode().partition(b"?>")[2] or content.decode("utf-16").encode()
    declared = _DECLARATION.match(content)
    if not declared or declared[1].lower() == b"utf-8":
        return content
    try:
        return content[declared.end() :].decode(declared[1].decode()).encode()
    except LookupError as error:
        raise ValueError("an unknown writing") from error
