"""A direction typed before an embed that says one itself: "Giảm {{ … | so-với cùng-kỳ }}" would read "Giảm tăng 13,0%"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.problems import Problem
from plugins.vietnamese.folding import fold, stroked_d

BEFORE_EMBED = re.compile(r"\b(?P<word>tăng|giảm)(?:\s+(?:thêm|đi|được|là))?\s*\{\{(?P<text>[^{}]*)\}\}", re.IGNORECASE)
SAYS_DIRECTION = ("so voi", "chenh lech")


def doubled_directions(manuscript: Manuscript) -> Iterator[Problem]:
    """One error for every direction that would be printed twice, at its line."""
    header = enumerate(manuscript.lines[: manuscript.body_start], start=1)
    for number, line in (*header, *manuscript.prose()):
        for found in BEFORE_EMBED.finditer(stroked_d(line)):
            if any(fold(part).startswith(SAYS_DIRECTION) for part in found["text"].split("|")[1:]):
                message = f"chữ “{found['word']}” đứng trước chỗ gọi số đã tự ghi tăng hay giảm. Bỏ chữ “{found['word']}”."
                yield Problem(manuscript.path, number, message=message, rule="V13")
