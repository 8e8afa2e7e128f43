"""Reads tables saved as text. The delimiter is the one that gives a row of column numbers; other numbers do not matter."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence, Sized
from typing import Protocol

from plugins.problems import refusal
from plugins.reception.data.sources.spreadsheets.calamine_cells import MAX_CELLS
from plugins.reception.data.sources.spreadsheets.grid import Grid

DELIMITERS = {",": "dấu phẩy", ";": "dấu chấm phẩy", "\t": "dấu tab"}


class Labels(Protocol):
    """A row of column numbers."""

    @property
    def row(self) -> int: ...

    @property
    def columns(self) -> Sized: ...


FindLabels = Callable[[Grid], Sequence[Labels]]


def read_csv(content: bytes, display_path: str, label_rows: FindLabels) -> tuple[Grid, ...]:
    """The one table of a CSV file; rows and columns as Excel would number them. Raises ProblemsFound.

    `label_rows` finds a table's rows of column numbers.
    """
    text = _decoded(content, display_path)
    grids = [grid for delimiter in DELIMITERS if (grid := _grid(text, delimiter, display_path, label_rows))]
    tables = [grid for grid in grids if label_rows(grid)]
    if not tables:
        tried = ", ".join(DELIMITERS.values())
        message = f"không thấy hàng số cột (1, 2, 3, …) khi tách ô bằng {tried}. Giữ hàng số cột của biểu trong tệp."
        raise refusal(display_path, message)
    return (max(tables, key=lambda grid: len(label_rows(grid)[0].columns)),)


def _longer_rows(lengths: list[int], labels: Sequence[Labels]) -> dict[int, int]:
    """Lines with more fields than those down to the column numbers: an unquoted comma split a field."""
    widest = max(lengths[: labels[0].row + 1]) if labels else 0
    return {row: widest for row, length in enumerate(lengths) if labels and row > labels[0].row and length > widest}


def _decoded(content: bytes, display_path: str) -> str:
    if not content.strip():
        raise refusal(display_path, "tệp rỗng. Xin lại tệp.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal(display_path, "tệp lưu bằng UTF-16. Trong Excel chọn Lưu thành, kiểu “CSV UTF-8”.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = (
            "tệp không viết bằng UTF-8 (có thể là phông TCVN3/.VnTime hoặc Windows-1258). "
            "Chuyển sang Unicode, rồi trong Excel chọn Lưu thành, kiểu “CSV UTF-8”."
        )
        raise refusal(display_path, message) from error
    if "\0" in text:
        raise refusal(display_path, "đây không phải tệp chữ. Trong Excel chọn Lưu thành, kiểu “CSV UTF-8”.")
    return text


def _grid(text: str, delimiter: str, display_path: str, label_rows: FindLabels) -> Grid | None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = list(reader)
    except csv.Error:
        return None
    cells = {(row, column): value for row, values in enumerate(lines) for column, value in enumerate(values) if value.strip()}
    if len(cells) > MAX_CELLS:
        raise refusal(display_path, f"có quá {MAX_CELLS} ô. Báo cáo thật không như vậy.")
    grid = Grid("", cells)
    grid.look.longer_rows |= _longer_rows([len(values) for values in lines], label_rows(grid))
    return grid
