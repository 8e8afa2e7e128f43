"""Vietnamese alphabetical order without ICU: A Ă Â B C D Đ …, then tones, then capitals.

Tones count per word, not per letter, so that hoà and hòa, the same word in two spellings, sort together.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from plugins.vietnamese.folding import as_meant, nfc

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""f, j, w, z are no Vietnamese letters; they keep their Latin places for foreign names."""

TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng; ngang, without a mark, comes before them."""

_WORD = re.compile(r"[^\W_]+")
_LETTER_RANK = {letter: rank for rank, letter in enumerate(ALPHABET)}
_TONE_RANK = {tone: rank for rank, tone in enumerate(TONES, start=1)}
_HATS = "\u0306\u0302\u031b"  # breve, circumflex, horn: with them a letter is another letter
_DIGIT, _LETTER, _FOREIGN = 0, 1, 2


class CollationKey(NamedTuple):
    """Levels in falling weight; `text` (NFC) makes the order total."""

    words: tuple[tuple[tuple[int, int], ...], ...]
    tones: tuple[tuple[int, ...], ...]
    capitals: tuple[tuple[bool, ...], ...]
    text: str


def collation_key(text: str) -> CollationKey:
    """For `sorted(key=…)`. Digits come before letters; punctuation and white space only separate words."""
    words = _WORD.findall(as_meant(text))
    return CollationKey(
        words=tuple(tuple(_rank(char) for char in word) for word in words),
        tones=tuple(tuple(_TONE_RANK[mark] for mark in _decomposed(word) if mark in _TONE_RANK) for word in words),
        capitals=tuple(tuple(char.isupper() for char in word) for word in words),
        text=nfc(text),
    )


def _rank(char: str) -> tuple[int, int]:
    parts = _decomposed(char.lower())
    base = parts[0]
    letter = unicodedata.normalize("NFC", base + "".join(mark for mark in parts if mark in _HATS))
    if letter in _LETTER_RANK:
        return _LETTER, _LETTER_RANK[letter]
    if base in _LETTER_RANK:  # a hat no Vietnamese letter wears
        return _LETTER, _LETTER_RANK[base]
    return (_DIGIT, unicodedata.digit(base)) if base.isdigit() else (_FOREIGN, ord(base))


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)
