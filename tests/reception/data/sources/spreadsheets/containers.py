"""The same .xlsx and .ods as other programs would have put them together: parts elsewhere, other prefixes, other writings."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

Parts = dict[str, bytes]

STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_BETWEEN = re.compile(rb"(<[^>]+>)(?=</?(?:table|office):)")


@dataclass(frozen=True)
class Xlsx:
    """Ways to write an .xlsx."""

    folder: str = "xl"
    absolute: bool = False
    names: str = "as they are"
    strict: bool = False
    prefix: str = ""
    relation: str = "r"
    writing: str = "utf-8"
    types: bool = True
    stored: bool = False
    reverse: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Ods:
    """Ways to write an .ods."""

    mimetype: str = "first"
    spaces: str = ""
    prefix: str = "table"
    office: str = "office"
    comments: bool = False
    grouped: str = ""
    notes: bool = False
    writing: str = "utf-8"
    manifest: bool = True
    stored: bool = False
    padded: bool = False


def parts_of(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts, stored: bool = False) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def xlsx(parts: Parts, how: Xlsx) -> bytes:
    made: Parts = {}
    for name in parts:
        if how.types or name != "[Content_Types].xml":
            place = f"{how.folder}/{name[3:]}".lstrip("/") if name.startswith("xl/") else name
            made[_named(place, how.names)] = _in_writing(_xlsx_part(name, parts[name], how), how.writing)
    return zipped(dict(reversed(made.items())) if how.reverse else made, how.stored)


def _xlsx_part(name: str, content: bytes, how: Xlsx) -> bytes:
    if name.endswith(".rels"):
        content = _targets(content, how, root=name.startswith("_rels"))
    elif name.endswith("sharedStrings.xml") and how.count is not None:
        content = re.sub(rb'ount="\d+"', b'ount="%d"' % how.count, content)
    elif name.endswith(("workbook.xml", "sheet1.xml")):
        content = content.replace(b"xmlns:r=", b"xmlns:%s=" % how.relation.encode())
        content = _prefixed(content.replace(b" r:id=", b" %s:id=" % how.relation.encode()), how.prefix)
    for old, new in STRICT.items() if how.strict else ():
        content = content.replace(old, new)
    return content


def _targets(content: bytes, how: Xlsx, root: bool) -> bytes:
    def moved(match: re.Match[bytes]) -> bytes:
        target = match[1].decode()
        inside = target.removeprefix("/").removeprefix("xl/")
        outside = root and "xl/" not in target
        full = inside if outside else f"{how.folder}/{inside}".lstrip("/")
        place = f"/{full}" if how.absolute else full if root else inside
        return f'Target="{_named(place, "as they are" if how.names == "small" else how.names)}"'.encode()

    return re.sub(rb'Target="([^"]*)"', moved, content)


def _named(name: str, how: str) -> str:
    ways = {
        "capitals": name.upper(),
        "small": name.lower(),
        "backslashes": name.replace("/", "\\"),
        "percent": name.replace("s", "%73"),
    }
    return ways.get(how, name)


def _prefixed(content: bytes, prefix: str) -> bytes:
    if not prefix:
        return content
    content = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1%s:" % prefix.encode(), content)
    return content.replace(b"xmlns=", b"xmlns:%s=" % prefix.encode())


def _in_writing(content: bytes, writing: str) -> bytes:
    if writing == "utf-8":
        return content
    text = re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", content.decode())
    declared = f'<?xml version="1.0" encoding="{writing.removesuffix("-sig").upper()}"?>\n{text}'
    return declared.encode(writing, "xmlcharrefreplace")


def ods(parts: Parts, how: Ods) -> bytes:
    content = parts["content.xml"]
    if how.notes:
        content = content.replace(b"<text:p>", b"<office:annotation><text:p>8</text:p></office:annotation><text:p>")
        content = re.sub(rb"<text:p>([^<]+)</text:p></table", rb"<text:p><text:span>\1</text:span></text:p></table", content)
    if how.grouped:
        content = content.replace(b"<table:table-row>", b"<table:%s><table:table-row>" % how.grouped.encode(), 1)
        content = content.replace(b"</table:table>", b"</table:%s></table:table>" % how.grouped.encode(), 1)
    if how.padded:
        nothing = b'<table:table-row table:number-rows-repeated="1048568"><table:table-cell table:number-columns-repeated="16384"/>'
        content = content.replace(b"</table:table>", nothing + b"</table:table-row></table:table>")
    if how.comments:
        content = content.replace(b"<table:table-row>", b"<!-- a row --><?a row?><table:table-row>")
    content = _BETWEEN.sub(rb"\1" + how.spaces.encode(), content)
    for old, new in ((b"table", how.prefix.encode()), (b"office", how.office.encode())):
        content = re.sub(rb"(?<=[<\s/])%s:" % old, new + b":", content).replace(b"xmlns:%s=" % old, b"xmlns:%s=" % new)
    made = {"content.xml": _in_writing(content, how.writing)}
    made |= {"META-INF/manifest.xml": parts["META-INF/manifest.xml"]} if how.manifest else {}
    kind = {
        "mimetype": parts["mimetype"] + (b"-template" if how.mimetype == "template" else b"\n" if how.mimetype == "line" else b"")
    }
    if how.mimetype == "none":
        return zipped(made, how.stored)
    return zipped(made | kind if how.mimetype == "last" else kind | made, how.stored)
