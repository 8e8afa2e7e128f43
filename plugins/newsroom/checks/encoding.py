"""Text files are UTF-8; for anything else the message guesses the encoding, so that the clerk knows what to change."""

from __future__ import annotations

from pathlib import Path

from plugins.manuscript import Manuscript, read_manuscript
from plugins.newsroom.checks.endurance import texts_can_be_read
from plugins.problems import Problem
from plugins.rules import stated

TEXTS_ARE_UTF_8 = stated(
    "texts_are_utf_8",
    """Bài viết lưu bằng bảng mã UTF-8.

    Sai: lưu kiểu ANSI, Windows-1258 hoặc UTF-16 (“Unicode”)
    Đúng: lưu kiểu UTF-8
    """,
)
RULES = (TEXTS_ARE_UTF_8,)
ADVICE = "Mở tệp, chọn “Lưu thành… (Save as)” và chọn bảng mã UTF-8."
BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_or_explain(path: Path, display_path: str) -> Manuscript | Problem:
    """The manuscript, or the problem that keeps it from being read."""
    try:
        manuscript = read_manuscript(path, display_path)
    except UnicodeDecodeError as error:
        data = path.read_bytes()
        guess = BYTE_ORDER_MARKS.get(data[:2], "TCVN3, VNI hoặc Windows-1258")
        line = data[: error.start].count(b"\n") + 1
        return TEXTS_ARE_UTF_8.problem(display_path, line, f"tệp không viết bằng UTF-8 (có thể là {guess}). {ADVICE}")
    return next(texts_can_be_read(manuscript), manuscript)
