"""Medians and ratios of what was measured, as tables in docs/performance.md between two markers."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from bench import targets
from bench.changes import CHANGES
from bench.measure import Cost
from bench.tools import TOOLS, versions
from plugins.project import DOCS
from plugins.vietnamese.numbers import format_decimal, format_integer

PAGE = DOCS / "performance.md"
MARK = "make bench"
OURS = "portal"
GIGABYTE, MEGABYTE = 1024**3, 1024**2
NONE = "–"


@dataclass(frozen=True, slots=True)
class Run:
    """One measured build: what it cost, how many files of the output it touched, and how many pages the output holds."""

    cost: Cost
    touched: int
    pages: int


Key = tuple[int, str, str]  # size, tool, change
Runs = Mapping[Key, Sequence[Run]]
Absent = Mapping[tuple[int, str], str]  # size and tool -> why there is no measurement


class MarkersMissing(ValueError):
    """The page does not say where the tables belong."""


def number(value: float) -> str:
    """About three digits: "0,35", "4,71", "631", and "0,015" for small values."""
    places = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3
    return format_decimal(Decimal(str(value)), places)


def median(runs: Sequence[Run], of: Callable[[Run], float]) -> float:
    """The median of the rounds."""
    return statistics.median(of(run) for run in runs)


def tables(runs: Runs, absent: Absent) -> str:
    """All tables for all sizes, in Vietnamese."""
    sizes = sorted({size for size, _, _ in runs} | {size for size, _ in absent})
    parts = [_machine(runs)]
    for size in sizes:
        parts.append(_of_size(size, runs, absent))
    if len(sizes) > 1:
        parts.append(_growth(sizes, runs))
    if (targets.SIZE, OURS, "clean") in runs:
        parts.append(_targets(runs))
    return "\n\n".join(parts) + "\n"


def write_between_markers(page: Path, text: str, mark: str = MARK) -> None:
    """Put the text between its markers in the page; raises MarkersMissing."""
    old = page.read_text(encoding="utf-8")
    opening, closing = f"<!-- {mark}: bắt đầu -->", f"<!-- {mark}: hết -->"
    before, begin, rest = old.partition(opening)
    _, end, after = rest.partition(closing)
    if not begin or not end:
        raise MarkersMissing(f"{page.name}: thiếu dòng “{opening}” hoặc “{closing}”")
    page.write_text(f"{before}{begin}\n\n{text}\n{end}{after}", encoding="utf-8")


def _machine(runs: Runs) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE
    names = ", ".join(f"{name} {version}" for name, version in versions().items())
    cores = len(os.sched_getaffinity(0))
    return f"Máy đo: {cores} lõi, {format_integer(round(memory))} GB bộ nhớ. {names}."


def _of_size(size: int, runs: Runs, absent: Absent) -> str:
    names = [name for name in TOOLS if any(key[:2] == (size, name) for key in runs)]
    rounds = max(len(found) for key, found in runs.items() if key[0] == size)
    note = f"Trung vị của {rounds} lượt xen kẽ." if rounds > 1 else "Một lượt."
    parts = [f"### {format_integer(size)} bài", note]
    parts.append(_measured("Thời gian CPU của cả cây tiến trình (giây)", size, names, runs, _cpu, ratios=True))
    parts.append(_measured("Thời gian chờ (giây)", size, names, runs, lambda run: run.cost.wall))
    parts.append(_measured("Bộ nhớ nhiều nhất, PSS (MB)", size, names, runs, lambda run: run.cost.memory / MEGABYTE, ratios=True))
    parts.append(_measured("Số tệp được ghi lại", size, names, runs, lambda run: run.touched, written=_integer))
    pages = "; ".join(f"{TOOLS[name].label} {_integer(_pages(size, name, runs))}" for name in names)
    parts.append(f"Số trang HTML: {pages}.")
    parts += [f"{TOOLS[name].label}: không đo được – {why}." for (of, name), why in absent.items() if of == size]
    return "\n\n".join(parts)


def _integer(value: float) -> str:
    return format_integer(round(value))


def _pages(size: int, name: str, runs: Runs) -> float:
    return next(median(found, lambda run: run.pages) for key, found in runs.items() if key[:2] == (size, name))


def _measured(
    title: str,
    size: int,
    names: Iterable[str],
    runs: Runs,
    of: Callable[[Run], float],
    written: Callable[[float], str] = number,
    ratios: bool = False,
) -> str:
    changes = [name for name in CHANGES if any(key[0] == size and key[2] == name for key in runs)]
    values = {
        name: {change: median(runs[size, name, change], of) for change in changes if (size, name, change) in runs} for name in names
    }
    rows = [[TOOLS[name].label, *(_cell(values[name].get(change), written) for change in changes)] for name in values]
    if ratios and OURS in values:
        rows += [_ratio_row(name, values, changes) for name in values if name != OURS]
    return markdown_table([title, *(CHANGES[change].label for change in changes)], rows)


def _cell(value: float | None, written: Callable[[float], str]) -> str:
    return NONE if value is None else written(value)


def _ratio_row(name: str, values: Mapping[str, Mapping[str, float]], changes: Iterable[str]) -> list[str]:
    ours, theirs = values[OURS], values[name]
    cells = [number(ours[change] / theirs[change]) if change in ours and theirs.get(change) else NONE for change in changes]
    return [f"{TOOLS[OURS].label} ÷ {TOOLS[name].label}", *(cell if cell == NONE else f"×{cell}" for cell in cells)]


def _growth(sizes: Sequence[int], runs: Runs) -> str:
    """The growth of the portal's CPU time from one size to the next."""
    rows = []
    for small, large in pairwise(sizes):
        cells = []
        for change in CHANGES:
            less, more = runs.get((small, OURS, change)), runs.get((large, OURS, change))
            cells.append(f"×{number(median(more, _cpu) / median(less, _cpu))}" if less and more else NONE)
        rows.append([f"{format_integer(small)} → {format_integer(large)} bài", *cells])
    most = [targets.MOST_GROWTH.get(change) for change in CHANGES]
    rows.append(["mục tiêu, mỗi mười lần bài", *(f"≤ ×{number(share)}" if share else NONE for share in most)])
    header = [f"CPU của {TOOLS[OURS].label.lower()} tăng", *(change.label for change in CHANGES.values())]
    return "### Khi số bài tăng\n\n" + markdown_table(header, rows)


