"""quan-sat.csv: single numbers quoted from speeches and articles, one a line, each with its source and quote.

Strict by design: people write the file by hand, so every cell is read in one way only, and a mistake is reported with its line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import TypeVar, get_args

from plugins.problems import Problem, suggest
from plugins.reception.data.law.forms import Forms
from plugins.reception.data.law.period_days import days_of
from plugins.reception.data.model import Observation, Origin, Scope, Source, Status, Value
from plugins.reception.data.sources.number_text import read_number_text
from plugins.strict_csv import NOT_UTF8, TABLES_ARE_STRICT, UnreadableLine, strict_lines, uneven
from plugins.vietnamese.dates import parse_iso_date
from plugins.vietnamese.numbers import NumberError
from plugins.vietnamese.periods import Period, calendar_days, parse_period

COLUMNS = (
    "so_lieu_id", "bo_so_lieu", "unit_id", "pham_vi", "ky", "chi_tieu_id", "gia_tri", "trang_thai", "lan", "thay_cho",
    "nguon", "nguon_ngay", "nguon_duong_dan", "trich_dan", "ngay_nhan", "ghi_chu",
)  # fmt: skip
REQUIRED = ("so_lieu_id", "bo_so_lieu", "unit_id", "pham_vi", "ky", "chi_tieu_id", "gia_tri", "trang_thai", "nguon", "trich_dan")
CALENDAR = "lich"
OPTIONAL = ("nguyen_van", CALENDAR)
BY_CIRCULAR, BY_CALENDAR = CALENDARS = ("thong-tu", "duong-lich")
CACHE_SIZE = 4096
UNKNOWN = Period("year", 2000)
SAFE_ADDRESS = re.compile(r"https?://[^\s/]|/(?![/\\])")
SCOPES: tuple[str, ...] = get_args(Scope)
STATUSES: tuple[str, ...] = get_args(Status)
Cell = TypeVar("Cell")


class _Row:
    """One line being read; collects its problems."""

    __slots__ = ("cells", "display_path", "line", "problems")

    def __init__(self, cells: dict[str, str], display_path: str, line: int) -> None:
        self.cells, self.display_path, self.line = cells, display_path, line
        self.problems: list[Problem] = []

    def say(self, message: str) -> None:
        self.problems.append(Problem(self.display_path, self.line, message=message))

    def read(self, column: str, parse: Callable[[str], Cell], default: Cell) -> Cell:
        """The cell through `parse`; the default for an empty cell, and, with a problem, for one that cannot be read."""
        text = self.cells[column]
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as error:
            self.say(f"cột {column}: {error}")
            return default

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        text = self.cells[column]
        if text and text not in allowed:
            advice = suggest(text, allowed, f"Có phải “{allowed[0]}”?")
            self.say(f"cột {column}: không có “{text}”. {advice} Dùng được: {', '.join(allowed)}.")
            return allowed[0]
        return text


def read_observations(path: Path, display_path: str, forms: Forms) -> tuple[list[Observation], list[Problem]]:
    """The observations of the file and its problems; a row with a problem gives no observation."""
    problems: list[Problem] = []
    return list(iterate_observations(path, display_path, forms, problems)), problems


def iterate_observations(path: Path, display_path: str, forms: Forms, problems: list[Problem]) -> Iterator[Observation]:
    """The observations one by one, for files of a million lines; problems are added to the given list.

    The circulars of `forms` say which days a label covers.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(strict_lines(file), strict=True)
        try:
            yield from _read_rows(reader, display_path, forms, problems)
        except UnicodeDecodeError:
            problems.append(TABLES_ARE_STRICT.problem(display_path, message=NOT_UTF8))
        except UnreadableLine as error:
            problems.append(TABLES_ARE_STRICT.problem(display_path, *error.args))
        except csv.Error:
            message = "không đọc được dòng này. Kiểm tra dấu ngoặc kép: mở thì phải đóng."
            problems.append(Problem(display_path, reader.line_num, message=message))


