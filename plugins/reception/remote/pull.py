"""`python -m plugins.reception.remote.pull content/so-lieu [mã …]` (the target `make data`): copy remote sources into snapshots.

The only code of the project that uses the network. Sources are independent: one that fails leaves its old snapshot as it is, and
the others are still copied.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from plugins.problems import SEVERITY_WORDS, Problem, ProblemsFound, Severity, errors_of, suggest
from plugins.reception.commands.corrections import waiting_problems
from plugins.reception.data.catalogue import REPORTS_CACHE
from plugins.reception.data.ledger.books import FOLDER as LEDGER
from plugins.reception.data.sources.declarations import FILE, REMOTE, Sources, read_sources
from plugins.reception.data.sources.snapshots.receipts import Receipt, receipt_for, write_receipt
from plugins.reception.data.sources.snapshots.remote_sources import RemoteSource, remote_sources
from plugins.reception.data.sources.snapshots.snapshot_files import (
    FOLDER,
    SNAPSHOT,
    Pair,
    PairBroken,
    alone,
    find_pair,
    place_pair,
    settle,
)
from plugins.reception.data.units.register import load_register
from plugins.reception.remote.deadline import Deadline, within
from plugins.reception.remote.fetch_http import fetch
from plugins.reception.remote.filled_addresses import FilledAddress, fill
from plugins.reception.remote.normalise import Catalogues, snapshot_table
from plugins.reception.remote.query_sql import query
from plugins.reception.remote.raw_rows import RawRow, read_csv_rows, read_json_rows
from plugins.reception.remote.refusal import SourceRefused
from plugins.vietnamese.dates import TIMEZONE, format_datetime
from plugins.vietnamese.numbers import format_integer

INTERRUPTED = 130


@dataclass
class Report:
    """What happened: one line for each snapshot written, and all problems."""

    written: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def pull(folder: Path, display_path: str, ids: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> Report:
    """Copy the named sources, or all. Raises ProblemsFound before it copies any if nguon.toml or a catalogue is unusable.

    `environment` holds the secrets that addresses name; by default that of the process.
    """
    declared = read_sources(folder, display_path)
    sources = remote_sources(declared)
    _refuse_unknown(ids, sources, f"{display_path}/{FILE}")
    report = Report()
    chosen = [source for source in sources.values() if source.id in ids or not ids]
    if not chosen:
        return report
    known = Catalogues(declared.datasets, declared.forms, load_register(folder, display_path))
    try:
        with alone(folder / FOLDER):
            for source in chosen:
                _pull_one(source, declared, known, os.environ if environment is None else environment, report)
    except BlockingIOError:
        report.problems.append(
            Problem(f"{display_path}/{FOLDER}", message="một lệnh make data khác đang chạy. Đợi nó xong rồi chạy lại.")
        )
    except OSError as error:
        message = f"không ghi được vào thư mục này ({error.strerror}). Kiểm tra quyền ghi. Bản chụp cũ còn nguyên."
        report.problems.append(Problem(f"{display_path}/{FOLDER}", message=message))
    return report


def _refuse_unknown(ids: Sequence[str], sources: Mapping[str, RemoteSource], name: str) -> None:
    otherwise = f"Hiện có: {', '.join(sources) or 'chưa khai nguồn nào'}."
    if unknown := [each for each in ids if each not in sources]:
        raise ProblemsFound(
            Problem(name, message=f"không có nguồn “{each}”. {suggest(each, sources, otherwise)}") for each in unknown
        )


def _pull_one(source: RemoteSource, declared: Sources, known: Catalogues, environment: Mapping[str, str], report: Report) -> None:
    place = declared.folder / FOLDER
    filled = FilledAddress(source.address)
    old: Pair | None = None
    try:
        settle(place, source.id)
        old = _old_pair(place, source.id)
        filled = fill(source.address, source.kind, environment)
        receipt = _copy(source, declared.folder, filled.address, known)
    except SourceRefused as refused:
        messages = [filled.hide(message) for message in refused.messages]
        report.problems += _failure(source, declared, messages, old)
    else:
        report.written.append(f"{declared.display_folder}/{FOLDER}/{source.id}{SNAPSHOT}: {format_integer(receipt.rows)} dòng.")
        report.problems += _shrinking(source, declared, old, receipt)


def _old_pair(place: Path, name: str) -> Pair | None:
    """The snapshot to keep if nothing changed; a broken one is replaced when the source answers."""
    try:
        return find_pair(place, name)
    except PairBroken:
        return None


def _copy(source: RemoteSource, folder: Path, address: str, known: Catalogues) -> Receipt:
    rows = within(source.seconds, partial(_read, source, folder, address))
    now = datetime.now(TIMEZONE).replace(microsecond=0)
    content, observations = snapshot_table(source, rows, known, now.date())
    receipt = receipt_for(source, content, observations, now)
    place_pair(folder / FOLDER, source.id, content, write_receipt(receipt))
    return receipt


def _read(source: RemoteSource, folder: Path, address: str, deadline: Deadline) -> list[RawRow]:
    if source.kind == "sql":
        return query(folder, address, source.query, source.parameters, source.max_bytes, deadline)
    text = fetch(address, source.kind, source.max_bytes, deadline)
    if source.kind == "http-csv":
        return read_csv_rows(text, source.delimiter)
    return read_json_rows(text, source.list_path)


def _failure(source: RemoteSource, declared: Sources, messages: list[str], old: Pair | None) -> list[Problem]:
    keeps = source.keeps_old and old is not None
    if old is None:
        end = "không có bản chụp cũ nào dùng được. Sửa lỗi trên rồi chạy lại make data."
    else:
        kept = f"bản chụp lúc {format_datetime(old.receipt.fetched)}"
        end = f"giữ {kept}." if keeps else f"{kept} còn nguyên, nhưng nguồn này khai phải dừng (khi-loi = “dung”)."
    severity: Severity = "warning" if keeps else "error"
    return [declared.problem(f"nguồn “{source.id}”: {text}", REMOTE, source.id, severity=severity) for text in [*messages, end]]


def _shrinking(source: RemoteSource, declared: Sources, old: Pair | None, new: Receipt) -> list[Problem]:
    if old is None or new.rows * 2 >= old.receipt.rows:
        return []
    fewer = f"trước có {format_integer(old.receipt.rows)} dòng, nay còn {format_integer(new.rows)}"
    message = f"nguồn “{source.id}”: {fewer}. Xem lại ở nguồn trước khi commit."
    return [declared.problem(message, REMOTE, source.id, severity="warning")]


def _changed(folder: Path) -> list[Problem]:
    """Published numbers that the new snapshots change: not this command's failure, but no build accepts them yet."""
    try:
        return [replace(each, severity="warning") for each in waiting_problems(folder.parent, folder.parent.name, REPORTS_CACHE)]
    except ProblemsFound:
        return []  # `make check` says what else is wrong


def main(arguments: list[str]) -> int:
    """Print what was done; 1 when a source failed that may not fail."""
    if not arguments:
        print("Thiếu thư mục số liệu. Chạy make data, hoặc thêm content/so-lieu.", file=sys.stderr)
        return 1
    folder = Path(arguments[0])
    try:
        report = pull(folder, folder.as_posix(), arguments[1:])
    except ProblemsFound as found:
        report = Report(problems=found.problems)
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu. Bản chụp cũ còn nguyên.", file=sys.stderr)
        return INTERRUPTED
    for line in report.written:
        print(f"Đã chụp {line}")
    report.problems += _changed(folder) if report.written and (folder / LEDGER).is_dir() else []
    for problem in report.problems:
        print(f"{problem.where()}: {SEVERITY_WORDS[problem.severity]}: {problem.message}", file=sys.stderr)
    if not report.written and not report.problems:
        print(f"{folder.as_posix()}/{FILE} không khai nguồn nào ở nơi khác; không có gì để chụp.")
    return 1 if errors_of(report.problems) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
