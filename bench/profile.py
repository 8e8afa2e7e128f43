"""`python -m bench.profile`: where the time of a build from nothing goes, part by part.

The build runs in one process, which samples its own stack some hundred times a second of CPU time.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType

from bench.articles import Corpus
from bench.changes import lay_out
from bench.run import WORK
from bench.sites import OUTPUT, PORTAL
from bench.table import PAGE, markdown_table, number, write_between_markers
from plugins.builder.build import build
from plugins.vietnamese.numbers import format_integer

SIZE = 10_000
MARK = "make bench, từ đầu"
EVERY = 0.005  # seconds of CPU time between two samples
OTHER = "còn lại"
# A sample belongs to the innermost function of the stack that has a part here; shared libraries count with their caller.
PARTS = {
    "đọc, tạo và ghi tệp": (
        "pathlib",
        "posixpath",
        "os",
        "shutil",
        "tempfile",
        "plugins.builder.output.swap",
        "plugins.builder.cache.inputs",
    ),
    "chuyển Markdown thành HTML": (
        "markdown",
        "pymdownx",
        "plugins.markup",
        "plugins.builder.markdown.fast",
        "plugins.builder.markdown.converter",
    ),
    "dựng trang từ mẫu": ("jinja2", "markupsafe", "plugins.builder.pages"),
    "soát trang vừa dựng": ("plugins.builder.output.inspection",),
    "soát bài": ("plugins.newsroom",),
    "số liệu trong bài, số gõ tay": ("plugins.reception",),
    "dấu vân tay của trang": ("plugins.builder.digests", "plugins.builder.pages.template_inputs", "plugins.builder.pages.planner"),
    "ghi bộ nhớ đệm": (
        "plugins.builder.cache.store",
        "plugins.builder.cache.per_file",
        "plugins.builder.cache.articles",
        "plugins.builder.cache",
        "pickle",
    ),
    "tìm kiếm": ("plugins.search",),
    "đọc tiêu đề, xếp danh sách (Pelican)": (
        "pelican",
        "feedgenerator",
        "plugins.builder.markdown",
        "plugins.builder.pelican.site",
    ),
    "nạp mã": ("importlib",),
}
PART_OF = {module: part for part, modules in PARTS.items() for module in modules}


@cache
def part_of_module(name: str) -> str | None:
    """The part of a module, or of the nearest package around it that has one."""
    while name and name not in PART_OF:
        name = name.rpartition(".")[0]
    return PART_OF.get(name)


def part_of(frame: FrameType | None) -> str:
    """The part that the running code belongs to."""
    while frame:
        if part := part_of_module(frame.f_globals.get("__name__", "")):
            return part
        frame = frame.f_back
    return OTHER


@contextmanager
def sampled() -> Iterator[Counter[str]]:
    """Seconds of CPU time by part, of all that runs within; a long step of a library counts whole, though sampled once."""
    spent, last = Counter[str](), time.process_time()

    def look(_: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()
        spent[part_of(frame)] += now - last  # type: ignore[assignment]
        last = now

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        yield spent
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def profile(size: int, work: Path) -> Counter[str]:
    """Seconds by part of a build of that many articles from nothing."""
    folder = lay_out(PORTAL, Corpus(size), work / f"profile-{size}").folder
    os.environ["BUILD_PROCESSES"] = "1"
    with sampled() as spent:
        build(folder / "pelicanconf.py", folder / "content", folder / OUTPUT, folder / "cache")
    return spent


def table(spent: Counter[str]) -> str:
    """The parts, the most expensive first."""
    total = spent.total()
    rows = [[part, number(seconds), f"{number(100 * seconds / total)} %"] for part, seconds in spent.most_common()]
    return markdown_table(["phần việc", "giây CPU", "trong cả lần dựng"], [*rows, ["cả lần dựng", number(total), ""]])


def main() -> None:
    """Profile, print the table and write it into the page."""
    text = f"{format_integer(SIZE)} bài, một tiến trình.\n\n{table(profile(SIZE, WORK / 'sites'))}\n"
    print(text)
    write_between_markers(PAGE, text, MARK)


if __name__ == "__main__":
    main()
