"""Word and Excel documents of today (.docx, .xlsx): of the kind that they state, without macros, without what fetches or hides.

Embedded workbooks behind charts and equations are common and stay; a file packed into the document is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from plugins.newsroom.checks.attachments.archive import entries_of
from plugins.newsroom.checks.attachments.document_text import text_of_document
from plugins.newsroom.checks.attachments.ole import PACKED_FILE
from plugins.newsroom.checks.attachments.sheet_text import text_of_sheets
from plugins.newsroom.checks.attachments.unfit import Unfit, WrongKind
from plugins.newsroom.checks.attachments.xml_events import events_of

PARTS = "[Content_Types].xml"
MAIN = {"Word": rb"wordprocessingml\.document\.main\+xml", "Excel": rb"spreadsheetml\.sheet\.main\+xml"}
_MACROS = re.compile(rb"macro|vbaProject|activeX", re.IGNORECASE)
_FETCHED = re.compile(r".*/relationships/(?:attachedTemplate|frame|subDocument)")
_ELSEWHERE = re.compile(r"https?:|ftp:|//|\\\\|file:(?://[^/]|/{4}|/*\\\\)", re.IGNORECASE)
_COMMAND = re.compile(rb"<(?:\w+:)?(?:instrText|fldSimple)[^>]*>?[^<]*\bDDE(?:AUTO)?\b|<(?:\w+:)?ddeLink\b")
Parts = dict[str, bytes]


def look_at(program: str, ending: str) -> Callable[[bytes], str]:
    """The look inside documents of "Word" or "Excel"; it returns their text."""
    what = f"tài liệu {program}"

    def look(data: bytes) -> str:
        parts = dict(entries_of(data, what))
        types = parts.get(PARTS, b"")
        _refuse_macros(parts, types, what, ending)
        if not re.search(MAIN[program], types):
            raise WrongKind(f"bên trong không phải {what} ({ending}). Mở tệp bằng {program}, lưu lại đúng dạng {ending}.")
        for name, part in parts.items():
            _refuse_part(name, part, what)
        return text_of_sheets(parts) if program == "Excel" else text_of_document(parts, what)

    return look


def _refuse_macros(parts: Parts, types: bytes, what: str, ending: str) -> None:
    if _MACROS.search(types) or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise Unfit(f"{what} có macro (mã chạy được), dù tên ghi {ending}. Lưu lại dạng {ending} không kèm macro, hoặc xuất PDF.")


def _refuse_part(name: str, part: bytes, what: str) -> None:
    if name.endswith(".rels"):
        for event, tag, relation in events_of(part, what):
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
