"""The words of a .docx as lines, a paragraph or a row of a table each, whatever prefixes and encoding its XML has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins.newsroom.checks.attachments.xml_events import events_of

ALSO_WORDS = {"tab": " ", "br": "\n", "cr": "\n", "tr": "\n", "tc": "\t"}


def text_of_document(parts: Mapping[str, bytes], what: str) -> str:
    """Body, notes, headers and comments: all parts that lie in word/."""
    texts = (part for name, part in parts.items() if name.lower().startswith("word/") and name.endswith(".xml"))
    return "\n".join("".join(_pieces(part, what)) for part in texts)


def _pieces(part: bytes, what: str) -> Iterator[str]:
    cells = 0
    for event, name, element in events_of(part, what):
        if event == "start":
            cells += name == "tc"
            continue
        if name == "t":
            yield (element.text or "").replace("\n", " ")
        elif name == "p":
            yield " " if cells else "\n"
            element.clear()
        else:
            cells -= name == "tc"
            yield ALSO_WORDS.get(name, "")
