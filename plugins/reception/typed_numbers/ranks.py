"""“Cao nhất”, “đứng thứ nhất”, “ít nhất” among units or periods, recomputed from the data (rule V13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from plugins.problems import Problem
from plugins.reception.data.catalogue import QueryError
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Observation
from plugins.reception.data.queries.comparison import Rank, rank
from plugins.reception.data.queries.periods import labelled, ordinal
from plugins.reception.display.comparison_words import rank_words
from plugins.reception.typed_numbers.context import Context
from plugins.rules import rule
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import PER_YEAR, Period, format_period

_RANK = re.compile(
    r"(?<!\w)(?:(?P<top>(?:cao|nhiều|lớn|đông)(?: [^,.;:()0-9]{1,30}?)? nhất|dẫn đầu|đứng đầu"
    r"|(?:đứng|xếp)(?: vị trí| hạng)?(?: thứ)? nhất)"
    r"|(?P<bottom>(?:thấp|ít)(?: [^,.;:()0-9]{1,30}?)? nhất|(?:đứng|xếp) cuối)"
    r"|(?:đứng|xếp)(?: vị trí| hạng)?(?: thứ)? (?P<place>[0-9]{1,3}|hai|nhì|ba|tư|năm))(?!\w)",
    re.IGNORECASE,
)
_SIGNS = ("nhất", "đứng", "Đứng", "xếp", "Xếp", "ẫn đầu")  # the pattern is slow
_PLACES = {"hai": 2, "nhì": 2, "ba": 3, "tư": 4, "năm": 5}
_OF_SOMETHING_ELSE = re.compile(
    r"(?:quyết tâm|đánh giá|chất lượng|kết quả|hiệu quả|mức|tỷ lệ|tỉ lệ|tốc độ|yêu cầu)[^,.;]{0,15}$", re.IGNORECASE
)
_AMONG_PERIODS = re.compile(
    r"[^.;]{0,20}?(?:từ đầu năm|trong (?:các |bốn |4 )?quý|từ trước|trong (?:năm|[0-9]+ năm))(?!\w)", re.IGNORECASE
)


@rule("V13", "unconfirmed")
def ranks_are_recomputed(context: Context) -> Iterator[Problem]:
    """“Cao nhất”, “đứng thứ nhất”, “ít nhất” giữa các đơn vị cùng cấp hay các kỳ trong năm được đối chiếu với số liệu.

    Sai: Huyện Cao Lộc tiếp 300 lượt công dân, nhiều nhất trong các huyện, khi huyện khác tiếp 500 lượt
    Đúng: Huyện Cao Lộc tiếp {{ lượt công dân đơn-vị="Huyện Cao Lộc" }}, {{ lượt công dân đơn-vị="Huyện Cao Lộc" | hạng }}
    """
    text = context.passage.text
    for match in _RANK.finditer(text) if any(word in text for word in _SIGNS) else ():
        start, end = context.passage.around(match.start())
        if _OF_SOMETHING_ELSE.search(text, start, match.start()):
            continue
        for measure in _measures(context, start, end):
            yield from _check(context, match, measure, _AMONG_PERIODS.match(text, match.end(), end) is not None)


def _measures(context: Context, start: int, end: int) -> list[Measure]:
    """The only measure that the sentence names, if there is one."""
    text, words = context.passage.text, context.words.for_text(context.passage.text)
    found = (words.meant(match[0]) for match in words.before_number.finditer(text, start, end))
    named = list(dict.fromkeys(meant[0] for meant, named in found if named))
    return named if len(named) == 1 else []


def _check(context: Context, match: re.Match[str], measure: Measure, among_periods: bool) -> Iterator[Problem]:
    subject = context.subjects.of_sentence(match.start())
    for row in subject.of(measure)[:1]:
        if among_periods:
            yield from _among_periods(context, match, row)
        elif row.unit != context.own.dataset.unit:
            with suppress(QueryError):  # it stands alone
                place = rank(context.catalogue, context.selection(row), row)
                if not _agrees(match, place):
                    unit = context.catalogue.unit(row.unit).name
                    message = f"“{match[0]}” không khớp số liệu: về “{measure.name}”, {unit} {rank_words(place)[1]}. Sửa lại."
                    yield context.asked(match.start(), match[0], message)


def _agrees(match: re.Match[str], found: Rank) -> bool:
    if match["top"]:
        return found.place == 1
    if match["bottom"]:
        return found.place + found.ties == found.ranked
    written = match["place"].lower()
    return found.place == (int(written) if written.isdigit() else _PLACES[written])


def _among_periods(context: Context, match: re.Match[str], row: Observation) -> Iterator[Problem]:
    """Compare with the other periods of the kind, from the start of the year to that one or to the article's."""
    others = [other for period in _of_year(row.period, context.own.period) for other in context.own.of((row.unit,), period)]
    values = [other for other in others if (other.measure, other.scope) == (row.measure, row.scope)]
    best = (min if match["bottom"] else max)(values, key=lambda other: other.value, default=row)
    if not match["place"] and best.value != row.value:
        message = (
            f"“{match[0]}” không khớp số liệu: {format_period(row.period)} là {format_number(row.value)}, "
            f"{format_period(best.period)} là {format_number(best.value)}. Sửa lại."
        )
        yield context.asked(match.start(), match[0], message)


def _of_year(period: Period, until: Period | None) -> Iterator[Period]:
    if period.kind not in PER_YEAR:
        return
    first = ordinal(period) - period.number + 1
    last = max(ordinal(period), ordinal(until) if until and until.kind == period.kind and until.year == period.year else 0)
    for number in range(first, last + 1):
        yield labelled(period.kind, number)
