"""Numbers typed in an article against the data set it names: the last guard of “a number is written once” (rule V17).

A slip is an error only where chance hardly explains it: the words name the measure, or the number is long. Everything less
certain is a warning or a note, because a false alarm that stops the build teaches editors to work around the check.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from plugins.manuscript import Manuscript
from plugins.problems import Problem, Severity
from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.model import Observation
from plugins.reception.typed_numbers.changes import changes_are_recomputed
from plugins.reception.typed_numbers.claims import Claim, claims, is_year
from plugins.reception.typed_numbers.context import Context
from plugins.reception.typed_numbers.known_values import OwnValues, own_values, true_elsewhere
from plugins.reception.typed_numbers.measure_names import measure_words
from plugins.reception.typed_numbers.passages import passages
from plugins.reception.typed_numbers.shares import shares_are_recomputed
from plugins.reception.typed_numbers.typos import near_miss
from plugins.reception.typed_numbers.words_beside_embeds import (
    directions_are_said_once,
    embeds_stand_apart,
    words_beside_embeds_fit,
)
from plugins.rules import rule
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_period

FIELD = "So-lieu"
EMBED_RULES = (directions_are_said_once, words_beside_embeds_fit, embeds_stand_apart)
MOST_NUMBERS = 5_000  # of one article; the data is asked for each
SURE_DIGITS = 3
TELLING = 10  # smaller numbers beside bare words are too common to mean anything
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")


class ClaimFinding(NamedTuple):
    """What is wrong with one claim."""

    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A number of the article's data set that a typed one was likely meant to be."""

    row: Observation
    what: str
    severity: Severity


def reconcile(manuscript: Manuscript, catalogue: Catalogue) -> list[Problem]:
    """Check the words around embeds and, in an article with the field So-lieu, compare typed numbers with its data set. Only
    problems of severity "error" should stop anything.
    """
    rules = EMBED_RULES if any("{" in line for line in manuscript.lines) else ()
    problems = [problem for rule in rules for problem in rule(manuscript, catalogue)]
    field = manuscript.field(FIELD)
    if field is None or not field.value:
        return problems
    try:
        own = own_values(catalogue, field.value)
    except QueryError as error:
        return [*problems, manuscript.problem(field.line, f"“{field.key}: {field.value}”: {error}")]
    words = measure_words(tuple(catalogue.measures.values()))
    read = [(passage, claims(passage, words)) for passage in passages(manuscript)]
    if sum(len(found) for _, found in read) > MOST_NUMBERS:
        message = (
            f"bài gõ quá {MOST_NUMBERS} con số có đơn vị nên không đối chiếu xuể. Tách thành nhiều bài, hoặc gọi bảng số liệu."
        )
        return [*problems, manuscript.problem(field.line, message)]
    unsettled = [claim for _, found in read for claim in found if not own.true_for(claim)]
    elsewhere = true_elsewhere(catalogue, own.dataset, unsettled)
    for passage, found in read:
        context = Context(manuscript.path, passage, found, own, catalogue, field.value, words)
        problems += numbers_are_those_of_the_data(context, elsewhere)
        problems += [*changes_are_recomputed(context), *shares_are_recomputed(context)]
    return sorted(set(problems))


@rule("V17")
def numbers_are_those_of_the_data(context: Context, elsewhere: set[Claim]) -> Iterator[Problem]:
    """Số gõ trong lời văn bằng số liệu của bộ mà bài khai ở So-lieu; không chắc câu nói về số nào thì chỉ cảnh báo, ghi chú.

    Sai: đã tiếp 17.686 lượt công dân, khi số liệu là 17668
    Đúng: đã tiếp {{ lượt công dân }}, hoặc đã tiếp 17.668 lượt công dân
    """
    # `elsewhere` are the claims that are true of another unit or period
    for claim in context.claims:
        if finding := _judge(claim, context.own, claim in elsewhere):
            yield context.problem(claim.start, finding.message, finding.severity)


def _judge(claim: Claim, own: OwnValues, elsewhere: bool) -> ClaimFinding | None:
    true = own.true_for(claim)
    if true or elsewhere:
        return _oddly_written(claim, true) if claim.odd else None
    if claim.qualifier:
        return _implausible(claim, own)
    slips = sorted(_slips(claim, own), key=lambda slip: (-SEVERITIES.index(slip.severity), abs(slip.row.value - claim.value)))
    if slips and slips[0].severity != "note":
        return ClaimFinding(slips[0].severity, _slip_message(claim, slips[0], own))
    return _mixed_up(claim, own) or _unknown(claim, own)


