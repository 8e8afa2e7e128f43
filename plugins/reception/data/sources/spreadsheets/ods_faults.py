"""Finds the same faults in .ods: formulas without a result, merged cells, and cells repeated until memory runs out."""

from __future__ import annotations

import re
from itertools import product
from xml.etree.ElementTree import Element

from plugins.reception.data.sources.spreadsheets.grid import MARKED, Place
from plugins.reception.data.sources.spreadsheets.ods_appearance import Styles, read_styles
from plugins.reception.data.sources.spreadsheets.xlsx_faults import FORMULA_FAILED, NOT_CALCULATED, SheetScan
from plugins.reception.data.sources.spreadsheets.xml_events import NOT_XML, attribute, events, local
from plugins.reception.data.sources.spreadsheets.zip_archive import PASSWORD, ArchiveError

UNSHOWN = "công thức có kết quả mà tệp không ghi trang tính đã hiện gì. Mở tệp bằng LibreOffice hoặc Excel, bấm Lưu, hoặc gõ số."

_HIDDEN = ("collapse", "filter")
_NUMBERS = ("float", "currency", "percentage")
_ERROR = re.compile(r"#[A-Z/0!?]+[!?]?|(?:Err|Lỗi|Error):? ?[0-9]{3}.*", re.IGNORECASE)


class _Sheet:
    """A sheet as its columns and rows go by."""

    def __init__(self, scan: SheetScan, styles: Styles) -> None:
        self.scan, self.styles = scan, styles
        self.row = self.column = 0
        self.column_styles: list[tuple[int, str]] = []  # the column after the last, and the style of its cells

    def add_column(self, element: Element, hidden: bool) -> None:
        """A <table-column>, before the rows."""
        after = self.column + _repeated(element, "number-columns-repeated")
        if hidden or self._flat(element):
            self.scan.look.hidden_columns.append((self.column, after - 1))
        self.column_styles.append((after, attribute(element, "default-cell-style-name")))
        self.column = after

    def add_row(self, element: Element, hidden: bool) -> None:
        """A complete <table-row>."""
        rows, column = _repeated(element, "number-rows-repeated"), 0
        if hidden or self._flat(element):
            self.scan.look.hidden_rows.append((self.row, self.row + rows - 1))
        for cell in element:
            if local(cell) in ("table-cell", "covered-table-cell"):
                last = (self.row + rows - 1, column + _repeated(cell, "number-columns-repeated") - 1)
                self._add_cell(cell, (self.row, column), last, attribute(element, "default-cell-style-name"))
                column = last[1] + 1
        self.row += rows

    def _add_cell(self, cell: Element, place: Place, last: Place, row_style: str) -> None:
        scan = self.scan
        if len(cell) or attribute(cell, "value-type"):
            scan.add(place, last)
            style = attribute(cell, "style-name") or row_style or self._column_style(place[1]) or "Default"
            for each in product(range(place[0], last[0] + 1), range(place[1], last[1] + 1)):
                _look_at_cell(scan, each, cell, self.styles.code(style))
                if self.styles.struck and self.styles.strikes(style):
                    scan.look.struck.add(each)
                if self.styles.marked and any(attribute(part, "style-name") in self.styles.marked for part in cell.iter()):
                    scan.look.unproven[each] = MARKED
        elif attribute(cell, "formula"):
            scan.faults[place] = NOT_CALCULATED
        across, down = _repeated(cell, "number-columns-spanned"), _repeated(cell, "number-rows-spanned")
        if across > 1 or down > 1:
            scan.merges.append((place, (place[0] + down - 1, place[1] + across - 1)))

    def _flat(self, element: Element) -> bool:
        return attribute(element, "visibility") in _HIDDEN or attribute(element, "style-name") in self.styles.flat

    def _column_style(self, column: int) -> str:
        return next((style for after, style in self.column_styles if column < after), "")


def scan_ods(parts: dict[str, bytes]) -> dict[str, SheetScan]:
    """A scan of each sheet by name. Raises ArchiveError when the parts are not a readable workbook."""
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ArchiveError(PASSWORD)
    scans: dict[str, SheetScan] = {}
    try:
        sheet = _Sheet(SheetScan(), styles := read_styles(parts))
        closed = 0  # groups of rows or columns folded away, around this place
        for event, element in events(parts["content.xml"]):
            tag = local(element)
            if event == "start" and tag == "table":
                sheet = _Sheet(SheetScan(), styles)
                scans[attribute(element, "name")] = sheet.scan
            elif tag in ("table-row-group", "table-column-group") and attribute(element, "display") == "false":
                closed += 1 if event == "start" else -1
            elif event == "end" and tag == "table-column":
                sheet.add_column(element, hidden=closed > 0)
            elif event == "end" and tag == "table-row":
                sheet.add_row(element, hidden=closed > 0)
                element.clear()
    except NOT_XML as error:
        raise ArchiveError("tệp hỏng: thiếu hoặc sai phần bên trong. Mở tệp bằng LibreOffice rồi lưu lại.") from error
    return scans


def _look_at_cell(scan: SheetScan, place: Place, cell: Element, code: str) -> None:
    texts = ["".join(child.itertext()) for child in cell if local(child) == "p"]
    text, kind, formula = "\n".join(texts), attribute(cell, "value-type"), attribute(cell, "formula")
    types = [value for key, value in cell.items() if key.endswith("}value-type")]
    if "error" in types or (formula and _ERROR.fullmatch(text)):
        scan.faults[place] = FORMULA_FAILED.format(error=text)
    elif kind in _NUMBERS:
        scan.look.set_format(place, code or ("0%" if kind == "percentage" else ""))
        if texts:
            scan.look.texts[place] = text
        elif formula:
            scan.look.unproven[place] = UNSHOWN
    elif kind == "string":
        scan.look.set_format(place, code)
        kept = attribute(cell, "string-value")
        if kept and kept.split() != text.split():
            scan.look.unproven[place] = f"ô chứa “{kept}” nhưng trang tính hiện “{text}”. Gõ lại số vào ô này rồi lưu."


def _repeated(element: Element, name: str) -> int:
    return int(attribute(element, name) or 1)
