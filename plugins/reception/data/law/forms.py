"""The report forms of the law as data: which columns a form has, what they count and which sums they must keep.

One TOML file per circular. A file without columns is a regime that we know of but cannot read yet: its reports are refused with
that reason rather than read with the columns of an older circular.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field

from plugins.project import FORMS
from plugins.reception.data.law.formulas import Equation, Limit, Strictness, Sum, parse_equation, parse_limit, parse_sum
from plugins.reception.data.law.measures import FormError, Measure, load_measures
from plugins.toml_files import Strict, read_toml
from plugins.vietnamese.periods import Kind, Period

MEASURES = "measures.toml"

_WINDOW_NAMES: dict[tuple[Kind, int], str] = {
    **{("quarter", number): f"Q{number}" for number in range(1, 5)},
    ("half", 1): "H1",
    ("nine-months", 0): "9T",
    ("year", 0): "year",
}


YearMonthDay = tuple[int, int, int]


class _Entry(Strict, strict=False):
    """A table of TOML, whose lists become tuples and whose keys may be numbers."""


class Window(_Entry):
    """First and last day of a reporting period, both inside, as (years after the reporting year, month, day)."""

    first: YearMonthDay
    last: YearMonthDay


class Regime(_Entry):
    """A circular's rules of reporting. `until` is the first day on which it no longer holds; None while it is in force.

    `awaiting` names the circular's forms whose columns we do not know yet.
    """

    id: str
    circular: str
    in_force: date
    until: date | None = None
    windows: dict[str, Window] = Field(default_factory=dict)
    awaiting: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the circular is in force on that day."""
        return self.in_force <= day and (self.until is None or day < self.until)

    def days(self, period: Period) -> tuple[date, date] | None:
        """The first and last day of a labelled period under this circular; None for labels without a window."""
        window = self.windows.get(_WINDOW_NAMES.get((period.kind, period.number), ""))
        if window is None:
            return None
        first, last = (date(period.year + later, month, day) for later, month, day in (window.first, window.last))
        return first, last


class EquationEntry(_Entry):
    """One [[form.equation]]."""

    text: str
    severity: Strictness = "error"
    reason: str = ""


class LimitEntry(_Entry):
    """One [[form.limit]]: several limits of one severity, for one reason."""

    texts: tuple[str, ...]
    severity: Strictness = "error"
    reason: str = ""


class DerivedEntry(_Entry):
    """One [[form.derived]]."""

    measure: str
    text: str


class FormEntry(_Entry):
    """One [[form]]; `same_as` is the id of a form whose columns and rules it takes over."""

    number: str
    title: str = ""
    same_as: str = ""
    note: int = 0
    columns: dict[int, str] = Field(default_factory=dict)
    equation: tuple[EquationEntry, ...] = ()
    limit: tuple[LimitEntry, ...] = ()
    derived: tuple[DerivedEntry, ...] = ()


class FormFile(_Entry):
    """A whole file."""

    regime: Regime
    form: tuple[FormEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A numbered column. Without a `measure` it is read and checked but not published."""

    number: int
    measure: str | None
    fractional: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """A measure that is the sum of several columns of the form."""

    measure: str
    columns: Sum


@dataclass(frozen=True, slots=True)
class Form:
    """One form of one circular; `note` is the number of its column of remarks, 0 if it has none."""

    id: str
    number: str
    title: str
    regime: Regime
    columns: Mapping[int, Column]
    note: int
    equations: tuple[Equation, ...]
    limits: tuple[Limit, ...]
    derived: tuple[Derived, ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """All regimes in order of coming into force, their forms by id, and the measures the columns name."""

    regimes: tuple[Regime, ...]
    forms: Mapping[str, Form]
    measures: Mapping[str, Measure]

    def numbered(self, number: str) -> Iterator[Form]:
        """The forms of any circular that bear this number."""
        return (form for form in self.forms.values() if form.number == number)

    def numbers(self) -> frozenset[str]:
        """Every form number known, readable or awaited."""
        awaited = (number for regime in self.regimes for number in regime.awaiting)
        return frozenset((*(form.number for form in self.forms.values()), *awaited))


@cache
def known_forms() -> Forms:
    """The forms that come with the program; content trees have none of their own."""
    return load_forms(FORMS)


def load_regimes(folder: Path) -> tuple[Regime, ...]:
    """The circulars that have a file in `folder`, by day of effect. Raises FormError."""
    return tuple(file.regime for file in _form_files(folder))


def load_forms(folder: Path) -> Forms:
    """Every form of every circular, with the measures. Raises FormError for anything that does not fit together."""
    measures = load_measures(folder / MEASURES)
    files = _form_files(folder)
    entries = {f"{file.regime.id}/{entry.number.replace('/', '-')}": (file, entry) for file in files for entry in file.form}
    if len(entries) != sum(len(file.form) for file in files):
        raise FormError("a circular lists the same form twice")
    forms = {}
    for identifier, (file, entry) in entries.items():
        if entry.same_as and entry.same_as not in entries:
            raise FormError(f"{identifier}: same as {entry.same_as}, which does not exist")
        model = entries[entry.same_as][1] if entry.same_as else entry
        forms[identifier] = _form(identifier, file.regime, model, measures)
    return Forms(load_regimes(folder), forms, measures)


def _form_files(folder: Path) -> list[FormFile]:
    """Every TOML file of a circular, by its day of effect. Raises ProblemsFound, FormError."""
    paths = sorted(path for path in folder.glob("*.toml") if path.name != MEASURES)
    files = [read_toml(path, f"{folder.name}/{path.name}", FormFile)[0] for path in paths]
    for file in files:
        if unknown := set(file.regime.windows) - set(_WINDOW_NAMES.values()):
            raise FormError(f"{file.regime.id}: no such reporting window: {', '.join(sorted(unknown))}")
    return sorted(files, key=lambda file: file.regime.in_force)


def _form(identifier: str, regime: Regime, entry: FormEntry, measures: Mapping[str, Measure]) -> Form:
    if not entry.columns or entry.note in entry.columns:
        raise FormError(f"{identifier}: columns are missing, or the note is one of them")
    columns = {number: _column(identifier, number, name, measures) for number, name in entry.columns.items()}
    equations = tuple(parse_equation(each.text, each.severity, each.reason) for each in entry.equation)
    limits = tuple(parse_limit(text, each.severity, each.reason) for each in entry.limit for text in each.texts)
    derived = tuple(Derived(each.measure, parse_sum(each.text)) for each in entry.derived)
    spoken_of = {number for equation in equations for number in equation.columns}
    spoken_of |= {number for limit in limits for number in limit.columns}
    spoken_of |= {number for each in derived for number in each.columns}
    if absent := spoken_of - set(columns):
        raise FormError(f"{identifier}: a rule speaks of columns that are not there: {sorted(absent)}")
    if unnamed := {each.measure for each in derived} - set(measures):
        raise FormError(f"{identifier}: derives measures that do not exist: {sorted(unnamed)}")
    return Form(identifier, entry.number, entry.title, regime, columns, entry.note, equations, limits, derived)


def _column(identifier: str, number: int, name: str, measures: Mapping[str, Measure]) -> Column:
    if not name:
        return Column(number, None)
    if name not in measures:
        raise FormError(f"{identifier}: column {number} names the measure {name}, which does not exist")
    return Column(number, name, measures[name].fractional)
