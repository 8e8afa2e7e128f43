"""Checks one article's typed numbers against the data: the last guard of “a number is written once”."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from plugins.confirmations import unless_confirmed
from plugins.manuscript import Manuscript
from plugins.problems import Problem
from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.typed_numbers.changes import changes_are_recomputed
from plugins.reception.typed_numbers.claims import Claim, claims
from plugins.reception.typed_numbers.context import Context
from plugins.reception.typed_numbers.judgement import numbers_are_those_of_the_data
from plugins.reception.typed_numbers.known_values import OwnValues, own_values, true_elsewhere
from plugins.reception.typed_numbers.measure_names import MeasureWords, measure_words
from plugins.reception.typed_numbers.multiples import multiples_are_recomputed
from plugins.reception.typed_numbers.passages import Passage, passages
from plugins.reception.typed_numbers.ranks import ranks_are_recomputed
from plugins.reception.typed_numbers.shares import shares_are_recomputed
from plugins.reception.typed_numbers.tables import numbers_in_cells
from plugins.reception.typed_numbers.undeclared import numbers_name_their_data
from plugins.reception.typed_numbers.words_beside_embeds import (
    directions_are_said_once,
    embeds_stand_apart,
    words_beside_embeds_fit,
)

FIELD = "So-lieu"
EMBED_RULES = (directions_are_said_once, words_beside_embeds_fit, embeds_stand_apart)
MOST_NUMBERS = 5_000  # of one article; the data is asked for each


def reconcile(manuscript: Manuscript, catalogue: Catalogue) -> list[Problem]:
    """Check the words around embeds and, in an article that names a data set, compare typed numbers with the data. Leaves out what
    the header confirms.
    """
    rules = EMBED_RULES if any("{" in line for line in manuscript.lines) else ()
    problems = [problem for rule in rules for problem in rule(manuscript, catalogue)]
    field = manuscript.field(FIELD)
    try:
        own = own_values(catalogue, field.value if field else "", manuscript)
    except QueryError as error:
        return [*problems, manuscript.problem(field.line if field else 1, f"“{FIELD}: {manuscript.value(FIELD)}”: {error}")]
    if own is None:
        return [*problems, *unless_confirmed(manuscript, numbers_name_their_data(manuscript, catalogue))]
    read = list(_read(manuscript, measure_words(tuple(catalogue.measures.values()))))
    if sum(len(found) for *_, found in read) > MOST_NUMBERS:
        message = (
            f"bài gõ quá {MOST_NUMBERS} con số có đơn vị nên không đối chiếu xuể. Tách thành nhiều bài, hoặc gọi bảng số liệu."
        )
        return [*problems, manuscript.problem(field.line if field else 1, message)]
    problems += unless_confirmed(manuscript, _compared(manuscript, catalogue, own, read))
    return sorted(set(problems))


def _read(manuscript: Manuscript, words: MeasureWords) -> Iterator[tuple[Passage, str, list[Claim]]]:
    """Each passage with the heading, or the line with a colon, above it, and with its claims."""
    heading = ""
    for is_table, group in groupby(passages(manuscript), key=lambda passage: passage.is_row):
        rows = list(group)
        cells = numbers_in_cells(rows, words) if is_table else [[] for _ in rows]
        for passage, in_cells in zip(rows, cells, strict=True):
            yield passage, heading, claims(passage, words, in_cells)
            if passage.leads:
                heading = passage.text


def _compared(
    manuscript: Manuscript, catalogue: Catalogue, own: OwnValues, read: list[tuple[Passage, str, list[Claim]]]
) -> Iterator[Problem]:
    words, scope = measure_words(tuple(catalogue.measures.values())), manuscript.value(FIELD)
    contexts = [Context(manuscript.path, passage, found, own, catalogue, scope, words, lead) for passage, lead, found in read]
    unsettled = [claim for context in contexts for claim in context.claims if not context.subject(claim).true_for(claim)]
    elsewhere = true_elsewhere(own, unsettled)
    for context in contexts:
        yield from numbers_are_those_of_the_data(context, elsewhere)
        yield from changes_are_recomputed(context)
        yield from shares_are_recomputed(context)
        yield from multiples_are_recomputed(context)
        yield from ranks_are_recomputed(context)


RULES = (
    *(*EMBED_RULES, numbers_are_those_of_the_data, numbers_name_their_data, changes_are_recomputed, shares_are_recomputed),
    *(multiples_are_recomputed, ranks_are_recomputed),
)
