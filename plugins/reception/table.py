"""Figures as the arguments of the component `table`: labels, printed numbers, and the lengths of the bars in its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from plugins.reception.cross import AXIS_NAMES, Axis, Cross, Item
from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.forms.measures import Measure
from plugins.reception.data.records import Observation, Value
from plugins.reception.data.units.register import Unit
from plugins.reception.stat import machine_form, source_address
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_period

MISSING = "–"
MISSING_NOTE = "Dấu – là chưa có số liệu."
SCALES_NOTE = "Thanh dài ngắn chỉ so được giữa các số cùng đơn vị tính."


def table_of(catalogue: Catalogue, laid: Cross, caption: str, bars: bool, totals: tuple[Value, ...] = ()) -> dict[str, Any]:
    """The table. `totals` is one sum a column, none for no last row.

    Bars compare only counts of the same kind of thing, so each unit word has its own longest bar.
    """
    units = laid.units_of_count()
    longest = _longest(catalogue, laid) if bars else None
    rows = [
        {"label": label, "cells": [_cell(catalogue, cell, longest) for cell in cells], "total": False}
        for label, cells in zip(_labels(catalogue, laid, laid.rows), laid.cells, strict=True)
    ]
    if totals:
        rows.append({"label": "Cộng", "cells": [_plain(number) for number in totals], "total": True})
    missing = any(cell is None for row in laid.cells for cell in row)
    return {
        "caption": caption,
        "unit": ", ".join(units),
        "columns": [AXIS_NAMES[laid.rows.kind], *_heads(catalogue, laid, units)],
        "rows": rows,
        "notes": [note for note, meant in ((MISSING_NOTE, missing), (SCALES_NOTE, len(longest or {}) > 1)) if meant],
    }


def bar_length(value: Value, longest: Value) -> str:
    """Percent of the longest bar with one decimal, from a zero baseline; "0.0" where all are zero."""
    return f"{(100 * value / longest if longest else 0):.1f}"


def label_of(catalogue: Catalogue, item: Item) -> str:
    """How an item is called at the head of its row or column."""
    if isinstance(item, Measure):
        return _capital(item.name)
    return catalogue.register.label(item) if isinstance(item, Unit) else _capital(format_period(item))


def _heads(catalogue: Catalogue, laid: Cross, units: list[str]) -> list[str]:
    if len(laid.columns.items) > 1:
        return _labels(catalogue, laid, laid.columns)
    if laid.rows.kind == "measures":
        return [f"Số lượng ({units[0]})" if len(units) == 1 else "Số lượng"]
    return [_capital(laid.measures[0].name)]


def _labels(catalogue: Catalogue, laid: Cross, axis: Axis) -> list[str]:
    """Labels of an axis: with the unit word where units differ, with its mark where a period does not continue the last."""
    with_unit = axis.kind == "measures" and len(laid.units_of_count()) > 1
    labels = [
        f"{label_of(catalogue, item)} ({item.unit})" if with_unit and isinstance(item, Measure) else label_of(catalogue, item)
        for item in axis.items
    ]
    for mark in laid.marks if axis.kind == "periods" else ():
        labels[mark.after] += f" ({mark.number})"
    return labels


def _longest(catalogue: Catalogue, laid: Cross) -> dict[str, Value]:
    """The longest bar of each unit word. Among several kinds, a number alone in its own has no bar: it compares with nothing."""
    values: dict[str, list[Value]] = defaultdict(list)
    for row in laid.found():
        values[catalogue.measures[row.measure].unit].append(row.value)
    return {unit: max(found) for unit, found in values.items() if len(found) > 1 or len(values) == 1}


def _cell(catalogue: Catalogue, row: Observation | None, longest: Mapping[str, Value] | None) -> dict[str, Any]:
    if row is None:
        # A bar of no length keeps the second bar of the row the second: the theme numbers bars by what it draws.
        return {"text": MISSING, "value": None, "href": None, "bar": None if longest is None else bar_length(0, 0)}
    unit = catalogue.measures[row.measure].unit
    bar = bar_length(row.value, longest[unit]) if longest and unit in longest else None
    return {"text": format_number(row.value), "value": machine_form(row.value), "href": source_address(row), "bar": bar}


def _plain(number: Value) -> dict[str, Any]:
    return {"text": format_number(number), "value": machine_form(number), "href": None, "bar": None}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
