"""Finds the first typed letter or digit that is not on the page, or not in its order.

Both sides are reduced to letters and digits; one sign stands for whatever separates two digits. What Markdown does not show
(addresses of links, names of footnotes and of languages) comes from the HTML's attributes or is left out on both sides. This module
does not know how Markdown works, and so finds losses that nobody thought of.
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

EMBED = re.compile("\ue000([0-9a-f]+)\ue001")  # a placeholder of plugins/reception/embeds/markdown.py; holds the words as typed
SIGNS = re.compile(r"[\W_]+")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")
APART = "\u1690"  # stands for whatever separates two digits; a letter of old Irish, which nobody types here
JOINED = {"abbr", "em", "strong", "sub", "sup", "span"}  # all other elements are separate from their neighbours
UNTYPED = {"toc", "photo__note", "footnote-backref", "footnote-ref", "footnote"}  # the converter's own words, or checked separately
BEFORE, CONTEXT = 12, 30  # letters around a loss


@dataclass(frozen=True, slots=True)
class Loss:
    """The first place where the page differs from what was typed: the typed line, and the words there on both sides."""

    line: int
    typed: str
    on_page: str


def first_loss(lines: Sequence[str], html: str) -> Loss | None:
    """Compare the lines of a text, counted from 1, with the HTML made of them."""
    typed = typed_words(lines)
    document = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser(remove_comments=True))
    on_page = "".join(_readable(document))
    if _reduced(_joined(typed.text)) != _reduced(on_page):
        return _difference(typed.text, on_page)
    notes = Counter(
        _reduced("".join(_readable(note, outer=False))) for note in document.iterfind(".//div[@class='footnote']/ol/li")
    )
    lost = next((note for note in typed.notes if not notes[_reduced(_joined(note))]), None)
    return Loss(lost[0][0], " ".join(lost[0][1].split())[:CONTEXT], "") if lost else None


def _joined(pieces: Sequence[Piece]) -> str:
    return "\n".join(piece for _, piece in pieces)


def _difference(pieces: Sequence[Piece], on_page: str) -> Loss:
    """Where the page differs from the typed pieces, with a few words of both."""
    typed = _joined(pieces)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(_reduced(typed), _reduced(on_page), strict=False)))
    place = min(typed.count("\n", 0, _end_of(typed, same)), len(pieces) - 1)
    return Loss(pieces[place][0] if pieces else 1, _around(typed, same), _around(on_page, same))


def _around(text: str, same: int) -> str:
    """The words around the place where the first `same` letters of the reduced text end; "" if no word follows."""
    place = _end_of(text, same)
    if not _reduced(text[place:]):
        return ""
    start = text.rfind(" ", 0, max(0, place - BEFORE)) + 1 if place > BEFORE else 0
    return " ".join(text[start : place + CONTEXT].split())


def _end_of(text: str, same: int) -> int:
    """The place in the text where the first `same` letters of the reduced text end."""
    return bisect_right(range(len(text)), same, key=lambda place: len(_reduced(text[: place + 1])))


def _reduced(text: str) -> str:
    return SIGNS.sub("", BETWEEN_DIGITS.sub(APART, unicodedata.normalize("NFC", text)))


def _readable(element: etree._Element, outer: bool = True) -> Iterator[str]:
    """The words that a reader gets from an element, in order, and the addresses of its links; white space marks edges of blocks.

    With `outer` False the element's own class and number do not count, only what is inside.
    """
    tag = str(element.tag)
    if outer and UNTYPED.intersection(element.get("class", "").split()):
        yield " "
        return
    edge = "" if tag in JOINED else "\n"
    yield edge
    if tag == "li" and outer and (number := _ordinal(element)):
        yield f"{number}. "
    yield _words(element.text)
    for child in element:
        yield from _readable(child)
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
    """The text, with each embed as the editor typed it."""
    return EMBED.sub(lambda code: " " + bytes.fromhex(code[1]).decode().split(":", 2)[2] + " ", TOC.sub("", text or ""))
