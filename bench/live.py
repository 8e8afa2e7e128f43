"""`python -m bench.live`: how long an editor waits in `make serve`, from saving an article to its page, and to the whole site.

It requests the page over and over, as a browser would; the whole site is done when the preview says so.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.articles import Corpus
from bench.changes import CHANGES, Place, lay_out
from bench.run import WORK, say
from bench.sites import PORTAL
from bench.table import PAGE, markdown_table, number, write_between_markers
from plugins.vietnamese.numbers import format_integer

SIZES, SAVES = (1_000, 10_000, 100_000), 5
MARK = "make bench, xem thử"
LONGEST_SECONDS = 3600
BETWEEN_LOOKS, REST = 0.005, 2.0  # seconds; an editor does not save again at once
BUILT = re.compile(r"^\d\d:\d\d:\d\d Đã dựng", re.MULTILINE)


def waited(look: Callable[[], object]) -> float:
    """Seconds until the condition holds."""
    began = time.perf_counter()
    while not look():
        if time.perf_counter() - began > LONGEST_SECONDS:
            raise TimeoutError("the preview did not show the change")
        time.sleep(BETWEEN_LOOKS)
    return time.perf_counter() - began


@contextmanager
def preview(folder: Path) -> Iterator[tuple[str, Callable[[], int]]]:
    """A running `make serve`: its address, and how many builds it has announced."""
    terminal = folder / "terminal.txt"
    with terminal.open("wb") as log:
        command = [sys.executable, "-m", "plugins.preview", "--port", "0"]
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)  # noqa: S603

    def printed() -> str:
        return terminal.read_text(encoding="utf-8")

    try:
        waited(lambda: "http://" in printed())
        yield re.findall(r"http://[\d.:]+", printed())[0], lambda: len(BUILT.findall(printed()))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def measure_size(size: int, saves: int, work: Path) -> list[list[float]]:
    """For each save after the first build: seconds until the page shows it, and until the whole site is built."""
    place = lay_out(PORTAL, Corpus(size), work / "sites" / f"live-{size}")
    with preview(place.folder) as (address, builds):
        first = waited(builds)
        say(f"{size} bài, xem thử: lần đầu {first:.1f} s")
        return [_saved(place, address, builds, turn) for turn in range(1, saves + 1)]


def _saved(place: Place, address: str, builds: Callable[[], int], turn: int) -> list[float]:
    time.sleep(REST)
    before = builds()
    proof = CHANGES["body"].apply(place, turn)

    def is_shown() -> bool:
        with urllib.request.urlopen(f"{address}/{proof.address}") as page:  # noqa: S310  # our own preview
            return proof.words in page.read().decode()

    shown = waited(is_shown)
    whole = shown + waited(lambda: builds() > before)
    say(f"lần lưu {turn}: trang {shown:.3f} s, cả cổng {whole:.2f} s")
    return [shown, whole]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table and write it into the page."""
    parser = argparse.ArgumentParser(description="Đo thời gian chờ khi xem thử.")
    parser.add_argument("--articles", type=int, nargs="*", default=SIZES, help="các cỡ (số bài)")
    parser.add_argument("--print-only", action="store_true", help=f"in bảng, không ghi vào docs/{PAGE.name}")
    options = parser.parse_args(arguments)
    rows = []
    for size in options.articles:
        shown, whole = zip(*measure_size(size, SAVES, WORK), strict=True)
        cells = [number(statistics.median(shown)), number(max(shown)), number(statistics.median(whole))]
        rows.append([f"{format_integer(size)} bài", *cells])
    cores = len(os.sched_getaffinity(0))
    header = [f"Từ lúc lưu thân bài (giây, trung vị của {SAVES} lần)", "trang của bài", "lâu nhất", "cả cổng"]
    text = f"Máy đo: {cores} lõi.\n\n{markdown_table(header, rows)}\n"
    print(text)
    if not options.print_only:
        write_between_markers(PAGE, text, MARK)
    return 0


if __name__ == "__main__":
    sys.exit(main())
