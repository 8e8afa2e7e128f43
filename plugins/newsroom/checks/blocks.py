"""A text's lines in blocks, as Python-Markdown groups them between blank lines.

Enough for the rules that look for what Markdown reads differently from a person; the HTML is made elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.manuscript import CODE_SPAN, FENCE, Manuscript, line_parts
from plugins.vietnamese.folding import fold

TAB = 4  # columns of one level of a list
QUOTE = re.compile(r" {0,3}> ?")
BREAK = re.compile(r" {0,3}(?:(?:-+ {0,2}){3,}|(?:_+ {0,2}){3,}|(?:\*+ {0,2}){3,}) *")
HEADING = re.compile(r"#{1,6} ")
UNDERLINE = re.compile(r"(?:=+|-+) *")
CODE = "`"  # stands for a line of code
BLOCK_NAME = "so lieu"  # folded; such a block becomes a paragraph of its own


@dataclass(frozen=True, slots=True)
class Line:
    """A line without quotation marks and indentation, which are counted; `number` is its line in the file."""

    number: int
    quoted: int
    indent: int
    text: str

    @property
    def head(self) -> str:
        """How messages name the line."""
        return self.text[:40].strip()


Block = list[Line]


def blocks_of(manuscript: Manuscript) -> Iterator[Block]:
    """The body's blocks. Code appears as lines without words; a block of numbers separates its neighbours."""
    block: Block = []
    for line in _lines(manuscript):
        if block and (line is None or line.quoted > block[-1].quoted):
            yield block
            block = []
        if line is not None:
            block.append(line)
    if block:
        yield block


def _lines(manuscript: Manuscript) -> Iterator[Line | None]:
    body, is_ours = manuscript.lines[manuscript.body_start :], False
    for number, (typed, part) in enumerate(zip(body, line_parts(body), strict=True), start=manuscript.body_start + 1):
        if part == "text":
            yield _line(number, CODE_SPAN.sub(lambda span: "`" * len(span[0]), typed))
            continue
        if part == "opening" and (fence := FENCE.match(typed)):
            is_ours = fold(fence["info"]) == BLOCK_NAME
        yield None if is_ours else Line(number, 0, len(typed) - len(typed.lstrip()), CODE)


def _line(number: int, text: str) -> Line | None:
    text, quoted = text.expandtabs(TAB), 0
    while mark := QUOTE.match(text):
        text, quoted = text[mark.end() :], quoted + 1
    bare = text.lstrip()
    return Line(number, quoted, len(text) - len(bare), bare) if bare else None


def parts_of(block: Block) -> Iterator[Block]:
    """The block, cut at headings and rules: they end what stands above them, and each is a part of its own."""
    part: Block = []
    for line in block:
        if len(part) == 1 and UNDERLINE.fullmatch(line.text):
            yield part  # a heading by the line below it
            part = []
        elif BREAK.fullmatch(line.text) or (line.indent % TAB == 0 and HEADING.match(line.text)):
            yield from filter(None, (part, [line]))
            part = []
        else:
            part.append(line)
    if part:
        yield part
