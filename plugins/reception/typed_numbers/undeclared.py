"""An article that gives numbers of a known measure without naming a data set: nothing can be checked, so the field is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.confirmations import ask
from plugins.manuscript import Manuscript
from plugins.problems import Problem
from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Dataset
from plugins.reception.data.store import observation
from plugins.reception.typed_numbers.claims import Claim, claims
from plugins.reception.typed_numbers.known_values import OwnValues, true_elsewhere
from plugins.reception.typed_numbers.measure_names import measure_words
from plugins.reception.typed_numbers.passages import passages
from plugins.reception.typed_numbers.subjects import Subjects
from plugins.rules import rule

# Begins with the digit, so that a text without any is passed over fast; the digit begins the number.
_LARGE = re.compile(r"[0-9０-９](?<![\w/.,-].)(?:[0-9０-９]{0,2}(?:[.,．][0-9０-９]{3})+|[0-9０-９]{4,})(?![\w/-])")
_LARGE_WORDS = ("nghìn", "ngàn")
LEAST = 1000  # smaller numbers are those of a day, a room, an example


@rule("V17", "unconfirmed")
def numbers_name_their_data(manuscript: Manuscript, catalogue: Catalogue) -> Iterator[Problem]:
    """Bài nêu số từ 1.000 trở lên của một chỉ tiêu có trong số liệu thì khai So-lieu để được đối chiếu, trừ số có trong số liệu.

    Sai: đã tiếp 17.686 lượt công dân, trong bài không có dòng So-lieu
    Đúng: đã tiếp 17.686 lượt công dân, trong bài có dòng So-lieu: tiep-cong-dan/2017-Q3
    """
    for line, claim, dataset in _claims(manuscript, catalogue):
        own = OwnValues(catalogue, (), dataset, None)
        if not true_elsewhere(own, [claim]):
            message = (
                f"“{claim.written}” không có trong bộ “{dataset.id}”, mà bài chưa khai bộ số liệu nên không đối chiếu được. "
                f"Kiểm tra lại con số, và thêm dòng dạng “So-lieu: {dataset.id}/2017-Q3” vào phần đầu bài."
            )
            yield ask(manuscript.path, line, claim.written, message)


def has_undeclared_numbers(manuscript: Manuscript, catalogue: Catalogue) -> bool:
    """Whether the article without So-lieu has such numbers, right or wrong: it then depends on the data."""
    return any(True for _ in _claims(manuscript, catalogue))


def _claims(manuscript: Manuscript, catalogue: Catalogue) -> Iterator[tuple[int, Claim, Dataset]]:
    if not catalogue.datasets or not _may_be_large("\n".join(manuscript.lines)):
        return
    words = measure_words(tuple(catalogue.measures.values()))
    for passage in passages(manuscript):
        for claim in claims(passage, words) if _may_be_large(passage.text) else ():
            if claim.named and claim.value >= LEAST and not claim.doubtful and (dataset := _dataset(catalogue, claim)):
                subject = Subjects(passage, "", OwnValues(catalogue, (), dataset, None)).of(claim)
                if subject.standing in ("own", "known") or subject.rows:
                    yield passage.line_at(claim.start), claim, dataset


def _may_be_large(text: str) -> bool:
    """A quick look before the slow one."""
    return bool(_LARGE.search(text)) or any(word in text for word in _LARGE_WORDS)


def _dataset(catalogue: Catalogue, claim: Claim) -> Dataset | None:
    """The first data set that has numbers of the claim's measure."""
    for dataset in catalogue.datasets.values():
        rows = catalogue.store.observations(observation.c.dataset == dataset.id, observation.c.measure == claim.measures[0].id)
        if next(iter(rows), None):
            return dataset
    return None
