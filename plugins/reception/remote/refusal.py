"""The one way in which a source fails: messages in Vietnamese; the caller adds where the source is declared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

SHOWN = 10


class SourceRefused(Exception):
    """The whole source is refused. `messages` are sentences that end in what to do."""

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = messages


def refuse_if_any(messages: Sequence[str]) -> None:
    """Raise SourceRefused with the first messages and the number of the rest, if there are any."""
    if len(messages) > SHOWN:
        raise SourceRefused(*messages[:SHOWN], f"còn {len(messages) - SHOWN} lỗi nữa như trên. Sửa ở nguồn rồi chạy lại make data.")
    if messages:
        raise SourceRefused(*messages)


def excerpt(found: object, length: int = 60) -> str:
    """A short piece of what a source sent, on one line, to be quoted in a message."""
    text = " ".join("".join(char if char.isprintable() else " " for char in str(found)[: length * 4]).split())
    return text if len(text) <= length else text[: length - 1] + "…"


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names for a sentence: "a, b, c"."""
    known = [excerpt(name, 30) for name in names]
    return ", ".join(known[:most]) + (" …" if len(known) > most else "")