def _read_rows(reader: Iterator[list[str]], display_path: str, forms: Forms, problems: list[Problem]) -> Iterator[Observation]:
    header = next(reader, [])
    if complaint := _header_complaint(header):
        problems.append(Problem(display_path, 1, message=complaint))
        return
    for cells in reader:
        line = getattr(reader, "line_num", 0)
        if not "".join(cells).strip():
            continue
        if len(cells) != len(header):
            problems.append(Problem(display_path, line, message=uneven(len(cells), len(header))))
            continue
        row = _Row(dict(zip(header, map(str.strip, cells), strict=True)), display_path, line)
        observation = _observation(row, forms)
        if row.problems:
            problems.extend(row.problems)
        else:
            yield observation


def _header_complaint(header: list[str]) -> str:
    if missing := [column for column in COLUMNS if column not in header]:
        return f"thiếu cột {', '.join(missing)}. Dòng đầu phải là: {','.join(COLUMNS)}."
    usable = (*COLUMNS, *OPTIONAL)
    if extra := [column for column in header if column not in usable]:
        return f"không có cột tên “{extra[0]}”. {suggest(extra[0], usable, limit=0)}"
    if len(set(header)) < len(header):
        return "có cột ghi hai lần. Bỏ bớt một."
    return ""


def _observation(row: _Row, forms: Forms) -> Observation:
    cells = row.cells
    for column in REQUIRED if "" in _required(cells) else ():
        if not cells[column]:
            row.say(f"cột {column} còn trống. Số liệu nào cũng phải có mục này.")
    period = row.read("ky", _period, UNKNOWN)
    start, end = _days(row, period, forms)
    nothing: Value = 0
    value = row.read("gia_tri", _count_or_decimal, nothing)
    if value < 0:
        row.say(f"cột gia_tri: “{cells['gia_tri']}” nhỏ hơn 0. Số đếm không âm.")
    received: date | None = row.read("ngay_nhan", _day, None)
    published: date | None = row.read("nguon_ngay", _day, None)
    return Observation(
        id=cells["so_lieu_id"],
        dataset=cells["bo_so_lieu"],
        unit=cells["unit_id"],
        scope=row.one_of("pham_vi", SCOPES),  # type: ignore[arg-type]
        period=period,
        start=start,
        end=end,
        measure=cells["chi_tieu_id"],
        value=value,
        status=row.one_of("trang_thai", STATUSES),  # type: ignore[arg-type]
        source=_source(cells["nguon"], published, row.read("nguon_duong_dan", _address, "")),
        origin=Origin(row.display_path, row.line),
        quote=cells["trich_dan"],
        revision=_revision(row),
        replaces=cells["thay_cho"],
        received=received,
        note=cells["ghi_chu"],
        verbatim=cells.get("nguyen_van", ""),
    )


def _days(row: _Row, period: Period, forms: Forms) -> tuple[date, date]:
    """The days that the label means: those of the circular, unless the row says that its source counts by the calendar."""
    by_calendar = row.cells.get(CALENDAR) and row.one_of(CALENDAR, CALENDARS) == BY_CALENDAR
    return calendar_days(period) if by_calendar else days_of(period, forms)


_required = itemgetter(*REQUIRED)
_source = lru_cache(CACHE_SIZE)(Source)
_period = lru_cache(CACHE_SIZE)(parse_period)
_day = lru_cache(CACHE_SIZE)(parse_iso_date)


def _count_or_decimal(text: str) -> Value:
    """A number without separators; a dot or a comma is refused, not guessed at."""
    try:
        return read_number_text(text, "may")
    except NumberError as error:
        raise ValueError(f"“{text}” không phải số viết liền. Ghi dạng 17668, không dấu chấm, không dấu phẩy.") from error


def _address(text: str) -> str:
    """A safe link: a page of this site, or an address on the web."""
    if not SAFE_ADDRESS.match(text):
        raise ValueError(f"“{text}” không phải địa chỉ. Ghi dạng https://… hoặc /2017/10/ten-bai/ của trang này.")
    return text


def _revision(row: _Row) -> int:
    revision = row.read("lan", _positive, 1)
    if revision > 1 and not row.cells["thay_cho"]:
        row.say(f"cột thay_cho còn trống mà lan = {revision}. Ghi mã của dòng mà dòng này đính chính.")
    return revision


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ValueError(f"“{text}” không phải lần công bố. Ghi 1, 2, 3…")
    return int(text)
