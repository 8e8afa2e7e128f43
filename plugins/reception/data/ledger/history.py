"""What the ledger adds to the numbers that files hold today: earlier values, and why they no longer hold.

A report that was edited in place, or a remote source, has only its latest number. The ledger has the earlier ones, so that they
stay in the downloads, keep their place on the page, and no id moves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from plugins.problems import Problem
from plugins.reception.data.law.forms import Forms
from plugins.reception.data.law.period_days import days_of
from plugins.reception.data.ledger.books import Ledger, LedgerBook, LedgerEntry, LedgerKey, has_history, key_of, read_book
from plugins.reception.data.model import Observation, Origin, Scope, Source, Status, Value
from plugins.reception.data.sources.reports.statistic_ids import statistic_id
from plugins.reception.data.units.register import Register
from plugins.vietnamese.dates import format_date
from plugins.vietnamese.periods import parse_period

TITLE = "Sổ các số đã công bố"


@dataclass(frozen=True, slots=True)
class Correction:
    """One accepted change of a published number."""

    old: Value
    new: Value
    day: date
    reason: str


@dataclass
class History:
    """The numbers with more than one entry. `corrections` gives the accepted changes of each live number, by id."""

    ledger: Ledger
    forms: Forms
    chains: dict[tuple[str, LedgerKey], tuple[LedgerBook, list[LedgerEntry]]]
    corrections: dict[str, tuple[Correction, ...]] = field(default_factory=dict)

    def continued(self, rows: Iterable[Observation]) -> Iterator[Observation]:
        """The rows, with the earlier values of the ledger before them."""
        if not self.chains:
            yield from rows
            return
        waiting: dict[tuple[str, LedgerKey], list[Observation]] = defaultdict(list)
        for row in rows:
            key = (row.dataset, key_of(row))
            if key in self.chains:
                waiting[key].append(row)
            else:
                yield row
        for key, (book, entries) in self.chains.items():
            found = sorted(waiting[key], key=lambda row: row.revision)
            yield from self._joined(book, key[1], entries, found)

    def _joined(
        self, book: LedgerBook, subject: LedgerKey, entries: list[LedgerEntry], rows: list[Observation]
    ) -> Iterator[Observation]:
        recorded, values = [entry.value for entry in entries], [row.value for row in rows]
        if not rows:
            yield from _withdrawn(book, subject, entries, self.forms) if recorded[-1] is None else ()
        elif values[: len(recorded)] == recorded:
            yield from (_noted(row, entries[place + 1 : place + 2]) for place, row in enumerate(rows))
        elif recorded[-1] in (None, values[-1]) and len({row.id for row in rows}) == len(rows):
            *earlier, live = _chain(entries, rows[-1])
            self.corrections[live.id] = tuple(_corrections(entries))
            yield from (*earlier, live)
        else:
            yield from rows  # changed since: the comparison with the ledger says so


def read_history(ledger: Ledger, register: Register, datasets: Iterable[str], forms: Forms, problems: list[Problem]) -> History:
    """The history in all files; numbers of data sets or units that are declared no more have none."""
    known, units = set(datasets), {unit.unit_id for unit in register.units}
    chains = {}
    for book in filter(has_history, ledger.books()):
        for subject, entries in read_book(book, problems).items():
            if len(entries) > 1 and book.dataset in known and subject.unit in units:
                chains[book.dataset, subject] = (book, entries)
    return History(ledger, forms, chains)


def _chain(entries: list[LedgerEntry], live: Observation) -> Iterator[Observation]:
    """Each value that was published, as a revision of the number that the file holds today."""
    replaced = ""
    if entries[-1].value is None:
        entries = [*entries, LedgerEntry(len(entries) + 1, live.value)]
    for entry, after in zip(entries, [*entries[1:], None], strict=True):
        if entry.value is not None:
            status: Status = "dinh_chinh" if after else live.status
            number = replace(live, id=_id(live, entry.revision), value=entry.value, revision=entry.revision, replaces=replaced)
            yield _noted(replace(number, status=status, verbatim=""), [after] if after else [])
            replaced = number.id


def _noted(row: Observation, after: list[LedgerEntry]) -> Observation:
    """The row with the day and reason of the correction that took its place."""
    if not after or after[0].day is None:
        return row
    return replace(
        row, note=f"{'Rút' if after[0].value is None else 'Đính chính'} ngày {format_date(after[0].day)}: {after[0].reason}"
    )


def _corrections(entries: list[LedgerEntry]) -> Iterator[Correction]:
    for before, after in pairwise(entries):
        if before.value is not None and after.value is not None and after.day:
            yield Correction(before.value, after.value, after.day, after.reason)


def _withdrawn(book: LedgerBook, subject: LedgerKey, entries: list[LedgerEntry], forms: Forms) -> Iterator[Observation]:
    """The values that no file holds any more, so that a link to them still leads to the reason."""
    period = parse_period(subject.period)
    start, end = days_of(period, forms)
    scope: Scope = "toan_dia_ban" if subject.scope == "toan_dia_ban" else "rieng_don_vi"
    published = [entry for entry in entries if entry.value is not None]
    number = Observation(
        id="", dataset=book.dataset, unit=subject.unit, scope=scope, period=period, start=start, end=end, measure=subject.measure,
        value=published[-1].value or 0, status="rut", source=Source(TITLE), origin=Origin(book.display_path, cell=TITLE),
    )  # fmt: skip
    *earlier, last = _chain(published, number)
    yield from (*earlier, _noted(last, entries[-1:]))


def _id(row: Observation, revision: int) -> str:
    if row.origin.cell:
        return statistic_id(row.dataset, row.unit, row.scope, row.period, row.measure, revision)
    return row.id if revision == 1 else f"{row.id}:{revision}"
