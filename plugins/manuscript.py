"""An editor's Markdown file as the checks see it: header fields and body lines, each with its line number.

The header is Pelican's own, not YAML: `Key: value` lines, continued by four spaces, ended by a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from plugins.problems import Problem, Severity

FIELD = re.compile(r"^(?P<key>[^\s:](?:[^:]*[^\s:])?)\s*:\s*(?P<value>.*)$")
FENCE = re.compile(r"^[\s>]*(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
CODE_SPAN = re.compile(r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)")

LinePart = Literal["text", "opening", "code", "closing"]


@dataclass(frozen=True, slots=True)
class Field:
    """One header line: its key as typed, its value and its 1-based line."""

    key: str
    value: str
    line: int


@dataclass(frozen=True)
class Manuscript:
    """One file. `fields` keeps doubled keys; `stray` are header lines that are not `Key: value`."""

    path: str
    fields: tuple[Field, ...]
    stray: tuple[int, ...]
    lines: tuple[str, ...]
    body_start: int

    def field(self, key: str) -> Field | None:
        """The first field of that key, whatever its case; None when it is not there."""
        return next((field for field in self.fields if field.key.lower() == key.lower()), None)

    def value(self, key: str) -> str:
        """The field's text, or "" when it is absent or empty."""
        field = self.field(key)
        return field.value if field else ""

    @property
    def body(self) -> str:
        """The text below the header."""
        return "\n".join(self.lines[self.body_start :])

    def prose(self) -> tuple[tuple[int, str], ...]:
        """Body lines as (1-based line, text) with code blocks and code spans blanked out."""
        return self._prose

    @cached_property
    def _prose(self) -> tuple[tuple[int, str], ...]:
        return tuple(blank_code(self.lines[self.body_start :], self.body_start + 1))

    def problem(self, line: int, message: str, severity: Severity = "error") -> Problem:
        """What is wrong on one of its lines."""
        return Problem(self.path, line, message=message, severity=severity)

    def open_fence(self) -> int:
        """The line of a code fence that nothing closes, or 0."""
        opened = 0
        for number, part in enumerate(line_parts(self.lines[self.body_start :]), start=self.body_start + 1):
            opened = number if part == "opening" else 0 if part == "closing" else opened
        return opened


def read_manuscript(path: Path, display_path: str) -> Manuscript:
    """Read a UTF-8 file. Raises UnicodeDecodeError, which the encoding check turns into advice."""
    return parse_manuscript(path.read_bytes().decode("utf-8-sig"), display_path)


def parse_manuscript(text: str, display_path: str) -> Manuscript:
    """Split the text into header and body as Pelican's reader will."""
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    fields: list[Field] = []
    stray: list[int] = []
    number = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            break
        match = FIELD.match(line)
        if match:
            fields.append(Field(match["key"], match["value"].strip(), number))
        elif line.startswith("    ") and fields:
            last = fields[-1]
            fields[-1] = Field(last.key, f"{last.value} {line.strip()}".strip(), last.line)
        else:
            stray.append(number)
    return Manuscript(display_path, tuple(fields), tuple(stray), lines, number)


def line_parts(lines: Iterable[str]) -> Iterator[LinePart]:
    """For each line whether it is text, opens or closes a block of code, or is code."""
    mark = ""
    for line in lines:
        fence = FENCE.match(line) if "```" in line or "~~~" in line else None
        if not mark:
            mark = fence["mark"] if fence else ""
            yield "opening" if fence else "text"
        elif fence and fence["mark"].startswith(mark) and not fence["info"].strip():
            mark = ""
            yield "closing"
        else:
            yield "code"


def blank_code(lines: tuple[str, ...], first_line: int) -> Iterator[tuple[int, str]]:
    """Yield (line number, text) with fenced blocks emptied and code spans replaced by spaces of equal length."""
    for number, (line, part) in enumerate(zip(lines, line_parts(lines), strict=True), start=first_line):
        if part != "text":
            yield number, ""
        else:
            yield number, CODE_SPAN.sub(lambda span: " " * len(span[0]), line) if "`" in line else line
