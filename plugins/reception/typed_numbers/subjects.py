"""Whose number a claim is: what its sentence says, else what the article is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter

from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Observation
from plugins.reception.typed_numbers.claims import Claim
from plugins.reception.typed_numbers.compared_period import COMPARED
from plugins.reception.typed_numbers.known_values import OwnValues
from plugins.reception.typed_numbers.mentions import Mention, Standing, mentions_in
from plugins.reception.typed_numbers.passages import SIGHT, Passage
from plugins.reception.typed_numbers.tables import LABELS
from plugins.vietnamese.periods import calendar_days

_BEHIND = re.compile(r"[^,;:(.|0-9]{0,30}?(?:tại|ở|của|trong|thuộc|trên|là|về) *| *", re.IGNORECASE)
_THAN = re.compile(r"(?:%|lần|hơn|đôi|rưỡi|nửa|với|bằng|như|kém) *(?:so với )?(?:của )?$", re.IGNORECASE)
_PROPER_NAME = re.compile(r"[A-ZĐÀ-Ỹ]\w+(?: [A-ZĐÀ-Ỹ]\w+)*")
_IN_ALL = re.compile(r"tổng số *$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """The numbers that a claim may be about. `standing` is that of the sentence's place and time together; `words` name what is not
    the article's own. `is_said`: the sentence itself names its place or time. `also`: other numbers that are right here too.
    `since`: where the words about the place end.
    """

    standing: Standing
    rows: tuple[Observation, ...]
    words: str = ""
    is_said: bool = False
    also: tuple[Observation, ...] = ()
    since: int = 0

    def meant(self, claim: Claim) -> list[Observation]:
        """The numbers of the claim's measures."""
        measures = {measure.id for measure in claim.measures}
        return [row for row in self.rows if row.measure in measures]

    def of(self, measure: Measure) -> tuple[Observation, ...]:
        """The numbers of one measure."""
        return tuple(row for row in self.rows if row.measure == measure.id)

    def true_for(self, claim: Claim) -> list[Observation]:
        """Those of them that make it true."""
        return [row for row in self.meant(claim) if claim.holds(row.value)]


