"""What pydantic finds wrong in co-quan.toml, said to an editor: the line, what was found, what to do.

tomllib keeps no line numbers, so the line is looked up again in the text; a missing key points at its table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from plugins.problems import Problem

EXPECTED = {
    "dien-thoai.goi": "dạng +84205 và bảy chữ số (mã vùng Lạng Sơn là 0205 từ 15/4/2017; +8425… là số của tỉnh khác)",
    "dien-thoai.hien-thi": "số điện thoại như in trên giấy, ví dụ “(025) 3.812.273”",
    "fax": "số fax như in trên giấy, ví dụ “(025) 3.811.287”",
    "thu-dien-tu": "để trống hoặc một địa chỉ thư, ví dụ ten@langson.gov.vn",
    "bieu-trung": "để trống hoặc đường dẫn ảnh bắt đầu bằng /, đuôi .png, .jpg, .webp hay .svg",
    "minh-hoa": "true hoặc false, không có dấu nháy",
    "cong-thong-tin-tinh.dia-chi": "địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://",
    "thiet-ke.dia-chi": "địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://",
}


def problem_of(detail: Mapping[str, Any], text: str, shown: str) -> Problem:
    """One pydantic error as one line for the editor; `text` is the file, `shown` its path as editors know it."""
    keys = tuple(str(part) for part in detail["loc"])
    return Problem(shown, line_of(text, keys), message=_message(detail, ".".join(keys)))


def _message(detail: Mapping[str, Any], name: str) -> str:
    if detail["type"] == "missing":
        return f'thiếu khoá “{name}”. Thêm dòng {name.rpartition(".")[2]} = "…" theo tệp mẫu.'
    if detail["type"] == "extra_forbidden":
        return f"không có khoá nào tên “{name}”. Xem lại chính tả hoặc bỏ dòng này."
    expected = EXPECTED.get(name, "một đoạn chữ trong dấu nháy kép, không để trống")
    return f"“{name}” đang là “{_found(detail['input'])}”; cần {expected}."


def _found(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def line_of(text: str, keys: tuple[str, ...]) -> int:
    """The 1-based line where the key stands; else the line of its table; else 0."""
    table, table_line = "", 0
    *parents, last = keys
    wanted = ".".join(parents)
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[([^\]]+)\]", line):
            table = header.group(1).strip()
            table_line = number if table in {wanted, last} and not (parents and table == last) else table_line
        elif table == wanted and re.match(rf"\s*{re.escape(last)}\s*=", line):
            return number
    return table_line
