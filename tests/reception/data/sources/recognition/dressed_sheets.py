"""Sheets with formats, formulas, errors and hidden places, written as the bare parts of each format and scanned there and then.

No container is packed or opened: what is tried is what the parts say of how a sheet looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from struct import pack
from xml.sax.saxutils import escape, quoteattr

from plugins.reception.data.sources.spreadsheets.grid import Grid, Place, Range, address
from plugins.reception.data.sources.spreadsheets.ods_faults import scan_ods
from plugins.reception.data.sources.spreadsheets.xls_faults import scan_xls
from plugins.reception.data.sources.spreadsheets.xlsx_faults import SheetScan, scan_xlsx
from tests.reception.data.sources.recognition.sheets import Cells

ODS_NUMBERS = {
    "#,##0": '<number:number number:min-integer-digits="1" number:decimal-places="0" number:grouping="true"/>',
    "0.00": '<number:number number:min-integer-digits="1" number:decimal-places="2"/>',
    '0" lượt"': '<number:number number:min-integer-digits="1" number:decimal-places="0"/><number:text> lượt</number:text>',
    '0" triệu"': '<number:number number:min-integer-digits="1" number:decimal-places="0"/><number:text> triệu</number:text>',
    "0%": '<number:number number:min-integer-digits="1" number:decimal-places="0"/><number:text>%</number:text>',
    "0,": '<number:number number:min-integer-digits="1" number:decimal-places="0" number:display-factor="1000"/>',
    '"x"': "<number:text>x</number:text>",
    "# ?/?": '<number:fraction number:min-numerator-digits="1"/>',
    "0.00E+00": '<number:scientific-number number:decimal-places="2"/>',
}
HIDDEN, COLLAPSED, FILTERED = ' hidden="1"', ' table:visibility="collapse"', ' table:visibility="filter"'
CODES = ["General", *ODS_NUMBERS]
_ODS = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle"}.items()
)


@dataclass
class Dressed:
    """A sheet and how it looks; a cell of `errors` is a formula that failed."""

    cells: Cells
    codes: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Range] = field(default_factory=list)
    recalculates: bool = False

    def lines(self) -> list[list[Place]]:
        """The places row by row, without gaps."""
        places = [*self.cells, *self.errors]
        width = max(column for _, column in places) + 1
        return [[(row, column) for column in range(width)] for row in range(max(row for row, _ in places) + 1)]


def grid_of(sheet: Dressed, suffix: str) -> Grid:
    """As the reader makes it from the scan and the cells that the library gives."""
    scan = SCANS[suffix](sheet)
    cells = {place: value for place, value in sheet.cells.items() if place not in sheet.errors}
    return Grid("S", cells, tuple(scan.merges or sheet.merges), scan.faults, scan.look)


def _xlsx(sheet: Dressed) -> SheetScan:
    hidden = "".join(f'<col min="{column + 1}" max="{column + 1}" hidden="1"/>' for column in sorted(sheet.hidden_columns))
    rows = "".join(
        f'<row r="{line[0][0] + 1}"{_if(line[0][0] in sheet.hidden_rows, HIDDEN)}>'
        + "".join(_xlsx_cell(sheet, place) for place in line if place in sheet.cells or place in sheet.errors)
        + "</row>"
        for line in sheet.lines()
    )
    formats = "".join(f'<numFmt numFmtId="{164 + place}" formatCode={quoteattr(code)}/>' for place, code in enumerate(CODES))
    styles = "".join(f'<xf numFmtId="{164 + place}"/>' for place in range(len(CODES)))
    rels = '<Relationship Id="a" Type="t/worksheet" Target="/xl/s.xml"/><Relationship Id="b" Type="t/styles" Target="/xl/y.xml"/>'
    wish = '<calcPr fullCalcOnLoad="1"/>' if sheet.recalculates else '<calcPr calcId="191029"/>'
    parts = {
        "xl/_rels/workbook.xml.rels": f"<Relationships>{rels}</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets>{wish}</workbook>',
        "xl/y.xml": f"<styleSheet><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/s.xml": f"<worksheet><cols>{hidden}</cols><sheetData>{rows}</sheetData></worksheet>",
    }
    return scan_xlsx({name: part.encode() for name, part in parts.items()})["S"]


def _xlsx_cell(sheet: Dressed, place: Place) -> str:
    head = f'<c r="{address(place)}" s="{CODES.index(sheet.codes.get(place, "General"))}"'
    if place in sheet.errors:
        return f'{head} t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    value = sheet.cells[place]
    if isinstance(value, str):
        return f'{head} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"{head}>{'<f>A1</f>' if place in sheet.formulas else ''}<v>{value}</v></c>"


def _ods(sheet: Dressed) -> SheetScan:
    numbers = "".join(
        f'<number:{"percentage" if code == "0%" else "number"}-style style:name="N{place}">{inside}'
        f"</number:{'percentage' if code == '0%' else 'number'}-style>"
        f'<style:style style:name="c{place}" style:family="table-cell" style:data-style-name="N{place}"/>'
        for place, (code, inside) in enumerate(ODS_NUMBERS.items(), 1)
    )
    columns = "".join(f"<table:table-column{_if(column in sheet.hidden_columns, COLLAPSED)}/>" for _, column in sheet.lines()[0])
    rows = "".join(
        f"<table:table-row{_if(line[0][0] in sheet.hidden_rows, FILTERED)}>"
        f"{''.join(_ods_cell(sheet, place) for place in line)}</table:table-row>"
        for line in sheet.lines()
    )
    sheets = f'<table:table table:name="S">{columns}{rows}</table:table>'
    content = f"<office:document-content{_ODS}>{numbers}{sheets}</office:document-content>"
    return scan_ods({"content.xml": content.encode()})["S"]


def _ods_cell(sheet: Dressed, place: Place) -> str:
    span = next((last for first, last in sheet.merges if first == place), None)
    under = any(first <= place <= last and first != place and first[0] <= place[0] <= last[0] for first, last in sheet.merges)
    tag = "table:covered-table-cell" if under and span is None else "table:table-cell"
    head = f'<{tag} table:style-name="c{CODES.index(sheet.codes.get(place, "General"))}"'
    if span:
        head += f' table:number-rows-spanned="{span[0] - place[0] + 1}" table:number-columns-spanned="{span[1] - place[1] + 1}"'
    if place in sheet.errors:
        return f'{head} table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></{tag}>'
    value = sheet.cells.get(place)
    if value is None:
        return f"{head}/>"
    if isinstance(value, str):
        return f'{head} office:value-type="string"><text:p>{escape(value)}</text:p></{tag}>'
    formula = ' table:formula="of:=[.A1]"' if place in sheet.formulas else ""
    seen = "" if formula and sheet.recalculates else f"<text:p>{value}</text:p>"
    return f'{head}{formula} office:value-type="float" office:value="{value}">{seen}</{tag}>'


def _xls(sheet: Dressed) -> SheetScan:
    head = _record(0x0809, pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6))
    for place, code in enumerate(CODES):
        head += _record(0x041E, pack("<HHB", 164 + place, len(code), 1) + code.encode("utf-16-le"))
    for place in range(len(CODES)):
        head += _record(0x00E0, pack("<HH16x", 0, 164 + place))
    head += _record(0x01C1, pack("<II", 0x01C1, 0 if sheet.recalculates else 191029))
    head += _record(0x0085, pack("<IBBBB", len(head) + 17, 0, 0, 1, 0) + b"S") + _record(0x000A, b"")
    head += _record(0x0809, pack("<HHHHII", 0x0600, 16, 0x0DBB, 0x07CC, 0, 6))
    head += b"".join(_record(0x007D, pack("<HHHHHH", each, each, 2048, 0, 1, 0)) for each in sheet.hidden_columns)
    head += b"".join(_record(0x0208, pack("<HHHHHHI", each, 0, 9, 255, 0, 0, 0x0120)) for each in sheet.hidden_rows)
    cells = b"".join(_xls_cell(sheet, place) for line in sheet.lines() for place in line)
    return scan_xls(head + cells + _record(0x000A, b""))["S"]


def _xls_cell(sheet: Dressed, place: Place) -> bytes:
    head = pack("<HHH", *place, CODES.index(sheet.codes.get(place, "General")))
    value = sheet.cells.get(place)
    if place in sheet.errors:
        return _record(0x0006, head + bytes((2, 0, 7, 0, 0, 0, 255, 255)) + pack("<HIH", 2, 0, 0))
    if value is None:
        return b""
    if isinstance(value, str):
        return _record(0x0204, head + pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    if place in sheet.formulas:
        return _record(0x0006, head + pack("<dHIH", value, 2, 0, 0))
    return _record(0x0203, head + pack("<d", value))


def _if(condition: bool, text: str) -> str:
    return text if condition else ""


def _record(kind: int, data: bytes) -> bytes:
    return pack("<HH", kind, len(data)) + data


SCANS: dict[str, Callable[[Dressed], SheetScan]] = {".xlsx": _xlsx, ".ods": _ods, ".xls": _xls}
