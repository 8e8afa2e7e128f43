"""A report form: its numbered columns, what they count, and what they demand of each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.reception.data.law.formulas import Equation, Limit, Sum
from plugins.reception.data.law.regimes import Regime

FEWEST = 5  # numbered columns by which a sheet is recognised


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
    """One form of one circular; `note` is the number of its column of remarks, 0 if it has none.

    What an unchecked form says has not been compared with the circular's text: its numbers are provisional. A form that prints no
    column numbers has the headings by which its columns are found.
    """

    id: str
    number: str
    title: str
    regime: Regime
    columns: Mapping[int, Column]
    note: int
    equations: tuple[Equation, ...]
    limits: tuple[Limit, ...]
    derived: tuple[Derived, ...]
    checked: bool = True
    headings: Mapping[int, str] = field(default_factory=dict)

    @property
    def unguarded(self) -> tuple[int, ...]:
        """The columns that stand in no equation whose breach is an error: only a line of totals shows a mistake there."""
        equations = (equation for equation in self.equations if equation.severity == "error")
        guarded = {column for equation in equations for side in equation.sides for column in side}
        return tuple(sorted(self.columns.keys() - guarded))

    @property
    def caution(self) -> str:
        """What readers of its numbers should know; "" of a checked form."""
        name = f"Biểu {self.number} của Thông tư {self.regime.circular}"
        return "" if self.checked else f"{name} chưa được đối chiếu với văn bản thông tư."
