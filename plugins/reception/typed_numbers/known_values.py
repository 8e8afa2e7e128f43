"""What an article's data set says: the numbers of its own scope, and whether the set has a number anywhere else.

Queries are by value, so that a set of a million numbers costs an article two queries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import literal, select, union_all

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Dataset, Observation
from plugins.reception.data.queries.select import live_observations, selection_of
from plugins.reception.data.store import MILLIONTH, observation
from plugins.reception.typed_numbers.claims import Claim

AT_ONCE = 100
LARGEST = 2**63 // MILLIONTH - 1


@dataclass(frozen=True, slots=True)
class OwnValues:
    """The data set of an article and its live numbers for the article's unit and period."""

    dataset: Dataset
    rows: tuple[Observation, ...]
    measures: Mapping[str, Measure]

    def meant(self, claim: Claim) -> list[Observation]:
        """The numbers a claim may be about."""
        measures = {measure.id for measure in claim.measures}
        return [row for row in self.rows if row.measure in measures]

    def true_for(self, claim: Claim) -> list[Observation]:
        """Those of them that make it true."""
        return [row for row in self.meant(claim) if claim.holds(row.value)]


def own_values(catalogue: Catalogue, scope: str) -> OwnValues:
    """Read the field So-lieu; without a period there are no own numbers. Raises QueryError when it means nothing."""
    name, _, period = scope.partition("/")
    if not period.strip():
        return OwnValues(catalogue.dataset(name.strip()), (), catalogue.measures)
    selection = selection_of(catalogue, scope)
    rows = live_observations(catalogue, selection, list(catalogue.measures.values()))
    return OwnValues(selection.dataset, rows, catalogue.measures)


def true_elsewhere(catalogue: Catalogue, dataset: Dataset, claims: Sequence[Claim]) -> set[Claim]:
    """The claims that some live number of the data set makes true, of whatever unit and period."""
    askable: dict[tuple[object, ...], list[Claim]] = {}
    for claim in dict.fromkeys(claims):
        if claim.high < LARGEST:
            question = (claim.low, claim.high, claim.value, claim.holds(claim.value), tuple(claim.measures))
            askable.setdefault(question, []).append(claim)
    alike = list(askable.values())
    starts = range(0, len(alike), AT_ONCE)
    return {claim for start in starts for found in _ask(catalogue, dataset, alike[start : start + AT_ONCE]) for claim in found}


def _ask(catalogue: Catalogue, dataset: Dataset, alike: Sequence[list[Claim]]) -> Iterator[list[Claim]]:
    questions = [
        select(literal(number)).where(
            select(observation.c.id)
            .where(
                observation.c.dataset == dataset.id,
                observation.c.measure.in_([measure.id for measure in claim.measures]),
                observation.c.millionths.between(int(claim.low * MILLIONTH), int(claim.high * MILLIONTH)),
                observation.c.millionths != (-1 if claim.holds(claim.value) else int(claim.value * MILLIONTH)),
                observation.c.live,
            )
            .exists()
        )
        for number, (claim, *_) in enumerate(alike)
    ]
    for number in catalogue.store.connection.scalars(union_all(*questions)):
        yield alike[number]