def _targets(runs: Runs) -> str:
    """Every promise with its measurement."""
    rows = []
    for target in targets.TARGETS:
        ours, theirs = (runs.get((targets.SIZE, name, target.change)) for name in (OURS, target.against))
        share = median(ours, MEASURES[target.of]) / median(theirs, MEASURES[target.of]) if ours and theirs else None
        what = f"{NAMES[target.of]}, {CHANGES[target.change].label}, so với {TOOLS[target.against].label}"
        rows.append([what, f"≤ ×{number(target.most)}", *_verdict(share, target.most, lambda share: f"×{number(share)}")])
    size, most = targets.MOST_MEMORY
    largest = runs.get((size, OURS, "clean"))
    found = _verdict(median(largest, _memory) if largest else None, most, _megabytes)
    rows.append([f"bộ nhớ, từ đầu, ở {format_integer(size)} bài", f"≤ {_megabytes(most)}", *found])
    header = [f"Mục tiêu (ở {format_integer(targets.SIZE)} bài, trừ dòng cuối)", "mục tiêu", "đo được", ""]
    return "### Mục tiêu\n\n" + markdown_table(header, rows)


def _verdict(value: float | None, most: float, written: Callable[[float], str]) -> tuple[str, str]:
    return _cell(value, written), "không đo được" if value is None else "đạt" if value <= most else "chưa đạt"


def _megabytes(value: float) -> str:
    return f"{_integer(value / MEGABYTE)} MB"


def _cpu(run: Run) -> float:
    return run.cost.cpu


def _memory(run: Run) -> float:
    return run.cost.memory


MEASURES, NAMES = {"cpu": _cpu, "memory": _memory}, {"cpu": "CPU", "memory": "bộ nhớ"}


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose columns but the first are numbers."""
    lines = [header, ["---", *("---:" for _ in header[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
