"""Series over periods as the arguments of the component `chart`, with their message in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.model import Observation
from plugins.reception.data.queries.breaks import breaks_between
from plugins.reception.data.queries.periods import positions
from plugins.reception.display.chart_geometry import MOST_SERIES, Cut, Plot, Series, geometry
from plugins.reception.display.crosstab import Crosstab, in_time
from plugins.reception.display.table import label_of
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.period_words import ROMAN
from plugins.vietnamese.periods import Period, format_period

MOST_POINTS = 40


def line_of(catalogue: Catalogue, crosstab: Crosstab, identifier: str, title: str) -> dict[str, Any]:
    """The drawing. Raises QueryError for more lines or points than a reader can tell apart."""
    periods = tuple(item for item in crosstab.rows.items if isinstance(item, Period))
    lines = in_time(crosstab)
    if len(lines) > MOST_SERIES:
        raise QueryError(
            f"một biểu đồ chỉ vẽ được {MOST_SERIES} đường, đang có {len(lines)}. Dùng “bảng: theo kỳ” hoặc nhiều khối."
        )
    if not 2 <= len(periods) <= MOST_POINTS:
        raise QueryError(
            f"biểu đồ đường cần từ 2 đến {MOST_POINTS} kỳ, đang có {len(periods)}. Sửa “kỳ” hoặc dùng “bảng: theo kỳ”."
        )
    named = crosstab.columns.items if len(crosstab.columns.items) > 1 else crosstab.measures[:1]
    names = [label_of(catalogue, item) for item in named]
    series = tuple(_series(catalogue, name, line, periods) for name, line in zip(names, lines, strict=True))
    cuts = tuple(Cut(mark.before, mark.after, f"({mark.number})") for mark in crosstab.marks)
    findings = [_finding(catalogue, name, line) for name, line in zip(names, lines, strict=True)]
    return {
        "id": f"{identifier}-duong",
        "title": title,
        "description": " ".join([*findings, *_gaps(crosstab), *map(str, crosstab.marks)]),
        **geometry(Plot(tuple(map(short_label, periods)), positions(periods), series, cuts)),
    }


def short_label(period: Period) -> str:
    """A label short enough to stand under a point (“III/17”); the table has the period in full."""
    year = f"{period.year % 100:02d}"
    if period.end:
        return f"{period.end.month}/{period.end.year}"
    if period.kind == "quarter":
        return f"{ROMAN[period.number]}/{year}"
    if period.kind == "month":
        return f"{period.number}/{year}"
    if period.kind == "half":
        return f"6T{'đ' if period.number == 1 else 'c'}/{year}"
    return f"9T/{year}" if period.kind == "nine-months" else str(period.year)


def _series(catalogue: Catalogue, name: str, line: Sequence[Observation | None], periods: tuple[Period, ...]) -> Series:
    places = positions(periods)
    joined = [
        later_place - place == 1 and _continues(catalogue, earlier, later)
        for (place, earlier), (later_place, later) in pairwise(zip(places, line, strict=True))
    ]
    return Series(name, tuple(row.value if row else None for row in line), tuple(joined))


def _continues(catalogue: Catalogue, earlier: Observation | None, later: Observation | None) -> bool:
    if not earlier or not later or breaks_between(catalogue, earlier, later):
        return False
    return earlier.period.kind != "custom" or 0 <= (later.start - earlier.end).days <= 1


def _finding(catalogue: Catalogue, name: str, line: Sequence[Observation | None]) -> str:
    there = [row for row in line if row]
    if not there:
        return f"{name}: chưa có số liệu."
    first, last, highest = there[0], there[-1], max(there, key=lambda row: row.value)
    if first is last:
        return f"{name}: chỉ có {_at(first)}."
    if any(breaks_between(catalogue, earlier, later) for earlier, later in pairwise(there)):
        return f"{name}: {_at(first)} và {_at(last)}, không so sánh trực tiếp được; cao nhất {_at(highest)}."
    if first.value == last.value:
        return f"{name}: đầu và cuối bằng nhau, {_at(first)} và {_at(last)}; cao nhất {_at(highest)}."
    verb, towards = ("tăng", "lên") if last.value > first.value else ("giảm", "xuống")
    return f"{name}: {verb} từ {_at(first)} {towards} {_at(last)}; cao nhất {_at(highest)}."


def _at(row: Observation) -> str:
    return f"{format_number(row.value)} ({format_period(row.period)})"


def _gaps(crosstab: Crosstab) -> list[str]:
    gaps = [item for item, row in zip(crosstab.rows.items, crosstab.cells, strict=True) if not any(row)]
    names = [format_period(item) for item in gaps if isinstance(item, Period)]
    return [f"Chưa có số liệu: {', '.join(names)}."] if names else []
