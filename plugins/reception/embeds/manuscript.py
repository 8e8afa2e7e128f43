"""The embeds of a manuscript, before anything is converted."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.reception.embeds.markdown import PLACEHOLDER, Written, from_placeholder, inline_embeds, take_out


def embeds_of(manuscript: Manuscript) -> Iterator[Written]:
    """The embeds of a manuscript outside code, those of its header included."""
    header = enumerate(manuscript.lines[: manuscript.body_start], start=1)
    for number, line in (*header, *manuscript.prose()):
        yield from inline_embeds(line, number)
    for line in take_out(list(manuscript.lines)):
        placeholder = PLACEHOLDER.search(line)
        written = from_placeholder(placeholder[1]) if placeholder else None
        if written and written.kind == "block":
            yield written
