"""Compares the numbers of today with the ledger: what is new, and what changed or vanished after it was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import select

from plugins.problems import Problem, errors_of
from plugins.reception.data.controls.context import ControlContext
from plugins.reception.data.ledger.books import Ledger, LedgerBook, LedgerEntry, LedgerKey, read_book
from plugins.reception.data.model import Value
from plugins.reception.data.sources.snapshots.snapshot_files import FOLDER as SNAPSHOTS
from plugins.reception.data.store import document, from_millionths, observation
from plugins.rules import stated
from plugins.vietnamese.numbers import format_integer, format_number
from plugins.vietnamese.periods import format_period, parse_period

PUBLISHED_NUMBERS_STAY = stated(
    "published_numbers_stay",
    """Số của báo cáo hoặc của nguồn ở xa đã ghi vào sổ công bố thì không tự đổi, không tự mất: muốn đổi phải nhận là đính chính, có
    ngày và lý do (make corrections), hoặc nộp thêm báo cáo đính chính.

    Sai: mở báo cáo đã công bố, sửa 19.834 thành 19.845 rồi lưu đè
    Đúng: nộp thêm tệp có chữ “dinh-chinh”, hoặc chạy make corrections FILE=… REASON="cộng thiếu một xã"
    """,
    "V21",
)
RULES = (PUBLISHED_NUMBERS_STAY,)
REPORTS = "bao-cao"
NAMED = 3
SUBJECT = tuple(observation.c[name] for name in ("measure", "unit", "period", "scope"))


class _Row(NamedTuple):
    """A row of the store, without what it is about."""

    revision: int
    millionths: int
    is_count: bool
    live: bool
    document: int
    cell: str


SUBJECT_OF, DOCUMENT = itemgetter(0, 1, 2, 3), len(SUBJECT) + _Row._fields.index("document")


@dataclass(frozen=True, slots=True)
class NewNumber:
    """Revisions of a number that the ledger does not have yet."""

    book: LedgerBook
    subject: LedgerKey
    entries: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class ChangedNumber:
    """A published number whose file says something else today, or nothing. `path` is that file, or the ledger's own."""

    book: LedgerBook
    subject: LedgerKey
    recorded: LedgerEntry
    value: Value | None
    path: str
    cell: str = ""


def differences(ledger: Ledger, known: ControlContext, problems: list[Problem]) -> Iterator[NewNumber | ChangedNumber]:
    """File by file. Numbers quoted by hand are no part of it: they are lines of text that Git itself shows.

    Adds what is wrong in the ledger itself.
    """
    paths = _recorded_documents(known)
    books = {(book.dataset, book.year): book for book in ledger.books()}
    if paths:
        books |= {key: ledger.book(*key) for key in _years(known) if key[0] in known.datasets}
    for _, book in sorted(books.items()):
        recorded = read_book(book, problems)
        for subject, rows in _numbers(known, book, paths):
            if found := _compared(book, subject, recorded.pop(subject, []), rows, paths):
                yield found
        for subject, entries in recorded.items():
            if entries[-1].value is not None:
                yield ChangedNumber(book, subject, entries[-1], None, book.display_path)


def hold_to_ledger(ledger: Ledger, known: ControlContext, problems: list[Problem]) -> int:
    """Adds what changed after it was published; returns how many numbers the ledger does not have yet.

    While a file has errors its numbers are left out, so none is said to have vanished.
    """
    unrecorded, changes, sound = 0, [], not errors_of(problems)
    found: list[Problem] = []
    for difference in differences(ledger, known, found):
        if isinstance(difference, NewNumber):
            unrecorded += len(difference.entries)
        elif sound or difference.value is not None:
            changes.append(difference)
    problems += [each for each in found if each not in problems]
    problems += ledger_problems(changes, known)
    return unrecorded


def unrecorded_problem(count: int, display_path: str) -> Iterator[Problem]:
    """That the ledger does not have some numbers: nobody would notice if they changed."""
    if count:
        message = (
            f"{format_integer(count)} số chưa ghi vào sổ công bố, nên nếu sau này bị sửa thì không ai biết. "
            "Chạy make corrections rồi commit thư mục này."
        )
        yield Problem(display_path, message=message, severity="warning", rule=PUBLISHED_NUMBERS_STAY.code)


