"""How a file of report forms is written: a circular, its forms, and measures that only they have.

The forms that come with the program and those that an office writes down in content/so-lieu/bieu/ are the same kind of file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from plugins.problems import Problem
from plugins.reception.data.law.measures import MeasureTable
from plugins.toml_files import Strict, line_of, read_toml

_DAY = 'ngày và tháng trong dấu nháy kép, dạng "15/9" hoặc "15/12 năm trước"'
_DATE = "một ngày dạng 2025-12-31, không có dấu nháy"


class WindowTable(Strict):
    """The first and the last day of a reporting period, both inside."""

    first: str = Field(alias="tu", description=_DAY)
    last: str = Field(alias="den", description=_DAY)


class WindowsTable(Strict):
    """[thong-tu.ky]. Longer periods that are left out are made of the quarters."""

    q1: WindowTable | None = Field(alias="quý I", default=None)
    q2: WindowTable | None = Field(alias="quý II", default=None)
    q3: WindowTable | None = Field(alias="quý III", default=None)
    q4: WindowTable | None = Field(alias="quý IV", default=None)
    half: WindowTable | None = Field(alias="6 tháng", default=None)
    nine_months: WindowTable | None = Field(alias="9 tháng", default=None)
    year: WindowTable | None = Field(alias="năm", default=None)


class CircularTable(Strict):
    """[thong-tu]. `ends` is the first day on which the circular no longer holds; `awaiting` are forms without columns."""

    number: str = Field(alias="so", pattern=r"^[0-9]{2}/20[0-9]{2}/TT-TTCP$", description='số thông tư, dạng "06/2025/TT-TTCP"')
    in_force: date | None = Field(alias="hieu-luc-tu", default=None, description=_DATE)
    ends: date | None = Field(alias="het-hieu-luc-tu", default=None, description=_DATE)
    windows: WindowsTable = Field(alias="ky", default=WindowsTable())
    awaiting: list[str] = Field(alias="chua-khai", default_factory=list)


class DoubtTable(Strict):
    """[[bieu.nghi-van]]: rules that only warn, and why."""

    equations: list[str] = Field(alias="cong-thuc", default_factory=list)
    limits: list[str] = Field(alias="gioi-han", default_factory=list)
    reason: str = Field(alias="vi-sao", min_length=1)


class FormTable(Strict):
    """One [[bieu]]. `same_as` names a form whose columns and rules this one has: "01/TCD, 02/2021/TT-TTCP"."""

    number: str = Field(
        alias="so", pattern=r"^[0-9]{1,2}(?:/[A-Z]{2,8}|[a-z])$", description='số biểu như trên biểu mẫu, dạng "01/TCD"'
    )
    title: str = Field(alias="ten", default="")
    basis: str = Field(alias="can-cu", default="")
    checked: bool | None = Field(alias="da-doi-chieu", default=None)
    checked_by: str = Field(alias="nguoi-doi-chieu", default="")
    checked_on: date | None = Field(alias="ngay-doi-chieu", default=None, description=_DATE)
    same_as: str = Field(alias="nhu", default="")
    note: int = Field(alias="cot-ghi-chu", default=0)
    equations: list[str] = Field(alias="cong-thuc", default_factory=list)
    limits: list[str] = Field(alias="gioi-han", default_factory=list)
    sums: dict[str, str] = Field(alias="cong-lai", default_factory=dict)
    columns: dict[str, str] = Field(alias="cot", default_factory=dict)
    headings: dict[str, str] = Field(alias="tieu-de", default_factory=dict)
    doubts: list[DoubtTable] = Field(alias="nghi-van", default_factory=list)


class FormFile(Strict):
    """A whole file."""

    circular: CircularTable = Field(alias="thong-tu")
    forms: list[FormTable] = Field(alias="bieu", default_factory=list)
    measures: list[MeasureTable] = Field(alias="chi-tieu", default_factory=list)


@dataclass(frozen=True)
class FormSource:
    """A file as read. `origin` tells the forms of the program from those of the office, of which more is asked."""

    display_path: str
    text: str
    file: FormFile
    origin: Literal["program", "office"]

    def problem(self, message: str, *keys: str | int) -> Problem:
        """A problem at the line of the key."""
        return Problem(self.display_path, line_of(self.text, keys), message=message)


def read_form_file(path: Path, display_path: str, origin: Literal["program", "office"]) -> FormSource:
    """Raises ProblemsFound with every slip of the file."""
    file, text = read_toml(path, display_path, FormFile)
    return FormSource(display_path, text, file, origin)
