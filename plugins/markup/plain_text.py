"""HTML to text, for every place that shows words without markup: lists, descriptions, the search index.

Removing the tags is not enough: a footnote's mark would run into the number before it, and one cell into the next. What separates
on the page separates in the text, and every number of the text is one of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

PLAIN = re.compile(r"\s*(?:<p>)?([^<>&]*)(?:</p>)?\s*")  # most summaries: nothing to parse
INLINE = {
    "a", "abbr", "b", "bdi", "cite", "code", "data", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span",
    "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip
EMPTY = {"br", "hr", "img", "wbr"}
UNREAD = {"del", "script", "style", "svg", "template"}  # what is struck out, and drawings of what a table shows
NOTE_MARK, NOTES = "footnote-ref", "footnote"  # the classes that Python-Markdown gives them
MARK = re.compile(rf'<sup[^>]*><a class="{NOTE_MARK}"[^>]*>[^<]*</a></sup>')
EDGE, GONE = "\x00", "\x01"  # in no HTML: where a block begins or ends, and where something was left out
BETWEEN_NUMBERS = re.compile(rf"(?<=\d)[\s{EDGE}{GONE}]*[{EDGE}{GONE}][\s{EDGE}{GONE}]*(?=\d)")
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
TOKEN = re.compile(
    r"<(?P<closing>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>|(?P<gap>[ \t\r\n]+)|[^<\s]+|.", re.DOTALL
)


def plain_text(html: str) -> str:
    """The words of a piece of HTML on one line, without footnotes and their marks.

    Two numbers with only the edge of a cell or an item between them get a dot: "17 · 668" is not 17668.
    """
    plain = PLAIN.fullmatch(html)
    if plain:
        return " ".join(plain[1].split())
    document = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser(remove_comments=True))
    text = BETWEEN_NUMBERS.sub(" · ", "".join(_pieces(document)))
    return " ".join(text.replace(EDGE, " ").replace(GONE, "").split())


def _pieces(element: etree._Element) -> Iterator[str]:
    tag = str(element.tag)
    if tag in UNREAD or _is_note(element):
        yield GONE
        return
    edge = "" if tag in INLINE else EDGE
    yield edge
    yield _shifted(tag, element) if tag in {"sub", "sup"} else element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield edge


def _is_note(element: etree._Element) -> bool:
    """Whether it is a footnote's mark, or all the footnotes."""
    if element.tag == "sup":
        return any(NOTE_MARK in link.get("class", "").split() for link in element.iter("a"))
    return NOTES in element.get("class", "").split()


def _shifted(tag: str, element: etree._Element) -> str:
    """Raised or lowered text in its own signs, so that 10 to the power of 6 is not 106."""
    text: str = element.text or ""
    shifted = text.translate(RAISED if tag == "sup" else LOWERED)
    return shifted if not any(map(str.isdecimal, shifted)) else ("^" if tag == "sup" else "_") + text


def shorten(html: str, words: int, ending: str = "…") -> str:
    """The first words of a piece of HTML, without footnotes and their marks; tags left open by the cut are closed.

    Replaces Pelican's own, which takes "17.668" for two words and may cut between them: here only white space, or the edge of a
    block, separates words.
    """
    html = MARK.sub("", html).partition(f'<div class="{NOTES}"')[0]  # footnotes come last
    found, cut, inside = 0, 0, False  # `cut`: where the last word ended that there is room for
    opened: list[str] = []
    opened_at_cut: list[str] = []
    for token in TOKEN.finditer(html):
        tag = token["tag"]
        if token["gap"] or (tag and tag not in INLINE):
            if inside and found == words:
                cut, opened_at_cut = token.start(), list(opened)
            inside = False
        elif not tag and not inside:
            if found == words:
                closing = "".join(f"</{name}>" for name in reversed(opened_at_cut))
                return f"{html[:cut]} {ending}{closing}"
            found, inside = found + 1, True
        if tag:
            _follow(opened, token)
    return html + "".join(f"</{name}>" for name in reversed(opened))


def _follow(opened: list[str], tag: re.Match[str]) -> None:
    name = tag["tag"]
    if tag["closing"]:
        while opened and opened.pop() != name:
            pass
    elif name not in EMPTY:
        opened.append(name)
