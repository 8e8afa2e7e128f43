"""One form of a word for comparing: what two editors mean by the same word must be equal here.

Marks are dropped after decomposition, so old and new tone placement (hoà, hòa) and NFC and NFD meet by themselves;
only đ, which has no decomposition, is mapped by hand. The search page folds queries the same way.

Old keyboards and fonts give Ð (eth, U+00D0) or Ɖ (African D, U+0189) for Đ (U+0110): the eye sees no difference, a machine
sees three letters. `stroked_d` is the one place that takes them for what is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

_GAPS = re.compile(r"[\s_\-\u2010\u2011]+")


def nfc(text: str) -> str:
    """Composed letters, as in every file of the project."""
    return unicodedata.normalize("NFC", text)


def stroked_d(text: str) -> str:
    """Đ and đ in the place of their look-alikes, one for one, so that a position stays a position."""
    return text.replace("Ð", "Đ").replace("Ɖ", "Đ").replace("ð", "đ").replace("ɖ", "đ")


def as_meant(text: str) -> str:
    """Composed, with Đ where it is meant: what is compared letter by letter."""
    return stroked_d(nfc(text))


def without_marks(text: str) -> str:
    """Letters without tone, hat, breve or horn; đ and Đ stay."""
    return "".join(char for char in unicodedata.normalize("NFD", stroked_d(text)) if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Turn "Đơn-thư  KHIẾU_NẠI" into "don thu khieu nai"; runs of white space, "-" and "_" are one space."""
    bare = without_marks(text).lower().replace("đ", "d")
    return _GAPS.sub(" ", bare).strip()


def nearest(word: str, candidates: Iterable[str], limit: float = 0.6) -> str | None:
    """The candidate to offer in “Có phải …?”, or None when none is alike by at least `limit` (0 to 1).

    Likeness is taken without marks; among equals the one whose marks fit best wins, then the first given.
    """

    def likeness(candidate: str) -> tuple[float, float]:
        folded = SequenceMatcher(None, fold(word), fold(candidate), autojunk=False).ratio()
        marked = SequenceMatcher(None, as_meant(word).lower(), as_meant(candidate).lower(), autojunk=False).ratio()
        return folded, marked

    scored = [(likeness(candidate), candidate) for candidate in candidates]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0][0] >= limit else None


def plain(text: str) -> str:
    """Without marks and capitals, white space single; unlike `fold`, hyphens stay: dates need them."""
    return " ".join(without_marks(text).lower().replace("đ", "d").split())
