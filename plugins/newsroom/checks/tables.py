"""Rules for tables: every cell typed is on the page, in its column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.blocks import Block, Line, blocks_of
from plugins.newsroom.checks.header import EMBED, Kind
from plugins.problems import Problem
from plugins.rules import rule

MAYBE_TABLE = re.compile(r"^[ \t>]*[|:-][|:\- \t]*$", re.MULTILINE)  # without it, no table
BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
BAR_AT_THE_END = re.compile(BAR.pattern + "$")


@rule()
def rows_have_the_cells_of_the_head(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    r"""Mỗi hàng của bảng có đúng số ô của hàng đầu: ô thừa mất khỏi trang, hàng thiếu ô làm số đứng sai cột.

    Sai:
        | Đơn vị | Số đơn |
        |---|---|
        | Sở Tư pháp || 21 |
        | Sở Tài chính |
    Đúng:
        | Đơn vị | Số đơn |
        |---|---|
        | Sở Tư pháp | 21 |
        | Sở Tài chính \| Kho bạc | |
    """
    for table in _tables(manuscript):
        head, *rows = ((line, _cells(line, table[0])) for line in table)
        if len(rows[0][1]) != len(head[1]) or (len(head[1]) < 2 and not _bordered(table[0])):
            continue  # no table: left to the next rule
        for line, cells in rows[1:]:
            if len(cells) != len(head[1]):
                yield manuscript.problem(line.number, _uneven(cells, len(head[1])))


@rule()
def tables_are_tables(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Bảng cách dòng chữ ở trên một dòng trống, và dòng gạch dưới hàng đầu có đủ số ô; không thì các ô nối thành đoạn.

    Sai:
        Kết quả như sau:
        | Đơn vị | Số đơn |
        |---|---|
        | Sở Tư pháp | 21 |
    Đúng:
        Kết quả như sau:

        | Đơn vị | Số đơn |
        |---|---|
        | Sở Tư pháp | 21 |
    """
    for block in _with_bars(manuscript):
        position = next((place for place, line in enumerate(block) if _is_delimiter(line)), 0)
        head = block[position - 1]
        found, wanted = len(_cells(block[position], head)), len(_cells(head, head))
        if position > 1:
            message = f"bảng bắt đầu ở “{head.head}” viết ngay dưới dòng chữ nên không thành bảng. Để một dòng trống ở trên."
            yield manuscript.problem(head.number, message)
        elif position == 1 and found != wanted:
            message = f"dòng gạch dưới hàng đầu có {found} ô, hàng đầu có {wanted} ô nên không thành bảng. Sửa cho bằng nhau."
            yield manuscript.problem(block[1].number, message)


RULES = (rows_have_the_cells_of_the_head, tables_are_tables)


def _with_bars(manuscript: Manuscript) -> Iterator[Block]:
    """The blocks that may be meant as tables."""
    if "|" in manuscript.body and MAYBE_TABLE.search(manuscript.body):
        yield from (block for block in blocks_of(manuscript) if len(block) > 1 and any("|" in line.text for line in block))


def _tables(manuscript: Manuscript) -> Iterator[Block]:
    return (block for block in _with_bars(manuscript) if _is_delimiter(block[1]))


def _is_delimiter(line: Line) -> bool:
    """Whether it is the line under a table's head."""
    return {"|", "-"} <= set(line.text) <= set("|:- ")


def _bordered(head: Line) -> bool:
    text = head.text.rstrip()
    return text.startswith("|") or BAR_AT_THE_END.search(text) is not None


def _cells(line: Line, head: Line) -> list[str]:
    """The cells as Markdown splits them; the outer bars count only where the head has some."""
    text = EMBED.sub(lambda embed: "0" * len(embed[0]), line.text).rstrip()
    if _bordered(head):
        text = BAR_AT_THE_END.sub(r"\1", text.removeprefix("|"))
    return BAR.sub(r"\1\n", text).split("\n")


def _uneven(cells: list[str], wanted: int) -> str:
    lost = " | ".join(cell.strip() for cell in cells[wanted:]).strip(" |")
    found = f"hàng này có {len(cells)} ô, hàng đầu của bảng có {wanted} ô"
    if lost:
        return f"{found}: “{lost[:40]}” sẽ mất khỏi trang. Bỏ dấu | thừa, thêm cột cho cả bảng, hoặc viết \\| nếu là chữ."
    if len(cells) > wanted:
        return f"{found}. Bỏ dấu | thừa ở cuối hàng."
    return f"{found}. Thêm ô trống cho đủ (| |); nếu không phải hàng của bảng thì để một dòng trống ở trên."
