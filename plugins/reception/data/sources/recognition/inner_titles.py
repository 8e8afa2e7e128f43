"""Finds titles among the rows that begin another table: of other days, another quarter, the year before, another form.

Numbers under such a title would be published as those of the sheet's own period and form, and nobody would notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from plugins.reception.data.law.form import Form
from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.recognition.heading import (
    SHEETS_STATE_ONE_PERIOD,
    any_number,
    find_days,
    find_label,
    heading_lines,
)
from plugins.reception.data.sources.spreadsheets.grid import Grid, Place, text_of
from plugins.vietnamese.folding import plain

_OTHER_PERIOD = re.compile(r"\b(?:cung ky|(?:ky|quy|nam|thang) truoc|luy ke)\b")


def check_inner_titles(grid: Grid, rows: range, form: Form, days: tuple[date, date], findings: Findings) -> None:
    """Report each title among these rows that does not belong to the sheet's form and days; one repeated from the top does."""
    above = {plain(text) for _, text in grid.texts(row for row in grid.rows if row < rows.start)}
    for place, text in _titles(grid, rows):
        if plain(text) not in above and (other := _other(text, form, days)):
            message = (
                f"“{text}” là {other} khác với đầu trang, mà bên dưới còn hàng số liệu. Tách bảng ấy sang một trang tính riêng."
            )
            findings.add(message, place, SHEETS_STATE_ONE_PERIOD.code)


def _titles(grid: Grid, rows: range) -> Iterator[tuple[Place, str]]:
    """The texts that stand alone in their row."""
    for row in rows:
        cells = grid.rows.get(row, {})
        if len(cells) == 1:
            column, value = next(iter(cells.items()))
            yield (row, column), text_of(value)


def _other(text: str, form: Form, days: tuple[date, date]) -> str:
    """What differs, "" if nothing does."""
    lines = heading_lines([((0, 0), text)])
    written, label = find_days(lines, Findings("", "")), find_label(lines)
    meant = written or (form.regime.days(label) if label else None)
    if (meant or days) != days or _OTHER_PERIOD.search(plain(text)):
        return "kỳ"
    return "biểu" if any_number(lines, "") not in ("", form.number) else ""
