"""The files of one block: its table as CSV, XLSX and JSON. The last two also say what stands around it: notes, source, days.

Each is written from the block as the page shows it and the address at which it does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from plugins.manuscript import Manuscript
from plugins.reception.display.block_files import block_id, block_path
from plugins.reception.embeds.markdown import embeds_of
from plugins.reception.open_data.file_writers import Cell, CsvFile, XlsxFile


def write_csv(block: dict[str, Any], _: str, path: Path) -> None:
    """The table alone."""
    with closing(CsvFile(path, block["table"]["columns"])) as table:
        for row in _rows(block):
            table.add(row)


def write_xlsx(block: dict[str, Any], address: str, path: Path) -> None:
    """The table, and a second sheet with the rest."""
    with closing(XlsxFile(path)) as book:
        book.sheet("Số liệu", block["table"]["columns"])
        for row in _rows(block):
            book.add(row)
        book.sheet("Nguồn", ("Mục", "Nội dung"))
        for line in _about(block, address):
            book.add(line)


def write_json(block: dict[str, Any], address: str, path: Path) -> None:
    """All of it."""
    text = json.dumps(_as_json(block, address), ensure_ascii=False, indent=1, default=_plain)
    path.write_text(f"{text}\n", encoding="utf-8")


WRITERS: Mapping[str, Callable[[dict[str, Any], str, Path], None]] = {".csv": write_csv, ".xlsx": write_xlsx, ".json": write_json}


def write_block(block: dict[str, Any], address: str, path: str, output: Path) -> None:
    """Write the files into the site's folder; `path` is theirs without endings."""
    for ending, write in WRITERS.items():
        write(block, address, output / f"{path}{ending}")


def block_paths(page: str, manuscript: Manuscript) -> list[str]:
    """The paths, without endings, of the files of each block of a text whose page is at "2017/10/bai/"."""
    count = sum(1 for written in embeds_of(manuscript) if written.kind == "block")
    return [block_path(page, block_id(number)) for number in range(1, count + 1)]


def _as_json(block: dict[str, Any], address: str) -> dict[str, Any]:
    table = block["table"]
    return {
        "ten": block["title"],
        "ky": block["period"],
        "don_vi_tinh": block["unit"],
        "dia_chi": address,
        "nguon": block["source"]["text"],
        "den_ngay": block["as_of"],
        "dinh_chinh": block["revision"],
        "minh_hoa": block["sample"],
        "ghi_chu": _notes(block),
        "cot": table["columns"],
        "hang": [{"ten": row["label"], "gia_tri": [_number(cell) for cell in row["cells"]]} for row in table["rows"]],
    }


def _rows(block: dict[str, Any]) -> Iterator[list[Cell]]:
    return ([row["label"], *map(_number, row["cells"])] for row in block["table"]["rows"])


def _about(block: dict[str, Any], address: str) -> list[tuple[Cell, ...]]:
    lines = [
        ("Tên", block["title"]),
        ("Kỳ", block["period"]),
        ("Đơn vị tính", block["unit"]),
        *(("Ghi chú", note) for note in _notes(block)),
        ("Nguồn", block["source"]["text"]),
        ("Số liệu đến ngày", block["as_of"]),
        ("Đính chính", block["revision"]),
        ("Địa chỉ", address),
    ]
    return [(name, text) for name, text in lines if text]


def _notes(block: dict[str, Any]) -> list[str]:
    mark = ["Số liệu minh hoạ."] if block["sample"] else []
    return [*mark, *block["table"]["notes"], *block["notes"]]


def _number(cell: dict[str, Any]) -> Cell:
    return Decimal(cell["value"]) if cell["value"] is not None else None


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
