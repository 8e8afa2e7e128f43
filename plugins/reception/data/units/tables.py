"""don-vi.csv, don-vi-quan-he.csv and don-vi-moc.csv: the tables of the register of units.

An empty `tu_ngay` means "since before the register begins", an empty `den_ngay` means "still". Intervals are half-open: the day
of a change belongs to the new unit. When people or area move, the unit gets a new row and id, even under the same name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal, TypeVar, cast, get_args

from plugins.problems import Problem, suggest
from plugins.reception.data.units.habits import one_a_habit, saved_by_excel
from plugins.reception.data.units.names import TYPE_WORDS, UNIT_TYPES, UnitType, bare_name
from plugins.strict_csv import Row, read_table
from plugins.vietnamese.dates import parse_iso_date

UNITS, SUCCESSIONS, BOUNDARY_DAYS = "don-vi.csv", "don-vi-quan-he.csv", "don-vi-moc.csv"
UNIT_COLUMNS = (
    "unit_id", "ten", "loai", "cap", "ma_dvhc", "thuoc", "tu_ngay", "den_ngay", "can_cu", "ghi_chu",
)  # fmt: skip
OTHER_NAMES = "ten_khac"
SUCCESSION_COLUMNS = ("tu_unit", "den_unit", "ngay", "kieu", "ty_le", "can_cu")
BOUNDARY_COLUMNS = ("ngay", "so_huyen", "so_xa", "can_cu", "ghi_chu")

Level = Literal["tinh", "huyen", "xa"]
LEVELS: tuple[Level, ...] = get_args(Level)
SuccessionKind = Literal["nhap_toan_bo", "tach_mot_phan", "doi_ten", "giai_the", "thanh_lap"]
SUCCESSION_KINDS: tuple[SuccessionKind, ...] = get_args(SuccessionKind)

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CODE_DIGITS: dict[str, int] = {"tinh": 2, "huyen": 3, "xa": 5}
Cell = TypeVar("Cell")
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it was from `start` to the day before `until`; None is open. `parent` is the id it was under, or "".

    `other_names` are what reports also call it: "TPLS".
    """

    unit_id: str
    name: str
    kind: UnitType
    level: Level
    parent: str = ""
    start: date | None = None
    until: date | None = None
    code: str = ""
    basis: str = ""
    note: str = ""
    other_names: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        """The name that lists are sorted by: Cao Lộc."""
        return bare_name(self.name, self.kind)

    def exists_on(self, day: date) -> bool:
        """Whether the day lies within the unit's half-open life."""
        return (self.start is None or self.start <= day) and (self.until is None or day < self.until)

    def exists_within(self, start: date, end: date) -> bool:
        """Whether the unit exists on any day from first to last, both inside."""
        return (self.start is None or self.start <= end) and (self.until is None or start < self.until)


def ancestors(unit: Unit, units: Mapping[str, Unit]) -> Iterator[Unit]:
    """The units above, the nearest first; without end where units are under each other in a circle."""
    while unit.parent in units:
        unit = units[unit.parent]
        yield unit


@dataclass(frozen=True, slots=True)
class Succession:
    """A succession: part of a unit became part of another on `day`, the first day of the new one.

    `old` is "" for a unit without a recorded predecessor, `new` is "" for one without a recorded successor. `share` (0–1) is
    None when unknown; old numbers are never divided by it.
    """

    old: str
    new: str
    day: date
    kind: SuccessionKind
    share: Decimal | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class BoundaryDay:
    """A day from which borders differ, with the number of districts and communes from then on."""

    day: date
    districts: int
    communes: int
    basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    """Rows with their lines, and the problems of single rows."""

    units: list[tuple[int, Unit]]
    successions: list[tuple[int, Succession]]
    boundary_days: list[tuple[int, BoundaryDay]]
    problems: list[Problem]


def read_tables(folder: Path, display_path: str) -> Tables:
    """Read the three files; a missing one is empty."""
    problems: list[Problem] = []

    def read(
        file: str, columns: tuple[str, ...], make: Callable[[dict[str, str], Note], Cell], *optional: str
    ) -> list[tuple[int, Cell]]:
        return made_rows(folder / file, f"{display_path}/{file}", columns, make, problems, optional)

    units = read(UNITS, UNIT_COLUMNS, _unit, OTHER_NAMES)
    successions = read(SUCCESSIONS, SUCCESSION_COLUMNS, _succession)
    boundary_days = read(BOUNDARY_DAYS, BOUNDARY_COLUMNS, _boundary_day)
    return Tables(units, successions, boundary_days, problems)


def made_rows(
    path: Path,
    display_path: str,
    columns: tuple[str, ...],
    make: Callable[[dict[str, str], Note], Cell],
    problems: list[Problem],
    optional: tuple[str, ...] = (),
) -> list[tuple[int, Cell]]:
    """What `make` makes of each row, with its line; rows with a complaint are left out and become problems."""
    rows, found = read_table(path, display_path, columns, optional)
    made_of_rows = [(row.line, made) for row in rows if (made := _made(row, display_path, make, found))]
    problems.extend(one_a_habit(found) if rows else saved_by_excel(found))
    return made_of_rows


