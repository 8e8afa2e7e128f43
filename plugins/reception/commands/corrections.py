"""`python -m plugins.reception.commands.corrections content [file] [reason]` (the target `make corrections`).

Writes the numbers that the ledger does not have yet, and lists every published number that changed or vanished, old and new. With a
reason it accepts those of one file as corrections of today. The only code that writes the ledger.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from plugins.problems import Problem, ProblemsFound, refusal, suggest
from plugins.reception.data.catalogue import FOLDER, REPORTS_CACHE, load_catalogue
from plugins.reception.data.controls.context import ControlContext
from plugins.reception.data.ledger.books import FOLDER as LEDGER
from plugins.reception.data.ledger.books import Ledger, LedgerBook, LedgerEntry, LedgerKey, read_book, write_book
from plugins.reception.data.ledger.differences import ChangedNumber, NewNumber, change_words, differences, ledger_problems
from plugins.vietnamese.dates import TIMEZONE
from plugins.vietnamese.numbers import format_integer
from plugins.vietnamese.personal_data import personal_data

LISTED = 200


@dataclass
class LedgerUpdate:
    """What was done, and what still waits for a reason: lines for people."""

    written: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def correct(
    content: Path, display_path: str, file: str = "", reason: str = "", today: date | None = None, cache: Path | None = None
) -> LedgerUpdate:
    """Bring the ledger up to date. Raises ProblemsFound for data that no build accepts, for a bad file or a bad reason.

    `cache` is the folder for the reports' cache.
    """
    reason = _sound(reason)
    known, found = _compared(content, display_path, cache)
    changes = [each for each in found if isinstance(each, ChangedNumber)]
    accepted = _chosen(changes, content, file) if reason else []
    day = today or datetime.now(TIMEZONE).date()
    _write([each for each in found if isinstance(each, NewNumber)], accepted, day, reason)
    waiting = [change for change in changes if change not in accepted]
    outcome = LedgerUpdate(_counts(found), problems=list(ledger_problems(waiting, known)))
    outcome.accepted += [change_words(each, known) for each in accepted]
    outcome.waiting += [change_words(each, known) for each in waiting]
    known.store.close()
    return outcome


def waiting_problems(content: Path, display_path: str, cache: Path | None = None) -> list[Problem]:
    """The published numbers that changed, one message a file; writes nothing. Raises ProblemsFound for any other error."""
    known, found = _compared(content, display_path, cache)
    known.store.close()
    return list(ledger_problems((each for each in found if isinstance(each, ChangedNumber)), known, LISTED))


def _compared(content: Path, display_path: str, cache: Path | None) -> tuple[ControlContext, list[NewNumber | ChangedNumber]]:
    catalogue = load_catalogue(content, display_path, cache, held_to_ledger=False)
    folder = f"{display_path}/{FOLDER}"
    known = ControlContext(
        catalogue.store, catalogue.datasets, catalogue.measures, catalogue.register, catalogue.forms, folder
    )  # fmt: skip
    problems: list[Problem] = []
    found = list(differences(Ledger(content / FOLDER / LEDGER, f"{folder}/{LEDGER}"), known, problems))
    if problems:
        raise ProblemsFound(problems)
    return known, found


def _sound(reason: str) -> str:
    """The reason on one line. It is published, so it names nobody."""
    reason = " ".join(reason.split())
    if found := list(personal_data(reason)):
        raise refusal("REASON", f"lý do có {found[0]}. Lý do được đăng công khai: chỉ ghi sai ở đâu, không ghi tên người.")
    return reason


def _chosen(changes: list[ChangedNumber], content: Path, file: str) -> list[ChangedNumber]:
    """The changes of the file; of the only file that has any where none is named."""
    paths = sorted({change.path for change in changes})
    if not paths:
        raise refusal("REASON", "không có số đã công bố nào bị đổi, nên không có gì để nhận là đính chính. Bỏ REASON=….")
    if not file and len(paths) > 1:
        raise refusal("FILE", f"{len(paths)} tệp có số bị đổi. Mỗi tệp một lý do: thêm FILE=…. {suggest('', paths)}")
    named = file or paths[0]
    wanted = (Path(named).resolve(), (content.parent / named).resolve())  # from here, or as messages name it
    chosen = [change for change in changes if (content.parent / change.path).resolve() in wanted]
    if not chosen:
        raise refusal("FILE", f"“{file}” không có số đã công bố nào bị đổi. {suggest(file, paths)}")
    return chosen


def _write(new: Iterable[NewNumber], accepted: Iterable[ChangedNumber], day: date, reason: str) -> None:
    """Add lines to the books; a book without news is not touched."""
    additions: dict[LedgerBook, list[tuple[LedgerKey, LedgerEntry]]] = defaultdict(list)
    for each in new:
        additions[each.book] += [(each.subject, entry) for entry in each.entries]
    for change in accepted:
        entry = LedgerEntry(change.recorded.revision + 1, change.value, day, reason)
        additions[change.book].append((change.subject, entry))
    for book, lines in additions.items():
        entries = read_book(book, [])
        for subject, entry in lines:
            entries.setdefault(subject, []).append(entry)
        write_book(book, entries)


def _counts(found: Iterable[NewNumber | ChangedNumber]) -> list[str]:
    counts: dict[str, int] = defaultdict(int)
    for each in found:
        if isinstance(each, NewNumber):
            counts[each.book.display_path] += len(each.entries)
    return [f"{path}: {format_integer(count)} số mới" for path, count in counts.items()]


def main(arguments: list[str]) -> int:
    """Print what was written and what waits; 1 while published numbers wait for a reason."""
    content = Path(arguments[0])
    file, reason = (*arguments[1:], "", "")[:2]
    try:
        outcome = correct(content, content.name, file, reason, cache=REPORTS_CACHE)
    except ProblemsFound as found:
        print(f"{found}\nChưa ghi gì vào sổ công bố.", file=sys.stderr)
        return 1
    for line in outcome.written:
        print(f"Đã ghi {line}.")
    for line in outcome.accepted:
        print(f"Đã nhận đính chính: {line}.")
    for line in outcome.waiting[:LISTED]:
        print(f"Chưa nhận: {line}.")
    for problem in outcome.problems:
        print(problem, file=sys.stderr)
    if not (outcome.written or outcome.accepted or outcome.waiting):
        print("Sổ công bố đã đủ; không có số nào bị đổi.")
    elif outcome.written or outcome.accepted:
        print(f"Commit thư mục {content.name}/{FOLDER}/{LEDGER}.")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
