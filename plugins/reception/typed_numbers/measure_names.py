"""Which measures the words beside a number may mean: names of the catalogue, or the bare word for its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from plugins.reception.data.law.measures import UNITS, Measure

EVERYDAY: dict[str, tuple[str, ...]] = {"lượt người": ("lượt", "người"), "công dân": ("lượt", "người"), "đơn thư": ("đơn", "lượt")}
"""Words that print uses for a unit without being its name."""
OTHER_THINGS: dict[str, str] = {
    "đơn": "vị|giản|giá|ca|thân|nguyên|hàng|thuốc|điệu|phương|độc",
    "đoàn": "thanh tra|kiểm tra|giám sát|công tác|viên|thể|kết|đại biểu|ĐBQH|khách|xe|tàu|thanh niên|kiểm toán|liên ngành|học sinh",
    "kỳ": "họp|thi|nghỉ|báo cáo|thực tập|đại hội|bầu cử|lương|trả",
    "lượt": "xem|truy cập|tải|thích|chia sẻ|bình luận|nghe|phát|khám|khách|xe|tra cứu",
}
"""“05 đơn vị” counts no petitions: what may not follow a bare unit word."""
NUMBER_OF = "số "


@dataclass(frozen=True)
class MeasureWords:
    """`named` leads to the measures of a full name; `bare` to all measures of a unit word."""

    named: dict[str, tuple[Measure, ...]]
    bare: dict[str, tuple[Measure, ...]]
    pattern: re.Pattern[str]
    before_number: re.Pattern[str]

    def meant(self, words: str) -> tuple[tuple[Measure, ...], bool]:
        """The measures meant by words that `pattern` has found, and whether they were a full name."""
        key = _key(words)
        named = self.named.get(key)
        return (named, True) if named else (self.bare[key], False)

    def right_after(self, text: str, place: int) -> re.Match[str] | None:
        """Such words where the next word of the text begins."""
        return self.pattern.match(text, len(text) - len(text[place:].lstrip()))


@lru_cache(maxsize=4)
def measure_words(measures: tuple[Measure, ...]) -> MeasureWords:
    """Prepare the words of a catalogue; the longest of them is found first."""
    bare: dict[str, tuple[Measure, ...]] = {unit: tuple(measure for measure in measures if measure.unit == unit) for unit in UNITS}
    bare |= {word: tuple(measure for measure in measures if measure.unit in units) for word, units in EVERYDAY.items()}
    bare = {word: found for word, found in bare.items() if found}
    counted: dict[str, tuple[Measure, ...]] = {}
    for measure in measures:
        for name in (measure.phrase, measure.name, *measure.aliases):
            counted.setdefault(_key(name), (measure,))
    named = {name: found for name, found in counted.items() if name not in bare}
    after = [_spaced(name) for name in named if not name.startswith(NUMBER_OF)] + [_bare_pattern(word) for word in bare]
    return MeasureWords(named, bare, _any_of(after), _any_of([_spaced(name) for name in named]))


def _key(words: str) -> str:
    return " ".join(words.lower().split())


def _spaced(name: str) -> str:
    return re.escape(name).replace(r"\ ", " +")


def _bare_pattern(word: str) -> str:
    others = OTHER_THINGS.get(word)
    return _spaced(word) + (rf"(?! +(?:{others})\b)" if others else "")


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    longest_first = sorted(patterns, key=lambda pattern: -len(pattern.partition("(?!")[0]))
    return re.compile(rf"(?:{'|'.join(longest_first) or '(?!)'})(?!\w)", re.IGNORECASE)
