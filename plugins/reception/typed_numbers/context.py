"""A passage with its numbers, typed or embedded, as far as we know what they count.

Embeds are resolved only when a sentence makes a statement that needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from plugins.confirmations import ask
from plugins.problems import Problem, Severity
from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.model import Observation
from plugins.reception.data.queries.select import Selection, selection_of, value
from plugins.reception.embeds.inline import TOTAL, ByHand, SyntaxProblem, parse_embed
from plugins.reception.typed_numbers.claims import Claim
from plugins.reception.typed_numbers.known_values import OwnValues
from plugins.reception.typed_numbers.measure_names import MeasureWords
from plugins.reception.typed_numbers.numerals import NUMBER
from plugins.reception.typed_numbers.passages import EMBED_MARK, Embed, Passage
from plugins.reception.typed_numbers.subjects import Subject, Subjects
from plugins.vietnamese.numbers import NumberError, parse_decimal

PERCENT = rf"(?P<percent>{NUMBER}) ?%"
POINT = Decimal("0.1")  # rule V14
_PLAIN_DECIMAL = re.compile(r"[0-9]+[.,][0-9]+")


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number in the text and the observations it may be; none when the data does not know it."""

    start: int
    end: int
    rows: tuple[Observation, ...]


@dataclass(frozen=True)
class Context:
    """Everything the checks of statements ask about a passage."""

    path: str
    passage: Passage
    claims: list[Claim]
    own: OwnValues
    catalogue: Catalogue
    scope: str
    words: MeasureWords
    lead: str = ""

    @cached_property
    def numbers(self) -> tuple[StatedNumber, ...]:
        """All of the passage, in reading order."""
        typed = (
            StatedNumber(claim.start, claim.end, tuple(self.subject(claim).true_for(claim)))
            for claim in self.claims
            if not claim.qualifier
        )
        embedded = (number for embed in self.passage.embeds for number in self._embedded(embed))
        return tuple(sorted((*typed, *embedded), key=lambda number: number.start))

    def subject(self, claim: Claim) -> Subject:
        """Whose number the claim is."""
        if claim not in self._subjects:
            self._subjects[claim] = self.subjects.of(claim)
        return self._subjects[claim]

    @cached_property
    def subjects(self) -> Subjects:
        """Finds whose numbers the passage is about."""
        return Subjects(self.passage, self.lead, self.own)

    @cached_property
    def _subjects(self) -> dict[Claim, Subject]:
        return {}

    def within(self, start: int, end: int) -> list[StatedNumber]:
        """The numbers between two positions."""
        return [number for number in self.numbers if start <= number.start and number.end <= end]

    def named(self, start: int, end: int) -> list[StatedNumber]:
        """The measures that the text names between two positions without a number, with the numbers that they would have."""
        claimed, found = [number for number in self.numbers if start <= number.end], []
        for match in self.words.for_text(self.passage.text).before_number.finditer(self.passage.text, start, end):
            meant, named = self.words.for_text(self.passage.text).meant(match[0])
            if named and not any(number.start < match.end() and match.start() < number.end for number in claimed):
                rows = self.subjects.at(match.start(), match.end()).of(meant[0])
                found.append(StatedNumber(match.start(), match.end(), rows))
        return found

    def selection(self, row: Observation) -> Selection:
        """What a comparison of the row is asked about."""
        return Selection(self.catalogue.dataset(row.dataset), (self.catalogue.unit(row.unit),), (row.period,), row.scope)

    def problem(self, position: int, message: str, severity: Severity = "error", rule: str = "") -> Problem:
        """A problem on the line of that position; of another `rule` than the one that finds it, if named."""
        return Problem(self.path, self.passage.line_at(position), message=message, severity=severity, rule=rule)

    def asked(self, position: int, words: str, message: str, severity: Severity = "unconfirmed", rule: str = "") -> Problem:
        """A problem about these words, which the editor may confirm unless it is of another severity."""
        if severity != "unconfirmed":
            return self.problem(position, message, severity, rule)
        return ask(self.path, self.passage.line_at(position), words.replace(EMBED_MARK, ""), message, rule)

    def _embedded(self, embed: Embed) -> Iterator[StatedNumber]:
        """The number of an embed; unknown if there is no answer, which the resolver reports."""
        rows: tuple[Observation, ...] = ()
        try:
            asked = parse_embed(embed.text)
            if not isinstance(asked, ByHand) and asked.reading and asked.reading.name != TOTAL:
                return  # “| so-với cùng-kỳ” gives words, not a number
            if not isinstance(asked, ByHand) and not asked.reading:
                selection = selection_of(self.catalogue, self.scope, **asked.options)
                rows = (value(self.catalogue, selection, self.catalogue.measure(asked.name)),)
        except (SyntaxProblem, QueryError):
            rows = ()
        yield StatedNumber(embed.start, embed.end, rows)


def read_percent(text: str) -> Decimal | None:
    """“5,3”, also “5.3”, which is wrong but clear; None for what is no number."""
    try:
        return parse_decimal(text)
    except NumberError:
        return Decimal(text.replace(",", ".")) if _PLAIN_DECIMAL.fullmatch(text) else None
