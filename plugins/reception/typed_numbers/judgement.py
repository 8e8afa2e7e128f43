"""Judges each claim against the numbers that it may be about (rule V17).

A slip is an error only where chance hardly explains it: the words name the measure, or the number is long. What is probably wrong
waits until the editor corrects or confirms it; what may well be right passes, because a false alarm that stops the build teaches
editors to work around the check.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from plugins.problems import Problem, Severity
from plugins.reception.data.model import Observation
from plugins.reception.typed_numbers.claims import Claim
from plugins.reception.typed_numbers.context import Context
from plugins.reception.typed_numbers.known_values import some_row
from plugins.reception.typed_numbers.numerals import is_year
from plugins.reception.typed_numbers.parts import is_part, is_reception
from plugins.reception.typed_numbers.subjects import Subject
from plugins.reception.typed_numbers.typos import near_miss
from plugins.rules import rule
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_period

SURE_DIGITS = 3
TELLING = 100  # smaller numbers are too common to be known again
LONG = 10_000  # near such a number nothing else is by chance
SMALL_PART = 20  # what is less than a twentieth may be a part that the sentence does not name
SEVERITIES: tuple[Severity, ...] = ("note", "unconfirmed", "error")


class ClaimFinding(NamedTuple):
    """What is wrong with one claim."""

    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A number of the data that a typed one was likely meant to be."""

    row: Observation
    what: str
    severity: Severity


@rule("V17")
def numbers_are_those_of_the_data(context: Context, elsewhere: set[Claim]) -> Iterator[Problem]:
    """Số gõ trong lời văn là số của đơn vị và kỳ mà câu nói tới, hoặc của bài; nghi sai thì phải sửa hoặc xác nhận.

    Sai: đã tiếp 17.686 lượt công dân, khi số liệu là 17668
    Đúng: đã tiếp {{ lượt công dân }}, hoặc đã tiếp 17.668 lượt công dân
    """
    # `elsewhere` are the claims that are true of another unit or period
    for claim in context.claims:
        if finding := _Judge(context, claim, claim in elsewhere).finding():
            yield context.asked(claim.start, claim.written, finding.message, finding.severity)


