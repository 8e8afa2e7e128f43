"""The answer to an embed, as the arguments of the component `stat`: a number in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from plugins.problems import Problem
from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import PROVISIONAL, Dataset, Observation, Value
from plugins.reception.data.queries.breaks import border_words
from plugins.reception.data.queries.comparison import Change, a_year_earlier, at_period, change, rank, share
from plugins.reception.data.queries.select import Selection, selection_of, value
from plugins.reception.data.queries.totals import total
from plugins.reception.display.comparison_words import (
    PROVISIONAL_WORDS,
    ComparisonWords,
    change_in_number,
    change_in_percent,
    percent_words,
    rank_words,
    with_provisional,
)
from plugins.reception.embeds.inline import TOTAL, Ask, ByHand
from plugins.vietnamese.folding import fold
from plugins.vietnamese.numbers import NumberError, format_number, parse_number
from plugins.vietnamese.periods import PeriodError, parse_period

SAME_PERIOD = "cùng-kỳ"
WHOLE = "tỷ-lệ"


@dataclass(frozen=True, slots=True)
class Stat:
    """`value` is the machine form of the number that `text` states ("17668", "-5.3" for "giảm 5,3%").

    `href` leads to its source ("" for a number typed by hand).
    """

    value: str
    text: str
    href: str = ""


def stat(catalogue: Catalogue, asked: Ask | ByHand, default_scope: str) -> Stat:
    """Answer an embed. Raises QueryError, which names the nearest match, or the right number for a wrong pin."""
    if isinstance(asked, ByHand):
        return Stat(machine_form(_number(asked.number)), asked.number)
    measure = catalogue.measure(asked.name)
    selection = selection_of(catalogue, default_scope, **asked.options)
    if asked.reading and asked.reading.name == TOTAL:
        return _total(catalogue, selection, measure, asked)
    row = value(catalogue, selection, measure)
    _hold(asked, row.value, Problem(row.origin.path, row.origin.line, row.origin.sheet, row.origin.cell).where())
    if asked.reading:
        number, words = READINGS[asked.reading.name](catalogue, selection, row, asked.reading.words)
    else:
        number, words = row.value, with_provisional(_counted(row.value, measure, asked), row.status == PROVISIONAL)
    return Stat(machine_form(number), words, source_address(row))


def source_address(row: Observation) -> str:
    """The address at which readers see the number's period, unit, source and quote."""
    return f"/so-lieu/{row.dataset}/#{row.id}"


def dataset_address(dataset: Dataset) -> str:
    """The address at which readers see all parts of a sum."""
    return f"/so-lieu/{dataset.id}/"


def machine_form(number: Value) -> str:
    """17668 or 16880.12: no separators, a point before decimals."""
    return f"{number:f}" if not isinstance(number, int) else str(number)


def _number(text: str) -> Value:
    try:
        return parse_number(text)
    except NumberError as error:
        raise QueryError(str(error)) from error


def _hold(asked: Ask, number: Value, where: str) -> None:
    if asked.pinned and _number(asked.pinned) != number:
        right = format_number(number)
        raise QueryError(f"bài ghi “{asked.name} = {asked.pinned}” nhưng số liệu là {right} ({where}). Sửa thành {right}.")


def _counted(number: Value, measure: Measure, asked: Ask) -> str:
    return format_number(number) if asked.plain else f"{format_number(number)} {measure.phrase}"


def _total(catalogue: Catalogue, selection: Selection, measure: Measure, asked: Ask) -> Stat:
    added = total(catalogue, selection, measure)
    _hold(asked, added.value, f"tổng trong bộ “{selection.dataset.id}”")
    notes = "; ".join(filter(None, [added.note, PROVISIONAL_WORDS if added.provisional else ""]))
    words = _counted(added.value, measure, asked) + (f" ({notes})" if notes else "")
    return Stat(machine_form(added.value), words, dataset_address(selection.dataset))


def _earlier(catalogue: Catalogue, selection: Selection, now: Observation, words: str) -> Observation:
    if fold(words) == fold(SAME_PERIOD):
        return a_year_earlier(catalogue, selection, now)
    try:
        return at_period(catalogue, selection, now, parse_period(words))
    except PeriodError as error:
        raise QueryError(f"{error} Hoặc ghi “{SAME_PERIOD}”.") from error


def _change(
    say: Callable[[Change, str], ComparisonWords], catalogue: Catalogue, selection: Selection, row: Observation, words: str
) -> ComparisonWords:
    found = change(row, _earlier(catalogue, selection, row, words))
    days = catalogue.register.changes_between(*sorted((found.before.end, row.end)))
    borders = [border_words(day) for day in days]
    provisional = PROVISIONAL in (row.status, found.before.status)
    notes = [found.note, *borders, PROVISIONAL_WORDS if provisional else ""]
    return say(replace(found, note="; ".join(filter(None, notes))), catalogue.measures[row.measure].unit)


def _share(catalogue: Catalogue, selection: Selection, row: Observation, words: str) -> ComparisonWords:
    whole = value(catalogue, replace(selection, scope=row.scope), catalogue.measure(words))
    number, said = percent_words(share(catalogue, row, whole))
    return number, with_provisional(said, PROVISIONAL in (row.status, whole.status))


def _rank(catalogue: Catalogue, selection: Selection, row: Observation, _: str) -> ComparisonWords:
    return rank_words(rank(catalogue, selection, row))


READINGS: dict[str, Callable[[Catalogue, Selection, Observation, str], ComparisonWords]] = {
    "so-với": partial(_change, change_in_percent),
    "chênh-lệch": partial(_change, change_in_number),
    WHOLE: _share,
    "hạng": _rank,
}
