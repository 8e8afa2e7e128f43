"""The rule for what `make new` leaves to be filled in: a draft may have it, a published text may not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.header import Kind
from plugins.problems import Problem
from plugins.rules import rule

BLANK = re.compile(r"\[điền: [^\[\]]*\]")


@rule()
def blanks_are_filled(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Bài mẫu của `make new` chừa các chỗ `[điền: …]`; đăng bài thì không còn chỗ nào.

    Sai:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Summary: Họp tại [điền: nơi họp].
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Summary: Họp tại hội trường.
    """
    lines = () if manuscript.value("Status").lower() == "draft" else manuscript.lines
    for number, line in ((number, line) for number, line in enumerate(lines, start=1) if "[điền: " in line):
        for found in BLANK.findall(line):
            yield manuscript.problem(number, f"chỗ này còn chưa điền: “{found}”. Viết nội dung thay vào, hoặc xoá cả câu.")


RULES = (blanks_are_filled,)
