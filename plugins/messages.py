"""Problems as lines for editors, the same in `make check`, `make` and the preview.

What stops the build has a line each. Of warnings and notes there is one line for each file and rule, with the count, and only one
for a rule that concerns many files of a folder: a habit of an office would otherwise hide what matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

from plugins.problems import SEVERITY_WORDS, STOPS, Problem
from plugins.rules import NUMBER

MOST_LINES = 20  # of warnings after a build
MANY_FILES = 3


def line(problem: Problem, *others: Problem) -> str:
    """As editors read it: the place, the severity unless it is an error, the words, the number of the rule to look up, and how many
    `others` of its kind there are.
    """
    weight = "" if problem.severity == "error" else f"{SEVERITY_WORDS[problem.severity]}: "
    rule = problem.rule if NUMBER.fullmatch(problem.rule) else ""
    files = len({other.path for other in (problem, *others)})
    where = "trong tệp này" if files == 1 else f"trong {files} tệp của thư mục này"
    notes = ", ".join(filter(None, (rule, f"cùng {len(others)} chỗ nữa {where}" if others else "")))
    return f"{problem.where()}: {weight}{problem.message}{f' ({notes})' if notes else ''}"


def lines(problems: Iterable[Problem]) -> list[str]:
    """All problems in the order of their places, alike warnings and notes on the line of the first."""
    ordered = sorted(problems)
    files: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for problem in ordered:
        files[_habit(problem)].add(problem.path)
    groups: defaultdict[object, list[Problem]] = defaultdict(list)
    for place, problem in enumerate(ordered):
        habit = _habit(problem)
        one = place if problem.severity in STOPS else habit if len(files[habit]) > MANY_FILES else (problem.path, *habit)
        groups[one].append(problem)
    return [line(*group) for group in groups.values()]


def warning_lines(problems: Iterable[Problem]) -> list[str]:
    """The warnings for the end of a build: few, and where the others are."""
    found = lines({problem for problem in problems if problem.severity == "warning"})
    rest = len(found) - MOST_LINES
    return [*found[:MOST_LINES], f"Còn {rest} dòng cảnh báo nữa. Xem: make check"] if rest > 0 else found


def _habit(problem: Problem) -> tuple[str, ...]:
    """What makes two warnings alike: the folder, and the rule or else the words."""
    return (str(PurePosixPath(problem.path).parent), problem.severity, problem.rule or problem.message)
