"""What each typed number claims: the measures that its words may mean, and the values that would make it true.

Years, articles of law, averages and ranges claim nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Value
from plugins.reception.typed_numbers.counted_numbers import Counted, counted_numbers
from plugins.reception.typed_numbers.measure_names import MeasureWords
from plugins.reception.typed_numbers.numerals import ABOUT, LESS, MORE, QUALIFIER, TIMES, read_value
from plugins.reception.typed_numbers.passages import Passage
from plugins.vietnamese.number_words import LARGE_WORDS

ROUNDED = "làm tròn"
WITHIN = Decimal("0.1")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number with the measures its words may mean.

    `low` and `high` are the least and the greatest value that make it true: the value itself unless it is rounded or qualified.
    `named`: the words are a measure's full name. `odd`: the number is not written the Vietnamese way. `doubtful`: it is a side of
    “19/33 vụ việc”, or may be a year. `labels`: in a table, the words of its row and column, which say whose number it is.
    """

    start: int
    end: int
    written: str
    number: str
    value: Value
    measures: tuple[Measure, ...]
    named: bool
    low: Decimal
    high: Decimal
    qualifier: str = ""
    odd: bool = False
    doubtful: bool = False
    labels: str = ""

    def holds(self, value: Value) -> bool:
        """Whether a number of the data makes the claim true; “hơn” and “gần” leave out the number itself."""
        return self.low <= value <= self.high and not (self.qualifier in MORE + LESS and value == self.value)


def claims(passage: Passage, words: MeasureWords, in_cells: Iterable[tuple[Counted, str]] = ()) -> list[Claim]:
    """All claims of a passage in reading order; `in_cells` are the numbers of a table's row with their labels."""
    if not (_DIGIT.search(passage.text) or LARGE_WORDS.search(passage.text)):
        return []
    words = words.for_text(passage.text)
    found = {counted.start: (counted, "") for counted in counted_numbers(passage.text, words)}
    found |= {counted.start: (counted, labels) for counted, labels in in_cells}
    return [claim_of(passage.text, *found[start], words) for start in sorted(found)]


def claim_of(text: str, counted: Counted, labels: str, words: MeasureWords) -> Claim:
    """Weigh a number and its words."""
    measures, named = words.meant(counted.words)
    fractional = any(measure.fractional for measure in measures)
    value, odd = read_value(counted.number, fractional)
    times = TIMES.get(counted.times.lower(), 1)
    last_place = Decimal(1).scaleb(int(Decimal(value).as_tuple().exponent)) * times
    value = int(value * times) if counted.times else value
    qualified = QUALIFIER.search(text, max(0, counted.start - 20), counted.start)
    qualifier = (qualified["word"] or ABOUT[0]).lower() if qualified else ""
    low = high = Decimal(value)
    if qualifier in MORE + ABOUT:
        high *= 1 + WITHIN
    if qualifier in LESS + ABOUT:
        low *= 1 - WITHIN
    if not qualifier and (counted.times or fractional):
        low, high = low - last_place / 2, high + last_place / 2
    rounded = qualifier or (ROUNDED if counted.times else "")
    written = " ".join(counted.written.split())
    place = (counted.start, counted.end)
    return Claim(*place, written, counted.number, value, measures, named, low, high, rounded, odd, counted.doubtful, labels)
