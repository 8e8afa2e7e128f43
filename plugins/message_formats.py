"""Problems as other programs read them: `make check FORMAT=json`, `github`, `gitlab`.

GitHub shows them beside the lines of a change, GitLab in its report on the quality of code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from itertools import starmap

from plugins.messages import lines
from plugins.problems import STOPS, Problem, Severity

_GITHUB: Mapping[Severity, str] = {"error": "error", "unconfirmed": "error", "warning": "warning", "note": "notice"}
_GITLAB: Mapping[Severity, str] = {"error": "critical", "unconfirmed": "major", "warning": "minor", "note": "info"}
_ESCAPES = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_ESCAPES_OF_PROPERTIES = (*_ESCAPES, (":", "%3A"), (",", "%2C"))


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects with the fields of `Problem`, and `stops`: whether it stops the build."""
    fields = ("path", "line", "sheet", "cell", "severity", "message", "rule")
    found = [{name: getattr(problem, name) for name in fields} | {"stops": problem.severity in STOPS} for problem in problems]
    return json.dumps(found, ensure_ascii=False, indent=1)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands (GitHub's documentation, “Workflow commands”): a line each. A cell is named in the message."""
    return "\n".join(map(_github_line, problems))


def _github_line(problem: Problem) -> str:
    place = {"file": problem.path, **({"line": str(problem.line)} if problem.line else {})}
    properties = ",".join(f"{name}={_escaped(value, _ESCAPES_OF_PROPERTIES)}" for name, value in place.items())
    return f"::{_GITHUB[problem.severity]} {properties}::{_escaped(_words(problem), _ESCAPES)}"


def _escaped(text: str, escapes: Iterable[tuple[str, str]]) -> str:
    for mark, escape in escapes:
        text = text.replace(mark, escape)
    return text


def as_gitlab(problems: Iterable[Problem]) -> str:
    """A Code Quality report (GitLab's documentation, “Code Quality report format”). Fingerprints differ, also of equal problems."""
    return json.dumps(list(starmap(_gitlab_entry, enumerate(problems))), ensure_ascii=False, indent=1)


def _gitlab_entry(number: int, problem: Problem) -> dict[str, object]:
    return {
        "description": _words(problem),
        "check_name": problem.rule or "make check",
        "fingerprint": sha256(f"{number} {problem}".encode()).hexdigest(),
        "severity": _GITLAB[problem.severity],
        "location": {"path": problem.path, "lines": {"begin": max(problem.line, 1)}},
    }


def _words(problem: Problem) -> str:
    cell = ", ".join(filter(None, (f'"{problem.sheet}"' if problem.sheet else "", f"ô {problem.cell}" if problem.cell else "")))
    return f"{cell}: {problem.message}" if cell else problem.message


def as_text(problems: Iterable[Problem]) -> str:
    """What editors read: a line each, alike warnings on one."""
    return "\n".join(lines(problems))


FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}