def _made(row: Row, display_path: str, make: Callable[[dict[str, str], Note], Cell], problems: list[Problem]) -> Cell | None:
    complaints: list[str] = []
    made = make(row.cells, complaints.append)
    problems.extend(Problem(display_path, row.line, message=complaint) for complaint in complaints)
    return None if complaints else made


def _unit(cells: dict[str, str], note: Note) -> Unit:
    kind = cast(UnitType, read_one_of("loai", cells, UNIT_TYPES, note))
    level = cast(Level, read_one_of("cap", cells, LEVELS, note))
    unit = Unit(
        unit_id=cells["unit_id"],
        name=cells["ten"],
        kind=kind,
        level=level,
        parent=cells["thuoc"],
        start=read_day("tu_ngay", cells, note),
        until=read_day("den_ngay", cells, note),
        code=cells["ma_dvhc"],
        basis=cells["can_cu"],
        note=cells["ghi_chu"],
        other_names=tuple(name for each in cells.get(OTHER_NAMES, "").split(";") if (name := each.strip())),
    )
    if not _ID.fullmatch(unit.unit_id):
        note(f"unit_id “{unit.unit_id}” phải là chữ thường không dấu, nối bằng “-”, ví dụ xa-cao-loc-2025.")
    if kind != "so" and kind in TYPE_WORDS and unit.bare == unit.name:
        note(f"cột ten: “{unit.name}” phải bắt đầu bằng “{TYPE_WORDS[kind]}” vì cột loai ghi {kind}.")
    if not unit.name:
        note("cột ten còn trống. Ghi tên đầy đủ, ví dụ “Xã Cao Lộc”.")
    if unit.code and level and not re.fullmatch(rf"[0-9]{{{CODE_DIGITS[level]}}}", unit.code):
        note(f"cột ma_dvhc: “{unit.code}” phải có đúng {CODE_DIGITS[level]} chữ số, kể cả số 0 ở đầu.")
    if unit.start and unit.until and unit.start >= unit.until:
        note(f"den_ngay {unit.until} phải sau tu_ngay {unit.start} (den_ngay là ngày đầu tiên không còn đơn vị).")
    return unit


def _succession(cells: dict[str, str], note: Note) -> Succession:
    kind = cast(SuccessionKind, read_one_of("kieu", cells, SUCCESSION_KINDS, note))
    old, new = cells["tu_unit"], cells["den_unit"]
    if not old and kind != "thanh_lap":
        note(f"cột tu_unit còn trống. Chỉ kiểu thanh_lap được để trống, ở đây là {kind}.")
    if not new and kind != "giai_the":
        note(f"cột den_unit còn trống. Chỉ kiểu giai_the được để trống, ở đây là {kind}.")
    if old and old == new:
        note(f"“{old}” không thể tự kế thừa chính nó. Đơn vị đổi địa giới phải có unit_id mới.")
    return Succession(old, new, _first_day("đơn vị", cells, note), kind, _share(cells, note), cells["can_cu"])


def _boundary_day(cells: dict[str, str], note: Note) -> BoundaryDay:
    districts, communes = (read_count(column, cells, note) for column in ("so_huyen", "so_xa"))
    return BoundaryDay(_first_day("địa giới", cells, note), districts, communes, cells["can_cu"], cells["ghi_chu"])


def read_one_of(column: str, cells: dict[str, str], known: tuple[str, ...], note: Note) -> str:
    """A word of a closed list; "" with a note for any other."""
    if cells[column] not in known:
        note(f"cột {column}: không có “{cells[column]}”. {suggest(cells[column], known)}")
        return ""
    return cells[column]


def read_day(column: str, cells: dict[str, str], note: Note) -> date | None:
    """A day as 2025-07-01; None for an empty cell, and with a note for anything else."""
    try:
        return parse_iso_date(cells[column]) if cells[column] else None
    except ValueError as error:
        note(f"cột {column}: {error}")
        return None


def _first_day(what: str, cells: dict[str, str], note: Note) -> date:
    if not cells["ngay"]:
        note(f"cột ngay còn trống. Ghi ngày đầu tiên của {what} mới.")
    return read_day("ngay", cells, note) or date.min


def _share(cells: dict[str, str], note: Note) -> Decimal | None:
    text = cells["ty_le"]
    try:
        share = Decimal(text) if text else None
    except InvalidOperation:
        share = Decimal(-1)
    if share is not None and not 0 < share <= 1:
        note(f"cột ty_le: “{text}” phải là số lớn hơn 0, không quá 1, viết như 0.25. Chưa biết thì để trống.")
        return None
    return share


def read_count(column: str, cells: dict[str, str], note: Note) -> int:
    """A count in plain digits; 0 with a note for anything else."""
    text = cells[column]
    if not (text.isascii() and text.isdigit()):
        note(f"cột {column}: “{text}” phải là số đếm viết liền, ví dụ 65.")
        return 0
    return int(text)
