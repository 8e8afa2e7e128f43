"""Looks for what a report gives away besides its numbers: people, and whatever its reader does not see.

It knows which parts a plain spreadsheet has and refuses all others, also those that are invented tomorrow. A workbook of Excel
97–2003 keeps remains of deleted text where nothing can look for them, so none is published as it is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import splitext
from xml.etree.ElementTree import Element

from plugins.reception.data.sources.spreadsheets.xml_events import NOT_XML, attribute, ends, local
from plugins.reception.data.sources.spreadsheets.zip_archive import ArchiveError, open_archive
from plugins.vietnamese.personal_data import identity_numbers, personal_data

OLD_EXCEL = "tệp Excel đời cũ (.xls) có thể còn giữ chữ đã xoá mà không ai thấy; lưu lại dạng .xlsx"
UNREADABLE = "không đọc được hết bên trong"
PRINTER = "tên máy in trong mạng của cơ quan"
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ACCOUNT = re.compile(r"(?<!\w)(?:số tài khoản|tài khoản số|STK|TK)[^\w\n]{0,5}(?:số[^\w\n]{0,3})?\d[\d .-]{5,}", re.IGNORECASE)
TELLING = re.compile(r"\d[\d .-]{4,}\d|@|(?<!\w)(?:ông|bà)\s", re.IGNORECASE)  # in every line that gives somebody away
LONG_NUMBER = re.compile(r"(?<![\d.,/-])\d{10,19}(?![\d/]|[.,]\d)")  # reports count in units and in millions of đồng
PROGRAMS = {"openpyxl", "xlsxwriter", "administrator", "admin", "user", "windows user", "microsoft office user"}  # no person
MOST_NAMED = 5
_PLAIN_PARTS = {
    ".xlsx": re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
        r"|xl/worksheets/[^/]+\.xml|xl/worksheets/_rels/[^/]+\.rels|xl/(?:styles|sharedStrings|calcChain|metadata)\.xml"
        r"|xl/theme/[^/]+\.xml|xl/printerSettings/[^/]+\.bin"
    ),
    ".ods": re.compile(
        r"mimetype|(?:content|styles|meta|settings)\.xml|manifest\.rdf|META-INF/manifest\.xml|Thumbnails/thumbnail\.png"
        r"|Configurations2/.*"
    ),
}
_OTHER_PARTS = {
    "comment": "ghi chú trong ô",
    "person": "ghi chú trong ô",
    "drawing": "hình hoặc hộp chữ",
    "media": "hình hoặc hộp chữ",
    "Pictures": "hình hoặc hộp chữ",
    "Object": "hình hoặc hộp chữ",
    "externalLink": "liên kết tới tệp khác",
    "pivot": "bảng tổng hợp (PivotTable), có bản sao của dữ liệu gốc",
    "custom": "thuộc tính riêng của tệp",
}
_SHAPES = {"frame", "custom-shape", "annotation", "tracked-changes"}
_ROWS = {"row": "hàng ẩn", "col": "cột ẩn", "table-row": "hàng ẩn", "table-column": "cột ẩn"}
_PEOPLE = {"creator", "lastModifiedBy", "initial-creator", "printed-by", "Manager"}
_LEADING = {"Relationship", "sheet", "a"}  # where a link leads, and what a sheet is called
_BLOCKS = {"si", "is", "p", "h"}  # a text of several pieces


def trouble_with_report(name: str, content: bytes) -> tuple[str, ...]:
    """What keeps a report from being published as it is, in a few words each; nothing that it gives away is repeated."""
    ending = splitext(name)[1].lower()
    if ending == ".xls":
        return (OLD_EXCEL,)
    found = dict.fromkeys(_in_workbook(content, ending) if ending in _PLAIN_PARTS else _in_table(content))
    return tuple(found)[:MOST_NAMED]


def _in_table(content: bytes) -> Iterator[str]:
    try:
        yield from _in_words(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        yield "chữ không phải UTF-8"


def _in_workbook(content: bytes, ending: str) -> Iterator[str]:
    try:
        parts = open_archive(content)
        yield from _between_parts(content)
        yield from (_named(part) for part in parts if not _PLAIN_PARTS[ending].fullmatch(part))
        for name, part in parts.items():
            if name.endswith((".xml", ".rdf", ".rels")):
                yield from _in_part(part)
            elif b"\\\0\\\0" in part and name.endswith(".bin"):
                yield PRINTER
    except (ArchiveError, *NOT_XML):
        yield UNREADABLE


def _between_parts(content: bytes) -> Iterator[str]:
    """What a zip may hold that no program reads: a second part of the same name, a comment, bytes before the first."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if archive.comment or len(names) > len(set(names)) or not content.startswith(b"PK"):
            yield "phần thừa trong tệp mà không chương trình nào mở"


def _named(part: str) -> str:
    return next((words for piece, words in _OTHER_PARTS.items() if piece in part), f"phần “{part[:60]}”")


def _in_part(part: bytes) -> Iterator[str]:
    """What is hidden, and what the words give away: those of a cell or paragraph a line, in one pass."""
    words = []
    for element in ends(part):
        tag = local(element)
        if tag in _BLOCKS or not len(element):
            words.append("".join(element.itertext()).replace("\n", " "))
        if tag in _LEADING:
            words += [element.get("Target", ""), element.get("name", ""), attribute(element, "href")]
        if tag in _PEOPLE and (name := (element.text or "").strip()) and name.lower() not in PROGRAMS:
            yield "tên người soạn hoặc người sửa trong thuộc tính của tệp"
        elif trouble := _hidden(tag, element):
            yield trouble
    yield from _in_words("\n".join(words))


def _hidden(tag: str, element: Element) -> str:
    if tag in _SHAPES:
        return "hình, ghi chú hoặc các lần sửa còn lưu trong tệp"
    if tag in _ROWS:
        is_hidden = element.get("hidden") in ("1", "true") or attribute(element, "visibility") in ("collapse", "filter")
        return _ROWS[tag] if is_hidden else ""
    is_hidden = tag == "sheet" and element.get("state", "visible") != "visible"
    return "trang tính ẩn" if is_hidden or (tag == "table-properties" and attribute(element, "display") == "false") else ""


def _in_words(words: str) -> Iterator[str]:
    for line in filter(TELLING.search, words.splitlines()):
        yield from (f"{what.partition(' “')[0]} (“{_masked(what)}”)" for what in personal_data(line))
        yield from (f"số giấy tờ tuỳ thân (“{number[:3]}…”)" for number in identity_numbers(line))
        yield from ("địa chỉ thư điện tử" for _ in EMAIL.finditer(line))
        yield from ("số tài khoản ngân hàng" for _ in ACCOUNT.finditer(line))
        yield from ("dãy số dài, có thể là số tài khoản" for _ in LONG_NUMBER.finditer(line))


def _masked(what: str) -> str:
    """The beginning of what was found, enough to find it again."""
    return f"{what.partition('“')[2][:5].rstrip('”')}…"
