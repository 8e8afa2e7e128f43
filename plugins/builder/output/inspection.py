"""Inspects what was built before it is installed: kinds of files, links that lead nowhere, the parts that every page has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from posixpath import splitext
from typing import Literal
from urllib.parse import unquote, urlsplit

from lxml import etree

from plugins.markup.addresses import file_of
from plugins.problems import Problem

ID = re.compile(r'\sid="([^"]+)"')
KINDS = {
    ".html", ".xml", ".txt", ".csv", ".json", ".xlsx", ".xls", ".ods", ".pdf", ".doc", ".docx", ".odt", ".zip",
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".ico", ".mp3", ".opus", ".js",
}  # fmt: skip
LINK_ATTRIBUTES = {"a": "href", "img": "src", "link": "href", "source": "src", "script": "src", "audio": "src"}
PARTS = {"header": "header", "main": "main#noi-dung", "footer": "footer", "h1": "h1"}


@dataclass(frozen=True, slots=True)
class InspectedPage:
    """What one page's text shows: messages about the page itself, and its links to other files."""

    messages: tuple[str, ...]
    links: tuple[str, ...]


def inspect_page(page: str) -> InspectedPage:
    """Inspect one page without the rest of the site."""
    if not page.strip():
        return InspectedPage((), ())  # `problems_of` reports empty files
    document = etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8"))
    anchors = Counter[str]()
    links: list[str] = []
    links_without_address: list[str] = []
    parts = dict.fromkeys(PARTS, 0)
    for element in document.iter("*"):
        tag = str(element.tag)
        if identifier := element.get("id"):
            anchors[identifier] += 1
        if tag in LINK_ATTRIBUTES and (target := element.get(LINK_ATTRIBUTES[tag])) is not None:
            links.append(target)
        elif tag == "a" and not identifier:
            links_without_address.append("".join(element.itertext()).strip())
        links += candidates(element.get("srcset", ""))
        if tag in PARTS and (tag != "main" or identifier == "noi-dung"):
            parts[tag] += 1
    messages = [f"trang phải có đúng một phần “{PARTS[part]}”." for part, count in parts.items() if count != 1]
    messages += [f"mã “{identifier}” đứng ở {count} chỗ của trang." for identifier, count in anchors.items() if count > 1]
    messages += [f"liên kết “{label}” không có địa chỉ. Sửa liên kết này trong bài." for label in links_without_address]
    to_files = dict.fromkeys(link for link in links if _target_of(link) == "file")
    dead = [link for link in links if _target_of(link) == "fragment" and unquote(urlsplit(link).fragment) not in anchors]
    return InspectedPage((*messages, *map(_dead, dead)), tuple(to_files))


def candidates(srcset: str) -> list[str]:
    """The files among which a browser chooses."""
    return [part.split()[0] for part in srcset.split(",") if part.strip()]


@lru_cache(maxsize=10_000)
def _target_of(link: str) -> Literal["outside", "file", "fragment", "here"]:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return "outside"
    if parts.path:
        return "file"
    return "fragment" if parts.fragment else "here"


def _dead(link: str) -> str:
    return f"liên kết “{link}” không dẫn tới đâu. Sửa liên kết này trong bài."


def problems_of(
    sizes: Mapping[str, int],
    pages: Mapping[str, InspectedPage],
    sources: Mapping[str, str],
    above: Path,
    read: Callable[[str], str],
) -> list[Problem]:
    """The problems of a site: of all its files, by size, and of these pages. `read` returns a page's text.

    `sources` names the file that a page was made from ("content/tin-tuc/bai.md", below the folder `above`): there an editor
    corrects the mistake.
    """
    problems = [
        Problem(path, message="tệp loại này không được phép đăng.") for path in sorted(sizes) if splitext(path)[1] not in KINDS
    ]
    problems += [Problem(path, message="tệp rỗng.") for path in sorted(sizes) if not sizes[path]]
    if "index.html" not in sizes:
        problems.append(Problem("index.html", message="thiếu trang chủ."))
    ids_of = cache(lambda path: frozenset(ID.findall(read(path))))
    for path in sorted(pages):
        found = [Problem(path, message=message) for message in _messages_of(pages[path], sizes, ids_of)]
        problems.extend(_in_source(problem, above, sources[path]) if path in sources else problem for problem in found)
    return problems


def _messages_of(page: InspectedPage, files: Collection[str], ids_of: Callable[[str], Collection[str]]) -> Iterator[str]:
    yield from page.messages
    for link in page.links:
        file, fragment = file_of(link), link.partition("#")[2]
        if file not in files or (fragment and file.endswith(".html") and unquote(fragment) not in ids_of(file)):
            yield _dead(link)


def _in_source(problem: Problem, above: Path, source: str) -> Problem:
    """The problem as one of the source, at the line of the dead link."""
    target = problem.message.split("”", maxsplit=1)[0].partition("“")[2]
    lines: Iterable[str] = (above / source).read_text(encoding="utf-8-sig").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if target and target in text), 0)
    return replace(problem, path=source, line=line)
