"""don-vi-doi-chieu.csv: how many units of a type an official text counts under another, and who held the register to it.

A total over "all units" is only as complete as the register: while nobody has counted its departments against a text, a department
that is not in it is missed by everyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.problems import Problem
from plugins.reception.data.units.names import UNIT_TYPES
from plugins.reception.data.units.tables import UNITS, Note, Unit, made_rows, read_count, read_day, read_one_of

COUNTS = "don-vi-doi-chieu.csv"
COLUMNS = ("thuoc", "loai", "tu_ngay", "den_ngay", "so_luong", "can_cu", "nguoi_doi_chieu", "ngay_doi_chieu")


@dataclass(frozen=True, slots=True)
class UnitCount:
    """From `start` to the day before `until` (None is open), `parent` has `count` direct units of that kind, by `basis`."""

    parent: str
    kind: str
    start: date
    until: date | None
    count: int
    basis: str

    def holds_on(self, day: date) -> bool:
        """Whether the count speaks of the day."""
        return self.start <= day and (self.until is None or day < self.until)


def read_counts(folder: Path, display_path: str, units: Iterable[Unit]) -> tuple[tuple[UnitCount, ...], list[Problem]]:
    """The counts, and what is wrong: with a row, or between a count and the register on any day that it speaks of."""
    problems: list[Problem] = []
    counts = made_rows(folder / COUNTS, f"{display_path}/{COUNTS}", COLUMNS, _count, problems)
    units = list(units)
    for line, count in counts:
        problems += [Problem(f"{display_path}/{COUNTS}", line, message=message) for message in _wrong(count, units)]
    return tuple(count for _, count in counts), problems


def _wrong(count: UnitCount, units: list[Unit]) -> Iterator[str]:
    alike = [unit for unit in units if unit.parent == count.parent and unit.kind == count.kind]
    changes = {day for unit in alike for day in (unit.start, unit.until) if day and count.holds_on(day)}
    for day in sorted({count.start, *changes}):
        found = sum(unit.exists_on(day) for unit in alike)
        if found != count.count:
            where = f"loại {count.kind} thuộc “{count.parent}”"
            yield f"cột so_luong ghi {count.count} nhưng ngày {day} {UNITS} có {found} đơn vị {where}. Sửa một trong hai."
            return


def _count(cells: dict[str, str], note: Note) -> UnitCount:
    for column in ("thuoc", "tu_ngay", "can_cu", "nguoi_doi_chieu", "ngay_doi_chieu"):
        if not cells[column]:
            note(f"cột {column} còn trống. Số đối chiếu phải có văn bản, người và ngày đối chiếu.")
    read_day("ngay_doi_chieu", cells, note)
    return UnitCount(
        parent=cells["thuoc"],
        kind=read_one_of("loai", cells, UNIT_TYPES, note),
        start=read_day("tu_ngay", cells, note) or date.min,
        until=read_day("den_ngay", cells, note),
        count=read_count("so_luong", cells, note),
        basis=cells["can_cu"],
    )
