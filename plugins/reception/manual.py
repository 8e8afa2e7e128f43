"""`python -m plugins.reception.manual` writes the editors' page on figures (docs/so-lieu-trong-bai.md).

Everything it shows comes from the tables that the code itself reads and the tests run: options, filters, keys and examples.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from plugins.reception.block import EXAMPLES, KEYS
from plugins.reception.syntax import FILTERS, OPTIONS

PAGE = Path(__file__).resolve().parents[2] / "docs/so-lieu-trong-bai.md"
HEAD = """# Gọi số liệu trong bài

Trang này do lệnh `make docs` viết ra từ chính chương trình; không sửa tay. Con số trong các ví dụ là số minh hoạ.

Đầu bài ghi bộ số liệu và kỳ: `So-lieu: tiep-cong-dan/2017-Q3`. Trong bài, tên chỉ tiêu đặt giữa hai ngoặc nhọn, viết có dấu hay
không dấu đều được. Con số hiện ra là một liên kết tới nguồn của nó.

| viết | người đọc thấy |
|---|---|
| `{{ lượt công dân }}` | 1.264 lượt công dân |
| `{{ lượt công dân = 1.264 }}` | 1.264 lượt công dân; trang không dựng được nếu số liệu nói khác |
| `{{ tay 12 "theo phát biểu tại hội nghị" }}` | 12; số ghi tay phải kèm lý do |
| `\\{{` | {{ |

Chỗ gọi số liệu dùng được trong tên bài, tóm tắt, đề mục, danh sách, bảng, chữ đậm, liên kết và chú thích.
Trong khối mã thì giữ nguyên chữ.

## Lựa chọn

"""
KINDS_OF_PERIOD = """
Kỳ viết: `2017` (năm), `2017-Q3` (quý III), `2017-6T` (6 tháng đầu năm), `2017-9T` (9 tháng), `2017-10` (tháng 10),
`2014-07-01..2017-07-01` (từ ngày đến ngày).
"""


def page() -> str:
    """The whole page, in Markdown."""
    parts = [HEAD, table(("lựa chọn", "nghĩa", "ví dụ"), ((f"`{row.name}=`", row.help, code(row.example)) for row in OPTIONS))]
    parts += [KINDS_OF_PERIOD, "\n## Cách hiện\n\nGhi sau dấu `|`; trong bảng Markdown viết `\\|`.\n\n"]
    filters = ((f"`{row.name}`", row.takes or "–", row.help, code(row.example), row.reads) for row in FILTERS)
    parts.append(table(("cách hiện", "kèm theo", "nghĩa", "ví dụ", "người đọc thấy"), filters))
    parts += ["\n## Khối so-lieu\n\nMột khối vẽ bảng hoặc biểu đồ, có kỳ, đơn vị tính, nguồn và tệp tải về.\n"]
    parts += [f"\n{title}:\n\n````text\n```so-lieu\n{text}\n```\n````\n" for title, text in EXAMPLES]
    parts.append("\n")
    parts.append(table(("khoá", "nghĩa", "ví dụ"), ((f"`{row.name}`", row.help, f"`{row.name}: {row.example}`") for row in KEYS)))
    return "".join(parts)


def code(text: str) -> str:
    """The text as code inside a table cell, where a bar needs a backslash."""
    return "`" + text.replace("|", "\\|") + "`"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
