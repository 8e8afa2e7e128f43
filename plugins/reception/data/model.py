"""The words that all data code shares: an observation, where it comes from and what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from plugins.problems import Problem
from plugins.vietnamese.periods import Period

Value = int | Decimal
Scope = Literal["toan_dia_ban", "rieng_don_vi"]
Status = Literal["chinh_thuc", "so_bo", "bao_chi", "dinh_chinh", "rut"]
PROVISIONAL: Status = "so_bo"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row was read: a line of a table, or a cell ("C7") of a workbook's sheet."""

    path: str
    line: int = 0
    sheet: str = ""
    cell: str = ""

    def problem(self, message: str, softer: bool = False) -> Problem:
        """What is wrong there; only a warning where it is `softer`."""
        return Problem(self.path, self.line, self.sheet, self.cell, message, "warning" if softer else "error")


@dataclass(frozen=True, slots=True)
class Source:
    """Who said so: the title of the article or report, its date, and its address when it has one."""

    title: str
    published: date | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One number: of a measure, for a unit, over a period whose two days are always known.

    `start` and `end` are days as the source prints them, both inside. `replaces` names the observation that this one corrects;
    the corrected row stays in the table (rule V16). `verbatim` is the number as the source prints it, if somebody copied it.
    """

    id: str
    dataset: str
    unit: str
    scope: Scope
    period: Period
    start: date
    end: date
    measure: str
    value: Value
    status: Status
    source: Source
    origin: Origin
    quote: str = ""
    form: str = ""
    revision: int = 1
    replaces: str = ""
    received: date | None = None
    note: str = ""
    verbatim: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A set of observations published together at /so-lieu/<id>/.

    Embeds that name no unit mean `unit`. `sample` marks made-up numbers. `forms` lists the report forms ("01/TCD") that it takes;
    empty means those of its name. `licence` is the address of the terms of reuse, and `next_due` the day by which the next numbers
    come, if the office set any. `line`, `unit_line` and `featured_line` are the lines of nguon.toml that declare it, its unit,
    and what the home page shows of it.
    """

    id: str
    title: str
    description: str
    unit: str
    sample: bool = False
    featured_period: Period | None = None
    featured: tuple[str, ...] = ()
    licence: str = ""
    next_due: date | None = None
    forms: tuple[str, ...] = ()
    line: int = 0
    unit_line: int = 0
    featured_line: int = 0
