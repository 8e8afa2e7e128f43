"""Ids of headings that differ from those of the page's frame.

A heading "Nội dung" would repeat main's `noi-dung`: it gets `muc-noi-dung`, and a link to `#noi-dung` leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

AROUND_TEXTS = ("article.html", "page.html")
# The template of each generated page: the first whose beginning fits the page's path.
GENERATED = (
    ("index.html", "index.html"),
    ("404.html", "404.html"),
    ("luu-tru/index.html", "archives.html"),
    ("luu-tru/", "period_archives.html"),
    ("chuyen-muc/", "category.html"),
    ("nhan/", "tag.html"),
    ("so-lieu/index.html", "datasets.html"),
    ("so-lieu/", "dataset.html"),
    ("tim-kiem/", "search.html"),
    ("so-do-trang/", "sitemap.html"),
    ("trang-thai/", "freshness.html"),
)
OTHER_TEMPLATE = re.compile(r'{%-?\s*(?:extends|from|import|include)\s+"(?P<name>[^"]+)"')
ID = re.compile(r'\sid="(?P<id>[^"{]+)"')
OF_BLOCKS = re.compile(r"so-lieu-\d+(?:-.*)?")  # blocks of statistics get them with their numbers
PREFIX, WITHOUT_LETTERS = "muc-", "muc"
HEADING = re.compile(r"h[1-6]")


def frame_ids(theme: Path) -> frozenset[str]:
    """The ids of everything around an article's or a page's text."""
    return _template_ids(theme, AROUND_TEXTS)


def generated_ids(theme: Path, path: str) -> frozenset[str]:
    """The ids, besides those made of data, that a generated page may have; `path` is from the site's root."""
    template = next((template for start, template in GENERATED if path.startswith(start)), "base.html")
    return _template_ids(theme, (template,))


def _template_ids(theme: Path, names: Iterable[str]) -> frozenset[str]:
    """Those of the templates and of all that they extend, include or import."""
    found: set[str] = set()
    read: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in read:
            read.add(name)
            template = theme / name if (theme / name).is_file() else theme / "templates" / name
            text = template.read_text(encoding="utf-8")
            found.update(ID.findall(text))
            waiting += OTHER_TEMPLATE.findall(text)
    return frozenset(found)


def apart_from(frame: Collection[str], slugify: Callable[[str, str], str]) -> Callable[[str, str], str]:
    """`slugify` for Python-Markdown's toc that avoids the ids of the frame and of blocks."""

    def own_id(text: str, separator: str) -> str:
        slug = slugify(text, separator) or WITHOUT_LETTERS
        return f"{PREFIX}{slug}" if is_taken(slug, frame) else slug

    return own_id


def is_taken(fragment: str, frame: Collection[str]) -> bool:
    """Whether a heading with this fragment gets `muc-` before its id."""
    return fragment.partition("_")[0] in frame or bool(OF_BLOCKS.fullmatch(fragment))


def fragments_meant(ids: Iterable[str], frame: Collection[str]) -> Iterator[str]:
    """The fragments by which links lead to the ids that got `muc-`."""
    words = (found.removeprefix(PREFIX) for found in ids if found.startswith(PREFIX))
    return (found for found in words if is_taken(found, frame))


def follow_headings(root: Element, frame: Collection[str]) -> None:
    """Lead links by a heading's own words to the id that it got; in links to another article, assume that it has the heading."""
    links = [link for link in root.iter("a") if "#" in link.get("href", "")]
    ids = {heading.get("id") for heading in root.iter() if HEADING.fullmatch(str(heading.tag))} if links else set()
    for link in links:
        path, _, fragment = link.get("href", "").partition("#")
        slug = unquote(fragment)
        if is_taken(slug, frame) and (
            f"{PREFIX}{slug}" in ids if not path else path.startswith("{filename}") and not OF_BLOCKS.fullmatch(slug)
        ):
            link.set("href", f"{path}#{PREFIX}{slug}")
