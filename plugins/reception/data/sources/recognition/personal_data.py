"""Personal data in the cells of a report (V18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.problems import Problem
from plugins.reception.data.sources.spreadsheets.grid import Grid, address
from plugins.rules import rule
from plugins.vietnamese.personal_data import personal_data


@rule("V18")
def reports_name_nobody(grids: Iterable[Grid], display_path: str) -> Iterator[Problem]:
    """Báo cáo không ghi họ tên, số giấy tờ, số điện thoại di động của công dân ở bất kỳ ô nào, cả ở ngoài bảng.

    Sai: một ô ghi “ông Nguyễn Văn Mẫu, CCCD 024089001234”
    Đúng: ô ấy ghi “một công dân”
    """
    for grid in grids:
        for place, value in grid.cells.items():
            for what in personal_data(value) if isinstance(value, str) else ():
                message = f"ô có {what}. Xoá, chỉ giữ số liệu."
                yield Problem(display_path, sheet=grid.sheet, cell=address(place), message=message)


RULES = (reports_name_nobody,)
