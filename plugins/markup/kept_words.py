"""Text in against text out: every letter and digit that was typed is on the page in its order, or the first that is not is named.

Both sides are reduced to the same: letters and digits alone, a dot between two digits that something keeps apart. What Markdown
means not to show (the address of a link, the names of footnotes and of languages of code) is looked for in the HTML's attributes
or left out on both sides. It knows nothing of how Markdown works, so that it finds what nobody thought of.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree

from plugins.markup.typed_words import TOC, Piece, bare_address, typed_words

EMBED = re.compile("\ue000([0-9a-f]+)\ue001")  # a placeholder of plugins/reception/embeds/markdown.py; its words were typed
SIGNS = re.compile(r"[\W_]+")
KEPT_APART = re.compile(r"(?<=\d)[\W_]+(?=\d)")
APART = "\u1690"  # a letter of an old Irish script stands for whatever keeps two digits apart
GLUED = {"abbr", "em", "strong", "sub", "sup", "span"}  # all else is parted from what stands beside it
UNTYPED = {"toc", "photo__note", "footnote-backref", "footnote-ref", "footnote"}  # the converter's own words, or looked at apart
BEFORE, CONTEXT = 12, 30  # letters around a loss


@dataclass(frozen=True, slots=True)
class Loss:
    """The first place where the page parts from what was typed: its line, and what stands there on either side."""

    line: int
    typed: str
    shown: str


def first_loss(lines: Sequence[str], html: str) -> Loss | None:
    """Compare a text's lines with the HTML they became; lines count from 1."""
    typed = typed_words(lines)
    document = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser(remove_comments=True))
    shown = "".join(_shown(document))
    if _reduced(_joined(typed.text)) != _reduced(shown):
        return _parting(typed.text, shown)
    notes = Counter(_reduced("".join(_shown(note, outer=False))) for note in document.iterfind(".//div[@class='footnote']/ol/li"))
    lost = next((note for note in typed.notes if not notes[_reduced(_joined(note))]), None)
    return Loss(lost[0][0], " ".join(lost[0][1].split())[:CONTEXT], "") if lost else None


def _joined(pieces: Sequence[Piece]) -> str:
    return "\n".join(piece for _, piece in pieces)


def _parting(pieces: Sequence[Piece], shown: str) -> Loss:
    """Where what is shown parts from these pieces, with a few words of both."""
    typed = _joined(pieces)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(_reduced(typed), _reduced(shown), strict=False)))
    place = min(typed.count("\n", 0, _reach(typed, same)), len(pieces) - 1)
    return Loss(pieces[place][0] if pieces else 1, _around(typed, same), _around(shown, same))


def _around(text: str, same: int) -> str:
    """The words about the place where the reduced text has so many letters; "" where none follow."""
    place = _reach(text, same)
    if not _reduced(text[place:]):
        return ""
    start = text.rfind(" ", 0, max(0, place - BEFORE)) + 1 if place > BEFORE else 0
    return " ".join(text[start : place + CONTEXT].split())


def _reach(text: str, same: int) -> int:
    """The place of the first letter beyond so many of the reduced text."""
    return bisect_right(range(len(text)), same, key=lambda place: len(_reduced(text[: place + 1])))


def _reduced(text: str) -> str:
    return SIGNS.sub("", KEPT_APART.sub(APART, unicodedata.normalize("NFC", text)))


def _shown(element: etree._Element, outer: bool = True) -> Iterator[str]:
    """What a reader is given of an element, in order, with the addresses of its links; white space where something is parted."""
    tag = str(element.tag)
    if outer and UNTYPED.intersection(element.get("class", "").split()):
        yield " "
        return
    edge = "" if tag in GLUED else "\n"
    yield edge
    if tag == "li" and outer and (number := _ordinal(element)):
        yield f"{number}. "
    yield _words(element.text)
    for child in element:
        yield from _shown(child)
        yield _words(child.tail)
    yield from _attributes(element, tag)
    yield edge


def _attributes(element: etree._Element, tag: str) -> Iterator[str]:
    if tag == "img":
        yield f" {_words(element.get('alt'))} "
    address = bare_address(element.get("href") or element.get("src") or "")
    if address and address.removeprefix("mailto:") != bare_address("".join(element.itertext())).removeprefix("mailto:"):
        yield f" {address} "
    if tag in {"a", "img"}:
        yield f" {_words(element.get('title'))} "


def _ordinal(item: etree._Element) -> int:
    """The number that a browser puts before an item; 0 for none."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return 0
    return int(above.get("start", "1")) + above.index(item)


def _words(text: str | None) -> str:
    """The text with every embed as it was typed."""
    return EMBED.sub(lambda code: " " + bytes.fromhex(code[1]).decode().split(":", 2)[2] + " ", TOC.sub("", text or ""))
