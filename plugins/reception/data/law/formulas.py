"""What a form demands of its columns: "1=4+13+22", "1=3+5+7=9+11", "8<=4", "6+7<=4", and "9=>8" (9 is nothing without 8)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Strictness = Literal["error", "warning"]
Sum = tuple[int, ...]

_SIDE = r"[0-9]+(?:\+[0-9]+)*"
_EQUATION = re.compile(rf"{_SIDE}(?:={_SIDE})+")
_LIMIT = re.compile(rf"({_SIDE})(<=|=>)({_SIDE})")
_SUM = re.compile(_SIDE)


class FormulaError(ValueError):
    """A text is no formula; the message says in Vietnamese what one looks like."""


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
    """Parse sums of column numbers joined by "=". Raises FormulaError for anything else."""
    if not _EQUATION.fullmatch(text):
        raise FormulaError(f"“{text}” không phải công thức. Ghi số cột, không dấu cách, dạng 1=4+13+22.")
    return Equation(text, tuple(parse_sum(side) for side in text.split("=")), severity, reason)


def parse_limit(text: str, severity: Strictness = "error", reason: str = "") -> Limit:
    """Parse "part<=whole" or "part=>whole"; each side is one column or a sum. Raises FormulaError for anything else."""
    match = _LIMIT.fullmatch(text)
    if not match:
        raise FormulaError(
            f"“{text}” không phải giới hạn. Ghi dạng 8<=4 (cột 8 không quá cột 4) hoặc 9=>8 (cột 9 có số thì cột 8 có số)."
        )
    part, whole = parse_sum(match[1]), parse_sum(match[3])
    if set(part) & set(whole):
        raise FormulaError(f"“{text}” so một cột với chính nó. Xem lại số cột.")
    return Limit(text, part, whole, severity, reason, match[2] == "=>")


def parse_sum(text: str) -> Sum:
    """The columns of a sum: (1, 9) for "1+9". Raises FormulaError."""
    if not _SUM.fullmatch(text):
        raise FormulaError(f"“{text}” không phải tổng các cột. Ghi số cột, không dấu cách, dạng 1+9.")
    return tuple(int(column) for column in text.split("+"))


def circle(equations: Iterable[Equation]) -> tuple[int, ...]:
    """Columns of which each is a sum with the next, back to the first: (1, 4, 1) for "1=4+5" and "4=1+2"; () if there is none."""
    parts: dict[int, set[int]] = {}
    for equation in equations:
        if len(equation.sides[0]) == 1:
            parts.setdefault(equation.sides[0][0], set()).update(column for side in equation.sides[1:] for column in side)
    for column in parts:
        if way := _way_back(column, column, parts, set()):
            return (column, *way)
    return ()


def _way_back(column: int, goal: int, parts: Mapping[int, set[int]], seen: set[int]) -> tuple[int, ...]:
    for part in sorted(parts.get(column, ())):
        if part == goal:
            return (part,)
        if part not in seen:
            seen.add(part)
            if way := _way_back(part, goal, parts, seen):
                return (part, *way)
    return ()
