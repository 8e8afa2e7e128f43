"""The register of units as offices keep it: a workbook, or CSV as Excel saves it, brought to the one way that the build reads.

Each habit of an office (a BOM, “;”, days as 01/7/2025, codes that lost their zeros) is mended and mentioned once, however many
cells have it. What cannot be mended surely is a problem at its first cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.problems import Problem, ProblemsFound, refusal, suggest
from plugins.reception.data.sources.recognition.read_report import open_grids
from plugins.reception.data.sources.spreadsheets.grid import Grid, Place, Value, address, text_of
from plugins.reception.data.units import counts, tables
from plugins.reception.data.units.habits import DAYS
from plugins.reception.data.units.names import UNIT_TYPES
from plugins.vietnamese.dates import DateError, parse_iso_date, parse_official_date
from plugins.vietnamese.folding import as_meant, fold

TABLES: Mapping[str, tuple[str, ...]] = {
    tables.UNITS: (*tables.UNIT_COLUMNS, tables.OTHER_NAMES),
    tables.SUCCESSIONS: tables.SUCCESSION_COLUMNS,
    tables.BOUNDARY_DAYS: tables.BOUNDARY_COLUMNS,
    counts.COUNTS: counts.COLUMNS,
}
_WORDS = {"loai": UNIT_TYPES, "cap": tables.LEVELS, "kieu": tables.SUCCESSION_KINDS}
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
HEADER_ROWS, FEWEST_COLUMNS = 10, 3
HABITS = {
    "bom": "tệp có dấu BOM ở đầu",
    "utf16": "tệp lưu bằng UTF-16",
    "semicolon": "các ô cách nhau bằng “;”",
    "tab": "các ô cách nhau bằng tab",
    "day": "ngày viết kiểu ngày/tháng/năm",
    "zero": "mã hành chính mất số 0 ở đầu",
    "comma": "tỷ lệ viết dấu phẩy",
    "word": "loại, cấp, kiểu viết bằng chữ có dấu",
}


@dataclass(frozen=True)
class UnitTable:
    """The rows of one file of the register, as it is written there, and where each stands in the office's file."""

    file: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    sheet: str
    lines: list[int]


@dataclass
class UnitSheets:
    """What an office's file holds; `habits` counts the cells that were mended, `skipped` names sheets that are no table."""

    path: str
    tables: list[UnitTable] = field(default_factory=list)
    habits: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    skipped: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def notes(self) -> Iterator[str]:
        """One line for each habit, and for each sheet that was not read."""
        for habit, count in sorted(self.habits.items()):
            if not count:
                continue
            yield f"{self.path}: {HABITS[habit]}{f' ({count} ô)' if count > 1 else ''}: đã hiểu và ghi lại cho đúng."
        yield from (f"{self.path}: trang “{name}” không phải bảng của danh mục nên không được đọc." for name in self.skipped)


def read_unit_sheets(path: Path) -> UnitSheets:
    """Read an .xlsx, .xls, .ods or .csv. Raises ProblemsFound with everything that cannot be understood."""
    found = UnitSheets(path.name)
    for grid in _csv_grid(path, found) if path.suffix.lower() == ".csv" else open_grids(path, path.name, lambda _: []):
        _add_table(grid, found)
    if not found.tables and not found.problems:
        raise refusal(path.name, f"không thấy bảng nào của danh mục. Hàng đầu của bảng phải là: {', '.join(TABLES[tables.UNITS])}.")
    if found.problems:
        raise ProblemsFound(found.problems)
    return found


def _csv_grid(path: Path, found: UnitSheets) -> list[Grid]:
    content = path.read_bytes()
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise refusal(path.name, "tệp không viết bằng UTF-8. Trong Excel chọn Lưu thành, kiểu “CSV UTF-8”.") from error
    found.habits["utf16"] += encoding == "utf-16"
    found.habits["bom"] += content.startswith(b"\xef\xbb\xbf")
    grids = {sign: _split(text, sign) for sign in (",", ";", "\t")}
    sign = max(
        grids, key=lambda each: max((len(_known(row.values())) for row in list(grids[each].rows.values())[:HEADER_ROWS]), default=0)
    )
    found.habits["semicolon"] += sign == ";"
    found.habits["tab"] += sign == "\t"
    return [grids[sign]]


