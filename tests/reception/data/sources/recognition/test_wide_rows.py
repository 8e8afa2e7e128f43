"""A row with more numbers than the form has columns stops the build, in every format: one number has become two cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.reception.data.law.form import Form
from plugins.reception.data.sources.recognition.column_numbers import label_rows
from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.recognition.read_rows import read_rows
from plugins.reception.data.sources.spreadsheets.grid import address
from plugins.reception.data.sources.spreadsheets.read_csv import read_csv
from tests.reception.data.sources.recognition.files import read, refused_cells
from tests.reception.data.sources.recognition.sheets import FORMS, LETTERS, dated, filled, table, write


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("column", [1, 8, 16])
def test_an_unquoted_thousands_mark_that_makes_two_cells_of_one_stops_the_build(
    tmp_path: Path, delimiter: str, column: int
) -> None:
    page = dated(table(LETTERS, {"Sở A": filled(LETTERS, 0), "Sở B": filled(LETTERS, 0, **{f"c{column}": "1MARK234"})}))
    path = write(tmp_path / "a.csv", page, delimiter=delimiter)
    path.write_text(path.read_text(encoding="utf-8").replace("MARK", delimiter), encoding="utf-8")
    assert refused_cells(path) == ["R8"]


def test_a_number_pushed_into_the_remarks_stops_the_build(tmp_path: Path) -> None:
    page = dated(table(LETTERS, {"Sở A": filled(LETTERS, 0), "Sở B": filled(LETTERS, 0, c15="1MARK234")}))
    page.cells |= {(4, 17): "Ghi chú", (6, 17): "kèm 2 văn bản"}
    path = write(tmp_path / "a.csv", page)
    lines = path.read_text(encoding="utf-8").replace("MARK", ",").rstrip().removesuffix(",")
    path.write_text(lines, encoding="utf-8")
    assert refused_cells(path) == ["R8"]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
def test_a_number_beyond_the_numbered_columns_stops_the_build(tmp_path: Path, suffix: str) -> None:
    page = dated(table(LETTERS, {"Sở A": filled(LETTERS, 0)}))
    page.cells[6, 17] = 234
    assert refused_cells(write(tmp_path / f"a{suffix}", page)) == ["R7"]
    page.cells[4, 17] = "Kiểm tra"
    assert refused_cells(write(tmp_path / f"a{suffix}", page)) == []


def test_a_longer_line_is_reported_even_if_its_last_fields_are_blank(tmp_path: Path) -> None:
    page = dated(table(LETTERS, {"Sở A": filled(LETTERS, 0), "Sở B": filled(LETTERS, 0, c15="1MARK234", c16="")}))
    path = write(tmp_path / "a.csv", page)
    path.write_text(path.read_text(encoding="utf-8").replace("MARK", ","), encoding="utf-8")
    assert refused_cells(path) == ["R8"]


def test_remarks_may_hold_numbers_among_words(tmp_path: Path) -> None:
    page = dated(table(LETTERS, {"Sở A": filled(LETTERS, 0)}))
    page.cells |= {(4, 17): "Ghi chú", (6, 17): "2 đơn chưa rõ địa chỉ"}
    for suffix in (".csv", ".xlsx"):
        assert read(write(tmp_path / f"a{suffix}", page)).problems == ()


def test_a_number_between_the_numbered_columns_belongs_to_nobody(tmp_path: Path) -> None:
    page = dated(table(LETTERS, {"Sở A": filled(LETTERS, 1)}))
    page.cells = {(row, column + (column > 8)): value for (row, column), value in page.cells.items()}
    assert read(write(tmp_path / "a.xlsx", page)).problems == ()
    page.cells[6, 9] = page.cells.pop((6, 10))
    assert refused_cells(write(tmp_path / "a.xlsx", page)) == ["J7"]


@st.composite
def split_lines(draw: st.DrawFn) -> tuple[Form, list[list[str]], int, str]:
    """Lines of a sound table, the first column behind it, and how fields are separated; the last line is the one to split."""
    form, delimiter = draw(st.sampled_from(list(FORMS.forms.values()))), draw(st.sampled_from([",", ";", "\t"]))
    lead = [""] * draw(st.integers(0, 2))
    note = draw(st.sampled_from([[], ["Ghi chú"]]))
    lines = [[*lead, "Đơn vị", *([""] * len(form.columns)), *note], [*lead, "", *map(str, sorted(form.columns)), *[""] * len(note)]]
    for unit in draw(st.lists(st.sampled_from(["Sở A1", "Sở Y tế", "Xã Đồng Đăng"]), min_size=1, unique=True)):
        counts = [draw(st.integers(0, 999)) for _ in form.columns]
        lines.append([*lead, unit, *map(str, counts), *[""] * len(note)])
    return form, lines, len(lines[0]), delimiter


def reported_of(form: Form, lines: list[list[str]], delimiter: str) -> list[str]:
    (grid,) = read_csv("\n".join(delimiter.join(line) for line in lines).encode(), "a", label_rows)
    findings = Findings("a", "")
    read_rows(grid, label_rows(grid), form, "vi", findings)
    return [problem.cell for problem in findings.problems if problem.severity == "error"]


@settings(max_examples=200)
@given(drawn=split_lines(), where=st.integers(0, 99), rest=st.integers(0, 999))
def test_whichever_number_falls_apart_its_line_is_reported(
    drawn: tuple[Form, list[list[str]], int, str], where: int, rest: int
) -> None:
    form, lines, width, delimiter = drawn
    assert reported_of(form, lines, delimiter) == []
    first = next(column for column, text in enumerate(lines[1]) if text)
    column = first + where % len(form.columns)
    lines[-1][column : column + 1] = ["1", f"{rest:03}"]
    assert address((len(lines) - 1, width)) in reported_of(form, lines, delimiter)