def _oddly_written(claim: Claim, true: list[Observation]) -> ClaimFinding:
    right = format_number(true[0].value if true else claim.value)
    message = f"“{claim.written}” không viết theo kiểu số Việt Nam. Sửa thành {right}{_or_embed(claim, true)}."
    return ClaimFinding("warning" if claim.doubtful else "error", message)


def _slips(claim: Claim, own: OwnValues) -> Iterator[Slip]:
    rows = own.meant(claim)
    for row in rows:
        what = near_miss(claim.value, row.value)
        if what:
            yield Slip(row, what, _how_sure(claim, row, len(rows)))


def _how_sure(claim: Claim, row: Observation, rivals: int) -> Severity:
    """A number of d digits is by chance one slip away from one of n numbers about n · 50 times in 10^d."""
    digits = min(len(str(int(number))) for number in (claim.value, row.value))
    if claim.named:
        sure: Severity = "error" if digits >= SURE_DIGITS else "warning" if digits == SURE_DIGITS - 1 else "note"
    else:
        long_enough = digits > SURE_DIGITS and rivals <= 10 ** (digits - SURE_DIGITS)
        sure = "error" if long_enough else "warning" if digits >= SURE_DIGITS else "note"
    return "warning" if claim.doubtful and sure == "error" else sure


def _slip_message(claim: Claim, slip: Slip, own: OwnValues) -> str:
    row, right = slip.row, format_number(slip.row.value)
    measure = next(measure.name for measure in claim.measures if measure.id == row.measure)
    where = f"{format_period(row.period)}, {row.origin.path}" + (f":{row.origin.line}" if row.origin.line else "")
    return (
        f"bài ghi “{claim.written}” nhưng “{measure}” trong bộ “{own.dataset.id}” là {right} ({where}): {slip.what}. "
        f"Sửa thành {right}{_or_embed(claim, [row])}{_or_by_hand(claim)}."
    )


def _implausible(claim: Claim, own: OwnValues) -> ClaimFinding | None:
    if not claim.named and claim.value < TELLING**2:
        return None
    near = _nearest(claim, own)
    if near is None:
        return _unknown(claim, own)
    right = format_number(near.value)
    message = f"“{claim.qualifier} {claim.written}” không hợp với số liệu: số gần nhất là {right}. Kiểm tra lại con số."
    return ClaimFinding("warning" if claim.named else "note", message)


def _mixed_up(claim: Claim, own: OwnValues) -> ClaimFinding | None:
    """The right number with the wrong words."""
    units = {measure.unit for measure in claim.measures}
    ids = {measure.id for measure in claim.measures}
    for row in own.rows if claim.named and claim.value >= TELLING**2 else ():
        other = own.measures[row.measure]
        if row.measure not in ids and other.unit in units and claim.holds(row.value):
            not_of = f"không phải của “{claim.measures[0].name}”"
            message = f"“{claim.written}”: {format_number(row.value)} là số của “{other.name}”, {not_of}. Sửa số hoặc sửa chữ."
            return ClaimFinding("warning", message)
    return None


def _unknown(claim: Claim, own: OwnValues) -> ClaimFinding | None:
    if not claim.named and (claim.value < TELLING or is_year(claim.number)):
        return None
    near = _nearest(claim, own)
    known = f"số gần nhất của kỳ này là {format_number(near.value)}" if near else "kỳ này chưa có số nào như vậy"
    message = f"“{claim.written}” không có trong bộ số liệu “{own.dataset.id}”; {known}. Kiểm tra lại{_or_by_hand(claim)}."
    return ClaimFinding("note", message)


def _nearest(claim: Claim, own: OwnValues) -> Observation | None:
    return min(own.meant(claim), key=lambda row: abs(Decimal(row.value) - Decimal(claim.value)), default=None)


def _or_embed(claim: Claim, rows: list[Observation]) -> str:
    names = {measure.id: measure.name for measure in claim.measures}
    return f", tốt nhất là viết {{{{ {names[rows[0].measure]} }}}}" if rows else ""


def _or_by_hand(claim: Claim) -> str:
    return "" if claim.odd or claim.qualifier or claim.doubtful else f'; nếu là số khác, viết {{{{ tay {claim.number} "lý do" }}}}'


RULES = (*EMBED_RULES, numbers_are_those_of_the_data, changes_are_recomputed, shares_are_recomputed)
