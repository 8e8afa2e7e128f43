"""Word and Excel documents of today (.docx, .xlsx): of the kind that they state, without macros, without what fetches or hides.

Embedded workbooks behind charts and equations are common and stay; a file packed into the document is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from plugins.newsroom.checks.attachments.archive import entries_of
from plugins.newsroom.checks.attachments.ole import PACKED_FILE
from plugins.newsroom.checks.attachments.unfit import Unfit, WrongKind, damaged

PARTS = "[Content_Types].xml"
MAIN = {"Word": rb"wordprocessingml\.document\.main\+xml", "Excel": rb"spreadsheetml\.sheet\.main\+xml"}
_MACROS = re.compile(rb"macro|vbaProject|activeX", re.IGNORECASE)
_FETCHED = re.compile(r".*/relationships/(?:attachedTemplate|frame|subDocument)")
_ELSEWHERE = re.compile(r"https?:|ftp:|//|\\\\|file:(?://[^/]|/{4}|/*\\\\)", re.IGNORECASE)
_COMMAND = re.compile(rb"<(?:\w+:)?(?:instrText|fldSimple)[^>]*>?[^<]*\bDDE(?:AUTO)?\b|<(?:\w+:)?ddeLink\b")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml|(?:.*/)?worksheets/[^/]+\.xml")
_SCIENTIFIC = re.compile(r"[0-9]\.[0-9]+E\+?[0-9]{1,2}|[0-9]+\.0")
_LETTERS = re.compile(r"[A-Z]+")
_ALSO_WORDS = {"tab": " ", "br": "\n", "cr": "\n", "tr": "\n", "tc": "\t"}
Parts = dict[str, bytes]


def look(program: str, ending: str, data: bytes) -> str:
    """The text of a document of "Word" or "Excel". Raises Unfit."""
    what = f"tài liệu {program}"
    parts = dict(entries_of(data, what))
    types = parts.get(PARTS, b"")
    if _MACROS.search(types) or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise Unfit(f"{what} có macro (mã chạy được), dù tên ghi {ending}. Lưu lại dạng {ending} không kèm macro, hoặc xuất PDF.")
    if not re.search(MAIN[program], types):
        raise WrongKind(f"bên trong không phải {what} ({ending}). Mở tệp bằng {program}, lưu lại đúng dạng {ending}.")
    for name, part in parts.items():
        _refuse_part(name, part, what)
    return _text_of_sheets(parts, "bảng tính Excel") if program == "Excel" else _text_of_document(parts, what)


def _refuse_part(name: str, part: bytes, what: str) -> None:
    if name.endswith(".rels"):
        for event, tag, relation in _events_of(part, what):
            external = event == "end" and tag == "Relationship" and relation.get("TargetMode") == "External"
            if external and _is_fetched(relation.get("Type", ""), relation.get("Target", "").strip()):
                raise Unfit(f"{what} tự lấy nội dung từ tệp khác khi mở. Bỏ liên kết tới tệp ngoài, hoặc xuất PDF.")
    elif name.endswith(".bin") and (PACKED_FILE in part or part.startswith(b"MZ")):
        raise Unfit(f"{what} có tệp khác gói bên trong. Bỏ tệp ấy ra, đính kèm riêng nếu cần.")
    elif name.endswith(".xml") and b"DDE" in part.upper() and _COMMAND.search(part):
        raise Unfit(f"{what} có lệnh gọi chương trình khác (DDE). Bỏ trường ấy, hoặc xuất PDF.")


def _is_fetched(kind: str, target: str) -> bool:
    """Whether a program fetches it by itself; a template on the writer's own disk does not concern the reader."""
    return kind.endswith("/oleObject") or bool(_FETCHED.fullmatch(kind) and _ELSEWHERE.match(target))


def _text_of_document(parts: Parts, what: str) -> str:
    """The words as lines, a paragraph or a row of a table each; body, notes, headers and comments: all parts that lie in word/."""
    texts = (part for name, part in parts.items() if name.lower().startswith("word/") and name.endswith(".xml"))
    return "\n".join("".join(_pieces(part, what)) for part in texts)


def _pieces(part: bytes, what: str) -> Iterator[str]:
    cells = 0
    for event, name, element in _events_of(part, what):
        if event == "start":
            cells += name == "tc"
            continue
        if name == "t":
            yield (element.text or "").replace("\n", " ")
        elif name == "p":
            yield " " if cells else "\n"
            element.clear()
        else:
            cells -= name == "tc"
            yield _ALSO_WORDS.get(name, "")


def _text_of_sheets(parts: Parts, what: str) -> str:
    """Every row of every sheet as a reader sees it: numbers as digits, each cell under its heading, separated by tabs."""
    strings = [
        _words(item) for name, part in parts.items() if name.endswith("sharedStrings.xml") for item in _elements(part, "si", what)
    ]
    lines = (line for name, part in parts.items() if _SHEET.fullmatch(name) for line in _rows(part, strings, what))
    return "\n".join(lines)


def _rows(part: bytes, strings: list[str], what: str) -> Iterator[str]:
    for row in _elements(part, "row", what):
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


def _elements(part: bytes, name: str, what: str) -> Iterator[Element]:
    """Whole elements of one name, each freed after use."""
    for event, found, element in _events_of(part, what):
        if event == "end" and found == name:
            yield element
            element.clear()


def _events_of(part: bytes, what: str) -> Iterator[tuple[str, str, Element]]:
    """("start" or "end", name without namespace, element) in order.

    Any encoding will do, and attacks on parsers fail. Raises Damaged for what is no XML.
    """
    try:
        for event, element in iterparse(BytesIO(part), events=("start", "end")):
            yield event, element.tag.rpartition("}")[2], element
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise damaged(what, "một phần bên trong không đọc được") from error
