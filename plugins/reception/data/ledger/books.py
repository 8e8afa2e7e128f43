"""The ledger's files, one for each data set and year: a line for each number that was published, in the words of the downloads.

`make corrections` writes them and nothing else does; people read them in a diff. A line is never changed: a correction is a new
line with the next `lan`, its day and its reason. An empty `gia_tri` says that the number was withdrawn.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from plugins.problems import Problem
from plugins.reception.data.model import Observation, Value
from plugins.strict_csv import UnreadableLine, strict_lines
from plugins.vietnamese.dates import parse_iso_date
from plugins.vietnamese.periods import format_code

FOLDER = "da-cong-bo"
COLUMNS = ("chi_tieu_id", "unit_id", "ky", "pham_vi", "lan", "gia_tri", "ngay", "ly_do")
NAME = re.compile(r"(?P<dataset>[a-z0-9-]+)-(?P<year>[0-9]{4})\.csv")
FIRST = re.compile(r'(?:[^,"\s]+,){4}1,[0-9.]+,,\n')
BROKEN = "sổ công bố bị sửa tay hoặc hỏng ở đây. Lấy lại tệp bằng git checkout; nếu hai người cùng ghi sổ thì giữ dòng của cả hai."


class LedgerKey(NamedTuple):
    """What a number is about, inside its data set."""

    measure: str
    unit: str
    period: str
    scope: str


class LedgerEntry(NamedTuple):
    """A number as it was published; None where it was withdrawn. `day` and `reason` are those of an accepted correction."""

    revision: int
    value: Value | None
    day: date | None = None
    reason: str = ""


Entries = dict[LedgerKey, list[LedgerEntry]]


@dataclass(frozen=True, slots=True)
class LedgerBook:
    """The file of one data set and year."""

    dataset: str
    year: str
    path: Path
    display_path: str


@dataclass(frozen=True)
class Ledger:
    """All files; `folder` is content/so-lieu/da-cong-bo, as editors know it `display_path`."""

    folder: Path
    display_path: str

    def book(self, dataset: str, year: str) -> LedgerBook:
        """The file of that data set and year, whether it is there or not."""
        name = f"{dataset}-{year}.csv"
        return LedgerBook(dataset, year, self.folder / name, f"{self.display_path}/{name}")

    def books(self) -> list[LedgerBook]:
        """The files that are there."""
        names = sorted(path.name for path in self.folder.glob("*.csv"))
        found = (NAME.fullmatch(name) for name in names)
        return [self.book(match["dataset"], match["year"]) for match in found if match]


def key_of(row: Observation) -> LedgerKey:
    """What an observation is about."""
    return LedgerKey(row.measure, row.unit, format_code(row.period), row.scope)


def read_book(book: LedgerBook, problems: list[Problem]) -> Entries:
    """The entries of each number, by revision; the lines may stand in any order, as after a merge. Adds what is wrong."""
    found: Entries = {}
    if not book.path.is_file():
        return found
    with book.path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(strict_lines(file), strict=True)
        try:
            for subject, entry in _parsed(reader):
                entries = found.setdefault(subject, [])
                if entry not in entries:
                    entries.append(entry)
        except (ValueError, csv.Error, UnreadableLine):
            problems.append(Problem(book.display_path, reader.line_num, message=BROKEN))
            return {}
    for subject, entries in found.items():
        entries.sort(key=lambda entry: entry.revision)
        if [entry.revision for entry in entries] != list(range(1, len(entries) + 1)):
            message = f"{','.join(subject)}: hai dòng cùng lan, hoặc thiếu một lan. {BROKEN}"
            problems.append(Problem(book.display_path, message=message))
    return found


def has_history(book: LedgerBook) -> bool:
    """Whether a line is not plainly the first of its number: most files hold no other, and need not be parsed to know it."""
    with book.path.open(encoding="utf-8", errors="replace", newline="") as file:
        return next(file, "").rstrip("\n") != ",".join(COLUMNS) or not all(map(FIRST.fullmatch, file))


def write_book(book: LedgerBook, entries: Mapping[LedgerKey, Iterable[LedgerEntry]]) -> None:
    """Write all entries in order; the same entries always give the same bytes."""
    book.path.parent.mkdir(exist_ok=True)
    new = book.path.with_suffix(".moi")
    with new.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_lines(entries))
    new.replace(book.path)


def _parsed(lines: Iterator[list[str]]) -> Iterator[tuple[LedgerKey, LedgerEntry]]:
    """Raises ValueError for what `write_book` cannot have written."""
    if tuple(next(lines, ())) != COLUMNS:
        raise ValueError
    yield from map(_entry, lines)


def _entry(cells: list[str]) -> tuple[LedgerKey, LedgerEntry]:
    measure, unit, period, scope, revision, value, day, reason = cells
    return (
        LedgerKey(measure, unit, period, scope),
        LedgerEntry(int(revision), _value(value), parse_iso_date(day) if day else None, reason),
    )


def _value(text: str) -> Value | None:
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        return Decimal(text) if text else None
    except InvalidOperation as error:
        raise ValueError(text) from error


def _lines(entries: Mapping[LedgerKey, Iterable[LedgerEntry]]) -> Iterator[tuple[object, ...]]:
    for subject in sorted(entries):
        for entry in sorted(entries[subject], key=lambda each: each.revision):
            value = "" if entry.value is None else f"{entry.value:f}" if isinstance(entry.value, Decimal) else entry.value
            yield (*subject, entry.revision, value, entry.day or "", entry.reason)
