"""Vietnamese text for property tests."""

import unicodedata

from hypothesis import strategies

VOWELS = "aăâeêioôơuưy"
TONE_MARKS = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
LOWER = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONE_MARKS] + list("bcdđghklmnpqrstvx")
LETTERS = LOWER + [letter.upper() for letter in LOWER]
PUNCTUATION = list(" .,:;/-–—()[]“”‘’\"'!?…%+*#_|²\u00a0\n")


def letters() -> strategies.SearchStrategy[str]:
    return strategies.sampled_from(LETTERS)


def texts(extra: str = "") -> strategies.SearchStrategy[str]:
    """Vietnamese letters, digits and punctuation in any order, composed or not."""
    characters = [*LETTERS, *"0123456789", *PUNCTUATION, *extra]
    form = strategies.sampled_from(["NFC", "NFD"])
    return strategies.builds(
        unicodedata.normalize, form, strategies.lists(strategies.sampled_from(characters), max_size=25).map("".join)
    )


LOOK_ALIKES = {"Đ": "ÐƉ", "đ": "ðɖ"}
ALL_ALIKE = [str.maketrans("Đđ", pair) for pair in ("Ðð", "Ɖɖ", "Ðɖ")]


def mistyped(text: str) -> strategies.SearchStrategy[str]:
    """The text with any of its Đ and đ typed as a letter that looks like it."""
    letters = (
        strategies.sampled_from(LOOK_ALIKES[letter]) if letter in LOOK_ALIKES else strategies.just(letter) for letter in text
    )
    return strategies.tuples(*letters).map("".join)
