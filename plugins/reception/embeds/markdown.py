"""What editors write for a number, and the placeholders that stand for it while Markdown runs.

Embeds leave the text before any Markdown rule sees them (a "|" would split a table cell), and their placeholders carry the line.
Placeholders hold what was written, never a number, so that cached text cannot show an old one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from plugins.manuscript import FENCE, Manuscript
from plugins.vietnamese.folding import fold

Kind = Literal["inline", "block"]
OPEN, CLOSE = "\ue000", "\ue001"  # private use: no keyboard writes them, no Markdown rule reads them
PLACEHOLDER = re.compile(f"{OPEN}([0-9a-f]+){CLOSE}")
ALONE = re.compile(f"<p>\\s*(?P<code>{OPEN}[0-9a-f]+{CLOSE})\\s*</p>")
LIKE_ONE = re.compile(rf"{PLACEHOLDER.pattern}|[{OPEN}{CLOSE}]|&#(?:0*5734[45]|x0*e00[01]);?", re.IGNORECASE)
INLINE = re.compile(r"(?<!\\)\{\{(?P<text>.*?)\}\}")
CODE = re.compile(r"<code\b[^>]*>.*?</code>", re.DOTALL)
FENCES = ("```", "~~~")
BLOCK_NAME = "so lieu"  # folded: as typed with or without diacritics


@dataclass(frozen=True, slots=True)
class Written:
    """An embed as written: the text between the braces or the lines of the block, and its line in the file."""

    kind: Kind
    line: int
    text: str


def to_placeholder(written: Written) -> str:
    """Letters and digits only, between two private characters."""
    return OPEN + f"{written.kind}:{written.line}:{written.text}".encode().hex() + CLOSE


def from_placeholder(code: str) -> Written:
    """The embed that a placeholder's inner code stands for."""
    kind, line, text = bytes.fromhex(code).decode().split(":", 2)
    return Written("block" if kind == "block" else "inline", int(line), text)


def replace_placeholders(text: str, replacement: Callable[[Written, int], str]) -> str:
    """Put `replacement(embed, position in text)` in the place of every placeholder."""
    return PLACEHOLDER.sub(lambda found: replacement(from_placeholder(found[1]), found.start()), text)


def without_placeholders(text: str) -> str:
    """The text without its embeds: for ids of headings, which must not change with a number."""
    return PLACEHOLDER.sub("", text)


class TakeOut(Preprocessor):
    """Runs first of all, while line numbers are still those of the file."""

    def run(self, lines: list[str]) -> list[str]:
        return take_out(lines)


def take_out(lines: list[str]) -> list[str]:
    """The lines with placeholders for embeds; code fences stay as they are.

    Text that only looks like a placeholder gets U+FFFD.
    """
    result: list[str] = []
    if LIKE_ONE.search("\n".join(lines)):
        lines = [LIKE_ONE.sub(_unless_made, line) for line in lines]
    fence: _Fence | None = None
    for number, line in enumerate(lines, start=1):
        mark = FENCE.match(line)
        if fence is None and mark is None:
            result.append(_take_inline(line, number))
        elif fence is None and mark is not None:
            fence = _Fence(mark["mark"], number, line, fold(mark["info"]) == BLOCK_NAME)
        elif fence is not None and mark is not None and mark["mark"].startswith(fence.mark) and not mark["info"].strip():
            result += fence.closed(line)
            fence = None
        elif fence is not None:
            fence.lines.append(line)
    return result + (fence.left_open() if fence is not None else [])


def _unless_made(found: re.Match[str]) -> str:
    """Leave our own placeholders alone: a summary comes here twice, the second time with its placeholders."""
    try:
        made = bool(found[1]) and to_placeholder(from_placeholder(found[1])) == found[0]
    except ValueError:
        made = False
    return found[0] if made else "\N{REPLACEMENT CHARACTER}"


@dataclass(slots=True)
class _Fence:
    """A fenced block being read, ours or any other."""

    mark: str
    start: int
    opening: str
    is_block: bool
    lines: list[str] = field(default_factory=list)

    def closed(self, closing: str) -> list[str]:
        """The lines that stay in the text: a placeholder in a paragraph of its own, or the fence untouched."""
        if not self.is_block:
            return [self.opening, *self.lines, closing]
        indent = self.opening[: len(self.opening) - len(self.opening.lstrip())]
        return ["", indent + to_placeholder(Written("block", self.start, "\n".join(self.lines))), ""]

    def left_open(self) -> list[str]:
        return [self.opening, *self.lines]


def embeds_of(manuscript: Manuscript) -> Iterator[Written]:
    """The embeds of a manuscript outside code, those of its header included."""
    header = enumerate(manuscript.lines[: manuscript.body_start], start=1)
    for number, line in (*header, *manuscript.prose()):
        yield from (_written(found, number) for found in INLINE.finditer(line))
    yield from blocks_of(manuscript)


def blocks_of(manuscript: Manuscript) -> Iterator[Written]:
    """The blocks of a manuscript, in order."""
    if not any(fence in manuscript.body for fence in FENCES):
        return
    for line in take_out(list(manuscript.lines)):
        placeholder = PLACEHOLDER.search(line)
        written = from_placeholder(placeholder[1]) if placeholder else None
        if written and written.kind == "block":
            yield written


def _take_inline(line: str, number: int) -> str:
    return INLINE.sub(lambda found: to_placeholder(_written(found, number)), line)


def _written(found: re.Match[str], number: int) -> Written:
    r"""The embed; "\|" is how a bar is written inside a table."""
    return Written("inline", number, found["text"].replace("\\|", "|"))


class LeaveCode(Postprocessor):
    """Shows an embed in code as it was written: there it is an example."""

    def run(self, text: str) -> str:
        def as_written(code: re.Match[str]) -> str:
            return replace_placeholders(code[0], lambda embed, _: escape("{{" + embed.text + "}}", quote=False))

        return CODE.sub(as_written, text)


class Embeds(Extension):
    """Registers the two processors above."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.preprocessors.register(TakeOut(md), "reception_take_out", 100)
        md.postprocessors.register(LeaveCode(md), "reception_leave_code", -5)


def makeExtension(**configuration: Any) -> Embeds:  # noqa: N802 (Python-Markdown's name)
    """Entry point by which Python-Markdown loads the module."""
    return Embeds(**configuration)
