"""Follows lists line by line as Markdown reads them, and finds what a person reads differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.blocks import TAB, Block, Line, blocks_of, parts_of

MAYBE_LIST = re.compile(r"^[ \t>]*(?:[-–—•·▪◦+*]|[0-9]{1,9}[.)]|[a-zđ][.)])", re.MULTILINE)  # without it, no list
ITEM = re.compile(r"(?:[-+*]|(?P<number>[0-9]+)\.) +")
NOTE = re.compile(r"\[\^[^\]]*\]:")
MARKED = re.compile(r"(?P<bullet>[-–—•·▪◦])(?![-–—0-9])|(?:(?P<number>[0-9]{1,3})|(?P<letter>[a-zđ]))[.)](?![0-9.])")
LETTERS = "abcdđeghiklmnopqrstuvxy"
OUTSIDE = (
    "“{head}” lùi vào {found} dấu cách nên ra ngoài danh sách ở trên. "
    "Lùi vào {wanted} dấu cách nếu là đoạn tiếp của mục; không thì viết sát lề."
)
MIXED = (
    "mục “{head}” khác kiểu dấu với danh sách ở ngay trên nên nối liền vào mục trước. "
    "Dùng cùng một kiểu, hoặc để một dòng trống ở trên; là mục con thì lùi vào thêm bốn dấu cách."
)
DEEPER = "mục “{head}” viết ngay dưới mục con, sau dòng trống ở trên, nên thành mục con theo. Để một dòng trống ở trên nó."
DEPTH = "mục “{head}” lùi vào {found} dấu cách, không đứng đúng bậc của nó trong danh sách. {right}"
LARGEST = 999  # a greater number at the head of a sentence is a year
Slip = Literal["joined", "mixed", "depth", "number", "outside"]


@dataclass(slots=True)
class _Open:
    """The last item of a list that may go on."""

    indent: int
    number: str  # "" in a list without numbers
    block: int


@dataclass(frozen=True, slots=True)
class Found:
    """A line where Markdown reads a list differently from how it looks, with the message."""

    slip: Slip
    line: int
    message: str


@lru_cache(maxsize=1)
def slips_of(manuscript: Manuscript) -> tuple[Found, ...]:
    """All that the rules of lists look for, found in one pass."""
    if not MAYBE_LIST.search(manuscript.body):
        return ()
    walk = _Walk()
    return tuple(found for block in blocks_of(manuscript) for part in parts_of(block) for found in walk.read(part))


class _Walk:
    """Follows the lists of one text from block to block."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._quoted = self._block = 0

    def read(self, block: Block) -> Iterator[Found]:
        """What is wrong in the next block."""
        first, self._block = block[0], self._block + 1
        if first.quoted != self._quoted:
            self._open, self._quoted = [], first.quoted
        if not self._open and first.indent >= TAB:
            return  # code
        yield from self._items(block) if ITEM.match(first.text) else self._text(block)

    def _text(self, block: Block) -> Iterator[Found]:
        first = block[0]
        if self._open and 2 <= first.indent < TAB:
            message = OUTSIDE.format(head=first.head, found=first.indent, wanted=TAB * len(self._open))
            yield Found("outside", first.number, message)
        self._open = self._open[: first.indent // TAB]
        if NOTE.match(first.text):
            self._open = [_Open(0, "", self._block)]
        joined = next((line for above, line in pairwise(block) if _runs_on(above.text, line.text)), None)
        if joined:
            yield Found("joined", joined.number, _joined(joined))

    def _items(self, block: Block) -> Iterator[Found]:
        above = block[0]
        for line in block:
            item = ITEM.match(line.text)
            if item and block[0].indent // TAB > line.indent // TAB:
                yield Found("depth", line.number, DEEPER.format(head=line.head))
                return
            if item:
                yield from self._item(line, item)
            elif _runs_on(above.text, line.text):
                yield Found("joined", line.number, _joined(line))
            above = line

    def _item(self, line: Line, item: re.Match[str]) -> Iterator[Found]:
        depth, number = self._level(line.indent), item["number"] or ""
        sibling = self._open[depth] if depth < len(self._open) else None
        if sibling and sibling.block == self._block and bool(sibling.number) != bool(number):
            yield Found("mixed", line.number, MIXED.format(head=line.head))
            return
        if line.indent // TAB != depth:
            right = f"Lùi vào đúng {TAB * depth} dấu cách." if depth else "Viết sát lề."
            yield Found("depth", line.number, DEPTH.format(head=line.head, found=line.indent, right=right))
        counted = _after(sibling.number) if sibling and sibling.number else ""
        if number and (number != counted if counted else not _starts(number)):
            yield Found("number", line.number, _number(line, number, counted))
        self._open[depth:] = [_Open(line.indent, number, self._block)]

    def _level(self, indent: int) -> int:
        """How many open items an item with this indentation seems to lie in."""
        return next((depth for depth, item in enumerate(self._open) if indent < item.indent + 2), len(self._open))


def _runs_on(above: str, text: str) -> bool:
    """Whether a line inside a block looks like an item of a list."""
    item, marked = ITEM.match(text), MARKED.match(text)
    if item and item["number"] in {None, "1"}:
        return True
    if not marked:
        return False
    if above.rstrip().endswith(":") and (marked["letter"] in {None, "a"}):
        return True
    before = MARKED.match(above)
    return before is not None and _comes_next(before, marked)


def _comes_next(before: re.Match[str], marked: re.Match[str]) -> bool:
    if marked["number"] and before["number"]:
        return int(marked["number"]) == int(before["number"]) + 1
    if marked["letter"] and before["letter"]:
        return any(f"{before['letter']}{marked['letter']}" in letters for letters in (LETTERS, LETTERS.replace("đ", "")))
    return bool(marked["bullet"] and marked["bullet"] == before["bullet"])


def _after(number: str) -> str:
    return str(int(number) + 1) if len(number) <= len(str(LARGEST)) else ""


def _starts(number: str) -> bool:
    """Whether a list may begin with this number: written as browsers write it, and no year."""
    return len(number) <= len(str(LARGEST)) and number == str(int(number))


def _joined(line: Line) -> str:
    found, marked = f"“{line.head}” viết ngay dưới dòng chữ nên nối liền vào dòng ấy", MARKED.match(line.text)
    if ITEM.match(line.text) or not marked:
        return f"{found}, không thành mục danh sách. Để một dòng trống ở trên; không phải danh sách thì nối vào dòng trên."
    if marked["letter"] or line.text[len(marked[0]) - 1] == ")":
        return f"{found}. Để một dòng trống ở giữa, cả giữa các mục; không phải mục thì nối vào dòng trên."
    return (
        f"{found}, không thành mục danh sách. Để một dòng trống ở trên và gõ lại đầu mỗi mục: “- ” hoặc “1. ”, "
        "với dấu cách thường (dấu cách dán từ Word có khi là loại khác); không phải danh sách thì nối vào dòng trên."
    )


def _number(line: Line, number: str, counted: str) -> str:
    as_typed = f"“{number}\\.” nếu phải giữ đúng số này ở đầu một đoạn"
    if counted:
        return f"mục ghi số “{number}.” sẽ hiện là “{counted}.”, vì danh sách đếm tiếp. Đánh lại số; viết {as_typed}."
    return f"“{number}.” ở đầu đoạn thành số thứ tự của một danh sách. Viết {as_typed}; là danh sách thì bắt đầu từ “1.”."
