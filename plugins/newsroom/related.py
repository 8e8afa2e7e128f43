"""Which articles an article points to: the ones before and after it, and a few that share its tags.

Only each tag's neighbours in time are candidates: the cost stays linear in the number of articles, and a new article changes only
the pages near it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

NEIGHBOURS_A_SIDE = 4
MOST_RELATED = 5


class Relatable(Protocol):
    """What relating needs to know of an article."""

    @property
    def url(self) -> str: ...

    @property
    def date(self) -> datetime: ...

    @property
    def subjects(self) -> Sequence[Hashable]: ...


Kind = TypeVar("Kind", bound=Relatable)


def in_order(articles: Sequence[Kind]) -> list[Kind]:
    """Newest first; articles of one minute by address, so that the order never depends on the file system."""
    return sorted(sorted(articles, key=lambda article: article.url), key=lambda article: article.date, reverse=True)


def neighbours(ordered: Sequence[Kind]) -> Iterator[tuple[Kind, Kind | None, Kind | None]]:
    """(article, the next newer one, the next older one) for articles newest first."""
    for position, article in enumerate(ordered):
        newer = ordered[position - 1] if position else None
        older = ordered[position + 1] if position + 1 < len(ordered) else None
        yield article, newer, older


def related(ordered: Sequence[Kind]) -> Iterator[tuple[Kind, list[Kind]]]:
    """(article, at most five others), those that share most tags first, then the nearest in time."""
    by_subject: dict[Hashable, list[int]] = defaultdict(list)
    places: list[list[tuple[Hashable, int]]] = []
    for position, article in enumerate(ordered):
        places.append([(subject, len(by_subject[subject])) for subject in article.subjects])
        for subject in article.subjects:
            by_subject[subject].append(position)
    for position, article in enumerate(ordered):
        shared: Counter[int] = Counter()
        for subject, place in places[position]:
            near = by_subject[subject][max(0, place - NEIGHBOURS_A_SIDE) : place + NEIGHBOURS_A_SIDE + 1]
            shared.update(other for other in near if other != position)
        best = sorted(shared, key=lambda other: (-shared[other], abs(other - position), other))
        yield article, [ordered[other] for other in best[:MOST_RELATED]]
