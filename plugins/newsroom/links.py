"""Links and pictures of a manuscript against the content tree: what they name must be there and inside the tree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from posixpath import basename, dirname, splitext

from plugins.manuscript import Manuscript, blank_code
from plugins.markup.addresses import Address, classify, inside_content
from plugins.newsroom.tree import PICTURES
from plugins.problems import Problem
from plugins.vietnamese.folding import nearest

TARGET = r"""(?P<target><[^>]*>|(?:[^\s()]|\([^\s()]*\)|\s+(?![\s()"']))*)"""  # a space before a quote begins the title
INLINE = re.compile(rf"(?P<picture>!?)\[(?P<label>(?:[^\[\]]|\[[^\]]*\])*)\]\(\s*{TARGET}[^)]*\)")
REFERENCE = re.compile(r"^ {0,3}\[(?P<label>[^\]^][^\]]*)\]:\s*(?P<target>\S+)")
AUTOMATIC = re.compile(r"<(?P<target>[a-zA-Z][a-zA-Z0-9+.-]*:(?://[^<>]*|[^\s<>]*))>")


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the summary or the body, as written."""

    target: str
    label: str
    is_picture: bool
    line: int


def links_of(manuscript: Manuscript) -> Iterator[Link]:
    """Every link, picture and link definition outside code, with its line."""
    summary = manuscript.field("Summary")
    for line, text in chain(blank_code((summary.value,), summary.line) if summary else (), manuscript.prose()):
        if "[" not in text and "<" not in text:
            continue
        for match in INLINE.finditer(text):
            yield Link(match["target"].strip("<>"), match["label"], bool(match["picture"]), line)
            for inner in INLINE.finditer(match["label"]):
                yield Link(inner["target"].strip("<>"), inner["label"], bool(inner["picture"]), line)
        definition = REFERENCE.match(text)
        if definition:
            yield Link(definition["target"].strip("<>"), definition["label"], False, line)
        for match in AUTOMATIC.finditer(text):
            yield Link(match["target"], "", False, line)


def check_links(manuscript: Manuscript, location: str, files: Collection[str]) -> Iterator[Problem]:
    """Problems of the links of one manuscript.

    `location` is its path from the content root; `files` are all paths of the tree from there.
    """
    for link in links_of(manuscript):
        message = _trouble(link, classify(link.target), location, files)
        if message:
            yield Problem(manuscript.path, link.line, message=message)


def files_needed(manuscript: Manuscript, location: str) -> tuple[str, ...]:
    """The files of the tree that links and pictures lead to, by path from the content root, whether they are there or not."""
    addresses = (classify(link.target) for link in links_of(manuscript))
    paths = (inside_content(address.path, dirname(location)) for address in addresses if address.kind in {"article", "file"})
    return tuple(dict.fromkeys(path for path in paths if path is not None))


def _trouble(link: Link, address: Address, location: str, files: Collection[str]) -> str:
    if link.is_picture and not link.label.strip() and address.kind != "missing-photo":
        return f"ảnh “{link.target}” chưa có lời mô tả cho người không nhìn thấy ảnh. Viết ![mô tả ảnh]({link.target})."
    if address.kind == "refused":
        return f"không được đặt liên kết “{link.target}”. Dùng https://, mailto:, tel: hoặc đường dẫn tới tệp trong content/."
    if address.kind == "missing-photo" and not link.is_picture:
        return f"“{link.target}” chỉ dùng cho ảnh, không dùng cho liên kết."
    if address.kind not in {"article", "file"}:
        return ""
    return _missing_file(link, address, location, files)


def _missing_file(link: Link, address: Address, location: str, files: Collection[str]) -> str:
    what = "ảnh" if link.is_picture else "tệp"
    path = inside_content(address.path, dirname(location))
    if path is None:
        return f"“{link.target}” trỏ ra ngoài thư mục content/ hoặc vào tệp ẩn. Chép tệp cần dùng vào content/ rồi liên kết lại."
    if path in files:
        return ""
    guess = _meant(path, _likely(link, path, location, files))
    advice = f"Có phải “/{guess}”?" if guess else f"Kiểm tra lại tên, hoặc chép {what} vào content/."
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
