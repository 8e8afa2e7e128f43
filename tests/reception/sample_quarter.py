"""The sample reports of the demo tree: five quarters in three layouts, as three careless offices would send them.

`python -m tests.reception.sample_quarter` writes them again; a test holds the files to what this module makes. Units and numbers
are made up, and the data set says so on its page.
"""

from __future__ import annotations

from pathlib import Path

from plugins.project import ROOT
from plugins.reception.data.law.form import Form
from plugins.reception.data.law.period_days import window
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.numbers import format_integer
from plugins.vietnamese.periods import Period
from tests.reception.data.sources.recognition.sheets import FORMS, Page, write

FOLDER = ROOT / "tests/demo/so-lieu/bao-cao"
FORM: Form = FORMS.forms["TT01-2024/01-TCD"]
UNITS = {"Sở Ví Dụ": 70, "Huyện Ví Dụ": 410, "Huyện Minh Hoạ": 320}
QUARTERS = {
    Period("quarter", 2024, 2): ("mot.xlsx", 0),
    Period("quarter", 2024, 3): ("hai.ods", 12),
    Period("quarter", 2024, 4): ("ba.csv", -9),
    Period("quarter", 2025, 1): ("hai.ods", 21),
    Period("quarter", 2025, 2): ("mot.xlsx", 33),
}


def row_of(base: int) -> dict[int, int]:
    """A row whose columns obey the form's equations and limits."""
    values = dict.fromkeys(FORM.columns, 0)
    values |= {4: base, 5: base + base // 5, 6: base // 2, 7: base // 10, 8: 2, 9: 11, 10: 1, 11: 1}
    values |= {12: 3, 13: base // 4, 14: base // 4 + 5, 15: base // 8, 16: base // 20, 17: 1, 18: 5, 19: 1, 20: 0}
    values |= {21: 1, 22: base // 10, 23: base // 10 + 1, 24: base // 16, 25: base // 30}
    values[1] = values[4] + values[13] + values[22]
    values[2] = values[5] + values[14] + values[23]
    values[3] = sum(values[column] for column in (6, 7, 15, 16, 24, 25))
    return values


def page_of(period: Period, layout: str, shift: int) -> Page:
    """One sheet in the layout of its file name."""
    rows = {unit: row_of(base + shift) for unit, base in UNITS.items()}
    total = {column: sum(row[column] for row in rows.values()) for column in next(iter(rows.values()))}
    start, end = window(period, FORMS.regimes)
    days = f"từ ngày {format_official_date(start)} đến ngày {format_official_date(end)}"
    return {"mot.xlsx": _plain, "hai.ods": _ordinals, "ba.csv": _bare}[layout](rows, total, days)


def _frame(page: Page, top: int, left: int) -> None:
    for column in FORM.columns:
        page.cells[top, left + column - 1] = f"({column})"


def _fill(page: Page, line: int, left: int, name: str, values: dict[int, object]) -> None:
    page.cells[line, left - 1] = name
    for column, value in values.items():
        page.cells[line, left + column - 1] = value


def _plain(rows: dict[str, dict[int, int]], total: dict[int, int], days: str) -> Page:
    """Letterhead and merged titles; the total below; numbers as numbers; a signature block."""
    page = Page("01-TCD")
    page.cells |= {(0, 0): "ĐƠN VỊ MINH HOẠ", (0, 25): "Biểu số: 01/TCD", (1, 25): "(Thông tư số 01/2024/TT-TTCP)"}
    page.cells |= {(3, 0): "TỔNG HỢP KẾT QUẢ TIẾP CÔNG DÂN (SỐ LIỆU MINH HOẠ)", (4, 0): f"Số liệu tính {days}", (6, 0): "Đơn vị"}
    page.merges = [((3, 0), (3, 20)), ((4, 0), (4, 20))]
    _frame(page, 8, 1)
    for line, (name, values) in enumerate([*rows.items(), ("Tổng cộng", total)], start=9):
        _fill(page, line, 1, name, dict(values))
    page.cells[15, 25] = "NGƯỜI LẬP BIỂU"
    return page


def _ordinals(rows: dict[str, dict[int, int]], total: dict[int, int], days: str) -> Page:
    """An ordinal before the names; the total on top; blank rows; numbers as text with dots."""
    page = Page("Trang tính1")
    page.cells |= {(0, 1): "BIỂU 01/TCD", (1, 1): "Số liệu minh hoạ", (2, 1): f"({days[:1].upper()}{days[1:]})"}
    page.cells |= {(3, 1): "Ban hành kèm theo Thông tư số 01/2024/TT-TTCP", (5, 0): "STT", (5, 1): "Tên đơn vị"}
    _frame(page, 6, 2)
    _fill(page, 7, 2, "TOÀN TỈNH", {column: format_integer(value) for column, value in total.items()})
    for number, (name, values) in enumerate(rows.items(), start=1):
        page.cells[8 + 2 * number, 0] = number
        _fill(page, 8 + 2 * number, 2, name, {column: format_integer(value) for column, value in values.items()})
    return page


def _bare(rows: dict[str, dict[int, int]], total: dict[int, int], days: str) -> Page:
    """A table saved as text: one line of heading, the first equation in the row of column numbers, no letterhead."""
    page = Page("bang")
    page.cells |= {(0, 0): f"Mẫu số 01/TCD, Thông tư số 01/2024/TT-TTCP, số liệu tính {days} (số liệu minh hoạ)", (1, 0): "Đơn vị"}
    _frame(page, 2, 1)
    page.cells[2, 1] = "1=4+13+22"
    for line, (name, values) in enumerate([*rows.items(), ("Cộng", total)], start=3):
        _fill(page, line, 1, name, dict(values))
    return page


def write_all(folder: Path) -> None:
    """Every report into its quarter's folder."""
    for period, (layout, shift) in QUARTERS.items():
        place = folder / f"{period.year}-q{period.number}"
        place.mkdir(parents=True, exist_ok=True)
        write(place / f"bao-cao-{layout}", page_of(period, layout, shift), delimiter=";")


if __name__ == "__main__":
    write_all(FOLDER)
