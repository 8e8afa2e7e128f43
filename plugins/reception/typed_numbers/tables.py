"""Numbers in the cells of a table: what they count, and whose they are, stands at the head of their row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plugins.reception.typed_numbers.counted_numbers import Counted
from plugins.reception.typed_numbers.measure_names import MeasureWords
from plugins.reception.typed_numbers.numerals import NUMBER, read_value
from plugins.reception.typed_numbers.passages import Passage

_DELIMITER = re.compile(r"[\s|:-]*-[\s|:-]*")
_CELL = re.compile(r"[^|]+")
_NUMBER = re.compile(rf" *(?P<number>{NUMBER})(?P<unit>[^0-9%/]*)")
_NO_COUNT = re.compile(
    r"%|tỷ lệ|tỉ lệ|tăng|giảm|so với|chênh lệch|ngày|tháng (?![0-9])|ký hiệu|điện thoại|trang|(?<!\w)(?:tt|stt|số tt)(?!\w)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\W*(?:tổng(?: số| cộng)?|cộng)\W*", re.IGNORECASE)
LABELS = " ; "
Cells = list[tuple[Counted, str]]


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    text: str


def numbers_in_cells(rows: Sequence[Passage], words: MeasureWords) -> list[Cells]:
    """For each row of a table the numbers of its cells that count something, with the labels of their row and column."""
    found: list[Cells] = [[] for _ in rows]
    if len(rows) < 3 or not _DELIMITER.fullmatch(rows[1].text):
        return found
    words = words.for_text(" ".join(row.text for row in rows))
    heads, above = _cells(rows[0]), dict[int, list[int]]()
    for number, row in enumerate(rows[2:], start=2):
        found[number] = list(_in_row(_cells(row), heads, words, above))
    return found


def _cells(row: Passage) -> list[_Cell]:
    return [_Cell(match.start(), match[0]) for match in _CELL.finditer(row.text.rstrip()) if match.start() or row.text[0] == "|"]


def _in_row(
    cells: list[_Cell], heads: list[_Cell], words: MeasureWords, above: dict[int, list[int]]
) -> Iterator[tuple[Counted, str]]:
    label = next((cell.text.strip() for cell in cells if re.search(r"[^\W\d]", cell.text)), "")
    others = " ".join(cell.text for cell in cells if not _NUMBER.fullmatch(cell.text))
    for column, (cell, head) in enumerate(zip(cells, heads, strict=False)):
        match = _NUMBER.fullmatch(cell.text)
        if match is None or _NO_COUNT.search(head.text):
            continue
        value = int(read_value(match["number"], fractional=False)[0])
        summed, sums = sum(above.setdefault(column, [])), len(above[column]) > 1
        above[column].append(value)
        if _TOTAL.fullmatch(label) and sums and summed == value:
            continue
        if counted := _counted(match["unit"], head.text, label, others, words=words):
            start = cell.start + match.start("number")
            written = f"{label}: {match['number']}" if label else match["number"]
            yield (
                Counted(start, start + len(match["number"]), match["number"], counted, written),
                f"{label}{LABELS}{head.text.strip()}",
            )


def _counted(*texts: str, words: MeasureWords) -> str:
    """The first full name of a measure in the texts, or else the first word for a unit; "" where there is neither."""
    found = [match[0] for text in texts for pattern in (words.before_number, words.pattern) for match in pattern.finditer(text)]
    return next((each for each in found if words.meant(each)[1]), found[0] if found else "")
