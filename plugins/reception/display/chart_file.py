"""A block's chart as a picture that stands alone: with title, period, unit and source, since elsewhere no page is around it.

Bars are the table's own, so picture and table cannot disagree.
"""

from __future__ import annotations

from textwrap import wrap
from typing import Any

WIDTH, MARGIN, LINE = 720, 16, 22
LONGEST_BAR, BAR = 480, 16
TITLE_SIGNS, TEXT_SIGNS = 66, 88  # that fit in a line


def has_chart_file(block: dict[str, Any]) -> bool:
    """Whether anything is drawn: a table whose numbers cannot be compared has no bars."""
    return bool(block["line"]) or any(cell["bar"] is not None for row in block["table"]["rows"] for cell in row["cells"])


def chart_file(block: dict[str, Any], agency: str, address: str) -> dict[str, Any]:
    """The arguments of the component `chart-file` for a block that has a drawing."""
    texts: list[dict[str, Any]] = []
    y = _write(texts, MARGIN, block["title"], TITLE_SIGNS, bold=True)
    y = _write(texts, y, " · ".join(filter(None, (block["period"], block["unit"]))))
    bars: list[dict[str, Any]] = []
    top = y + LINE // 2
    y = top + block["line"]["height"] if block["line"] else _bars(block["table"], texts, bars, top)
    for text in (*block["table"]["notes"], *block["notes"], *_origin(block, agency, address)):
        y = _write(texts, y, text)
    return {
        "width": WIDTH,
        "height": y + MARGIN,
        "title": block["title"],
        "description": block["line"]["description"] if block["line"] else _in_words(block["table"]),
        "texts": texts,
        "bars": bars,
        "line": block["line"],
        "top": top,
    }


def _in_words(table: dict[str, Any]) -> str:
    """The numbers of the bars, for who does not see them."""
    return " ".join(f"{row['label']}: {', '.join(cell['text'] for cell in row['cells'])}." for row in table["rows"])


def _origin(block: dict[str, Any], agency: str, address: str) -> list[str]:
    days = f" Số liệu đến ngày {block['as_of']}." if block["as_of"] else ""
    mark = ["Số liệu minh hoạ."] if block["sample"] else []
    return [*mark, f"Nguồn: {block['source']['text']}.{days}", f"{agency}, {address}"]


def _write(texts: list[dict[str, Any]], y: int, text: str, signs: int = TEXT_SIGNS, bold: bool = False) -> int:
    """Add the lines of a text below `y`; returns where the next begins."""
    for line in wrap(text, signs, break_on_hyphens=False):
        y += LINE
        texts.append({"x": MARGIN, "y": y, "text": line, "bold": bold})
    return y


def _bars(table: dict[str, Any], texts: list[dict[str, Any]], bars: list[dict[str, Any]], y: int) -> int:
    """Each row's label, and below it a bar a column with its number, and the column's name where there are several."""
    for row in table["rows"]:
        y = _write(texts, y, row["label"])
        for number, cell in enumerate(row["cells"], 1):
            length = round(LONGEST_BAR * float(cell["bar"] or 0) / 100)
            name = f" ({table['columns'][number]})" if len(row["cells"]) > 1 else ""
            y += LINE
            if cell["bar"] is not None:
                bars.append({"x": MARGIN, "y": y - BAR + 3, "width": length, "height": BAR, "series": number})
            texts.append(
                {"x": MARGIN + (length + 8 if cell["bar"] is not None else 0), "y": y, "text": cell["text"] + name, "bold": False}
            )
    return y + LINE // 2
