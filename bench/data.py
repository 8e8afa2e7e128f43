"""`python -m bench.data`: seconds and memory to load, control, query and export 10⁴, 10⁵ and 10⁶ observations; and whether a build
that changes nothing opens no report.

Every size runs in a process of its own, so that its peak of memory is its own. All numbers are made up, the same every time.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from bench.table import PAGE, markdown_table, number, write_between_markers
from plugins.reception.data.catalogue import load_catalogue
from plugins.reception.data.law.forms import known_forms
from plugins.reception.data.queries.select import selection_of, value
from plugins.reception.data.queries.totals import total
from plugins.reception.data.sources.quoted_figures import COLUMNS
from plugins.reception.open_data.downloads import write_files
from plugins.vietnamese.numbers import format_integer

MARK = "make bench, số liệu"
UNITS, YEARS = 225, range(2010, 2020)  # with the province 226 units, 120 months; 37 measures: a little over a million
PROVINCE, ASKED = "tinh-minh-hoa", "tcd.tong.luot"
SIZES = (10_000, 100_000, 1_000_000)
WINDOWS = (("15/12/{0}", "14/3/{1}"), ("15/3/{1}", "14/6/{1}"), ("15/6/{1}", "14/9/{1}"), ("15/9/{1}", "14/12/{1}"))
SOURCES = """[bo-so-lieu.tiep-cong-dan]
ten = "Số liệu minh hoạ"
mo-ta = "Số đặt ra để đo tốc độ."
don-vi = "tinh-minh-hoa"
minh-hoa = true
"""


def numbers(size: int) -> Iterator[tuple[str, str, str, int]]:
    """Unit, period, measure and value of `size` observations that all controls accept."""
    drawn = random.Random(1)  # noqa: S311 - no secret
    units = [PROVINCE, *(f"xa-minh-hoa-{number}" for number in range(1, UNITS + 1))]
    places = ((unit, f"{year}-{month:02d}") for year in YEARS for month in range(1, 13) for unit in units)
    every = ((unit, period, measure, value) for unit, period in places for measure, value in one_report(drawn))
    yield from islice(every, size)


def one_report(drawn: random.Random) -> Iterator[tuple[str, int]]:
    """The 29 columns of form 01/TCD and the first 8 of 02/TCD, with sums that hold and parts within their wholes."""
    columns: dict[int, int] = {}
    for first, most in ((4, 40), (13, 12), (22, 6)):
        block = [drawn.randrange(most, most + 9) for _ in range(4)]
        block[1] = block[0] + drawn.randrange(9)
        columns |= dict(enumerate([*block, *(drawn.randrange(part // 2) for part in block)], first))
    columns |= {12: drawn.randrange(1, 3), 21: drawn.randrange(1, 3)}
    letters = {number: drawn.randrange(3, 9) for number in range(3, 9)}
    for form, values in ((known_forms().forms["TT02-2021/01-TCD"], columns), (known_forms().forms["TT02-2021/02-TCD"], letters)):
        for equation in form.equations:
            (total_column, *_), parts = equation.sides[:2]
            if all(part in values for part in parts):
                values[total_column] = sum(values[part] for part in parts)
        yield from ((form.columns[number].measure or "", values[number]) for number in sorted(values))


def write_tree(folder: Path, size: int) -> None:
    """A content tree whose quan-sat.csv has `size` lines."""
    data = folder / "so-lieu"
    data.mkdir(parents=True)
    (data / "nguon.toml").write_text(SOURCES, encoding="utf-8")
    units = [f"{PROVINCE},Tỉnh Minh Hoạ,tinh,tinh,,,,,Minh hoạ,\n"]
    units += [f"xa-minh-hoa-{number},Xã Minh Hoạ {number},xa,xa,,{PROVINCE},,,Minh hoạ,\n" for number in range(1, UNITS + 1)]
    header = "unit_id,ten,loai,cap,ma_dvhc,thuoc,tu_ngay,den_ngay,can_cu,ghi_chu\n"
    (data / "don-vi.csv").write_text(header + "".join(units), encoding="utf-8")
    with (data / "quan-sat.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(COLUMNS) + "\n")
        for number, (unit, period, measure, count) in enumerate(numbers(size), 1):
            start = f"sl-{number},tiep-cong-dan,{unit},rieng_don_vi,{period},{measure},{count},so_bo,1,,"
            file.write(f"{start}Số liệu minh hoạ,2020-01-01,,Số đặt ra để đo tốc độ,,\n")


def write_reports(folder: Path) -> None:
    """Workbooks of form 01/TCD for the quarters of two years, every unit in each."""
    form = known_forms().forms["TT02-2021/01-TCD"]
    data = folder / "so-lieu/bao-cao"
    data.mkdir(parents=True)
    for (year, before), (quarter, (first, last)) in product(((2022, 2021), (2023, 2022)), enumerate(WINDOWS, 1)):
        rows: list[list[str | int]] = [["Biểu số: 01/TCD (Thông tư 02/2021/TT-TTCP)"]]
        rows.append([f"Số liệu tính từ ngày {first.format(before, year)} đến ngày {last.format(before, year)}"])
        rows.append(["Đơn vị", *form.columns])
        rows += [[f"Xã Minh Hoạ {unit}", *(0 for _ in form.columns)] for unit in range(1, UNITS + 1)]
        with Workbook(data / f"{year}-quy-{quarter}.xlsx") as book:
            sheet = book.add_worksheet("01-TCD")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def seconds(act: Callable[[], Any]) -> tuple[float, Any]:
    """The seconds it took, and its result."""
    start = time.perf_counter()
    result = act()
    return round(time.perf_counter() - start, 3), result


def measure_once(folder: Path) -> dict[str, float]:
    """Load a tree and ask it three questions; returns one line of the table."""
    loading, catalogue = seconds(lambda: load_catalogue(folder))
    asked = catalogue.measures[ASKED]
    one = selection_of(catalogue, "tiep-cong-dan/2010-01")
    communes = selection_of(catalogue, "tiep-cong-dan/2010-01", units="cấp xã")
    number, _ = seconds(lambda: value(catalogue, one, asked))
    adding, _ = seconds(lambda: total(catalogue, communes, asked))
    listing, rows = seconds(lambda: sum(1 for _ in catalogue.store.observations()))
    memory = megabytes()
    writing, _ = seconds(lambda: write_files(catalogue, one.dataset, folder / "downloads"))
    more = megabytes() - memory
    return {
        "rows": rows, "load": loading, "one": number, "sum": adding, "all": listing, "megabytes": memory, "files": writing,
        "more": more,
    }  # fmt: skip


def megabytes() -> int:
    """The peak of this process's memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure_reports(folder: Path) -> list[tuple[float, int]]:
    """Seconds of a load and the number of reports opened, without and with a cache."""
    cache = folder / "cache"
    found = []
    for _ in range(2):
        took, catalogue = seconds(lambda: load_catalogue(folder, cache=cache))
        found.append((took, len(catalogue.opened)))
        catalogue.store.close()
    return found