def _split(text: str, sign: str) -> Grid:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    return Grid("", {(row, column): cell for row, line in enumerate(lines) for column, cell in enumerate(line) if cell.strip()})


def _known(cells: object) -> set[str]:
    names = {fold(column) for columns in TABLES.values() for column in columns}
    return {fold(text_of(cell)) for cell in cells} & names  # type: ignore[attr-defined]


def _add_table(grid: Grid, found: UnitSheets) -> None:
    header = next((row for row in list(grid.rows)[:HEADER_ROWS] if len(_known(grid.rows[row].values())) >= FEWEST_COLUMNS), None)
    if header is None:
        found.skipped += [grid.sheet] if grid.cells else []
        return
    titles = {column: fold(text_of(value)) for column, value in grid.rows[header].items()}
    file = max(TABLES, key=lambda each: len({fold(column) for column in TABLES[each]} & set(titles.values())))
    by_title = {fold(column): column for column in TABLES[file]}
    for column, title in titles.items():
        if title not in by_title:
            advice = suggest(title, by_title)
            _say(found, grid, (header, column), f"không có cột tên “{text_of(grid.cells[header, column])}”. {advice}")
    missing = [column for title, column in by_title.items() if title not in titles.values() and column != tables.OTHER_NAMES]
    if missing:
        _say(found, grid, (header, 0), f"thiếu cột {', '.join(missing)}.")
        return
    for place, message in grid.faults.items():
        _say(found, grid, place, message)
    columns = {by_title[title]: column for column, title in titles.items() if title in by_title}
    _Rows(grid, columns, found).add(file, header)


def _say(found: UnitSheets, grid: Grid, place: Place, message: str) -> None:
    found.problems.append(Problem(found.path, sheet=grid.sheet, cell=address(place), message=message))


@dataclass
class _Rows:
    """The rows below a header; cells that cannot be understood become one problem for each column."""

    grid: Grid
    columns: dict[str, int]
    found: UnitSheets
    wrong: dict[str, list[tuple[Place, str]]] = field(default_factory=dict)

    def add(self, file: str, header: int) -> None:
        """Add the table to what was found."""
        lines = [row for row in self.grid.rows if row > header]
        rows = [[self._text(row, column) for column in TABLES[file]] for row in lines]
        self.found.tables.append(UnitTable(file, TABLES[file], rows, self.grid.sheet, [row + 1 for row in lines]))
        for column, places in self.wrong.items():
            more = f" (và {len(places) - 1} ô nữa ở cột này)" if len(places) > 1 else ""
            _say(self.found, self.grid, places[0][0], f"cột {column}: {places[0][1]}{more}")

    def _text(self, row: int, column: str) -> str:
        place = (row, self.columns.get(column, -1))
        value = self.grid.cells.get(place, "")
        text = " ".join(as_meant(text_of(value)).split())
        if column in DAYS:
            return self._day(place, column, value, text)
        if column == "ma_dvhc":
            return self._code(row, text)
        if column == "ty_le" and re.fullmatch(r"[01],[0-9]+", text):
            self.found.habits["comma"] += 1
            return text.replace(",", ".")
        known = _WORDS.get(column, ())
        if text not in known and (word := fold(text).replace(" ", "_")) in known:
            self.found.habits["word"] += 1
            return word
        return text

    def _day(self, place: Place, column: str, value: Value, text: str) -> str:
        """The day as 2025-07-01. A cell that is a day needs no mending; text is read day first, as everybody writes here."""
        try:
            if match := _DAY_FIRST.fullmatch(text):
                self.found.habits["day"] += isinstance(value, str)
                return parse_official_date("/".join(match.groups())).isoformat()
            return parse_iso_date(text).isoformat() if text else ""
        except DateError as error:
            self.wrong.setdefault(column, []).append((place, str(error)))
            return text

    def _code(self, row: int, text: str) -> str:
        level = fold(text_of(self.grid.cells.get((row, self.columns["cap"]), "")))
        digits = tables.CODE_DIGITS.get(level, 0)
        if text.isdigit() and len(text) < digits:
            self.found.habits["zero"] += 1
            return text.zfill(digits)
        return text
