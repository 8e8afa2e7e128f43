"""The shape of a circular's TOML file: what it may hold."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from plugins.reception.data.law.formulas import Strictness
from plugins.reception.data.law.measures import FormError

YearMonthDay = tuple[int, int, int]


class Strict(BaseModel):
    """A table of TOML in which an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid")


class WindowEntry(Strict):
    """See `forms.Window`."""

    first: YearMonthDay
    last: YearMonthDay


class RegimeEntry(Strict):
    """The table [regime]."""

    id: str
    circular: str
    in_force: date
    until: date | None = None
    windows: dict[str, WindowEntry] = Field(default_factory=dict)
    awaiting: tuple[str, ...] = ()


class EquationEntry(Strict):
    """One [[form.equation]]."""

    text: str
    severity: Strictness = "error"
    reason: str = ""


class LimitEntry(Strict):
    """One [[form.limit]]: several limits of one severity, for one reason."""

    texts: tuple[str, ...]
    severity: Strictness = "error"
    reason: str = ""


class DerivedEntry(Strict):
    """One [[form.derived]]."""

    measure: str
    text: str


class FormEntry(Strict):
    """One [[form]]; `same_as` is the id of a form whose columns and rules it takes over."""

    number: str
    title: str = ""
    same_as: str = ""
    note: int = 0
    columns: dict[int, str] = Field(default_factory=dict)
    equation: tuple[EquationEntry, ...] = ()
    limit: tuple[LimitEntry, ...] = ()
    derived: tuple[DerivedEntry, ...] = ()


class FormFile(Strict):
    """A whole file."""

    regime: RegimeEntry
    form: tuple[FormEntry, ...] = ()


def read_form_files(folder: Path, besides: str) -> list[FormFile]:
    """Every TOML file of the folder except the one named `besides`, by name. Raises FormError."""
    paths = sorted(path for path in folder.glob("*.toml") if path.name != besides)
    return [_checked(path, tomllib.loads(path.read_text("utf-8"))) for path in paths]


def _checked(path: Path, content: dict[str, Any]) -> FormFile:
    try:
        return FormFile.model_validate(content)
    except ValidationError as error:
        raise FormError(f"{path.name}: {error}") from error
