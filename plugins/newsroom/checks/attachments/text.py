"""Plain text and CSV: UTF-8 that a reader can read, and no page in disguise."""

from __future__ import annotations

import re

from plugins.newsroom.checks.attachments.signatures import BINARY, markup_of, what_is
from plugins.newsroom.checks.attachments.unfit import Unfit, WrongKind

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CALLS = r"(?:HYPERLINK|WEBSERVICE|IMPORT(?:XML|DATA|HTML|FEED|RANGE)|RTD|CALL|EXEC|REGISTER)\s*\("
_BEGINS_FORMULA = r"(?:^|[,;\t])[ \"]*[=+@-](?=\S)"
_FORMULA = re.compile(rf"{_BEGINS_FORMULA}(?:.{{0,200}}?{_CALLS}|[^|]{{1,200}}\|[^|]{{0,200}}![$A-Z])", re.IGNORECASE)
_BOMS = (b"\xff\xfe", b"\xfe\xff")


def begins(data: bytes) -> bool:
    """A text may begin with the letters that mark a program or a sound; those files contain zeros."""
    found = what_is(data)
    return not found or (found in BINARY and b"\x00" not in data[:1024])


def look(data: bytes) -> str:
    """The text; raises Unfit for other encodings, bytes of something else, and markup a browser would take for a page."""
    if data.startswith(_BOMS):
        raise WrongKind("tệp chữ viết bằng UTF-16. Mở tệp, chọn “Lưu thành… (Save as)” và chọn bảng mã UTF-8.")
    if markup := markup_of(data):
        raise WrongKind(f"bên trong là {markup}, không phải chữ thường. Xoá tệp này, hoặc xuất nội dung thành PDF.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise WrongKind(
            f"tệp chữ không viết bằng UTF-8 (dòng {line}). Mở tệp, chọn “Lưu thành… (Save as)”, bảng mã UTF-8."
        ) from error
    if found := _CONTROL.search(text):
        line = text[: found.start()].count("\n") + 1
        raise WrongKind(
            f"dòng {line} có ký tự điều khiển U+{ord(found[0]):04X}: tệp không phải chữ thường. Lưu lại từ chương trình gốc."
        )
    return text


def look_at_table(data: bytes) -> str:
    """The same for a table; raises Unfit for a cell that a spreadsheet would open a program or an address with."""
    text = look(data)
    for number, line in enumerate(text.split("\n"), start=1):
        if ("(" in line or "|" in line) and _FORMULA.search(line):
            raise Unfit(
                f"dòng {number} có công thức tự gọi chương trình hoặc địa chỉ khác khi mở bằng bảng tính. Thay bằng giá trị của nó."
            )
    return text
