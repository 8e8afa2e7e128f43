"""What pydantic finds wrong in co-quan.toml, said to an editor: the line, what was found, what to do.

tomllib keeps no line numbers, so the line is looked up again in the text; a missing key points at its table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from plugins.problems import Problem
from plugins.vietnamese.folding import nearest

EXPECTED = {
    "dien-thoai.goi": "dạng +84205 và bảy chữ số (mã vùng Lạng Sơn là 0205 từ 15/4/2017; +8425… là số của tỉnh khác)",
    "dien-thoai.hien-thi": "số điện thoại như in trên giấy, ví dụ “(025) 3.812.273”",
    "fax": "số fax như in trên giấy, ví dụ “(025) 3.811.287”",
    "thu-dien-tu": "để trống hoặc một địa chỉ thư, ví dụ ten@langson.gov.vn",
    "bieu-trung": "để trống hoặc đường dẫn ảnh từ thư mục nội dung, ví dụ /anh/bieu-trung.png (đuôi .png, .jpg hay .webp)",
    "minh-hoa": "true hoặc false, không có dấu nháy",
    "cong-thong-tin-tinh.dia-chi": "địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://",
    "thiet-ke.dia-chi": "địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://",
}


def problem_of(detail: Mapping[str, Any], text: str, display_path: str, model: type[BaseModel]) -> Problem:
    """One pydantic error as one line for the editor; `text` is the file, `display_path` its path as editors know it."""
    keys = tuple(str(part) for part in detail["loc"])
    return Problem(display_path, line_of(text, keys), message=_message(detail, keys, model))


def _message(detail: Mapping[str, Any], keys: tuple[str, ...], model: type[BaseModel]) -> str:
    name = ".".join(keys)
    if detail["type"] == "missing":
        kind = "bảng" if _table(keys, model) else "khoá"
        return f"thiếu {kind} “{name}”. Thêm {_shape(keys, model)}."
    if detail["type"] == "extra_forbidden":
        guess = nearest(keys[-1], _aliases(_table(keys[:-1], model) or model))
        return f"không có khoá nào tên “{name}”. " + (f"Có phải “{guess}”?" if guess else "Bỏ dòng này.")
    if _table(keys, model):
        return f"“{name}” đang là “{_found(detail['input'])}”; cần một bảng. Xoá dòng này, rồi thêm {_shape(keys, model)}."
    expected = EXPECTED.get(name, "một đoạn chữ trong dấu nháy kép, không để trống")
    return f"“{name}” đang là “{_found(detail['input'])}”; cần {expected}."


def _aliases(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _type(keys: tuple[str, ...], model: type[BaseModel]) -> Any:
    """What the key holds; None for a key that the file does not have."""
    annotation: Any = model
    for key in keys:
        fields = annotation.model_fields.values() if _is_table(annotation) else ()
        annotation = next((field.annotation for field in fields if field.alias == key), None)
    return annotation


def _is_table(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _table(keys: tuple[str, ...], model: type[BaseModel]) -> type[BaseModel] | None:
    annotation = _type(keys, model)
    return annotation if _is_table(annotation) else None


def _shape(keys: tuple[str, ...], model: type[BaseModel]) -> str:
    """What to write: a line for a value, and for a table its head with the lines below it."""
    table = _table(keys, model)
    if table:
        lines = ", ".join(f"“{_line((*keys, key), model)}”" for key in _aliases(table))
        return f"ở cuối tệp dòng “[{keys[-1]}]” và dưới nó các dòng {lines}"
    where = f" dưới dòng “[{keys[-2]}]”" if len(keys) > 1 else " ở đầu tệp, trước bảng đầu tiên"
    return f"dòng “{_line(keys, model)}”{where}"


def _line(keys: tuple[str, ...], model: type[BaseModel]) -> str:
    return f"{keys[-1]} = false" if _type(keys, model) is bool else f'{keys[-1]} = "…"'


def _found(value: object) -> str:
    if isinstance(value, Mapping):
        return "một bảng"
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
