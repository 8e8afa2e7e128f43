"""What a person typed, line by line, without what Markdown does not show: names of notes, of references, of languages of code.

What is defined and never used stays in, so that the comparison misses it on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

from plugins.manuscript import CODE_SPAN, line_parts
from plugins.markup.addresses import NO_PHOTO

CODE_SPANS = re.compile(f"({CODE_SPAN.pattern})")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[0-9a-zA-Z]{1,32});")
NOTE = re.compile(r"^[ >]*\[\^(?P<name>[^\]]*)\]:(?P<words>.*)$")
NOTE_MARK = re.compile(r"\[\^([^\]]*)\]")
ABBREVIATION = re.compile(r"^ {0,3}\*\[(?P<name>[^\]]*)\] ?:")
DEFINITION = re.compile(r"^ {0,3}\[(?P<name>[^\[\]^][^\[\]]*)\]:[ ]*(?P<target>\S+)[ ]*(?P<title>\".*\"|'.*'|\(.*\))?[ ]*$")
BY_NAME = re.compile(r"\[(?P<label>[^\[\]]*)\](?: ?\[(?P<name>[^\[\]]*)\])?(?!\()")
ADDRESS = re.compile(r"(?<=\]\()(?P<before>\s*<)(?P<spaced>[^<>]*)(?=>)|(?<=\]\()\s*(?P<plain>[^\s<>()]*)")
OURS = re.compile(r"[{|](?:static|filename|attach)[}|]")
TOC = re.compile(r"\[TOC\](?!\()")  # where a table of contents goes; otherwise words of no weight
Piece = tuple[int, str]


@dataclass(slots=True)
class Typed:
    """Pieces of text with their lines; those of each note separately."""

    text: list[Piece] = field(default_factory=list)
    notes: list[list[Piece]] = field(default_factory=list)


def typed_words(lines: Sequence[str]) -> Typed:
    """Lines count from 1."""
    return _Reader(lines).read()


class _Reader:
    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = [line.expandtabs(4) for line in lines]
        self._parts = list(line_parts(self._lines))
        prose = [line for line, part in zip(self._lines, self._parts, strict=True) if part == "text"]
        self._definitions = {found["name"].strip().lower(): found for line in prose if (found := DEFINITION.match(line))}
        self._notes = {found["name"] for line in prose if (found := NOTE.match(line))}
        bodies = "\n".join(line for line in prose if not DEFINITION.match(line) and not ABBREVIATION.match(line))
        names = {name.strip().lower() for found in BY_NAME.finditer(bodies) for name in found.groups(default="")}
        self._used = names & set(self._definitions)
        self._words = set(re.findall(r"[^\W_]+", bodies))

    def read(self) -> Typed:
        typed = Typed()
        into, was_blank = typed.text, False
        for number, (line, part) in enumerate(zip(self._lines, self._parts, strict=True), start=1):
            note = NOTE.match(line) if part == "text" else None
            if note:
                into = []
                typed.notes.append(into)
            elif line.strip() and was_blank and not line.startswith("    "):
                into = typed.text  # else it continues the note, if there is one
            was_blank = not line.strip()
            piece = line if part == "code" else self._prose(note["words"] if note else line) if part == "text" else ""
            if piece.strip():
                into.append((number, TOC.sub("", piece)))
        return typed

    def _prose(self, line: str) -> str:
        definition, abbreviation = DEFINITION.match(line), ABBREVIATION.match(line)
        if definition and definition["name"].strip().lower() in self._used:
            return ""
        if abbreviation and set(re.findall(r"[^\W_]+", abbreviation["name"])) <= self._words:
            return ""
        parts = CODE_SPANS.split(line)  # text, span, its ticks, text, …
        return "".join(self._plain(part) if place % 3 == 0 else part if place % 3 == 1 else "" for place, part in enumerate(parts))

    def _plain(self, text: str) -> str:
        if "[" in text or "](" in text:
            text = NOTE_MARK.sub(lambda mark: " " if mark[1] in self._notes else mark[0], text)
            text = BY_NAME.sub(self._expanded, text) if self._used else text
            text = ADDRESS.sub(lambda found: (found["before"] or "") + bare_address(found["spaced"] or found["plain"] or ""), text)
        return ENTITY.sub(lambda entity: unescape(entity[0]), text).replace("<mailto:", "<")

    def _expanded(self, found: re.Match[str]) -> str:
        name = (found["name"] or found["label"]).strip().lower()
        definition = self._definitions.get(name)
        if definition is None:
            return found[0]
        return f"{found['label']} {bare_address(definition['target'].strip('<>'))} {definition['title'] or ''} "


def bare_address(target: str) -> str:
    """The address as `lost_words` compares it."""
    bare = unquote(OURS.sub("", ENTITY.sub(lambda entity: unescape(entity[0]), target))).partition("#")[0]
    return "" if bare == NO_PHOTO else bare