def measure_size(tree: Path, size: int) -> list[str]:
    """One line of the table, measured in a process of its own."""
    write_tree(tree, size)
    command = [sys.executable, "-m", "bench.data", str(tree)]
    line = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)  # noqa: S603
    columns = ("load", "one", "sum", "all", "megabytes", "files", "more")
    return [format_integer(int(line["rows"])), *(number(line[column]) for column in columns)]


def main() -> None:
    """Measure, print the table and write it into the page."""
    header = [
        "Số quan sát", "nạp và kiểm soát (giây)", "hỏi một số", "hỏi một tổng", "đọc hết", "bộ nhớ (MB)", "viết tệp tải về (giây)",
        "thêm bộ nhớ (MB)",
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        rows = [measure_size(Path(scratch) / str(size), size) for size in SIZES]
        tree = Path(scratch) / "reports"
        write_tree(tree, 0)
        write_reports(tree)
        (first, opened), (second, again) = measure_reports(tree)
    reports = f"Báo cáo Excel: lần đầu mở {opened} tệp, {number(first)} giây; không đổi gì, mở {again} tệp, {number(second)} giây."
    text = f"{markdown_table(header, rows)}\n\n{reports}\n"
    print(text)
    write_between_markers(PAGE, text, MARK)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure_once(Path(sys.argv[1]))))
    else:
        main()
