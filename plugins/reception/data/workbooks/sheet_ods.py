"""The same questions for .ods: formulas without a result, merged cells, and cells repeated until memory runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from plugins.reception.data.workbooks.archive import PASSWORD, ArchiveError
from plugins.reception.data.workbooks.sheet_xml import NOT_CALCULATED, SheetScan
from plugins.reception.data.workbooks.xml_events import attribute, events, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def scan_ods(parts: dict[str, bytes]) -> dict[str, SheetScan]:
    """A scan of each sheet by name. Raises ArchiveError when the parts are not a readable workbook."""
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ArchiveError(PASSWORD)
    scans: dict[str, SheetScan] = {}
    scan, row = SheetScan(), 0
    try:
        for event, element in events(parts["content.xml"]):
            tag = local(element)
            if event == "start" and tag == "table":
                scan, row = SheetScan(), 0
                scans[attribute(element, "name")] = scan
            elif event == "end" and tag == "table-row":
                row = _scan_row(scan, row, element)
                element.clear()
    except (KeyError, ValueError, ParseError, DefusedXmlException) as error:
        raise ArchiveError("tệp hỏng: thiếu hoặc sai phần bên trong. Mở tệp bằng LibreOffice rồi lưu lại.") from error
    return scans


def _scan_row(scan: SheetScan, row: int, element: Element) -> int:
    rows = _repeated(element, "number-rows-repeated")
    column = 0
    for cell in element:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        columns = _repeated(cell, "number-columns-repeated")
        if len(cell) or attribute(cell, "value-type"):
            scan.add((row, column), (row + rows - 1, column + columns - 1))
        elif attribute(cell, "formula"):
            scan.faults[row, column] = NOT_CALCULATED
        across, down = _repeated(cell, "number-columns-spanned"), _repeated(cell, "number-rows-spanned")
        if across > 1 or down > 1:
            scan.merges.append(((row, column), (row + down - 1, column + across - 1)))
        column += columns
    return row + rows


def _repeated(element: Element, name: str) -> int:
    return int(attribute(element, name) or 1)
