"""Each number of each form, altered alone: refused by its address, or doubted, or listed as one that nothing can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from plugins.problems import Problem, errors_of
from plugins.reception.data.law.form import Form
from plugins.reception.data.sources.recognition.form_checks import equation_problems
from plugins.reception.data.sources.recognition.report import SheetReport
from tests.conftest import ROOT
from tests.reception.data.sources.recognition.sheets import FORMS, only, read
from tests.reception.data.sources.recognition.sound_sheets import EVERY_FORM, sheet_of_all, sheet_of_one

MANUAL = ROOT / "docs/nop-bao-cao.md"
ids = pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.id)


def problems_of(sheet: SheetReport) -> list[Problem]:
    return equation_problems(FORMS.forms[sheet.form_id], sheet, "a.xlsx")


def altered(sheet: SheetReport) -> Iterator[tuple[str, int, SheetReport]]:
    """Address, column, and the sheet with that cell alone another: one more, one less, a digit too many, nothing."""
    for place, row in enumerate(sheet.rows):
        for number, cell in row.cells.items():
            for value in (cell.value + 1, cell.value - 1, cell.value * 10 + 7, 0):
                cells = {**row.cells, number: replace(cell, value=value)}
                rows = (*sheet.rows[:place], replace(row, cells=cells), *sheet.rows[place + 1 :])
                yield cell.address, number, replace(sheet, rows=rows)


def names(problems: list[Problem], address: str) -> bool:
    return any(re.search(rf"\b{address}\b", f"{problem.cell} {problem.message}") for problem in problems)


@ids
def test_the_sheets_altered_here_are_sound_before(tmp_path, form):
    for page in (sheet_of_one(form), sheet_of_all(form)):
        assert problems_of(only(read(tmp_path, page))) == []


@ids
def test_with_a_line_of_totals_every_altered_cell_is_refused_by_its_address(tmp_path, form):
    sheet = only(read(tmp_path, sheet_of_all(form)))
    missed = [(address, number) for address, number, wrong in altered(sheet) if not names(errors_of(problems_of(wrong)), address)]
    assert missed == []


def held(sheet: SheetReport) -> dict[str, list[int]]:
    """Columns by what always happens when their cell alone is altered: refused, doubted, or now and then nothing."""
    found: dict[int, set[str]] = {}
    for address, number, wrong in altered(sheet):
        problems = problems_of(wrong)
        refused, reported = names(errors_of(problems), address), names(problems, address)
        found.setdefault(number, set()).add("lỗi" if refused else "cảnh báo" if reported else "không giữ được")
    classes = {"lỗi": {"lỗi"}, "cảnh báo": {"lỗi", "cảnh báo"}, "không giữ được": {"lỗi", "cảnh báo", "không giữ được"}}
    by_class: dict[str, list[int]] = {name: [] for name in classes}
    for number, seen in found.items():
        by_class[next(name for name, within in classes.items() if seen <= within)].append(number)
    return by_class


def manual_table(form: Form) -> dict[str, str]:
    """What the clerks' manual says of the form."""
    line = next(
        line
        for line in MANUAL.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| {form.number}, TT {form.regime.circular[:7]} |")
    )
    _, _, *cells, _ = (cell.strip() for cell in line.split("|"))
    return dict(zip(("lỗi", "cảnh báo", "không giữ được"), cells, strict=True))


def spans(numbers: list[int]) -> str:
    """1–3, 5 of 1, 2, 3, 5."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts) or "–"


@ids
def test_the_manual_lists_what_a_unit_s_own_sheet_cannot_be_held_to(tmp_path, form):
    by_class = held(only(read(tmp_path, sheet_of_one(form))))
    assert {name: spans(numbers) for name, numbers in by_class.items()} == manual_table(form)


@ids
def test_a_form_names_every_column_that_is_not_always_refused(tmp_path, form):
    by_class = held(only(read(tmp_path, sheet_of_one(form))))
    assert sorted([*by_class["cảnh báo"], *by_class["không giữ được"]]) == list(form.unguarded)