def ledger_problems(changes: Iterable[ChangedNumber], known: ControlContext, named: int = NAMED) -> Iterator[Problem]:
    """One message a file: the first numbers, old and new, and the command that accepts them."""
    by_file: dict[str, list[ChangedNumber]] = defaultdict(list)
    for change in changes:
        by_file[change.path].append(change)
    for path, found in by_file.items():
        words = "; ".join(change_words(change, known) for change in found[:named])
        more = f"; và {format_integer(len(found) - named)} số nữa" if len(found) > named else ""
        message = (
            f"{format_integer(len(found))} số đã công bố nay khác hoặc không còn: {words}{more}. Nếu lỡ tay, lấy lại tệp cũ. "
            f'Nếu là đính chính, chạy make corrections FILE="{path}" REASON="vì sao sửa" rồi commit {ledger_folder(found[0])}.'
        )
        yield PUBLISHED_NUMBERS_STAY.problem(path, message=message)


def ledger_folder(change: ChangedNumber) -> str:
    """The ledger's folder as editors know it."""
    return change.book.display_path.rpartition("/")[0]


def change_words(change: ChangedNumber, known: ControlContext) -> str:
    """For example "lượt công dân, Sở Tài chính, quý III năm 2022: 19.834 → 19.845 (ô C7)"."""
    measure, unit, period, scope = change.subject
    name = known.measures[measure].name if measure in known.measures else measure
    place = known.register.get(unit).name if unit in {each.unit_id for each in known.register.units} else unit
    area = " (toàn địa bàn)" if scope == "toan_dia_ban" else ""
    old = "không có" if change.recorded.value is None else format_number(change.recorded.value)
    new = "không còn" if change.value is None else format_number(change.value)
    cell = f" (ô {change.cell})" if change.cell else ""
    return f"{name}, {place}{area}, {format_period(parse_period(period))}: {old} → {new}{cell}"


def _recorded_documents(known: ControlContext) -> dict[int, str]:
    """The files whose numbers the ledger records, by their number in the store."""
    places = tuple(f"{known.folder}/{folder}/" for folder in (REPORTS, SNAPSHOTS))
    rows = known.store.connection.execute(select(document.c.id, document.c.path))
    return {row.id: row.path for row in rows if row.path.startswith(places)}


def _years(known: ControlContext) -> set[tuple[str, str]]:
    rows = known.store.connection.execute(select(observation.c.dataset, observation.c.period).distinct())
    return {(row.dataset, row.period[:4]) for row in rows}


def _numbers(known: ControlContext, book: LedgerBook, paths: dict[int, str]) -> Iterator[tuple[LedgerKey, list[_Row]]]:
    """The rows of each number of the book's data set and year, in the order of revisions."""
    query = (
        select(*SUBJECT, *(observation.c[name] for name in _Row._fields))
        .where(observation.c.dataset == book.dataset, observation.c.period >= book.year)
        .where(observation.c.period < str(int(book.year) + 1))
        .order_by(*SUBJECT, observation.c.revision)
    )
    with known.store.connection.execute(query, execution_options={"yield_per": 10_000}) as rows:
        for key, same in groupby(map(tuple, rows), key=SUBJECT_OF):
            if found := [_Row(*row[4:]) for row in same if row[DOCUMENT] in paths]:
                yield LedgerKey(*key), found


def _compared(
    book: LedgerBook, subject: LedgerKey, entries: list[LedgerEntry], rows: list[_Row], paths: dict[int, str]
) -> NewNumber | ChangedNumber | None:
    values = {row.revision: from_millionths(row.millionths, row.is_count) for row in rows}
    if all(entry.value in (None, values.get(entry.revision)) for entry in entries):
        last = entries[-1].revision if entries else 0
        new = tuple(LedgerEntry(revision, value) for revision, value in values.items() if revision > last)
        return NewNumber(book, subject, new) if new else None
    live = next((row for row in reversed(rows) if row.live), rows[-1])
    value = from_millionths(live.millionths, live.is_count) if live.live else None
    return ChangedNumber(book, subject, entries[-1], value, paths[live.document], live.cell)
