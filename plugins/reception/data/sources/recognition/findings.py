"""Collects the problems of one sheet, so that reading goes on and the clerk sees everything at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from plugins.problems import Problem, Severity
from plugins.reception.data.sources.spreadsheets.grid import Place, address


@dataclass(frozen=True, slots=True)
class Findings:
    """The problems of one sheet, in the order met."""

    path: str
    sheet: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, message: str, place: Place | None = None, rule: str = "", severity: Severity = "error") -> None:
        """Note a problem, at a cell if there is one to look at."""
        cell = address(place) if place is not None else ""
        self.problems.append(Problem(self.path, sheet=self.sheet, cell=cell, message=message, severity=severity, rule=rule))
