"""Reads from the parts of an .xlsx how its cells look: number formats, hidden rows and columns, results not yet calculated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from plugins.reception.data.sources.spreadsheets.grid import MARKED, Appearance
from plugins.reception.data.sources.spreadsheets.xml_events import ends, local

RECALCULATED = (
    "ô là công thức mà tệp đòi tính lại khi mở, nên kết quả ghi sẵn trong tệp chưa chắc đúng. "
    "Mở tệp bằng Excel rồi bấm Lưu, hoặc gõ số vào ô này."
)
# Formats that are known by number alone (ECMA-376, 18.8.30); those not listed are General in our language.
_DAYS = (*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59))
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', 42: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', 44: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    48: "##0.0E+0", 49: "@", **dict.fromkeys((5, 6, 7, 8), "#,##0"), **dict.fromkeys(_DAYS, "dd/mm/yyyy"),
}  # fmt: skip

_LOW, _NARROW = 3, 0.5  # points, digits: nobody reads a number there
_TRUE, _FALSE = ("1", "true", "on"), ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of .xlsx and .xls share: formats by style, and whether formulas are calculated on opening.

    `marked` are the shared texts with a raised, lowered or struck-through part: "20" with the note mark 1 is not 201. `struck` are
    the styles that strike a whole cell through.
    """

    formats: tuple[str, ...] = ()
    recalculates: bool = False
    marked: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()

    def code(self, style: int) -> str:
        """The number format of cells of that style."""
        return self.formats[style] if style < len(self.formats) else ""


def book_look(workbook: bytes, styles: bytes | None, texts: bytes | None = None) -> Book:
    """Without `styles` every cell shows its value; the shared `texts` may be missing too."""
    asked = any(map(_asks, ends(workbook, "calcPr")))
    formats, struck = _styles(styles) if styles else ((), frozenset())
    return Book(formats, asked, frozenset(_marked_texts(texts or b"")), struck)


def look_at_cell(look: Appearance, place: tuple[int, int], cell: Element, children: Mapping[str, Element], book: Book) -> None:
    """Note the cell's number format, and a result that waits to be recalculated."""
    style = int(cell.get("s", 0))
    look.set_format(place, book.code(style))
    if style in book.struck:
        look.struck.add(place)
    if book.recalculates and "f" in children:
        look.unproven[place] = RECALCULATED
    shared = cell.get("t") == "s" and "v" in children and int(children["v"].text or 0) in book.marked
    if shared or ("is" in children and _is_marked(children["is"])):
        look.unproven[place] = MARKED


def look_at_layout(look: Appearance, element: Element, row: int) -> None:
    """Note a hidden row, hidden columns, or that the sheet shows no zeros."""
    if local(element) == "sheetView":
        look.hides_zeros |= element.get("showZeros") in _FALSE
        return
    name, least = ("ht", _LOW) if local(element) == "row" else ("width", _NARROW)
    flat = element.get("hidden") in _TRUE or float(element.get(name) or least) < least
    if flat and local(element) == "row":
        look.hidden_rows.append((row, row))
    elif flat:
        look.hidden_columns.append((int(element.get("min", 1)) - 1, int(element.get("max", 1)) - 1))


def _marked_texts(texts: bytes) -> Iterator[int]:
    """The numbers of the shared texts that hold a mark; most workbooks have none and are not searched."""
    if b"vertAlign" in texts or b"strike" in texts:
        yield from (number for number, item in enumerate(ends(texts, "si")) if _is_marked(item))


def _is_marked(text: Element) -> bool:
    raised = any(local(each) == "vertAlign" and each.get("val") in ("superscript", "subscript") for each in text.iter())
    return raised or _strikes(text)


def _strikes(element: Element) -> bool:
    return any(local(each) == "strike" and each.get("val") not in _FALSE for each in element.iter())


def _asks(element: Element) -> bool:
    """Whether it asks to calculate everything on opening, or says that the program had not finished calculating."""
    wished = any(element.get(name) in _TRUE for name in ("fullCalcOnLoad", "forceFullCalc"))
    return wished or element.get("calcCompleted") in _FALSE


def _styles(styles: bytes) -> tuple[tuple[str, ...], frozenset[int]]:
    """The number format of each style of cells, and the styles whose font strikes through."""
    codes = dict(BUILT_IN)
    struck_fonts: set[int] = set()
    cells: list[Element] = []
    for element in ends(styles):
        tag = local(element)
        if tag == "numFmt" and element.get("numFmtId"):
            codes[int(element.get("numFmtId", 0))] = element.get("formatCode", "")
        elif tag == "fonts":
            struck_fonts = {number for number, font in enumerate(element) if _strikes(font)}
        elif tag == "cellXfs":
            cells = [each for each in element if local(each) == "xf"]
    formats = tuple(codes.get(int(each.get("numFmtId", 0)), "") for each in cells)
    return formats, frozenset(style for style, each in enumerate(cells) if int(each.get("fontId", 0)) in struck_fonts)