class _Judge:
    """Weighs one claim."""

    def __init__(self, context: Context, claim: Claim, elsewhere: bool) -> None:
        self.context, self.claim, self.elsewhere = context, claim, elsewhere
        self.subject: Subject = context.subject(claim)
        self.rows, self.is_part = self.subject.meant(claim), is_part(context, claim)

    def finding(self) -> ClaimFinding | None:
        """The gravest thing that is wrong with the claim."""
        claim, subject = self.claim, self.subject
        true = subject.true_for(claim)
        if true or any(row.measure in self._ids and claim.holds(row.value) for row in subject.also):
            return self._oddly_written(true) if claim.odd else None
        if subject.standing == "foreign":
            return self._taken_from_own()
        if subject.standing == "part":
            return self._slip(least=LONG)
        if claim.qualifier:
            return self._implausible()
        if not (self.rows or claim.named) or not is_reception(self.context, claim):
            return None
        return self._slip() or self._mixed_up() or self._left_in() or self._unknown()

    @property
    def _ids(self) -> set[str]:
        return {measure.id for measure in self.claim.measures}

    def _oddly_written(self, true: list[Observation]) -> ClaimFinding:
        right = format_number(true[0].value if true else self.claim.value)
        message = f"“{self.claim.written}” không viết theo kiểu số Việt Nam. Sửa thành {right}{self._or_embed(true)}."
        return ClaimFinding("unconfirmed" if self.claim.doubtful else "error", message)

    def _taken_from_own(self) -> ClaimFinding | None:
        """“Cả nước tiếp 17.668 lượt”, when that is the province's number, or nearly."""
        claim = self.claim
        own = [row for row in self.context.own.rows if row.measure in self._ids]
        same = next((row for row in own if claim.holds(row.value) and row.value >= TELLING), None)
        if same and not claim.qualifier:
            return ClaimFinding("unconfirmed", f"“{claim.written}”: {self._is_of(same)}, mà câu này nói về “{self.subject.words}”.")
        near = next((row for row in own if row.value >= LONG and near_miss(claim.value, row.value)), None)
        return (
            ClaimFinding("unconfirmed", self._slip_message(near, near_miss(claim.value, near.value)))
            if near and claim.named
            else None
        )

    def _slip(self, least: int = 0) -> ClaimFinding | None:
        slips = sorted(
            self._slips(least), key=lambda slip: (-SEVERITIES.index(slip.severity), abs(slip.row.value - self.claim.value))
        )
        if not slips or slips[0].severity == "note":
            return None
        return ClaimFinding(slips[0].severity, self._slip_message(slips[0].row, slips[0].what))

    def _slips(self, least: int) -> Iterator[Slip]:
        for row in self.rows:
            what = near_miss(self.claim.value, row.value) if row.value >= least else ""
            if what:
                yield Slip(row, what, self._how_sure(row))

    def _how_sure(self, row: Observation) -> Severity:
        """A number of d digits is by chance one slip away from one of n numbers about n · 50 times in 10^d."""
        claim = self.claim
        digits = min(len(str(int(number))) for number in (claim.value, row.value))
        if claim.named:
            sure: Severity = "error" if digits >= SURE_DIGITS else "unconfirmed" if digits == SURE_DIGITS - 1 else "note"
        else:
            long_enough = digits > SURE_DIGITS and len(self.rows) <= 10 ** (digits - SURE_DIGITS)
            sure = "error" if long_enough else "unconfirmed" if digits >= SURE_DIGITS else "note"
        if self.is_part:
            return "unconfirmed" if digits > SURE_DIGITS and len(str(claim.value)) == len(str(row.value)) else "note"
        doubtful = claim.doubtful or self.elsewhere or self.subject.standing == "part"
        return "unconfirmed" if doubtful and sure == "error" else sure

    def _slip_message(self, row: Observation, what: str) -> str:
        right = format_number(row.value)
        where = f"{self._whose(row)}, {row.origin.path}" + (f":{row.origin.line}" if row.origin.line else "")
        name = self.context.own.measures[row.measure].name
        return (
            f"bài ghi “{self.claim.written}” nhưng “{name}” trong bộ “{row.dataset}” là {right} ({where}): {what}. "
            f"Sửa thành {right}{self._or_embed([row])}{self._or_by_hand()}."
        )

    def _implausible(self) -> ClaimFinding | None:
        claim, near = self.claim, self._nearest()
        if not claim.named or near is None or self.is_part:
            return None
        right = format_number(near.value)
        return ClaimFinding(
            "unconfirmed",
            f"“{claim.qualifier} {claim.written}” không hợp với số liệu: số gần nhất là {right}. Kiểm tra lại con số.",
        )

    def _mixed_up(self) -> ClaimFinding | None:
        """The right number with the wrong words."""
        claim = self.claim
        least = TELLING if claim.named else TELLING * 10
        for row in self.subject.rows if claim.value >= least and not claim.qualifier else ():
            if row.measure not in self._ids and claim.holds(row.value) and not self._is_part_of(row):
                other = self.context.own.measures[row.measure].name
                not_of = f"không phải của “{claim.measures[0].name}”"
                message = f"“{claim.written}”: {format_number(row.value)} là số của “{other}”, {not_of}. Sửa số hoặc sửa chữ."
                return ClaimFinding("unconfirmed", message)
        return None

    def _is_part_of(self, row: Observation) -> bool:
        """“Trong đó 12.450 lượt” of a measure that is a part of what the words say."""
        catalogue = self.context.catalogue
        return self.is_part and bool(set(catalogue.wholes(catalogue.measures[row.measure])).intersection(self.claim.measures))

    def _left_in(self) -> ClaimFinding | None:
        """The number of another period or unit, which the sentence does not name."""
        claim = self.claim
        if not self.elsewhere or not self.context.own.rows:
            return None
        if claim.value < TELLING or not (claim.named or claim.value >= TELLING * 10):
            return ClaimFinding("note", self._nowhere()) if claim.named and not self.is_part and self.rows else None
        row = some_row(self.context.own, claim)
        return ClaimFinding("unconfirmed", f"“{claim.written}”: {self._is_of(row)}, mà câu này không nói tới.{self._right()}")

    def _unknown(self) -> ClaimFinding | None:
        claim, near = self.claim, self._nearest()
        if not claim.named or claim.doubtful or is_year(claim.number):
            return None
        if near is None:
            return None if self.context.own.rows or self.elsewhere else ClaimFinding("note", self._nowhere())
        if self.is_part and claim.value <= near.value:
            return None
        if not self.subject.is_said and claim.value * SMALL_PART < near.value:
            return None
        return ClaimFinding("unconfirmed", self._nowhere())

    def _nowhere(self) -> str:
        near, own = self._nearest(), self.context.own
        known = f"số gần nhất của kỳ này là {format_number(near.value)}" if near else "kỳ này chưa có số nào như vậy"
        return f"“{self.claim.written}” không có trong bộ số liệu “{own.dataset.id}”; {known}. Kiểm tra lại."

    def _right(self) -> str:
        near = self._nearest()
        return f" Số của {self._whose(near)} là {format_number(near.value)}." if near else ""

    def _is_of(self, row: Observation) -> str:
        return f"{format_number(row.value)} là số của {self._whose(row)}"

    def _whose(self, row: Observation) -> str:
        """“quý II năm 2017”, with the unit if it is not the article's."""
        unit = "" if row.unit == self.context.own.dataset.unit else f"{self.context.catalogue.unit(row.unit).name}, "
        return f"{unit}{format_period(row.period)}"

    def _nearest(self) -> Observation | None:
        value = Decimal(self.claim.value)
        return min(self.rows, key=lambda row: abs(Decimal(row.value) - value), default=None)

    def _or_embed(self, rows: list[Observation]) -> str:
        """How to call for the number, where the article's own is meant."""
        if not rows or rows[0] not in self.context.own.rows:
            return ""
        return f", tốt nhất là viết {{{{ {self.context.own.measures[rows[0].measure].name} }}}}"

    def _or_by_hand(self) -> str:
        claim = self.claim
        is_embeddable = not (claim.odd or claim.qualifier or claim.doubtful)
        return f'; nếu là số khác, viết {{{{ tay {claim.number} "lý do" }}}}' if is_embeddable else ""
