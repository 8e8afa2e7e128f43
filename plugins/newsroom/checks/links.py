"""Links and pictures of a manuscript against the content tree: what they name must be there and inside the tree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from posixpath import basename, dirname, splitext
from typing import NamedTuple
from urllib.parse import unquote

from markdown.blockprocessors import ReferenceProcessor
from markdown.inlinepatterns import LinkInlineProcessor

from plugins.manuscript import Manuscript, blank_code
from plugins.markup.addresses import Address, classify, file_at, inside_content
from plugins.newsroom.checks.tree import PICTURES
from plugins.problems import Problem, did_you_mean
from plugins.rules import Rule, stated
from plugins.vietnamese.folding import nearest

TARGET = r"""(?P<target><[^>]*>|(?:[^\s()]|\([^\s()]*\)|\s+(?![\s()"']))*)"""  # a space before a quote begins the title
BRACKET = re.compile(r"!?\[|\]")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")
STASHED = re.compile("\x02([0-9]+)\x03")  # Python-Markdown's form of an escaped character
MARGIN = re.compile(r"^[\s>]*(?:(?:[-*+]|[0-9]+[.)])\s+)*[\s>]*")  # marks of quotations and lists
AUTOMATIC = re.compile(r"<(?P<target>[a-zA-Z][a-zA-Z0-9+.-]*:(?://[^<>]*|[^\s<>]*))>")


Found = tuple[int, str, str, bool]  # place, target, label, whether it is a picture


class _Parens(LinkInlineProcessor):
    """Python-Markdown's own reading of what stands in the parentheses of a link."""

    def unescape(self, text: str) -> str:
        return text


PARENS = _Parens("")
PICTURES_ARE_DESCRIBED = stated(
    "pictures_are_described",
    """Ảnh nào cũng có lời mô tả cho người không nhìn thấy ảnh.

    Sai: `![](hop.jpg)`
    Đúng: `![Quang cảnh buổi họp](hop.jpg)`
    """,
)
LINKS_MAY_BE_FOLLOWED = stated(
    "links_may_be_followed",
    """Liên kết dẫn tới https://, mailto:, tel: hoặc một tệp trong content/; chưa-có-ảnh chỉ dùng cho ảnh.

    Sai: `[báo cáo](file:///C:/bao-cao.pdf)`
    Đúng: `[báo cáo](/tep/2017/bao-cao.pdf)`
    """,
)
FILES_ARE_THERE = stated(
    "files_are_there",
    """Ảnh, tệp và bài được liên kết tới đều có trong content/.

    Sai: `[báo cáo](/tep/2017/bao-cao.pdf)` khi trong content/tep/2017/ không có tệp ấy
    Đúng: chép tệp vào content/tep/2017/ rồi mới liên kết
    """,
)
RULES = (PICTURES_ARE_DESCRIBED, LINKS_MAY_BE_FOLLOWED, FILES_ARE_THERE)
MOST_LEFT_OPEN = 20  # in a paragraph: Python-Markdown reads to its end for each


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the summary or the body, as written."""

    target: str
    label: str
    is_picture: bool
    line: int


@lru_cache(maxsize=4)
def links_of(manuscript: Manuscript) -> tuple[Link, ...]:
    """Every link, picture and link definition outside code, with its line; cached, since many rules ask for the same text."""
    return tuple(_links_of(manuscript))


def _links_of(manuscript: Manuscript) -> Iterator[Link]:
    summary = manuscript.field("Summary")
    in_summary = blank_code((summary.value,), summary.line) if summary else ()
    for line, paragraph in chain(in_summary, _paragraphs(manuscript)):
        if "[" not in paragraph and "<" not in paragraph:
            continue
        text = ESCAPED.sub(lambda found: f"\x02{ord(found[1])}\x03", paragraph)
        automatic = ((found.start(), found["target"], "", False) for found in AUTOMATIC.finditer(text))
        for start, target, label, is_picture in chain(_inline(text), automatic):
            yield Link(_typed(target), _typed(label), is_picture, line + text.count("\n", 0, start))
        for start, target, label, _ in _defined(paragraph):
            yield Link(target, label, False, line + paragraph.count("\n", 0, start))


def _paragraphs(manuscript: Manuscript) -> Iterator[tuple[int, str]]:
    """Lines between blank ones, without marks at the margin, with the number of the first."""
    first, lines = 0, list[str]()
    for number, text in chain(manuscript.prose(), [(0, "")]):
        bare = MARGIN.sub("", text)
        if bare:
            first = first if lines else number
            lines.append(bare)
        elif lines:
            yield first, "\n".join(lines)
            lines = []


def _inline(text: str) -> Iterator[Found]:
    """Each [label](target), at whatever depth."""
    opened: list[re.Match[str]] = []
    left_open = 0
    for bracket in BRACKET.finditer(text):
        if bracket[0] != "]":
            opened.append(bracket)
            continue
        start = opened.pop() if opened else None
        if start and text.startswith("(", bracket.end()) and left_open < MOST_LEFT_OPEN:
            target, _, _, is_link = PARENS.getLink(text, bracket.end())
            left_open += not is_link
            if is_link:
                yield start.start(), target, text[start.end() : bracket.start()], start[0] == "!["


def _defined(text: str) -> Iterator[Found]:
    """Each [label]: target."""
    if "]:" in text:
        for found in ReferenceProcessor.RE.finditer(text):
            if not found[1].startswith("^"):  # a note
                yield found.start(2), found[2].lstrip("<").rstrip(">"), found[1], False


def _typed(text: str) -> str:
    return STASHED.sub(lambda found: chr(int(found[1])), text)


class PageLink(NamedTuple):
    """A link to a text or a page of the site: the text's path from the content root ("tin-tuc/bai.md"), or the published file."""

    target: str
    line: int
    path: str
    fragment: str


def page_links_of(manuscript: Manuscript, location: str) -> tuple[PageLink, ...]:
    """The links by which one manuscript needs a text or a page to be published, in order."""
    found: list[PageLink] = []
    for link in links_of(manuscript):
        address = classify(link.target)
        fragment = unquote(address.fragment)
        if address.kind == "fragment" and fragment:
            found.append(PageLink(link.target, link.line, location, fragment))
        elif address.kind == "article" and (path := inside_content(address.path, dirname(location))):
            found.append(PageLink(link.target, link.line, path, fragment))
        elif address.kind == "site":
            found.append(PageLink(link.target, link.line, file_at(address.path), fragment))
    return tuple(found)


def check_links(manuscript: Manuscript, location: str, files: Collection[str]) -> Iterator[Problem]:
    """Problems of the links of one manuscript.

    `location` is its path from the content root; `files` are all paths of the tree from there.
    """
    for link in links_of(manuscript):
        if found := _trouble(link, classify(link.target), location, files):
            yield found[0].problem(manuscript.path, link.line, found[1])


def files_needed(manuscript: Manuscript, location: str) -> tuple[str, ...]:
    """The files of the tree that links and pictures lead to, by path from the content root, whether they are there or not."""
    addresses = (classify(link.target) for link in links_of(manuscript))
    paths = (inside_content(address.path, dirname(location)) for address in addresses if address.kind in {"article", "file"})
    return tuple(dict.fromkeys(path for path in paths if path is not None))


def _trouble(link: Link, address: Address, location: str, files: Collection[str]) -> tuple[Rule, str] | None:
    if link.is_picture and not link.label.strip() and address.kind != "missing-photo":
        message = f"ảnh “{link.target}” chưa có lời mô tả cho người không nhìn thấy ảnh. Viết ![mô tả ảnh]({link.target})."
        return PICTURES_ARE_DESCRIBED, message
    if address.kind == "refused":
        message = f"không được đặt liên kết “{link.target}”. Dùng https://, mailto:, tel: hoặc đường dẫn tới tệp trong content/."
        return LINKS_MAY_BE_FOLLOWED, message
    if address.kind == "missing-photo" and not link.is_picture:
        return LINKS_MAY_BE_FOLLOWED, f"“{link.target}” chỉ dùng cho ảnh, không dùng cho liên kết."
    message = _missing_file(link, address, location, files) if address.kind in {"article", "file"} else ""
    return (FILES_ARE_THERE, message) if message else None


def _missing_file(link: Link, address: Address, location: str, files: Collection[str]) -> str:
    what = "ảnh" if link.is_picture else "tệp"
    path = inside_content(address.path, dirname(location))
    if path is None:
        return f"“{link.target}” trỏ ra ngoài thư mục content/ hoặc vào tệp ẩn. Chép tệp cần dùng vào content/ rồi liên kết lại."
    if path in files:
        return ""
    guess = _meant(path, _likely(link, path, location, files))
    advice = did_you_mean(guess and f"/{guess}", otherwise=f"Kiểm tra lại tên, hoặc chép {what} vào content/.")
    return f"không tìm thấy {what} “{link.target}” (tìm ở content/{path}). {advice}"


def _likely(link: Link, path: str, location: str, files: Collection[str]) -> list[str]:
    """What a link may have meant: a picture for a picture, a text for a text, never the text that the link stands in."""
    others = [file for file in files if file != location]
    if link.is_picture:
        return [file for file in others if splitext(file)[1] in PICTURES]
    same_kind = [file for file in others if splitext(file)[1].lower() == splitext(path)[1].lower()]
    return same_kind or others


def _meant(path: str, files: list[str]) -> str | None:
    """The file whose name is alike; of several, the one whose folder is alike too."""
    name = nearest(_name(path), dict.fromkeys(map(_name, files)))
    return nearest(path, [file for file in files if _name(file) == name], limit=0)


def _name(path: str) -> str:
    return splitext(basename(path))[0]
