"""`python -m bench.run` (`make bench`): the portal, stock Pelican, Hugo and Eleventy build the same corpus, side by side.

Rounds are interleaved, tool after tool within each edit, so that whatever else the machine does affects all alike.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.articles import Corpus
from bench.changes import CHANGES, Place, is_shown, lay_out
from bench.measure import CommandFailed, Cost, measure
from bench.sites import OUTPUT
from bench.table import PAGE, Key, Run, tables, write_between_markers
from bench.tools import TOOLS, NotMeasured, Tool
from plugins.files import stamps_in
from plugins.project import ROOT

WORK = ROOT / ".build/bench"
SIZES, ALONE = (1_000, 10_000), (100_000,)
FEWEST_ROUNDS = 3


@dataclass
class Results:
    """What has been measured so far; `failed` are builds that went wrong, as opposed to tools this machine cannot have."""

    runs: dict[Key, list[Run]] = field(default_factory=lambda: defaultdict(list))
    absent: dict[tuple[int, str], str] = field(default_factory=dict)
    failed: bool = False

    def give_up(self, size: int, tool: Tool, why: str) -> None:
        """Forget what was measured of the tool at this size, and note why."""
        for key in [key for key in self.runs if key[:2] == (size, tool.name)]:
            del self.runs[key]
        self.absent[size, tool.name] = why
        say(f"{tool.label}: không đo được – {why}")


def say(text: str) -> None:
    """Print progress; only the tables go to standard output."""
    print(text, file=sys.stderr, flush=True)


def build_once(tool: Tool, command: list[str], place: Place, change: str, number: int) -> Run:
    """Edit, build, check the output; raises CommandFailed when the build failed or shows the old page."""
    before = stamps_in(place.folder / OUTPUT)
    proof = CHANGES[change].apply(place, number)
    cost = measure(command, place.folder, place.folder.with_suffix(".log"))
    if not is_shown(place, proof):
        raise CommandFailed(f"trang {proof.address} không có “{proof.words}” sau khi {CHANGES[change].label}")
    after = stamps_in(place.folder / OUTPUT)
    touched = sum(before.get(path) != stamp for path, stamp in after.items()) + len(before.keys() - after.keys())
    return Run(cost, touched, sum(path.endswith(".html") for path in after))


def measure_size(size: int, tools: Sequence[Tool], changes: Sequence[str], rounds: int, work: Path, results: Results) -> None:
    """All rounds of one size; a tool that is unavailable or fails drops out and is reported."""
    ready: dict[str, tuple[list[str], Place]] = {}
    for tool in tools:
        try:
            command = tool.command(work)
        except NotMeasured as reason:
            results.give_up(size, tool, str(reason))
            continue
        say(f"{size} bài: đang viết nội dung minh hoạ cho {tool.label}…")
        ready[tool.name] = command, lay_out(tool.site, Corpus(size), work / "sites" / f"{tool.name}-{size}")
    for number in range(1, rounds + 1):
        for change in changes:
            for name in list(ready):
                try:
                    run = build_once(TOOLS[name], *ready[name], change, number)
                except CommandFailed as reason:
                    results.failed = True
                    results.give_up(size, TOOLS[name], str(reason))
                    del ready[name]
                    continue
                results.runs[size, name, change].append(run)
                cost = f"{run.cost.cpu:.2f} s CPU, {run.cost.wall:.2f} s, {run.cost.memory >> 20} MB, {run.touched} tệp"
                say(f"{size} bài, lượt {number}, {CHANGES[change].label}, {TOOLS[name].label}: {cost}")


def save(results: Results, path: Path) -> None:
    """Write every measurement, for readers who want more than medians."""
    rows = [
        {"articles": size, "tool": tool, "change": change, **asdict(run)}
        for (size, tool, change), found in results.runs.items()
        for run in found
    ]
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def measured_before(path: Path, sizes: Collection[int], tools: Collection[str], changes: Collection[str]) -> dict[Key, list[Run]]:
    """The saved measurements that are not to be made again."""
    runs = defaultdict(list)
    for row in json.loads(path.read_text(encoding="utf-8")):
        size, tool, change = row.pop("articles"), row.pop("tool"), row.pop("change")
        if not (size in sizes and tool in tools and change in changes):
            runs[size, tool, change].append(Run(**row | {"cost": Cost(**row["cost"])}))
    return runs


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """The options, as `--help` explains them."""
    parser = argparse.ArgumentParser(description="Đo tốc độ và bộ nhớ, cạnh Pelican gốc, Hugo và Eleventy.")
    parser.add_argument("--articles", type=int, nargs="*", default=SIZES, help="các cỡ để so sánh (số bài)")
    parser.add_argument("--alone", type=int, nargs="*", default=ALONE, help="các cỡ chỉ đo cổng này")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS), help="đo những công cụ nào")
    parser.add_argument("--changes", nargs="+", choices=CHANGES, default=list(CHANGES), help="đo những việc nào")
    parser.add_argument("--rounds", type=int, default=FEWEST_ROUNDS, help="số lượt; bảng ghi trung vị")
    parser.add_argument("--keep", action="store_true", help="giữ số đo lần trước của những gì lần này không đo")
    parser.add_argument("--print-only", action="store_true", help=f"in bảng, không ghi vào docs/{PAGE.name}")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the tables and write them into the page; 1 when a build failed."""
    options = parsed(arguments)
    WORK.mkdir(parents=True, exist_ok=True)
    sizes, file = sorted({*options.articles, *options.alone}), WORK / "measurements.json"
    if options.keep and not file.is_file():
        say(f"--keep: chưa có số đo lần trước ({file.name}). Bỏ --keep để đo cả.")
        return 2
    results = Results(measured_before(file, sizes, options.tools, options.changes)) if options.keep else Results()
    compared = [TOOLS[name] for name in options.tools]
    for size in sizes:
        tools = compared if size in options.articles else [TOOLS["portal"]]
        rounds = options.rounds if size in options.articles else 1  # the largest takes long, and has nothing to compare with
        measure_size(size, tools, options.changes, rounds, WORK, results)
        save(results, file)
    text = tables(results.runs, results.absent)
    print(text)
    if not options.print_only:
        write_between_markers(PAGE, text)
    return 1 if results.failed else 0


if __name__ == "__main__":
    sys.exit(main())
