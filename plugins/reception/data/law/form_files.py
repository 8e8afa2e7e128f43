"""The shape of a circular's TOML file: what it may hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field

from plugins.reception.data.law.formulas import Strictness
from plugins.toml_files import Strict, read_toml

YearMonthDay = tuple[int, int, int]


class _Entry(Strict, strict=False):
    """A table of TOML, whose lists become tuples and whose keys may be numbers."""


class WindowEntry(_Entry):
    """See `forms.Window`."""

    first: YearMonthDay
    last: YearMonthDay


class RegimeEntry(_Entry):
    """The table [regime]."""

    id: str
    circular: str
    in_force: date
    until: date | None = None
    windows: dict[str, WindowEntry] = Field(default_factory=dict)
    awaiting: tuple[str, ...] = ()


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

    regime: RegimeEntry
    form: tuple[FormEntry, ...] = ()


def read_form_files(folder: Path, besides: str) -> list[FormFile]:
    """Every TOML file of the folder except the one named `besides`, by name. Raises ProblemsFound."""
    paths = sorted(path for path in folder.glob("*.toml") if path.name != besides)
    return [read_toml(path, f"{folder.name}/{path.name}", FormFile)[0] for path in paths]
