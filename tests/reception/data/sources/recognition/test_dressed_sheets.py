"""One deviation at one number, in any form, layout and format: reported at its cell; the same sheet without it is read as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.problems import Problem
from plugins.reception.data.law.form import Form
from plugins.reception.data.sources.recognition.column_numbers import label_rows
from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.recognition.read_rows import read_rows
from plugins.reception.data.sources.recognition.report import ReportRow
from plugins.reception.data.sources.spreadsheets.grid import Place, address
from tests.reception.data.sources.recognition.dressed_sheets import CODES, SCANS, Dressed, grid_of
from tests.reception.data.sources.recognition.sheets import FORMS, table

UNITS = ("Sở Tài chính", "Xã Đồng Đăng", "Phường Kỳ Lừa", "Sở Y tế")
SOUND, WRONG = CODES[:4], CODES[4:]
NO_NUMBERS = (
    "12 15",
    "12/15",
    "12+3",
    "12;15",
    "1\u202f647",
    "1\xa0647",
    "1\u2009647",
    "1'647",
    "１２",
    "#REF!",
    "Err:502",
    "7%",
    "1,234",
)


@dataclass
class Drawn:
    """A sound sheet, its numbers, and one of them to spoil."""

    sheet: Dressed
    form: Form = field(repr=False)
    values: dict[str, list[int]] = field(repr=False)
    top: int
    left: int
    target: Place

    @property
    def first(self) -> int:
        return self.top + 1

    @property
    def after(self) -> int:
        """The column behind the last."""
        return self.left + len(self.form.columns)


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    form = draw(
        st.sampled_from([form for form in FORMS.forms.values() if sorted(form.columns) == list(range(1, len(form.columns) + 1))])
    )
    counts = st.lists(st.integers(1, 9999), min_size=len(form.columns), max_size=len(form.columns))
    values = {unit: draw(counts) for unit in draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True))}
    top, left = draw(st.integers(3, 6)), draw(st.integers(1, 3))
    rows = {unit: dict(enumerate(own, 1)) for unit, own in values.items()}
    sheet = Dressed(table(form, rows, top=top, left=left).cells)
    places = st.tuples(st.integers(top + 1, top + len(rows)), st.integers(left, left + len(form.columns) - 1))
    sheet.codes = draw(st.dictionaries(places, st.sampled_from(SOUND), max_size=8))
    sheet.formulas = draw(st.sets(places, max_size=4))
    sheet.hidden_rows = draw(st.sets(st.integers(0, top), max_size=2))
    row, column = draw(places)
    return Drawn(sheet, form, values, top, left, (row, column))


def read(case: Drawn, suffix: str) -> tuple[tuple[ReportRow, ...], list[Problem]]:
    grid, findings = grid_of(case.sheet, suffix), Findings("a", "S")
    rows, _ = read_rows(grid, label_rows(grid), case.form, "vi", findings)
    return rows, findings.problems


def recalculated(case: Drawn, draw: st.DrawFn) -> Place:
    case.sheet.recalculates, case.sheet.formulas = True, {case.target}
    return case.target


def failed(case: Drawn, draw: st.DrawFn) -> Place:
    case.sheet.errors = {case.target}
    return case.target


def in_a_hidden_row(case: Drawn, draw: st.DrawFn) -> Place:
    case.sheet.hidden_rows.add(case.target[0])
    return case.target[0], case.left


def in_a_hidden_column(case: Drawn, draw: st.DrawFn) -> Place:
    case.sheet.hidden_columns = {case.target[1]}
    return case.first, case.target[1]


def under_a_merge(case: Drawn, draw: st.DrawFn) -> Place:
    row, column = case.target[0], max(case.target[1], case.left + 1)
    case.sheet.merges = [((row, column - 1), (row, column))]
    if draw(st.booleans()):
        del case.sheet.cells[row, column - 1]
    return row, column


def otherwise_formatted(case: Drawn, draw: st.DrawFn) -> Place:
    case.sheet.codes[case.target] = draw(st.sampled_from(WRONG))
    return case.target


def beyond_the_columns(case: Drawn, draw: st.DrawFn) -> Place:
    place = (case.target[0], case.after + draw(st.integers(0, 2)))
    case.sheet.cells[place] = draw(st.sampled_from([234, "234", "1.234"]))
    return place


def no_number(case: Drawn, draw: st.DrawFn) -> Place:
    case.sheet.cells[case.target] = draw(st.sampled_from(NO_NUMBERS))
    case.sheet.formulas.discard(case.target)
    return case.target


DEVIATIONS: list[Callable[[Drawn, st.DrawFn], Place]] = [
    recalculated, failed, in_a_hidden_row, in_a_hidden_column, under_a_merge, otherwise_formatted, beyond_the_columns, no_number,
]  # fmt: skip


@settings(max_examples=200)
@given(case=drawn(), suffix=st.sampled_from(list(SCANS)))
def test_a_dressed_up_sheet_that_shows_its_numbers_is_read_as_it_is(case: Drawn, suffix: str) -> None:
    rows, problems = read(case, suffix)
    assert problems == []
    assert {row.unit: [cell.value for cell in row.cells.values()] for row in rows} == case.values


@pytest.mark.slow
@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda each: each.__name__)
def test_a_number_that_is_not_what_is_seen_is_reported_at_its_cell(deviation: Callable[[Drawn, st.DrawFn], Place]) -> None:
    @settings(max_examples=200)
    @given(case=drawn(), suffix=st.sampled_from(list(SCANS)), data=st.data())
    def reported(case: Drawn, suffix: str, data: st.DataObject) -> None:
        place = deviation(case, data.draw)
        _, problems = read(case, suffix)
        assert [(problem.severity, problem.cell) for problem in problems] == [("error", address(place))]

    reported()
