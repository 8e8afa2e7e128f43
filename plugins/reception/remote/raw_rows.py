"""Rows as a source gives them: cells by its own column names, of its own types.

CSV and JSON are read in one way only; whatever their libraries would repair or drop without a word is refused.
"""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

from plugins.reception.remote.refusal import SourceRefused, excerpt, listed

RawRow = dict[str, object]
MAX_ROWS = 100_000
MAX_DIGITS = 30


def read_csv_rows(text: str, delimiter: str) -> list[RawRow]:
    """Rows of a CSV text whose first line names the columns; empty lines are no rows. Raises SourceRefused."""
    if "\0" in text:
        raise SourceRefused("nguồn có ký tự NUL: không phải tệp chữ. Kiểm tra dia-chi.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[RawRow] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        refuse_bad_names(header)
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                raise SourceRefused(
                    f"dòng {reader.line_num} của nguồn có {len(cells)} ô, cần {len(header)}. Kiểm tra dau-ngan-o và dấu ngoặc kép."
                )
            rows.append(dict(zip(header, cells, strict=True)))
            refuse_too_many(len(rows))
    except csv.Error as error:
        message = f"không đọc được CSV ở dòng {reader.line_num} của nguồn. Kiểm tra dấu ngoặc kép; có thể tệp bị cắt cụt."
        raise SourceRefused(message) from error
    return rows


def refuse_bad_names(names: list[str]) -> None:
    """Raise SourceRefused unless every column has a name of its own."""
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise SourceRefused(f"nguồn có hai cột cùng tên {listed(twice)}. Đặt tên khác nhau.")
    if not names or "" in names:
        raise SourceRefused("nguồn có cột không tên. Dòng đầu phải là tên cột.")


def refuse_too_many(count: int) -> None:
    """Raise SourceRefused above MAX_ROWS."""
    if count > MAX_ROWS:
        raise SourceRefused(f"nguồn có quá {MAX_ROWS} dòng. Lọc bớt ở nguồn.")


def read_json_rows(text: str, list_path: str) -> list[RawRow]:
    """Objects of a JSON list; `list_path` ("ket-qua.dong") says where in the document the list is. Raises SourceRefused."""
    try:
        found: Any = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=_fraction,
            parse_int=lambda token: int(_short(token)),
        )
    except RecursionError as error:
        raise SourceRefused("JSON lồng nhau quá sâu. Kiểm tra dia-chi.") from error
    except json.JSONDecodeError as error:
        message = f"không đọc được JSON ở dòng {error.lineno} của nguồn. Kiểm tra dia-chi; có thể nội dung bị cắt cụt."
        raise SourceRefused(message) from error
    for key in list_path.split(".") if list_path else []:
        if not isinstance(found, dict) or key not in found:
            raise SourceRefused(f"JSON không có mục “{excerpt(list_path)}”. Sửa duong-dan.")
        found = found[key]
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise SourceRefused("JSON phải là một danh sách đối tượng [{…}, {…}]. Nếu danh sách nằm trong một mục, ghi duong-dan.")
    refuse_too_many(len(found))
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise SourceRefused(f"JSON có mục {listed(twice)} viết hai lần trong một đối tượng. Sửa ở nguồn.")
    return found


def _constant(name: str) -> None:
    raise SourceRefused(f"JSON có {name}, không phải số. Sửa ở nguồn: ô không có số thì để null.")


def _fraction(token: str) -> Decimal | str:
    """Leave a number with an exponent as text, which every number format refuses: nobody counts so, and it may be endless."""
    return token if "e" in token.lower() else Decimal(_short(token))


def _short(token: str) -> str:
    if len(token) > MAX_DIGITS:
        raise SourceRefused(f"JSON có số dài {len(token)} ký tự. Sửa ở nguồn.")
    return token
