"""The editors' page on numbers in articles (docs/so-lieu-trong-bai.md); plugins/manual.py writes it.

All of it comes from the tables that the code reads and the tests run: options, filters, keys and examples. The page shows what
each block really becomes, on the sample numbers of manual_examples.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from plugins.project import DOCS
from plugins.reception.commands.manual_examples import SCOPE, example_catalogue
from plugins.reception.data.catalogue import Catalogue
from plugins.reception.display.statistics_block import statistics_of
from plugins.reception.embeds.block import EXAMPLES, KEYS, parse_block
from plugins.reception.embeds.inline import EMBEDS, FILTERS, OPTIONS

PAGE = DOCS / "so-lieu-trong-bai.md"
BAR, PERCENT_A_BAR = "█", 5
BARE_BAR = re.compile(r"(?<!\\)\|")
HEAD = f"""# Gọi số liệu trong bài

Trang này do lệnh `make docs` viết ra từ chính chương trình; không sửa tay. Mọi ví dụ được chạy thử trên một bộ số liệu minh hoạ,
trong một bài có dòng `So-lieu: {SCOPE}` ở phần đầu: dòng ấy ghi bộ số liệu và kỳ của bài.

Trong bài, tên chỉ tiêu đặt giữa hai ngoặc nhọn; mọi tên dùng được: [chi-tieu.md](chi-tieu.md). Con số
hiện ra là một liên kết tới nguồn của nó.

"""
PLACES = """
Chỗ gọi số liệu dùng được trong tên bài, tóm tắt, đề mục, danh sách, bảng, chữ đậm, liên kết và chú thích.

## Lựa chọn

"""
KINDS_OF_PERIOD = """
Kỳ viết: `2017` (năm), `2017-Q3` (quý III), `2017-6T` (6 tháng đầu năm), `2017-9T` (9 tháng), `2017-10` (tháng 10),
`2014-07-01..2017-07-01` (từ ngày đến ngày).

## Cách hiện

Ghi sau dấu `|`; trong bảng Markdown viết `\\|`.

"""
BLOCKS = """
Số sơ bộ, và mọi so sánh, tỷ lệ, thứ bậc, tổng có số sơ bộ, tự có thêm “(số sơ bộ)” ở sau. So sánh và tổng qua hai thông tư,
hoặc qua ngày địa giới thay đổi, tự ghi điều ấy trong ngoặc. Không cần, và không thể, gõ tay.

## Khối so-lieu

Một khối vẽ bảng hoặc biểu đồ, có kỳ, đơn vị tính, nguồn và tệp tải về của riêng nó; trang khác nhúng được khối
([số liệu mở](so-lieu-mo.md)). Khối đứng riêng, không đặt trong đoạn trích.
"""


def page() -> str:
    """The whole page, in Markdown."""
    embeds = ((code(row.example), row.reads, row.help) for row in EMBEDS)
    options = ((f"`{row.name}=`", row.help, code(row.example), row.reads) for row in OPTIONS)
    filters = ((f"`{row.name}`", row.takes or "–", row.help, code(row.example), row.reads) for row in FILTERS)
    keys = ((f"`{row.name}`", row.help, f"`{row.name}: {row.example}`") for row in KEYS)
    catalogue = example_catalogue()
    parts = [
        *(HEAD, table(("viết", "người đọc thấy", "nghĩa"), embeds), PLACES),
        *(table(("lựa chọn", "nghĩa", "ví dụ", "người đọc thấy"), options), KINDS_OF_PERIOD),
        *(table(("cách hiện", "kèm theo", "nghĩa", "ví dụ", "người đọc thấy"), filters), BLOCKS),
        *(block_example(catalogue, title, text) for title, text in EXAMPLES),
        *("\nCác khoá của khối:\n\n", table(("khoá", "nghĩa", "ví dụ"), keys)),
    ]
    catalogue.store.close()
    return "".join(parts)


def block_example(catalogue: Catalogue, title: str, text: str) -> str:
    """A block as an editor writes it, and below it, as a quotation, what a reader gets."""
    shown = "\n".join(
        f"> {line}".rstrip() for line in statistics_lines(statistics_of(catalogue, parse_block(text), SCOPE, "so-lieu-1"))
    )
    return f"\n### {title}\n\n````text\n```so-lieu\n{text}\n```\n````\n\nNgười đọc thấy:\n\n{shown}\n"


def statistics_lines(block: dict[str, Any]) -> list[str]:
    """A block's result in Markdown, in the order of the component `statistics`; a line chart becomes its description."""
    mark = " (Số liệu minh hoạ)" if block["sample"] else ""
    chart = [f"Biểu đồ đường. {block['line']['description']}", ""] if block["line"] else []
    rows = [_row(row["label"], row["cells"]) for row in block["table"]["rows"]]
    notes = [*block["table"]["notes"], *block["notes"]]
    files = ", ".join(file["label"] for file in block["downloads"])
    return [
        *(f"**{block['title']}**{mark}", "", f"{block['period']} · {block['unit']}", "", *chart),
        *(*table(block["table"]["columns"], rows).splitlines(), ""),
        *(line for note in notes for line in (note, "")),
        *(f"Nguồn: {block['source']['text']}. Số liệu đến ngày {block['as_of']}.", "", f"Tải về: {files}"),
    ]


def _row(label: str, cells: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return (label, *(f"{cell['text']} {BAR * round(float(cell['bar'] or 0) / PERCENT_A_BAR)}".rstrip() for cell in cells))


def code(text: str) -> str:
    """The text as code; a backquote inside needs a longer pair around it."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell gets its backslash."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return BARE_BAR.sub(r"\|", text)
