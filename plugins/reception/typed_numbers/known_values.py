"""What the data say: the numbers of an article's own units and periods, of any other, and whether a number is there at all.

Queries are by value, so that a set of a million numbers costs an article a few queries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_, literal, select, union_all

from plugins.manuscript import Manuscript
from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Dataset, Observation
from plugins.reception.data.queries.select import Selection, live_observations, selection_of
from plugins.reception.data.store import MILLIONTH, observation
from plugins.reception.embeds.block import BlockProblem, parse_block
from plugins.reception.embeds.inline import ByHand, SyntaxProblem, parse_embed
from plugins.reception.embeds.markdown import FENCES, Written, embeds_of
from plugins.reception.typed_numbers.claims import Claim
from plugins.vietnamese.periods import Period

BLOCK = re.compile(r"(?:```|~~~)[ \t]*s[oố]", re.IGNORECASE)
AT_ONCE = 100
LARGEST = 2**63 // MILLIONTH - 1


@dataclass(frozen=True)
class OwnValues:
    """What an article is about: the data sets, unit and period of its field So-lieu, and what its embeds ask for.

    `rows` are the live numbers of these.
    """

    catalogue: Catalogue
    selections: tuple[Selection, ...]
    dataset: Dataset
    period: Period | None

    @cached_property
    def rows(self) -> tuple[Observation, ...]:
        """All live numbers of the article's own units and periods."""
        return tuple(dict.fromkeys(row for selection in self.selections for row in self._live(selection)))

    @cached_property
    def datasets(self) -> tuple[Dataset, ...]:
        """The field's data set, then those of embeds."""
        return tuple(dict.fromkeys((self.dataset, *(selection.dataset for selection in self.selections))))

    @property
    def measures(self) -> Mapping[str, Measure]:
        """All measures of the catalogue."""
        return self.catalogue.measures

    def of(self, units: Sequence[str], period: Period) -> tuple[Observation, ...]:
        """The live numbers of other units or of another period in the article's data sets."""
        chosen = tuple(self.catalogue.unit(unit) for unit in units)
        selections = (Selection(dataset, chosen, (period,)) for dataset in self.datasets)
        return tuple(row for selection in selections for row in self._live(selection))

    def _live(self, selection: Selection) -> tuple[Observation, ...]:
        return live_observations(self.catalogue, selection, list(self.catalogue.measures.values()))


def own_values(catalogue: Catalogue, scope: str, manuscript: Manuscript) -> OwnValues | None:
    """Read the field So-lieu and the embeds; None if neither names a data set. Raises QueryError when the field means nothing."""
    name, _, period = scope.partition("/")
    named = [selection_of(catalogue, scope)] if period.strip() else []
    asked = [*named, *(_asked(catalogue, scope, manuscript) if _has_embeds(manuscript.body) else ())]
    if not scope and not asked:
        return None
    dataset = catalogue.dataset(name.strip()) if scope else asked[0].dataset
    return OwnValues(catalogue, tuple(dict.fromkeys(asked)), dataset, asked[0].periods[0] if asked else None)


def _has_embeds(text: str) -> bool:
    """A quick look before the slow one."""
    return "{{" in text or (any(fence in text for fence in FENCES) and BLOCK.search(text) is not None)


def _asked(catalogue: Catalogue, scope: str, manuscript: Manuscript) -> Iterator[Selection]:
    for written in embeds_of(manuscript):
        with suppress(QueryError, SyntaxProblem, BlockProblem):  # the resolver reports them
            if (options := _options(written)) is not None:
                yield selection_of(catalogue, scope, **options)


def _options(written: Written) -> dict[str, str] | None:
    """What an embed says that the field does not; None where that is nothing."""
    if written.kind == "inline":
        asked = parse_embed(written.text)
        return None if isinstance(asked, ByHand) or not asked.options else asked.options
    block = parse_block(written.text)
    options = {"dataset": block.dataset, "units": block.units, "periods": block.periods, "scope": block.scope}
    return options if any(options.values()) else None


def true_elsewhere(own: OwnValues, claims: Iterable[Claim]) -> set[Claim]:
    """The claims that some live number of the article's data sets makes true, of whatever unit and period."""
    askable: dict[tuple[object, ...], list[Claim]] = {}
    for claim in dict.fromkeys(claims):
        if claim.high < LARGEST:
            question = (claim.low, claim.high, claim.value, claim.holds(claim.value), tuple(claim.measures))
            askable.setdefault(question, []).append(claim)
    alike = list(askable.values())
    starts = range(0, len(alike), AT_ONCE)
    return {claim for start in starts for found in _ask(own, alike[start : start + AT_ONCE]) for claim in found}


def _ask(own: OwnValues, alike: Sequence[list[Claim]]) -> Iterator[list[Claim]]:
    questions = [
        select(literal(number)).where(select(observation.c.id).where(_makes_true(own, claim)).exists())
        for number, (claim, *_) in enumerate(alike)
    ]
    for number in own.catalogue.store.connection.scalars(union_all(*questions)):
        yield alike[number]


def _makes_true(own: OwnValues, claim: Claim) -> ColumnElement[bool]:
    conditions: tuple[Any, ...] = (
        observation.c.dataset.in_([dataset.id for dataset in own.datasets]),
        observation.c.measure.in_([measure.id for measure in claim.measures]),
        observation.c.millionths.between(int(claim.low * MILLIONTH), int(claim.high * MILLIONTH)),
        observation.c.millionths != (-1 if claim.holds(claim.value) else int(claim.value * MILLIONTH)),
        observation.c.live,
    )
    return and_(*conditions)


def some_row(own: OwnValues, claim: Claim) -> Observation:
    """One of the numbers that make the claim true; there must be one."""
    return next(own.catalogue.store.observations(_makes_true(own, claim)))
