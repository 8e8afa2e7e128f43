"""What a rule is: words for editors beside the code that holds it, so that the checks, the manual and the tests share them.

`@rule` makes a rule of a generator of Problems whose docstring says in Vietnamese what is asked, with a wrong (`Sai:`) and a right
(`Đúng:`) example: a phrase, or lines as they are typed. Where code raises or draws instead, `stated` puts the words beside it. Each
module lists its rules as RULES, each room its modules, and plugins/all_rules.py the rooms.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, ParamSpec

from plugins.problems import Problem, Severity

NUMBER = re.compile(r"V[0-9]{2}")  # of a rule of the data, as the data model counts them
P = ParamSpec("P")


@dataclass(frozen=True)
class Rule:
    """Each `id` is used once. `number` is that of the data model, which several rules may share; "" for rules of texts and files.

    `severity` is how bad a breach is at worst: a rule that is not sure says so by a softer Problem.
    """

    id: str
    number: str
    severity: Severity
    text: str
    wrong: str
    right: str

    @property
    def code(self) -> str:
        """What a Problem names the rule by."""
        return self.number or self.id

    def problem(self, path: str, line: int = 0, message: str = "", *, sheet: str = "", cell: str = "") -> Problem:
        """A breach at this place."""
        return Problem(path, line, sheet, cell, message, self.severity, self.code)


@dataclass(frozen=True)
class RunnableRule(Rule, Generic[P]):
    """A rule that finds its own breaches: calling it yields them, each with the rule's code and at most its severity."""

    find: Callable[P, Iterator[Problem]]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Iterator[Problem]:
        return map(self._named, self.find(*args, **kwargs))

    def _named(self, problem: Problem) -> Problem:
        severity = self.severity if problem.severity == "error" else problem.severity
        return problem if problem.rule else replace(problem, rule=self.code, severity=severity)


def rule(number: str = "", severity: Severity = "error") -> Callable[[Callable[P, Iterator[Problem]]], RunnableRule[P]]:
    """Make a rule of a generator of Problems; its name is the id, its docstring the words."""

    def make(find: Callable[P, Iterator[Problem]]) -> RunnableRule[P]:
        return RunnableRule(find.__name__, number, severity, *_words(find.__doc__ or ""), find)

    return make


def stated(name: str, words: str, number: str = "", severity: Severity = "error") -> Rule:
    """A rule that the code below holds; the Problems of that code, if any, name it."""
    return Rule(name, number, severity, *_words(words))


def _words(text: str) -> tuple[str, str, str]:
    words, _, examples = inspect.cleandoc(text).partition("\nSai:")
    wrong, _, right = examples.partition("\nĐúng:")
    return " ".join(words.split()), _example(wrong), _example(right)


def _example(text: str) -> str:
    """A phrase, or lines as they are typed, four spaces inside their title."""
    return re.sub(r"(?m)^ {4}", "", text.strip("\n")) + "\n" if text.startswith("\n") else text.strip()
