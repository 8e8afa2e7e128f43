"""What a form demands of its columns: "1=4+13+22", "1=3+5+7=9+11", "8<=4", "6+7<=4", and "9=>8" (9 is nothing without 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from plugins.reception.data.law.measures import FormError

Strictness = Literal["error", "warning"]
Sum = tuple[int, ...]

_EQUATION = re.compile(r"[0-9]+(?:\+[0-9]+)*(?:=[0-9]+(?:\+[0-9]+)*)+")
_SIDE = r"[0-9]+(?:\+[0-9]+)*"
_LIMIT = re.compile(rf"({_SIDE})(<=|=>)({_SIDE})")
_SUM = re.compile(_SIDE)


@dataclass(frozen=True, slots=True)
class Equation:
    """Sums of columns that must be equal. `reason` tells the clerk why a doubtful equation only warns."""

    text: str
    sides: tuple[Sum, ...]
    severity: Strictness = "error"
    reason: str = ""

    @property
    def columns(self) -> frozenset[int]:
        """All columns of the equation."""
        return frozenset(column for side in self.sides for column in side)


@dataclass(frozen=True, slots=True)
class Limit:
    """The part may not exceed the whole (rule V08). With `needs`, the part only has to be zero where the whole is zero."""

    text: str
    part: Sum
    whole: Sum
    severity: Strictness = "error"
    reason: str = ""
    needs: bool = False

    @property
    def columns(self) -> frozenset[int]:
        """All columns of the limit."""
        return frozenset(self.part + self.whole)


def parse_equation(text: str, severity: Strictness = "error", reason: str = "") -> Equation:
    """Parse sums of column numbers joined by "=". Raises FormError for anything else."""
    if not _EQUATION.fullmatch(text):
        raise FormError(f"“{text}” is not an equation such as 1=4+13+22")
    return Equation(text, tuple(parse_sum(side) for side in text.split("=")), severity, reason)


def parse_limit(text: str, severity: Strictness = "error", reason: str = "") -> Limit:
    """Parse "part<=whole" or "part=>whole"; each side is one column or a sum. Raises FormError for anything else."""
    match = _LIMIT.fullmatch(text)
    if not match:
        raise FormError(f"“{text}” is not a limit such as 8<=4")
    return Limit(text, parse_sum(match[1]), parse_sum(match[3]), severity, reason, match[2] == "=>")


def parse_sum(text: str) -> Sum:
    """The columns of a sum: (1, 9) for "1+9". Raises FormError."""
    if not _SUM.fullmatch(text):
        raise FormError(f"“{text}” is not a sum of columns such as 1+9")
    return tuple(int(column) for column in text.split("+"))
