"""Finds words in old Vietnamese encodings, and UTF-8 misread as Windows-1252, inside texts that are valid UTF-8.

A word counts as TCVN3 or VNI only if it is no Vietnamese syllable as it stands but one when decoded; foreign names hardly ever are.
Tones do not matter, so letters are decoded without their marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from plugins.vietnamese.folding import without_marks

_SIGNS = "®§µ¸¶·¹»¾¼½«©¨ª¬×÷"  # what TCVN3 has letters for
WORD = re.compile(rf"(?:[^\W\d_]|[{_SIGNS}])+")
HIGH = re.compile(f"[À-ÿ{_SIGNS}]")
TCVN3 = {
    **dict.fromkeys("µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË", "a"), **dict.fromkeys("ÌÐÎÏÑªÒÕÓÔÖ", "e"), **dict.fromkeys("×ÝØÜÞ", "i"),
    **dict.fromkeys("ßãáâä«åèæçé¬êíëìî", "o"),
    **dict.fromkeys("ïóñòôõøö÷ù", "u"), **dict.fromkeys("úýûüþ", "y"), "®": "d", "§": "D",
}  # fmt: skip
VNI_MARK = re.compile("(?<=[aeouyôö])[ùøûõïâáàåãäêéèúüë]", re.IGNORECASE)
VNI = {"ô": "o", "ö": "u", "ñ": "d", "æ": "i", "ó": "i", "ò": "i", "í": "i", "ì": "i", "î": "y"}
_ONSETS = "b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x"
_RHYMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|im|in|inh|ip"
    "|it|iu|o|oc|oi|om|on|ong|op|ot|ooc|oong|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oat|oay|oe|oen|oeo|oet|u|ua|uan|uang|uat|uay|uc|ue"
    "|uech|uenh|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|uyen|uyet|uynh|uyt|uyu|y|yem|yen|yet|yeu"
)
SYLLABLE = re.compile(rf"(?:{_ONSETS})?(?:{_RHYMES})", re.IGNORECASE)
LETTERS = set("abcdefghijklmnopqrstuvwxyzàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
BETWEEN = re.compile(r"(?<=[a-zA-Z])(?!(?<=[lL])·[lL])[µ¸¶·¹¨©ª«¬¼½¾](?=[a-z])")  # col·lecció is Catalan
# UTF-8's bytes of Vietnamese letters and of quotation marks and dashes, each as the sign that Windows-1252 has for it
_SECOND = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
MISREAD = re.compile(rf"áº|á»(?=[^\s.,;:!?)\]])|(?<![A-ZÀ-ÞĂĐƠƯẠ-Ỹ])[ÃÂ][{_SECOND}]|Ä[‚ƒ‘\x82\x83\x90\x91¨©]|[Æ][°¡¯]|Å[¨©]|â€|ï»¿")


@lru_cache(maxsize=10_000)
def _is_old(word: str) -> bool:
    word = word.rstrip("ª®©¹«»")  # at the end they are themselves: 1ª, Windows®
    lower = word.lower()
    if not HIGH.search(word) or len(word) == 1:
        return False
    if set(lower) <= LETTERS and SYLLABLE.fullmatch(without_marks(lower).replace("đ", "d")):
        return False
    as_tcvn3 = "".join(TCVN3.get(char, char) for char in word)
    as_vni = "".join(VNI.get(char, char) for char in VNI_MARK.sub("", lower))
    return any(read.isascii() and SYLLABLE.fullmatch(read) for read in (as_tcvn3, as_vni))


def old_words(lines: Iterable[tuple[int, str]]) -> dict[int, str]:
    """The first TCVN3 or VNI word of each line that has one; a single such word in a text may be a foreign name."""
    found: dict[int, str] = {}
    words: set[str] = set()
    is_certain = False
    for line, text in lines:
        here = [word for word in WORD.findall(text) if HIGH.search(word) and _is_old(word)]
        words.update(here)
        is_certain = is_certain or any(BETWEEN.search(word) for word in here)
        if here:
            found[line] = here[0]
    return found if is_certain or len(words) > 1 else {}


def misread(text: str) -> str:
    """The first place that is UTF-8 read as Windows-1252 ("Thá»i"), with its neighbours, or ""."""
    found = MISREAD.search(text)
    return text[max(0, found.start() - 5) : found.end() + 5].strip() if found else ""
