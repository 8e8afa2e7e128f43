"""OpenDocument texts and sheets (.odt, .ods): the kind they state, no macros, no lock."""

from __future__ import annotations

import re
from html import unescape

from plugins.newsroom.checks.attachments.archive import entries_of
from plugins.newsroom.checks.attachments.ole import PACKED_FILE
from plugins.newsroom.checks.attachments.unfit import Unfit, WrongKind, damaged

KINDS = {".odt": ("văn bản OpenDocument", "text"), ".ods": ("bảng tính OpenDocument", "spreadsheet")}
_BLANK_MODULES = ("script-lb.xml", "script-lc.xml", "dialog-lb.xml", "dialog-lc.xml")  # lists that LibreOffice always writes
_CELL_END, _LINE_END = re.compile(r"</table:table-cell>|<text:tab/>"), re.compile(r"</text:(?:p|h)>|</table:table-row>")
_TAG = re.compile(r"<[^>]*>")


def look(ending: str, data: bytes) -> str:
    """The text of a document with this ending. Raises Unfit."""
    what, kind = KINDS[ending]
    parts = dict(entries_of(data, what))
    manifest = parts.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest:
        raise Unfit(f"{what} có mật khẩu nên không xem được bên trong. Lưu lại không đặt mật khẩu.")
    if not _states(parts, manifest, kind):
        raise WrongKind(f"bên trong không phải {what} ({ending}). Mở tệp rồi lưu lại đúng dạng {ending}.")
    if "content.xml" not in parts:
        raise damaged(what, "thiếu phần nội dung")
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith(_BLANK_MODULES) for name in parts):
        raise Unfit(f"{what} có macro (mã chạy được). Xoá macro rồi lưu lại, hoặc xuất PDF.")
    if any(PACKED_FILE in part for name, part in parts.items() if not name.endswith(".xml")):
        raise Unfit(f"{what} có tệp khác gói bên trong. Bỏ tệp ấy ra, đính kèm riêng nếu cần.")
    return _text(parts["content.xml"])


def _states(parts: dict[str, bytes], manifest: bytes, kind: str) -> bool:
    """By its first file, else by its manifest, else by its content: some programs leave the first two out."""
    stated = parts.get("mimetype", b"").strip() or manifest
    if b"opendocument" in stated:
        return f"application/vnd.oasis.opendocument.{kind}".encode() in stated
    return f"<office:{kind}".encode() in parts.get("content.xml", b"")


def _text(content: bytes) -> str:
    """Words, a paragraph or a row of cells a line."""
    xml = content.decode("utf-8", errors="replace")
    if "<table:table-row" in xml:
        xml = xml.replace("</text:p>", " ")
        lines = _LINE_END.sub("\n", _CELL_END.sub("\t", xml))
    else:
        lines = _LINE_END.sub("\n", xml)
    return unescape(_TAG.sub("", lines))
