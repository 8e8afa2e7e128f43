"""Personal data in the cells of a report (V18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.problems import Problem
from plugins.reception.data.sources.spreadsheets.grid import Grid, address
from plugins.vietnamese.personal_data import personal_data

RULE = "V18"


def personal_data_in(grids: Iterable[Grid], display_path: str) -> Iterator[Problem]:
    """Personal data in any cell of a workbook, in the table or beside it: the file itself is stored and passed on."""
    for grid in grids:
        for place, value in grid.cells.items():
            for what in personal_data(value) if isinstance(value, str) else ():
                message = f"ô có {what}. Xoá, chỉ giữ số liệu."
                yield Problem(display_path, sheet=grid.sheet, cell=address(place), message=message, rule=RULE)
