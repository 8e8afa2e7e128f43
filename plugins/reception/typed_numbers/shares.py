"""Printed shares, recomputed (rule V14): “1.336/1.990 vụ việc, đạt 68,5%”, “799 lượt tiếp thường xuyên, chiếm 63,2%”.

A share may stand before its ratio, “đạt 68,5% (1.336/1.990 vụ việc)”; what may be a day is skipped there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

from plugins.problems import Problem
from plugins.reception.data.catalogue import QueryError
from plugins.reception.data.model import Observation, Value
from plugins.reception.data.queries.comparison import share
from plugins.reception.data.queries.select import value
from plugins.reception.display.comparison_words import percent_words
from plugins.reception.typed_numbers.compared_period import compared_observation
from plugins.reception.typed_numbers.context import PERCENT, POINT, Context, StatedNumber, read_percent
from plugins.reception.typed_numbers.numerals import NUMBER, START, is_year, read_value
from plugins.reception.typed_numbers.passages import EMBED_MARK
from plugins.rules import rule
from plugins.vietnamese.numbers import format_number

_OPERAND = rf"(?:{EMBED_MARK}+|{NUMBER})"
_NOT_ALWAYS = r"(?!24 ?/ ?7(?![0-9.,]*[0-9]))"  # “trực 24/7” is no ratio
_RATIO = re.compile(
    rf"{START}{_NOT_ALWAYS}(?P<part>{_OPERAND}) ?/ ?(?P<whole>{_OPERAND})(?![0-9/])(?P<between>[^.;%0-9{EMBED_MARK}]{{0,80}}?)"
    rf"(?:đạt|chiếm|tỷ lệ|tỉ lệ|bằng|tương ứng|tương đương|=|\()[^.;%0-9{EMBED_MARK}]{{0,20}}{PERCENT}",
    re.IGNORECASE,
)
_RATIO_AFTER = re.compile(
    rf"{PERCENT}(?: *(?:,? tức |,? với )|[^.;%0-9(]{{0,60}}\()(?:là |(?:đã )?(?:giải quyết|xử lý) )?"
    rf"{_NOT_ALWAYS}(?P<part>{_OPERAND}) ?/ ?(?P<whole>{_OPERAND})(?![0-9/])",
    re.IGNORECASE,
)
_LAST_DAY, _LAST_MONTH = 31, 12
_DATE = re.compile(r"(?:ngày|tháng|quý|năm|lúc|từ|đến) *$", re.IGNORECASE)
_SHARE = re.compile(rf"[ ,(]*(?:và )?chiếm (?:tỷ lệ |tỉ lệ )?(?:là )?{PERCENT}", re.IGNORECASE)


_OF_EARLIER = re.compile(
    rf"[ ,(]*(?:bằng|đạt|tương đương) +{PERCENT} *(?:so với )?(?:của |số |mức |kết quả )*"
    r"(?P<compared>cùng kỳ(?: (?:của )?năm (?:trước|ngoái|[0-9]{4}))?)(?!\w)",
    re.IGNORECASE,
)


@rule("V14", "unconfirmed")
def shares_are_recomputed(context: Context) -> Iterator[Problem]:
    """Tỷ lệ phần trăm được tính lại từ hai số; lệch quá 0,1 điểm thì báo.

    Sai: 1.336/1.990 vụ việc, đạt 68,5%
    Đúng: 1.336/1.990 vụ việc, đạt 67,1%
    """
    if "%" not in context.passage.text:
        return
    for match in _RATIO.finditer(context.passage.text):
        if not _DATE.search(context.passage.text, max(0, match.start() - 10), match.start()):
            yield from _check_ratio(context, match)
    for match in _RATIO_AFTER.finditer(context.passage.text):
        if not _may_be_a_day(match):
            yield from _check_ratio(context, match)
    for number in context.numbers:
        yield from _check_after(context, number)


def _check_after(context: Context, number: StatedNumber) -> Iterator[Problem]:
    share_of_whole = _SHARE.match(context.passage.text, number.end)
    of_earlier = _OF_EARLIER.match(context.passage.text, number.end)
    if share_of_whole:
        yield from _check_share(context, number.rows, share_of_whole)
    if of_earlier:
        yield from _check_of_earlier(context, number.rows, of_earlier)


def _may_be_a_day(match: re.Match[str]) -> bool:
    """“98% (05/10)” and “98% (9/2017)”."""
    part, whole = match["part"], match["whole"]
    if not (part.isdigit() and whole.isdigit()):
        return False
    return int(part) <= _LAST_DAY and (int(whole) <= _LAST_MONTH or is_year(whole))


def _check_ratio(context: Context, match: re.Match[str]) -> Iterator[Problem]:
    part, whole, printed = _number(context, match, "part"), _number(context, match, "whole"), read_percent(match["percent"])
    if part is None or not whole or printed is None:
        return
    exact = Decimal(part) * 100 / Decimal(whole)
    if abs(printed - exact) > POINT:
        ratio = f"{format_number(part)}/{format_number(whole)}"
        message = (
            f"“{match['percent']}%” không khớp: {ratio} tính lại là {percent_words(exact)[1]}. Kiểm tra lại tỷ lệ hoặc hai con số."
        )
        yield context.asked(match.start("percent"), match[0].strip(" ,("), message)


def _number(context: Context, match: re.Match[str], side: str) -> Value | None:
    """The number of a side; None for an embed whose number is not known."""
    if not match[side].startswith(EMBED_MARK):
        return read_value(match[side], fractional=False)[0]
    numbers = context.within(match.start(side), match.end(side))
    return numbers[0].rows[0].value if numbers and numbers[0].rows else None


def _check_share(context: Context, parts: tuple[Observation, ...], match: re.Match[str]) -> Iterator[Problem]:
    """Compare with every whole of the part: the text after the percentage does not reliably say which."""
    printed = read_percent(match["percent"])
    exact = [found for part in parts for found in _shares(context, part)]
    if printed is not None and exact and all(abs(printed - found) > POINT for found in exact):
        nearest = min(exact, key=lambda found: abs(found - printed))
        message = f"“chiếm {match['percent']}%” không khớp số liệu: tính lại là {percent_words(nearest)[1]}. Kiểm tra lại tỷ lệ."
        yield context.asked(match.start("percent"), match[0].strip(" ,("), message)


def _check_of_earlier(context: Context, rows: tuple[Observation, ...], match: re.Match[str]) -> Iterator[Problem]:
    """“1.264 lượt công dân, bằng 105,3% cùng kỳ”: the earlier number is the whole."""
    printed, exact = read_percent(match["percent"]), []
    for row in rows:
        with suppress(QueryError):  # nothing to compare with
            before = compared_observation(context.catalogue, context.selection(row), row, f"so với {match['compared']}")
            exact += [Decimal(row.value) * 100 / Decimal(before.value)] if before and before.value else []
    if printed is not None and exact and all(abs(printed - found) > POINT for found in exact):
        message = f"“{match['percent']}%” không khớp số liệu: tính lại, bằng {percent_words(exact[0])[1]} {match['compared']}."
        yield context.asked(match.start("percent"), match[0].strip(" ,("), f"{message} Kiểm tra lại tỷ lệ.")


def _shares(context: Context, part: Observation) -> Iterator[Decimal]:
    for whole in context.catalogue.wholes(context.catalogue.measures[part.measure]):
        with suppress(QueryError):  # no number for this whole: a greater one may be there
            yield share(context.catalogue, part, value(context.catalogue, context.selection(part), whole))
