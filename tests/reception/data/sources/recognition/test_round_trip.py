"""Whatever numbers are in a form, and however the sheet is dressed, the same numbers come back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.reception.data.law.form import Form
from plugins.reception.data.sources.recognition.read_report import read_report
from plugins.vietnamese.numbers import format_integer
from tests.reception.data.sources.recognition.sheets import FORMS, SUFFIXES, Page, write

UNITS = ("Sở Tài chính", "Xã Đồng Đăng", "Phường Kỳ Lừa", "Xã Cộng Hòa", "Ban Tiếp công dân", "Huyện Tràng Định", "Xã 1/5")
NOISE = ("UBND TỈNH LẠNG SƠN", "Độc lập - Tự do - Hạnh phúc", "Đơn vị tính: lượt", "Số: 84/BC-TTr", "Biểu này gồm 30 cột")
FOOTERS = ("Lạng Sơn, ngày 15 tháng 9 năm 2022", "Người lập biểu", "THỦ TRƯỞNG ĐƠN VỊ", "Nơi nhận:", "KT. CHÁNH THANH TRA")
DAYS = {
    "TT03-2013": ("16/6/2017", "15/9/2017"),
    "TT02-2021": ("15/6/2022", "14/9/2022"),
    "TT01-2024": ("15/6/2024", "14/9/2024"),
}


@dataclass(frozen=True)
class Report:
    """What a sheet should say, as drawn."""

    form: Form
    rows: dict[str, list[int | None]]
    totals: list[int | None] | None
    page: Page


@st.composite
def reports(draw: st.DrawFn, name: str) -> Report:
    form = draw(st.sampled_from(list(FORMS.forms.values())))
    counts = st.lists(
        st.none() | st.integers(0, 9) | st.integers(0, 10**7), min_size=len(form.columns), max_size=len(form.columns)
    ).filter(lambda values: any(value is not None for value in values))
    rows = {unit: draw(counts) for unit in draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True))}
    totals = draw(st.none() | counts)
    return Report(form, rows, totals, draw(pages(name, form, rows, totals)))


@dataclass(frozen=True)
class Places:
    """Grid columns of a drawn layout."""

    unit: int
    first: int
    ordinal: int | None
    note: int | None


LAYOUTS = {"no ordinals": (0, 1, None), "ordinals before": (1, 2, 0), "ordinals after": (0, 2, 1)}


@st.composite
def pages(draw: st.DrawFn, name: str, form: Form, rows: dict[str, Any], totals: list[int | None] | None) -> Page:
    page = Page(name)
    unit, first, ordinal = draw(st.sampled_from(list(LAYOUTS.values())))
    places = Places(unit, first, ordinal, draw(st.sampled_from([None, first + form.note - 1])))
    row = _heading(draw, page, form, first)
    page.cells[row, unit] = draw(st.sampled_from(["Đơn vị", "TÊN ĐƠN VỊ", "Đơn vị báo cáo"]))
    if ordinal is not None:
        page.cells[row, ordinal] = draw(st.sampled_from(["STT", "TT", "Số\nTT"]))
    row += draw(st.integers(1, 3))
    _column_numbers(draw, page, row, form, places)
    lines = [(each, values, False) for each, values in rows.items()]
    if totals is not None:
        label = draw(st.sampled_from(["Tổng cộng", "TỔNG SỐ", "Cộng:", "Toàn tỉnh"]))
        lines.insert(draw(st.sampled_from([0, len(lines)])), (label, totals, True))
    for position, (unit_name, values, total) in enumerate(lines):
        row += 1 + draw(st.integers(0, 2) if position else st.just(0))
        merged = total and ordinal == 0 and draw(st.booleans())
        page.cells[row, 0 if merged else unit] = unit_name
        _numbers(draw, page, row, values, places)
        if ordinal is not None and not total:
            page.cells[row, ordinal] = position + 1
    _footers(draw, page, row)
    return page


def _column_numbers(draw: st.DrawFn, page: Page, row: int, form: Form, places: Places) -> None:
    style = draw(st.sampled_from(["{}", "({})", "( {} )"]))
    sums = {each.sides[0][0]: each.text for each in form.equations if len(each.sides[0]) == 1 and draw(st.booleans())}
    for number in form.columns:
        label = sums.get(number, style.format(number))
        page.cells[row, places.first + number - 1] = int(label) if label.isdigit() else label
    if places.note is not None:
        page.cells[row, places.note] = draw(st.sampled_from([f"({form.note})", form.note, "Ghi chú"]))


def _numbers(draw: st.DrawFn, page: Page, row: int, values: list[int | None], places: Places) -> None:
    for number, value in enumerate(values):
        written = draw(numbers(value))
        if written is not None:
            page.cells[row, places.first + number] = written
    if places.note is not None and draw(st.booleans()):
        page.cells[row, places.note] = "kèm 2 văn bản"


def _footers(draw: st.DrawFn, page: Page, row: int) -> None:
    for footer in draw(st.lists(st.sampled_from(FOOTERS), max_size=3)):
        row += draw(st.integers(1, 2))
        page.cells[row, draw(st.integers(0, 6))] = footer
        row += 1
        page.cells[row, 0] = "Nguyễn Văn Mẫu"


def _heading(draw: st.DrawFn, page: Page, form: Form, first: int) -> int:
    """Titles in any order and column, with blank rows between; returns the next free row."""
    start, end = DAYS[form.regime.id]
    number = draw(st.sampled_from(["Biểu số: {}", "Biểu {}", "MẪU SỐ {}", "bieu so {}"])).format(form.number)
    days = draw(st.sampled_from(["Số liệu tính từ ngày {} đến ngày {}", "(Từ ngày {} đến ngày {})"])).format(start, end)
    texts = [number, days, *draw(st.lists(st.sampled_from(NOISE), max_size=3))]
    row = 0
    for text in draw(st.permutations(texts)):
        row += draw(st.integers(0, 2))
        page.cells[row, draw(st.integers(0, first + 8))] = text
        row += 1
    return row + draw(st.integers(0, 2))


def numbers(value: int | None) -> st.SearchStrategy[Any]:
    """The ways an office keeps one count."""
    if value is None:
        return st.sampled_from([None, "-", " ", "–"])
    return st.sampled_from([value, float(value), str(value), format_integer(value), f" {format_integer(value)}\xa0"])


def check(report: Report, path: Path, notes: Page | None, notes_first: bool) -> None:
    others = [notes] if notes else []
    write(path, *([*others, report.page] if notes_first else [report.page, *others]))
    result = read_report(path, path.name, FORMS)
    assert [str(problem) for problem in result.problems] == []
    (sheet,) = result.sheets
    assert sheet.form_id == report.form.id
    read = {row.unit: [row.cells[number].value for number in report.form.columns] for row in sheet.units}
    assert read == report.rows
    totals = sheet.total and [sheet.total.cells[number].value for number in report.form.columns]
    assert totals == report.totals


NOTES = st.none() | st.just(Page("Hướng dẫn", {(0, 0): "Cách điền biểu 01/TCD", (2, 1): 15, (4, 0): "Điền đủ các cột"}))


@pytest.mark.slow
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_numbers_written_are_the_numbers_read(suffix: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("reports")

    @settings(max_examples=25 if suffix in (".xls", ".ods") else 60)
    @given(report=reports("Báo cáo"), notes=NOTES, notes_first=st.booleans())
    def round_trip(report: Report, notes: Page | None, notes_first: bool) -> None:
        alone = suffix == ".csv"
        check(report, folder / f"a{suffix}", None if alone else notes, notes_first)

    round_trip()
