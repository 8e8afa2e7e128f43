"""Which measures the words beside a number may mean: names of the catalogue, or the bare word for its unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from plugins.reception.data.law.measures import UNITS, Measure
from plugins.vietnamese.folding import plain

EVERYDAY: dict[str, tuple[str, ...]] = {"lượt người": ("lượt", "người"), "công dân": ("lượt", "người"), "đơn thư": ("đơn", "lượt")}
"""Words that print uses for a unit without being its name."""
OTHER_THINGS: dict[str, str] = {
    "đơn": "vị|giản|giá|ca|thân|nguyên|hàng|thuốc|điệu|phương|độc",
    "đoàn": "thanh tra|kiểm tra|giám sát|công tác|viên|thể|kết|đại biểu|ĐBQH|khách|xe|tàu|thanh niên|kiểm toán|liên ngành|học sinh",
    "kỳ": "họp|thi|nghỉ|báo cáo|thực tập|đại hội|bầu cử|lương|trả",
    "lượt người": "tham dự|tham gia|dự|nghe|xem|khám",
    "người": "tham dự|tham gia|dự|nghe|lao động|nghèo|cao tuổi|dân tộc|bị|mắc",
    "lượt": "cán bộ|xem|truy cập|tải|thích|chia sẻ|bình luận|nghe|phát|khám|khách|xe|tra cứu",
}
"""“05 đơn vị” counts no petitions: what may not follow a bare unit word."""
NUMBER_OF = re.compile(r"(?:(?:tổng|tong) )?(?:số|so) ")
_LETTER = re.compile("[A-Za-z]")
_MARKED = re.compile("[À-ɏḀ-ỿ]")


@dataclass(frozen=True)
class MeasureWords:
    """`named` leads to the measures of a full name; `bare` to all measures of a unit word."""

    measures: tuple[Measure, ...]
    named: dict[str, tuple[Measure, ...]]
    bare: dict[str, tuple[Measure, ...]]
    pattern: re.Pattern[str]
    before_number: re.Pattern[str]

    def for_text(self, text: str) -> MeasureWords:
        """The words as this text spells them: with diacritics, unless it has none at all."""
        return self if _MARKED.search(text) or not _LETTER.search(text) else unmarked_words(self.measures)

    def meant(self, words: str) -> tuple[tuple[Measure, ...], bool]:
        """The measures meant by words that a pattern has found, and whether they were a full name."""
        key = _key(words)
        if key not in self.named and key not in self.bare:
            key = NUMBER_OF.sub("", key, count=1)
        named = self.named.get(key)
        return (named, True) if named else (self.bare[key], False)

    def right_after(self, text: str, place: int) -> re.Match[str] | None:
        """Such words where the next word of the text begins."""
        return self.pattern.match(text, len(text) - len(text[place:].lstrip()))


@lru_cache(maxsize=4)
def measure_words(measures: tuple[Measure, ...]) -> MeasureWords:
    """Prepare the words of a catalogue; the longest of them is found first."""
    return _words_of(measures, _key)


@lru_cache(maxsize=4)
def unmarked_words(measures: tuple[Measure, ...]) -> MeasureWords:
    """The same for texts that are typed without diacritics; knows the marked words of a table's other rows too."""
    marked, words = measure_words(measures), _words_of(measures, plain)
    return replace(words, named={**marked.named, **words.named}, bare={**marked.bare, **words.bare})


def _words_of(measures: tuple[Measure, ...], key: Callable[[str], str]) -> MeasureWords:
    bare: dict[str, tuple[Measure, ...]] = {
        key(unit): tuple(measure for measure in measures if measure.unit == unit) for unit in UNITS
    }
    bare |= {key(word): tuple(measure for measure in measures if measure.unit in units) for word, units in EVERYDAY.items()}
    bare = {word: found for word, found in bare.items() if found}
    counted: dict[str, tuple[Measure, ...]] = {}
    for measure in measures:
        for name in (measure.phrase, measure.name, *measure.aliases):
            counted.setdefault(key(name), (measure,))
    named = {name: found for name, found in counted.items() if name not in bare}
    number_of = key("số ") + " "
    after = [_spaced(name) for name in named if not name.startswith(number_of)] + [_bare_pattern(word, key) for word in bare]
    initials = "".join(sorted({name[0] for name in (*named, number_of)}))
    number, names, units = _spaced(number_of), _any_of([*map(_spaced, named)]), _any_of([*map(_spaced, bare)])
    before = rf"(?<!\w)(?=[{re.escape(initials)}])(?:(?:{number})?{names}|{number}{units})"
    return MeasureWords(measures, named, bare, re.compile(_any_of(after), re.IGNORECASE), re.compile(before, re.IGNORECASE))


def _key(words: str) -> str:
    return " ".join(words.lower().split())


def _spaced(name: str) -> str:
    return re.escape(name).replace(r"\ ", " +")


def _bare_pattern(word: str, key: Callable[[str], str]) -> str:
    others = next((others for unit, others in OTHER_THINGS.items() if key(unit) == word), "")
    return _spaced(word) + (rf"(?! +(?:{key(others)})\b)" if others else "")


def _any_of(patterns: list[str]) -> str:
    longest_first = sorted(patterns, key=lambda pattern: -len(pattern.partition("(?!")[0]))
    return rf"(?:{'|'.join(longest_first) or '(?!)'})(?!\w)"
