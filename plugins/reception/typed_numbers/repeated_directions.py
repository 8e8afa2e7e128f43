"""A direction typed before an embed that says one itself: "Giảm {{ … | so-với cùng-kỳ }}" would read "Giảm tăng 13,0%"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.problems import Problem
from plugins.reception.data.catalogue import Catalogue
from plugins.rules import rule
from plugins.vietnamese.folding import fold, stroked_d

BEFORE_EMBED = re.compile(r"\b(?P<word>tăng|giảm)(?:\s+(?:thêm|đi|được|là))?\s*\{\{(?P<text>[^{}]*)\}\}", re.IGNORECASE)
SAYS_DIRECTION = ("so voi", "chenh lech")


@rule("V13")
def directions_are_said_once(manuscript: Manuscript, catalogue: Catalogue) -> Iterator[Problem]:
    """Chỗ gọi số so với kỳ khác tự ghi “tăng” hay “giảm”; không gõ thêm chữ ấy ở trước.

    Sai: Giảm {{ lượt công dân | so-với cùng-kỳ }}
    Đúng: Lượt công dân {{ lượt công dân | so-với cùng-kỳ }}
    """
    header = enumerate(manuscript.lines[: manuscript.body_start], start=1)
    for number, line in (*header, *manuscript.prose()):
        for found in BEFORE_EMBED.finditer(stroked_d(line)):
            if any(fold(part).startswith(SAYS_DIRECTION) for part in found["text"].split("|")[1:]):
                message = f"chữ “{found['word']}” đứng trước chỗ gọi số đã tự ghi tăng hay giảm. Bỏ chữ “{found['word']}”."
                yield manuscript.problem(number, message)
