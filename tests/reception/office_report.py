"""A report of all communes for the fourth quarter of 2025 in a layout that circulates; columns and numbers are made up.

`Số liệu minh hoạ`: no column, equation or number here is one of circular 06/2025/TT-TTCP.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tests.reception.data.sources.recognition.sheets import Page, write

HEADINGS = {
    1: ("Tổng số", "Lượt công dân"),
    2: ("Tổng số", "Người được tiếp"),
    3: ("Tiếp thường xuyên", "Số lượt"),
    4: ("Tiếp thường xuyên", "Trong đó: số đoàn đông người"),
    5: ("Lãnh đạo tiếp", "Số lượt"),
    6: ("Tiếp trực tuyến", "Số lượt"),
    7: ("Tiếp trực tuyến", "Số buổi"),
}
NOTE = 8


def communes(register: Path) -> list[str]:
    """The names of the communes that there are since 1/7/2025, as the register has them."""
    with register.open(encoding="utf-8", newline="") as file:
        return [
            row["ten"]
            for row in csv.DictReader(file)
            if row["cap"] == "xa" and row["tu_ngay"] == "2025-07-01" and not row["den_ngay"]
        ]


def row_of(position: int) -> dict[int, int]:
    """Numbers that keep the example's equations and limits."""
    regular, leaders, online = 20 + 7 * position % 31, position % 4, position % 3
    return {1: regular + leaders + online, 2: regular + 9, 3: regular, 4: position % 2, 5: leaders, 6: online, 7: int(online > 0)}


def page_of(names: list[str], numbered: bool = True) -> Page:
    """The sheet: a letterhead, two levels of headings, the row "MS" of numbers if wanted, a total above the units."""
    page = Page("BC_01_TCD")
    page.cells |= {(0, 0): "UBND TỈNH LẠNG SƠN", (0, 8): "Biểu số: 01/TCD", (1, 8): "Thông tư số 06/2025/TT-TTCP"}
    page.cells |= {(3, 0): "TỔNG HỢP KẾT QUẢ TIẾP CÔNG DÂN QUÝ IV NĂM 2025 (SỐ LIỆU MINH HOẠ)"}
    page.cells |= {(4, 0): "Số liệu tính từ ngày 15/9/2025 đến ngày 14/12/2025", (6, 0): "Mã đơn vị", (6, 1): "Đơn vị"}
    page.cells |= {(6, 9): "Ghi chú"}
    page.merges = [((3, 0), (3, 9)), ((4, 0), (4, 9)), ((6, 0), (7, 0)), ((6, 1), (7, 1)), ((6, 9), (7, 9))]
    page.merges += [((6, first), (6, last)) for first, last in ((2, 3), (4, 5), (7, 8))]
    for number, (group, leaf) in HEADINGS.items():
        if HEADINGS.get(number - 1, ("",))[0] != group:
            page.cells[6, number + 1] = group
        page.cells[7, number + 1] = leaf
    rows = {name: row_of(position) for position, name in enumerate(names)}
    total = {number: sum(row[number] for row in rows.values()) for number in HEADINGS}
    line = 8
    if numbered:
        page.cells |= {(8, 0): "MS", **{(8, number + 1): f"({number})" for number in (*HEADINGS, NOTE)}, (8, 2): "(1)=(3)+(5)+(6)"}
        line = 9
    for position, (name, values) in enumerate([("Cộng các xã, phường", total), *rows.items()]):
        page.cells |= {(line + position, 0): f"{position:03d}", (line + position, 1): name}
        page.cells |= {(line + position, number + 1): value for number, value in values.items()}
    return page


def write_report(path: Path, register: Path, numbered: bool = True) -> Path:
    """The workbook, of every commune of the register."""
    return write(path, page_of(communes(register), numbered))
