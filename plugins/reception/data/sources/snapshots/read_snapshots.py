"""Reads the last good snapshot of each remote source, verified against its receipt. Builds never use the network."""

from __future__ import annotations

from datetime import datetime

from plugins.problems import Problem, ProblemsFound, errors_of
from plugins.reception.data.model import Observation
from plugins.reception.data.sources.declarations import FILE, REMOTE, Sources
from plugins.reception.data.sources.quoted_figures import read_observations
from plugins.reception.data.sources.snapshots.receipts import control_sums
from plugins.reception.data.sources.snapshots.remote_sources import RemoteSource, remote_sources
from plugins.reception.data.sources.snapshots.snapshot_files import FOLDER, KEPT, NEW, RECEIPT, SNAPSHOT, PairBroken, find_pair


def read_snapshots(declared: Sources) -> tuple[list[Observation], list[Problem], dict[str, datetime]]:
    """The observations of all declared sources, all problems, and by source id the time of its copy.

    A source with an error gives no observation.
    """
    try:
        sources = remote_sources(declared)
    except ProblemsFound as found:
        return [], found.problems, {}
    observations: list[Observation] = []
    problems = _strangers(declared, sources)
    dates: dict[str, datetime] = {}
    for source in sources.values():
        rows, complaints, fetched = _read(source, declared)
        problems += complaints
        if fetched and not errors_of(complaints):
            observations += rows
            dates[source.id] = fetched
    return observations, problems, dates


def _read(source: RemoteSource, declared: Sources) -> tuple[list[Observation], list[Problem], datetime | None]:
    name = f"{declared.display_folder}/{FOLDER}/{source.id}{SNAPSHOT}"
    try:
        pair = find_pair(declared.folder / FOLDER, source.id)
    except PairBroken as error:
        return [], [Problem(name, message=str(error))], None
    if pair is None:
        message = f"nguồn “{source.id}” chưa có bản chụp. Chạy make data rồi commit hai tệp trong {FOLDER}/."
        return [], [declared.problem(message, REMOTE, source.id)], None
    rows, problems = read_observations(pair.path, name, declared.forms)
    if not problems and (len(rows) != pair.receipt.rows or control_sums(rows) != pair.receipt.sums):
        problems.append(Problem(name, message="số dòng hoặc tổng kiểm tra không khớp biên nhận. Chạy make data."))
    if pair.receipt.declaration != source.fingerprint():
        message = f"nguồn “{source.id}” đã sửa khai báo sau lần chụp gần nhất. Chạy make data để chụp lại."
        problems.append(declared.problem(message, REMOTE, source.id, severity="warning"))
    return rows, problems, pair.receipt.fetched


def _strangers(declared: Sources, sources: dict[str, RemoteSource]) -> list[Problem]:
    """Report files that no declared source owns: they are not read, and somebody may think that they are."""
    place = declared.folder / FOLDER
    if not place.is_dir():
        return []
    endings = (SNAPSHOT, RECEIPT, KEPT, SNAPSHOT + NEW, RECEIPT + NEW)
    owned = {f"{source}{ending}" for source in sources for ending in endings}
    message = f"không nguồn nào trong {FILE} có tệp này nên không được đọc. Xoá tệp, hoặc khai lại nguồn."
    names = sorted(path.name for path in place.iterdir() if path.name not in owned)
    return [Problem(f"{declared.display_folder}/{FOLDER}/{name}", message=message, severity="warning") for name in names]
