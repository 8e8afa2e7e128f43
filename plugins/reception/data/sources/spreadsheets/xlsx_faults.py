"""Finds in the sheets' XML what python-calamine does not say: formulas that nobody calculated, and how far the cells reach.

We ignore the declared dimension of a sheet: WPS writes "A1:A1" whatever the sheet holds.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from plugins.reception.data.sources.spreadsheets.calamine_cells import MAX_AREA, MAX_CELLS
from plugins.reception.data.sources.spreadsheets.grid import Appearance, Place, Range, address
from plugins.reception.data.sources.spreadsheets.xlsx_appearance import Book, book_look, look_at_cell, look_at_layout
from plugins.reception.data.sources.spreadsheets.xml_events import NOT_XML, ends, events, local
from plugins.reception.data.sources.spreadsheets.zip_archive import ArchiveError

NOT_CALCULATED = "công thức chưa có kết quả. Mở tệp bằng Excel, bấm Lưu, hoặc gõ số vào ô này."
WRITTEN_TWICE = "tệp ghi ô này hai lần, không rõ lần nào đúng. Mở tệp bằng Excel, gõ lại số vào ô rồi lưu."
FORMULA_FAILED = "công thức báo lỗi {error}. Sửa công thức hoặc gõ số vào ô này."

_REFERENCE = re.compile(r"([A-Z]{1,4})([0-9]{1,9})", re.IGNORECASE)


@dataclass(slots=True)
class SheetScan:
    """Faults by place, merged ranges (.ods only), and the rectangle around the cells that hold something."""

    faults: dict[Place, str] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    look: Appearance = field(default_factory=Appearance)
    count: int = 0
    rows: tuple[int, int] | None = None
    columns: tuple[int, int] | None = None

    def add(self, place: Place, until: Place | None = None) -> None:
        """Count a filled cell, or a rectangle of equal cells. Raises ArchiveError as soon as the sheet is too large."""
        last = until or place
        self.count += (last[0] - place[0] + 1) * (last[1] - place[1] + 1)
        self.rows = _widened(self.rows, place[0], last[0])
        self.columns = _widened(self.columns, place[1], last[1])
        area = (self.rows[1] - self.rows[0] + 1) * (self.columns[1] - self.columns[0] + 1)
        if self.count > MAX_CELLS or area > MAX_AREA:
            raise ArchiveError(
                f"trang tính quá lớn: đến ô {address(last)} đã quá {MAX_CELLS} ô hoặc có ô ở rất xa bảng. "
                "Xóa các ô thừa rồi lưu lại."
            )


def scan_xlsx(parts: dict[str, bytes]) -> dict[str, SheetScan]:
    """A scan of each worksheet by name. Raises ArchiveError when the parts are not a readable workbook."""
    scans = {}
    try:
        relations = list(ends(parts["xl/_rels/workbook.xml.rels"], "Relationship"))
        targets = {each.get("Id", ""): _part_name(each) for each in relations}
        kinds = {each.get("Type", "").rpartition("/")[2]: _part_name(each) for each in reversed(relations)}
        styles, texts = (parts.get(kinds.get(kind, "")) for kind in ("styles", "sharedStrings"))
        book = book_look(parts["xl/workbook.xml"], styles, texts)
        for sheet in ends(parts["xl/workbook.xml"], "sheet"):
            relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            scans[sheet.get("name", "")] = _scan_worksheet(parts[targets[relation]], book)
    except NOT_XML as error:
        raise ArchiveError("tệp hỏng: thiếu hoặc sai phần bên trong. Mở tệp bằng Excel rồi lưu lại.") from error
    return scans


def _part_name(relation: Element) -> str:
    return posixpath.normpath(posixpath.join("xl", relation.get("Target", ""))).lstrip("/")


def _scan_worksheet(content: bytes, book: Book) -> SheetScan:
    scan, seen = SheetScan(), set[Place]()
    row = column = -1
    for event, element in events(content):
        tag = local(element)
        if event == "start" and tag == "row":
            row, column = int(element.get("r", row + 2)) - 1, -1
            look_at_layout(scan.look, element, row)
        elif event == "end" and tag in ("col", "sheetView"):
            look_at_layout(scan.look, element, row)
        elif event == "end" and tag == "c":
            row, column = _place(element.get("r", ""), row, column + 1)
            _scan_cell(scan, (row, column), element, book)
            if (row, column) in seen:
                scan.faults[row, column] = WRITTEN_TWICE
            seen.add((row, column))
        elif event == "end" and tag == "row":
            element.clear()
    return scan


def _place(reference: str, row: int, column: int) -> Place:
    if not reference:
        return row, column
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError(f"no place: {reference}")
    number = 0
    for letter in match[1].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, number - 1


def _scan_cell(scan: SheetScan, place: Place, cell: Element, book: Book) -> None:
    children = {local(child): child for child in cell}
    value = (children["v"].text or "") if "v" in children else ""
    kind = cell.get("t", "n")
    if children:  # also a formula whose result is empty text: the library makes room for it
        scan.add(place)
        look_at_cell(scan.look, place, cell, children, book)
    if kind == "e":
        scan.faults[place] = FORMULA_FAILED.format(error=value)
    elif "f" in children and not value and kind != "str":
        scan.faults[place] = NOT_CALCULATED


def _widened(span: tuple[int, int] | None, first: int, last: int) -> tuple[int, int]:
    return (first, last) if span is None else (min(span[0], first), max(span[1], last))
