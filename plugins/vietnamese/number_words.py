"""Numbers written in words: "mười bảy nghìn sáu trăm sáu mươi tám" is 17668."""

from __future__ import annotations

import re

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1000, "ngàn": 1000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}
_DIGIT = rf"(?:{'|'.join(_DIGITS)})"
_WORD = rf"(?:{'|'.join([*_DIGITS, *_SCALES, 'mười', 'mươi', 'linh', 'lẻ', 'trăm'])})"
NUMBER_WORDS = re.compile(rf"(?<!\w){_WORD}(?: +{_WORD})*+(?!\w)", re.IGNORECASE)
LARGE_WORDS = re.compile("mười|mươi|trăm|nghìn|ngàn|triệu", re.IGNORECASE)  # without one of these, no number is above nine
_BELOW_THOUSAND = re.compile(
    rf"(?:(?P<hundreds>{_DIGIT}) trăm ?)?(?:(?:(?P<tens>{_DIGIT}) mươi|(?P<ten>mười)) ?)?(?:(?:linh|lẻ) )?(?P<ones>{_DIGIT})?"
)


def parse_number_words(text: str) -> int | None:
    """The number that the words mean; None where they mean none, as “năm năm” and “mươi trăm”."""
    total, last_scale, part = 0, 10**12, list[str]()
    for word in [*text.lower().split(), ""]:
        if word and word not in _SCALES:
            part.append(word)
            continue
        scale, below = _SCALES.get(word, 1), _BELOW_THOUSAND.fullmatch(" ".join(part))
        if below is None or scale >= last_scale or (word and not part):
            return None
        total += scale * _below_thousand(below)
        last_scale, part = scale, []
    return total


def _below_thousand(found: re.Match[str]) -> int:
    digits = {name: _DIGITS[word] for name, word in found.groupdict().items() if word in _DIGITS}
    return 100 * digits.get("hundreds", 0) + 10 * (1 if found["ten"] else digits.get("tens", 0)) + digits.get("ones", 0)
