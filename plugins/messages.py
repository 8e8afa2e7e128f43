"""Problems as lines for editors, the same in `make check`, `make` and the preview.

What stops the build has a line each. Of warnings and notes there is one line for each file and rule, with the count, and only one
for a rule that concerns many files of a folder, or many folders of reports: a habit of an office would otherwise hide what matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

from plugins.problems import SEVERITY_WORDS, STOPS, Problem
from plugins.rules import NUMBER

MOST_LINES = 20  # of warnings after a build
MANY_FILES = MANY_FOLDERS = 3
TREE = 3  # content/so-lieu/bao-cao: below it, offices keep a folder for each year or quarter


def line(problem: Problem, *others: Problem) -> str:
    """As editors read it: the place, the severity unless it is an error, the words, the number of the rule to look up, and how many
    `others` of its kind there are.
    """
    weight = "" if problem.severity == "error" else f"{SEVERITY_WORDS[problem.severity]}: "
    rule = problem.rule if NUMBER.fullmatch(problem.rule) else ""
    files = len({other.path for other in (problem, *others)})
    folders = {_folder(other) for other in (problem, *others)}
    folder = "thư mục này" if len(folders) == 1 else _tree(problem)
    where = "trong tệp này" if files == 1 else f"trong {files} tệp của {folder}"
    notes = ", ".join(filter(None, (rule, f"cùng {len(others)} chỗ nữa {where}" if others else "")))
    return f"{problem.where()}: {weight}{problem.message}{f' ({notes})' if notes else ''}"


def lines(problems: Iterable[Problem]) -> list[str]:
    """All problems in the order of their places, alike warnings and notes on the line of the first."""
    ordered = sorted(problems)
    files: defaultdict[object, set[str]] = defaultdict(set)
    folders: defaultdict[object, set[str]] = defaultdict(set)
    for problem in ordered:
        files[_folder(problem), *_habit(problem)].add(problem.path)
        folders[_tree(problem), *_habit(problem)].add(_folder(problem))
    groups: defaultdict[object, list[Problem]] = defaultdict(list)
    for place, problem in enumerate(ordered):
        of_tree, of_folder = (_tree(problem), *_habit(problem)), (_folder(problem), *_habit(problem))
        one: object = (problem.path, *_habit(problem))
        if problem.severity in STOPS:
            one = place
        elif len(folders[of_tree]) > MANY_FOLDERS:
            one = "tree", of_tree
        elif len(files[of_folder]) > MANY_FILES:
            one = "folder", of_folder
        groups[one].append(problem)
    return [line(*group) for group in groups.values()]


def warning_lines(problems: Iterable[Problem]) -> list[str]:
    """The warnings for the end of a build: few, and where the others are."""
    found = lines({problem for problem in problems if problem.severity == "warning"})
    rest = len(found) - MOST_LINES
    return [*found[:MOST_LINES], f"Còn {rest} dòng cảnh báo nữa. Xem: make check"] if rest > 0 else found


def _habit(problem: Problem) -> tuple[str, str]:
    """What makes two warnings alike: the severity, and the rule or else the words."""
    return problem.severity, problem.rule or problem.message


def _folder(problem: Problem) -> str:
    return str(PurePosixPath(problem.path).parent)


def _tree(problem: Problem) -> str:
    """The folder at whose depth reports begin; articles lie no deeper."""
    return str(PurePosixPath(*PurePosixPath(problem.path).parent.parts[:TREE]))
