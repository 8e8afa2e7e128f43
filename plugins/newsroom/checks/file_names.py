"""Names that files and folders may have: they become addresses, and must exist on office machines with Windows."""

from __future__ import annotations

import re
import unicodedata
from posixpath import splitext

from plugins.rules import stated

NAMES_ARE_FIT = stated(
    "names_are_fit",
    """Tên tệp, thư mục dài nhất 200 byte, không có ký tự ẩn, các dấu `# ? % \\ : * " < > |`, dấu cách thừa, tên riêng của Windows.

    Sai: anh/50%.jpg
    Đúng: anh/nam-muoi-phan-tram.jpg
    """,
)
RULES = (NAMES_ARE_FIT,)
SIGNS = re.compile(r"[#?%\\:*\"<>|]")  # "#", "?" and "%" mean something in an address; Windows allows none of the others
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)  # device names of Windows
UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
LONGEST_BYTES = 200  # a disk allows 255; programs that copy a file add endings to its name
MEND = "Đổi tên tệp, tốt nhất chỉ gồm chữ không dấu, chữ số và gạch nối."


def printable(path: str) -> str:
    """The path fit for a message, with U+FFFD for what cannot be seen or written."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in UNSEEN else char for char in path)


def trouble_with_name(name: str, is_published: bool) -> str:
    """Why a file or folder cannot have this name, or ""; data files keep their senders' names as far as every machine can."""
    unseen = next((char for char in name if unicodedata.category(char) in UNSEEN), "")
    sign = SIGNS.search(name) if is_published else None
    if unseen:
        return f"tên có ký tự không nhìn thấy (U+{ord(unseen):04X}). {MEND}"
    if RESERVED.fullmatch(name):
        return f"tên “{splitext(name)[0]}” là tên Windows giữ cho thiết bị, máy khác không mở được. {MEND}"
    if sign:
        return f"tên có dấu “{sign[0]}”, không dùng trong địa chỉ trang được. {MEND}"
    if is_published and (name.startswith(" ") or name.endswith((" ", ".")) or splitext(name)[0].endswith((" ", "."))):
        return f"tên có dấu cách hoặc dấu chấm thừa ở đầu hay cuối. {MEND}"
    if len(name.encode()) > LONGEST_BYTES:
        return f"tên dài {len(name.encode())} byte, nhiều nhất là {LONGEST_BYTES} (chữ có dấu tính 2–3 byte). {MEND}"
    return ""
