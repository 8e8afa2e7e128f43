"""`python -m plugins.reception.check content [file …]`: every problem of the data, one a line (part of `make check`)."""

from __future__ import annotations

import sys
from pathlib import Path

from plugins.problems import SEVERITY_WORDS, Problem, ProblemsFound, errors_of
from plugins.reception.load import load


def check_data(content: Path, shown: str) -> list[Problem]:
    """All problems, errors and warnings, sorted by file."""
    try:
        catalogue = load(content, shown)
    except ProblemsFound as found:
        return found.problems
    catalogue.store.close()
    return list(catalogue.warnings)


def line(problem: Problem) -> str:
    """As editors read it: the place, how bad it is unless it stops the build, the words, and the rule to look up."""
    weight = "" if problem.severity == "error" else f"{SEVERITY_WORDS[problem.severity]}: "
    rule = f" ({problem.rule})" if problem.rule else ""
    return f"{problem.where()}: {weight}{problem.message}{rule}"


def main(arguments: list[str]) -> int:
    """Print the problems (only those of the named files, if any are named); 1 if one is an error."""
    content, only = Path(arguments[0]), set(arguments[1:])
    problems = [problem for problem in check_data(content, content.name) if not only or problem.path in only]
    for problem in problems:
        print(line(problem))
    return 1 if errors_of(problems) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
