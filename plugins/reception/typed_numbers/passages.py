"""An article's title, summary, text and words of blocks as passages that know their lines, for the checks of typed numbers.

What no reader reads (addresses, tags, marks of emphasis) is replaced by blanks, so that a position leads back to its line; only
invisible characters are removed, before positions are counted.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from plugins.manuscript import Manuscript
from plugins.reception.embeds.block import BlockProblem, parse_block
from plugins.reception.embeds.markdown import blocks_of
from plugins.vietnamese.folding import as_meant

EMBED_MARK = "\ue002"
SIGHT = 400  # characters to each side; no sentence of people is longer
READ_FIELDS = ("Title", "Summary")

_EMBED = re.compile(r"(?<!\\)\{\{(?P<text>.*?)\}\}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_OTHER_DIGITS = re.compile("[\uff10-\uff19\uff0c\uff0e\u2024\U0001d7ce-\U0001d7ff]")  # full width, a leader for a dot, mathematical
_NEW_PASSAGE = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|[0-9]{1,3}[.)]\s|\|)")
_ADDRESS = r"(?:[^()\s]|\([^()\s]*\))*"
_NOT_PROSE = re.compile(
    r"<!--.*?-->|</?[A-Za-z][^<>]*>"  # HTML, and addresses in <…>
    rf"|\]\({_ADDRESS}\s*\)|\]\({_ADDRESS}(?=\s)|\]\[[^\]]*\]"  # where a link or a picture leads to; its words stay
    r"|\[\^[^\]]*\]:?"  # the mark of a note is no number of the sentence
    r"|https?://\S+|www\.\S+|[^\s@]{1,64}@[^\s@]+\.\S+"
    r"|\{[:#][^{}]*\}|&(?:nbsp|thinsp|ensp|emsp|#160|#xa0);",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[\s*_`>\[\]]")
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++(?=[\s\"”’)]|$)|[;|]")


@dataclass(frozen=True, slots=True)
class Embed:
    """Where a {{ … }} stands in its passage, and what is between the braces."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Passage:
    """A heading, paragraph, list item or table row. `starts` are the positions where its `lines` begin."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]
    embeds: tuple[Embed, ...]

    def line_at(self, position: int) -> int:
        """The 1-based line of the file."""
        return self.lines[bisect_right(self.starts, position) - 1]

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each; a semicolon and the wall of a table cell end one too."""
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        return tuple(zip([0, *ends], [*ends, len(self.text)], strict=True))

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence that holds the position."""
        return self.sentences[bisect_right(self.sentences, (position, len(self.text) + 1)) - 1]

    def around(self, position: int) -> tuple[int, int]:
        """The part of its sentence that the words at a position can be about: all of it, unless it is endless."""
        start, end = self.sentence_at(position)
        return max(start, position - SIGHT), min(end, position + SIGHT)

    @property
    def leads(self) -> bool:
        """Whether it says what follows is about: a heading, or a line that ends with a colon."""
        return self.text.startswith("#") or self.text.rstrip().endswith(":")

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.text.lstrip().startswith("|")


def passages(manuscript: Manuscript) -> Iterator[Passage]:
    """The title, the summary, what blocks say in words, then the body; code is left out."""
    for key in READ_FIELDS:
        field = manuscript.field(key)
        if field and field.value:
            yield _passage([(field.line, field.value)])
    yield from (_passage([words]) for words in _words_of_blocks(manuscript))
    gathered: list[tuple[int, str]] = []
    for line, text in manuscript.prose():
        if gathered and (not text.strip() or _NEW_PASSAGE.match(text)):
            yield _passage(gathered)
            gathered = []
        if text.strip():
            gathered.append((line, text))
    if gathered:
        yield _passage(gathered)


def _words_of_blocks(manuscript: Manuscript) -> Iterator[tuple[int, str]]:
    """The title and the note of each block that can be read, with their lines."""
    for written in blocks_of(manuscript):
        with suppress(BlockProblem):  # the resolver reports it
            block = parse_block(written.text)
            said = ((block.lines.get(key, 0), text) for key, text in (("tiêu-đề", block.title), ("ghi-chú", block.note)))
            yield from ((written.line + offset, text) for offset, text in said if text)


def _plain_digit(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


def _passage(numbered: list[tuple[int, str]]) -> Passage:
    clean = [_OTHER_DIGITS.sub(_plain_digit, _INVISIBLE.sub("", as_meant(text))) for _, text in numbered]
    starts, position = [], 0
    for text in clean:
        starts.append(position)
        position += len(text) + 1
    whole = " ".join(clean)
    embeds = tuple(Embed(found.start(), found.end(), found["text"].replace("\\|", "|")) for found in _EMBED.finditer(whole))
    whole = _EMBED.sub(lambda found: EMBED_MARK * len(found[0]), whole)
    whole = _NOT_PROSE.sub(lambda found: " " * len(found[0]), whole)
    return Passage(_BLANKS.sub(" ", whole), tuple(starts), tuple(line for line, _ in numbered), embeds)
