"""`make docs`: the controls' docstrings as the editors' manual."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby

from plugins.problems import SEVERITY_WORDS
from plugins.reception.data.controls.rules import Control
from plugins.reception.data.controls.run import CONTROLS

OPENING = """# Kiểm tra số liệu

Mỗi lần dựng trang và mỗi lần chạy `make check`, mọi số liệu được kiểm tra theo các quy tắc dưới đây. Mã quy tắc đứng cuối dòng
thông báo. **Lỗi** làm dừng việc dựng trang; **cảnh báo** chỉ nhắc xem lại. Mọi lỗi của mọi tệp được báo cùng một lần.

Trang này sinh từ mã nguồn, không sửa tay: `make docs`.
"""


def control_table() -> str:
    """The whole manual page, in Markdown."""
    parts = [OPENING]
    for rule, controls in groupby(CONTROLS, key=lambda each: each.rule):
        parts += [f"## {rule}\n", *("\n".join(_lines(control)) + "\n" for control in controls)]
    return "\n".join(parts)


def _lines(control: Control) -> Iterator[str]:
    paragraphs = control.text.split("\n\n")
    severity = SEVERITY_WORDS[control.severity].capitalize()
    yield f"- **{severity}.** {' '.join(' '.join(paragraphs[:-1]).split())}"
    yield from (f"  - {line}" for line in paragraphs[-1].splitlines())


if __name__ == "__main__":
    sys.stdout.write(control_table())
