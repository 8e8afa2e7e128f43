"""The corpus of sentences: most wrong ones stop the build, and no right one does."""

from __future__ import annotations

from tests.reception.typed_numbers.corpus import Tally, sentences, tallies

CAUGHT_AT_LEAST = 210
REFUSED_AT_MOST = 0
NOTED_AT_MOST = 3


def total(name: str) -> Tally:
    return sum(tallies(name).values(), Tally())


def test_the_corpus_is_large_and_says_nothing_twice() -> None:
    for name, least in (("wrong", 118), ("right", 150)):
        texts = [(sentence.text, sentence.field) for sentence in sentences(name)]
        assert len(texts) >= least
        assert len(set(texts)) == len(texts)


def test_wrong_sentences_stop_the_build() -> None:
    assert total("wrong").stopped >= CAUGHT_AT_LEAST


def test_right_sentences_pass() -> None:
    tally = total("right")
    assert tally.stopped <= REFUSED_AT_MOST
    assert tally.noted <= NOTED_AT_MOST
