"""Sentences as officials write them, each alone in an article: how many wrong ones are caught, how many right ones refused.

`python -m tests.reception.typed_numbers.corpus` prints the table by kind, and with `-v` every sentence that is judged amiss.
A kind is a line that starts with "#"; a line is a sentence, neighbouring lines that start with "|" are one table.
"So-lieu: -" under a kind means that its articles lack the field. All numbers are made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from plugins.manuscript import parse_manuscript
from plugins.problems import Problem, errors_of
from plugins.reception.commands.manual_examples import DATASET, REGISTER
from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Dataset
from plugins.reception.data.store import IN_MEMORY, ObservationStore
from plugins.reception.typed_numbers.check import reconcile
from tests.reception.sample import CARRIED_OVER, MATTERS, MEASURES, PEOPLE, PROVINCE, REGULAR, VISITS, seen

FOLDER = Path(__file__).parent
FIELD = "So-lieu: tiep-cong-dan/2017-Q3"
LETTERS, ALL_PETITIONS, PROCESSED = "don_thu.tiep_nhan.luot", "xld.tong.don", "xld.da_xu_ly"
PROVINCE_NUMBERS = {
    "2016-Q3": {VISITS: 15820, LETTERS: 9120, PEOPLE: 18754, MATTERS: 1876, REGULAR: 11800},
    "2017-Q1": {VISITS: 16105},
    "2017-Q2": {VISITS: 19917, LETTERS: 8814, PEOPLE: 23050, MATTERS: 2105, REGULAR: 13020},
    "2017-Q3": {VISITS: 17668, LETTERS: 9626, PEOPLE: 20914, MATTERS: 1990, REGULAR: 12450, CARRIED_OVER: 33},
    "2017-9T": {VISITS: 53690},
    "2016": {VISITS: 63402},
}
UNIT_NUMBERS = {
    "huyen-cao-loc": {"2016-Q3": (702,), "2017-Q2": (790,), "2017-Q3": (841, 302)},
    "huyen-chi-lang": {"2017-Q2": (640,), "2017-Q3": (655, 288)},
    "huyen-loc-binh": {"2017-Q2": (1180,), "2017-Q3": (1203, 417)},
    "so-tu-phap": {"2017-Q3": (96,)},
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or table, with its kind and the article's field."""

    kind: str
    text: str
    field: str


@cache
def corpus_catalogue() -> Catalogue:
    """Made-up numbers of a province, its districts and a department, and a second data set about petitions."""
    rows = [seen(measure, period, value) for period, row in PROVINCE_NUMBERS.items() for measure, value in row.items()]
    for unit, periods in UNIT_NUMBERS.items():
        rows += [
            seen(measure, period, value, unit)
            for period, values in periods.items()
            for measure, value in zip((VISITS, LETTERS), values, strict=False)
        ]
    petitions = Dataset("xu-ly-don", "Xử lý đơn", "Số liệu minh hoạ.", PROVINCE, sample=True)
    rows += [seen(measure, "2017-Q3", value, dataset=petitions.id) for measure, value in ((ALL_PETITIONS, 4512), (PROCESSED, 4207))]
    store = ObservationStore(IN_MEMORY)
    store.fill(rows)
    return Catalogue({each.id: each for each in (DATASET, petitions)}, MEASURES, REGISTER, store)


def sentences(name: str) -> Iterator[Sentence]:
    """The sentences of "right" or "wrong"."""
    kind, field = "", FIELD
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for is_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            yield Sentence(kind, "\n".join(group), field)
            continue
        for line in filter(None, group):
            if line.startswith("#"):
                kind, field = line.removeprefix("#").strip(), FIELD
            elif line.startswith("So-lieu:"):
                field = "" if line.endswith("-") else line
            else:
                yield Sentence(kind, line, field)


def found_in(sentence: Sentence) -> list[Problem]:
    """What the checks of typed numbers say of the sentence as an article's only one."""
    header = "\n".join(filter(None, ("Title: Tin thử", sentence.field)))
    return reconcile(parse_manuscript(f"{header}\n\n{sentence.text}\n", "bai.md"), corpus_catalogue())


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sentences stop the build, get only a note or warning, or pass in silence."""

    stopped: int = 0
    noted: int = 0
    silent: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.stopped + other.stopped, self.noted + other.noted, self.silent + other.silent)


def tallies(name: str) -> dict[str, Tally]:
    """By kind, in the order of the file."""
    by_kind: dict[str, Tally] = {}
    for sentence in sentences(name):
        found = found_in(sentence)
        stops = bool(errors_of(found))
        one = Tally(stops, bool(found) and not stops, not found)
        by_kind[sentence.kind] = by_kind.get(sentence.kind, Tally()) + one
    return by_kind


def amiss(name: str) -> Iterator[tuple[Sentence, list[Problem]]]:
    """The wrong sentences that nothing stops, or the right ones of which something is said."""
    for sentence in sentences(name):
        found = found_in(sentence)
        if bool(found) if name == "right" else not errors_of(found):
            yield sentence, found
