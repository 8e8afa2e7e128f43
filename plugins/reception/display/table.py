"""Numbers as the arguments of the component `table`: labels, printed numbers, and the lengths of the bars in the rows."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Observation, Value
from plugins.reception.data.units.register import Unit
from plugins.reception.display.crosstab import AXIS_NAMES, Axis, Crosstab, Item
from plugins.reception.display.stat import machine_form, source_address
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_period

MISSING = "–"
MISSING_NOTE = "Dấu – là chưa có số liệu."
SCALES_NOTE = "Chỉ vẽ thanh cho một đơn vị tính: số khác đơn vị tính thì không so dài ngắn được."


class Scale(NamedTuple):
    """The scale of the bars: numbers of one unit word, against the largest of them."""

    unit: str
    longest: Value


def table_of(catalogue: Catalogue, crosstab: Crosstab, caption: str, bars: bool, totals: tuple[Value, ...] = ()) -> dict[str, Any]:
    """The table. `totals` has one sum a column; an empty one leaves out the last row.

    Readers compare bars on one scale, whatever a note says, so only the numbers of one unit word get bars.
    """
    units = crosstab.units_of_count()
    scale = _scale(catalogue, crosstab) if bars else None
    rows = [
        {"label": label, "cells": [_cell(catalogue, cell, scale) for cell in cells], "total": False}
        for label, cells in zip(_labels(catalogue, crosstab, crosstab.rows), crosstab.cells, strict=True)
    ]
    if totals:
        rows.append({"label": "Cộng", "cells": [_plain(number) for number in totals], "total": True})
    missing = any(cell is None for row in crosstab.cells for cell in row)
    return {
        "caption": caption,
        "unit": ", ".join(units),
        "columns": [AXIS_NAMES[crosstab.rows.kind], *_heads(catalogue, crosstab, units)],
        "rows": rows,
        "notes": [note for note, meant in ((MISSING_NOTE, missing), (SCALES_NOTE, scale and len(units) > 1)) if meant],
    }


def bar_length(value: Value, longest: Value) -> str:
    """Percent of the longest bar with one decimal, from a zero baseline; "0.0" where all are zero."""
    return f"{(100 * value / longest if longest else 0):.1f}"


def label_of(catalogue: Catalogue, item: Item) -> str:
    """The heading of a row or column."""
    if isinstance(item, Measure):
        return _capital(item.name)
    return catalogue.register.label(item) if isinstance(item, Unit) else _capital(format_period(item))


def _heads(catalogue: Catalogue, crosstab: Crosstab, units: list[str]) -> list[str]:
    if len(crosstab.columns.items) > 1:
        return _labels(catalogue, crosstab, crosstab.columns)
    if crosstab.rows.kind == "measures":
        return [f"Số lượng ({units[0]})" if len(units) == 1 else "Số lượng"]
    return [_capital(crosstab.measures[0].name)]


def _labels(catalogue: Catalogue, crosstab: Crosstab, axis: Axis) -> list[str]:
    """Labels of an axis: with the unit word where units differ, and with a mark where a period does not continue the last."""
    with_unit = axis.kind == "measures" and len(crosstab.units_of_count()) > 1
    labels = [
        f"{label_of(catalogue, item)} ({item.unit})" if with_unit and isinstance(item, Measure) else label_of(catalogue, item)
        for item in axis.items
    ]
    for mark in crosstab.marks if axis.kind == "periods" else ():
        labels[mark.after] += f" ({mark.number})"
    return labels


def _scale(catalogue: Catalogue, crosstab: Crosstab) -> Scale | None:
    """The scale of the first unit word with two numbers; a lone number has nothing to be compared with."""
    values: dict[str, list[Value]] = defaultdict(list)
    for row in crosstab.found():
        values[catalogue.measures[row.measure].unit].append(row.value)
    compared = (Scale(unit, max(found)) for unit, found in values.items() if len(found) > 1 or len(values) == 1)
    return next(compared, None)


def _cell(catalogue: Catalogue, row: Observation | None, scale: Scale | None) -> dict[str, Any]:
    if row is None:
        # Keep bars without length: the theme counts the bars that it draws.
        return {"text": MISSING, "value": None, "href": None, "bar": bar_length(0, 0) if scale else None}
    drawn = scale is not None and catalogue.measures[row.measure].unit == scale.unit
    bar = bar_length(row.value, scale.longest) if scale and drawn else None
    return {"text": format_number(row.value), "value": machine_form(row.value), "href": source_address(row), "bar": bar}


def _plain(number: Value) -> dict[str, Any]:
    return {"text": format_number(number), "value": machine_form(number), "href": None, "bar": None}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
