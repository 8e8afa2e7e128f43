"""What an editor has looked at and answers for: the header line `Da-xac-nhan: 19.917 lượt công dân; tăng 12%`.

A check that is not sure asks (`ask`): a problem of severity "unconfirmed" stops the build like an error, until the line quotes its
words. `unless_confirmed` then leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.manuscript import Manuscript
from plugins.problems import Problem

FIELD, SEPARATOR = "Da-xac-nhan", ";"


def ask(path: str, line: int, words: str, message: str, rule: str = "") -> Problem:
    """A problem that waits for the editor to correct or to confirm these words of the text."""
    quote = _key(words.replace(SEPARATOR, " "))
    advice = f"Nếu đúng như vậy, thêm vào phần đầu bài dòng “{FIELD}: {quote}”."
    return Problem(path, line, message=f"{message} {advice}", severity="unconfirmed", rule=rule, quote=quote)


def confirmed(manuscript: Manuscript) -> tuple[str, ...]:
    """The words that the header confirms, as typed."""
    return tuple(filter(None, (" ".join(words.split()) for words in manuscript.value(FIELD).split(SEPARATOR))))


def unless_confirmed(manuscript: Manuscript, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without those whose words the header confirms."""
    known = {_key(words).lower() for words in confirmed(manuscript)}
    for problem in problems:
        if problem.severity != "unconfirmed" or problem.quote.lower() not in known:
            yield problem


def _key(words: str) -> str:
    return " ".join(words.split())
