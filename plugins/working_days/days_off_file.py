"""so-bo/ngay-nghi.csv: days off and working days that differ from the law's, and years whose days are all decided."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from plugins.problems import Problem, ProblemsFound, suggest
from plugins.strict_csv import Row, read_table
from plugins.vietnamese.dates import parse_iso_date
from plugins.working_days.day_table import DayTable

FILE_NAME = "so-bo/ngay-nghi.csv"
COLUMNS = ("ngay", "loai", "can-cu")
OFF, WORKING, DECIDED = "nghỉ", "làm việc", "đủ"
YEAR = re.compile(r"[12][0-9]{3}")


def read_day_table(content: Path) -> DayTable:
    """The day table of a content tree, whether it has the file or not. Raises ProblemsFound with every line that is wrong."""
    display_path = f"{content.name}/{FILE_NAME}"
    rows, problems = read_table(content / FILE_NAME, display_path, COLUMNS)
    noted, decided = dict[date, bool](), set[int]()
    for row in rows:
        try:
            if row.cells["loai"] == DECIDED:
                decided.add(_year(row))
            elif (day := parse_iso_date(row.cells["ngay"])) in noted:
                raise ValueError(f"ngày {row.cells['ngay']} có hai dòng. Bỏ bớt một dòng.")
            else:
                noted[day] = _is_working(row)
            if not row.cells["can-cu"]:
                raise ValueError("thiếu can-cu. Ghi số văn bản hay thông báo về ngày này.")
        except ValueError as error:
            problems.append(Problem(display_path, row.line, message=str(error)))
    if problems:
        raise ProblemsFound(problems)
    return DayTable(noted, frozenset(decided))


def _year(row: Row) -> int:
    if not YEAR.fullmatch(row.cells["ngay"]):
        raise ValueError(f"“{DECIDED}” đi với một năm, không phải “{row.cells['ngay']}”. Viết dạng 2027,{DECIDED},….")
    return int(row.cells["ngay"])


def _is_working(row: Row) -> bool:
    kind = row.cells["loai"]
    if kind not in (OFF, WORKING):
        raise ValueError(f"không có loại “{kind}”. {suggest(kind, (OFF, WORKING, DECIDED))}")
    return kind == WORKING