class Subjects:
    """Finds the subjects of one passage. `lead` is the heading or the line with a colon above it."""

    def __init__(self, passage: Passage, lead: str, own: OwnValues) -> None:
        self._passage, self._lead, self._own = passage, lead, own

    def of(self, claim: Claim) -> Subject:
        """The subject of a claim: what the labels of a cell say, or else the sentence before it, or right after it."""
        if claim.labels:
            return self._of_cell(claim.labels)
        return self.at(claim.start, claim.end)

    def at(self, start: int, end: int) -> Subject:
        """The subject of whatever stands between two positions."""
        since, until = self._passage.around(start)
        inside = self._between(since, until)
        before = [mention for mention in inside if mention.end <= start and not self._is_closed(mention, start)]
        named = [mention for mention in before if not self._is_compared(mention)]
        after = [mention for mention in inside if mention.start >= end and not self._is_compared(mention)]
        place = self._next(after, True, end) or _last(named, True)
        bracketed = next((mention for mention in before if mention not in named and self._opens(mention, start)), None)
        time = bracketed or self._beside(after, end) or _last(named, False) or self._next(after, False, end)
        earlier = self._between(max(0, since - SIGHT), since)
        others = [*(mention for mention in before if mention not in named), *earlier, *self._of_lead]
        subject = replace(self._subject(place, time, others), since=place.end if place and place.end <= start else 0)
        if (time and time.is_relative and not bracketed) or _IN_ALL.search(self._passage.text, since, start):
            return replace(subject, also=(*subject.also, *self._own.rows))
        return subject

    def of_sentence(self, place: int) -> Subject:
        """What the sentence around a place as a whole is about, if it names no more than one unit; the time stands before."""
        start, end = self._passage.around(place)
        inside = [mention for mention in self._between(start, end) if not self._is_compared(mention)]
        places = [mention for mention in inside if mention.is_place and mention.standing in ("known", "foreign")]
        names = (found[0] for found in _PROPER_NAME.finditer(self._passage.text, start, end))
        places = places or [self._unit(name) for name in names if self._ids(name)]
        if len({mention.words.lower() for mention in places}) > 1:
            return Subject("foreign", ())
        before = [mention for mention in inside if mention.end <= place]
        return self._subject(places[0] if places else None, _last(before, False), [])

    def _ids(self, name: str) -> tuple[str, ...]:
        return self._own.catalogue.register.ids_by_name.get(name.lower(), ())

    def _unit(self, name: str) -> Mention:
        """“Cao Lộc” without its type."""
        return Mention(0, len(name), name, True, "known", self._ids(name))

    def _of_cell(self, labels: str) -> Subject:
        """“Huyện Cao Lộc” or only “Cao Lộc” at the head of a row, “Quý II/2017” at the head of a column."""
        found, name = self._mentions(labels), labels.partition(LABELS)[0]
        bare = self._unit(name) if self._ids(name) else None
        return self._subject(_last(found, True) or bare, _last(found, False), self._of_lead)

    def _between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin between two positions."""
        first, last = (bisect_left(self._all, place, key=attrgetter("start")) for place in (start, end))
        return self._all[first:last]

    @cached_property
    def _all(self) -> list[Mention]:
        return self._mentions(self._passage.text)

    @cached_property
    def _of_lead(self) -> list[Mention]:
        return self._mentions(self._lead) if self._lead else []

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [found.span() for found in COMPARED.finditer(self._passage.text)]

    def _is_compared(self, mention: Mention) -> bool:
        text = self._passage.text
        place = bisect_right(self._spans, (mention.start, len(text))) - 1
        return (place >= 0 and mention.start < self._spans[place][1]) or (
            not mention.is_place and bool(_THAN.search(text, max(0, mention.start - 30), mention.start))
        )

    def _opens(self, mention: Mention, place: int) -> bool:
        """“so với cùng kỳ (15.820 lượt)”."""
        return not mention.is_place and self._passage.text[mention.end : place].strip() == "("

    def _beside(self, after: Sequence[Mention], end: int) -> Mention | None:
        """“17.668 lượt quý III”."""
        found = next((mention for mention in after if not mention.is_place), None)
        return found if found and not self._passage.text[end : found.start].strip() else None

    def _is_closed(self, mention: Mention, place: int) -> bool:
        """Whether the mention stands in brackets that end before the place."""
        between = self._passage.text[mention.end : place]
        return ")" in between and between.count(")") > between.count("(")

    def _mentions(self, text: str) -> list[Mention]:
        own = self._own
        return mentions_in(text, own.catalogue.register.ids_by_name, own.dataset.unit, own.period)

    def _next(self, after: Sequence[Mention], is_place: bool, end: int) -> Mention | None:
        """“814 lượt công dân tại huyện Cao Lộc”."""
        found = next((mention for mention in after if mention.is_place == is_place), None)
        return found if found and _BEHIND.fullmatch(self._passage.text, end, found.start) else None

    def _subject(self, place: Mention | None, time: Mention | None, others: Sequence[Mention]) -> Subject:
        said = [mention for mention in (place, time) if mention]
        standings = {mention.standing for mention in said}
        also = tuple(row for mention in others for row in self._rows(*((mention, time) if mention.is_place else (place, mention))))
        words = " ".join(mention.words for mention in said if mention.standing != "own")
        if "foreign" in standings:
            return Subject("foreign", (), words)
        rows = self._rows(place, time)
        if "part" in standings:
            return Subject("part", (*rows, *self._own.rows), words, False, also)
        if "known" in standings:
            is_known = rows or (time is None and self._own.period is None)
            return Subject("known" if is_known else "foreign", rows, words, True, also)
        return Subject("own", self._own.rows, "", bool(said), also)

    def _rows(self, place: Mention | None, time: Mention | None) -> tuple[Observation, ...]:
        units = place.units if place and place.units else (self._own.dataset.unit,)
        period = time.period if time and time.period else self._own.period
        return self._own.of(units, period) if period else ()


def _last(mentions: Sequence[Mention], is_place: bool) -> Mention | None:
    """The last one; but “quý III …, năm 2017” is about the quarter."""
    found = [mention for mention in mentions if mention.is_place == is_place]
    if len(found) > 1 and _is_year_of(found[-1], found[-2]):
        return found[-2]
    return found[-1] if found else None


def _is_year_of(later: Mention, earlier: Mention) -> bool:
    if not (later.period and earlier.period) or later.period.kind != "year" or earlier.period.kind == "year":
        return False
    return calendar_days(earlier.period)[1].year == later.period.year
