"""One shape for everything the project tells editors and clerks is wrong.

All checks collect `Problem`s and raise them together as one `ProblemsFound`, so that a person sees the whole list once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from plugins.vietnamese.folding import nearest

Severity = Literal["error", "unconfirmed", "warning", "note"]
SEVERITY_WORDS: dict[Severity, str] = {"error": "lỗi", "unconfirmed": "cần xác nhận", "warning": "cảnh báo", "note": "ghi chú"}
STOPS: frozenset[Severity] = frozenset({"error", "unconfirmed"})
NOT_UTF8 = "tệp không viết bằng UTF-8. Lưu lại dạng UTF-8."


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """Where, what was found, what was expected, what to do: in Vietnamese, on one line.

    `path` is as the reader knows it (`content/tin-tuc/2017/bai.md`); `line` is 1-based, 0 for the whole file.
    For a workbook, `sheet` and `cell` ("C7") take the place of the line. `rule` is the rule's code ("V07"), if any. `quote`: the
    words that the header may confirm (see plugins/confirmations.py).
    """

    path: str
    line: int = 0
    sheet: str = ""
    cell: str = ""
    message: str = ""
    severity: Severity = "error"
    rule: str = ""
    quote: str = ""

    def __str__(self) -> str:
        return f"{self.where()}: {self.message}"

    def where(self) -> str:
        """The place in the form editors know: `bai.md:12`, or `bao-cao.xlsx, "01-TCD", ô C7`."""
        if self.sheet or self.cell:
            parts = [self.path, f'"{self.sheet}"' if self.sheet else "", f"ô {self.cell}" if self.cell else ""]
            return ", ".join(part for part in parts if part)
        return f"{self.path}:{self.line}" if self.line else self.path


class ProblemsFound(Exception):
    """Raised once with every problem of a stage; `problems` are sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refusal(path: str, message: str, line: int = 0) -> ProblemsFound:
    """To be raised for one thing that stops a stage at once."""
    return ProblemsFound([Problem(path, line, message=message)])


def suggest(word: str, known: Iterable[str], otherwise: str = "", limit: float = 0.6) -> str:
    """Advice for an unknown word: the nearest known one; where none is near (see `nearest`), `otherwise` or a list of all."""
    words = list(known)
    return did_you_mean(nearest(word, words, limit), otherwise=otherwise or f"Dùng được: {', '.join(words)}.")


def did_you_mean(*guesses: str | None, otherwise: str) -> str:
    """The question that offers the guesses, or other advice where there are none."""
    names = [f"“{guess}”" for guess in guesses if guess]
    return f"Có phải {' hay '.join(names)}?" if names else otherwise


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop the build, also until they are confirmed; warnings and notes are only shown."""
    return [problem for problem in problems if problem.severity in STOPS]
