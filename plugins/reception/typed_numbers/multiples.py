"""“Gấp đôi”, “gấp 3 lần”, “giảm một nửa” so với cùng kỳ, recomputed from the data (rule V13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

from plugins.problems import Problem
from plugins.reception.data.catalogue import QueryError
from plugins.reception.data.model import Observation
from plugins.reception.typed_numbers.compared_period import COMPARED, COMPARED_WITH, compared_observation
from plugins.reception.typed_numbers.context import Context
from plugins.reception.typed_numbers.numerals import NUMBER, read_value
from plugins.reception.typed_numbers.statements import number_before
from plugins.rules import rule
from plugins.vietnamese.number_words import parse_number_words
from plugins.vietnamese.numbers import format_decimal, format_number

WITHIN = Decimal("0.1")  # “gấp đôi” is said of 1.9 and 2.1 times too
_MULTIPLE = re.compile(
    r"(?:gấp|tăng) +(?:hơn +|gần +|khoảng +)?"
    rf"(?:(?P<special>đôi|rưỡi)|(?P<times>{NUMBER}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?: +lần| +(?=so )))"
    r"|(?P<half>(?:giảm|bằng|còn)(?: +hơn| +gần| +khoảng)? +(?:một|1) +nửa)"
    rf"|giảm +(?P<fewer>{NUMBER}|hai|ba|bốn|năm) +lần",
    re.IGNORECASE,
)
_SIGNS = ("đôi", "rưỡi", "lần", "nửa", "gấp", "Gấp")  # the pattern is slow
_THAN = re.compile(rf"(?: +lần)? *(?:so )?(?:với )?(?:số )?(?:của )?(?P<than>{COMPARED_WITH})", re.IGNORECASE)
_SPECIAL = {"đôi": Decimal(2), "rưỡi": Decimal("1.5")}
_LEADS = re.compile(r"(?:tăng|chỉ|đã|gần|hơn|khoảng|,|\s)*$", re.IGNORECASE)


@rule("V13", "unconfirmed")
def multiples_are_recomputed(context: Context) -> Iterator[Problem]:
    """“Gấp đôi”, “gấp 3 lần”, “giảm một nửa” so với kỳ khác được tính lại từ hai số liệu; lệch quá một phần mười thì hỏi lại.

    Sai: {{ lượt công dân }}, gấp đôi cùng kỳ, khi số liệu chỉ tăng 5,3%
    Đúng: {{ lượt công dân }}, {{ lượt công dân | so-với cùng-kỳ }}
    """
    text = context.passage.text
    for match in _MULTIPLE.finditer(text) if any(word in text for word in _SIGNS) else ():
        start, end = context.passage.around(match.start())
        than = _THAN.match(text, match.end(), end)
        before = COMPARED.search(text, start, match.start())
        lead = _LEADS.search(text, start, match.start())
        about = number_before(context, (start, start), lead.start() if lead else match.start())
        if about and (than or before):
            compared = f"so với {than['than']}" if than else before[0] if before else ""
            yield from _check(context, match, about.rows, compared)


def _check(context: Context, match: re.Match[str], rows: tuple[Observation, ...], compared: str) -> Iterator[Problem]:
    factor, ratios = _factor(match), []
    for row in rows:
        with suppress(QueryError):  # nothing to compare with
            earlier = compared_observation(context.catalogue, context.selection(row), row, compared)
            ratios += [(Decimal(row.value) / Decimal(earlier.value), row, earlier)] if earlier and earlier.value else []
    if factor is None or not ratios or any(abs(ratio / factor - 1) <= WITHIN for ratio, *_ in ratios):
        return
    ratio, row, earlier = ratios[0]
    name = context.catalogue.measures[row.measure].name
    message = (
        f"“{match[0]}” không khớp số liệu: “{name}” bằng {format_decimal(ratio, 2)} lần {compared.removeprefix('so với ')} "
        f"({format_number(row.value)} so với {format_number(earlier.value)}). Sửa lại."
    )
    yield context.asked(match.start(), f"{match[0]} {compared}", message)


def _factor(match: re.Match[str]) -> Decimal | None:
    if match["half"]:
        return Decimal("0.5")
    if match["special"]:
        return _SPECIAL[match["special"].lower()]
    written = match["times"] or match["fewer"]
    times = Decimal(read_value(written, fractional=True)[0]) if written[0].isdigit() else Decimal(parse_number_words(written) or 0)
    return None if not times else 1 / times if match["fewer"] else times
