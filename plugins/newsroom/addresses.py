"""Two sources that would be published at one address, or two names that readers would see as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from posixpath import basename, splitext
from typing import NamedTuple

from plugins.manuscript import Manuscript
from plugins.newsroom.header import Kind
from plugins.problems import Problem
from plugins.vietnamese.slugs import slugify


class Name(NamedTuple):
    """A section's or a tag's name as written in the field `key`, and the slug of its address."""

    key: str
    name: str
    slug: str
    line: int


def address_of(manuscript: Manuscript, kind: Kind) -> str:
    """The address the page will have, from its slug or file name and, for articles, its month; "" for a draft."""
    if manuscript.value("Status").lower() == "draft":
        return ""
    slug = manuscript.value("Slug") or slugify(splitext(basename(manuscript.path))[0])
    return slug if kind == "page" else f"{manuscript.value('Date')[:7].replace('-', '/')}/{slug}"


def names_in(manuscript: Manuscript) -> Iterator[Name]:
    """The names of section and tags that a header gives."""
    for key in ("Category", "Tags"):
        field = manuscript.field(key)
        for name in (part.strip() for part in (field.value if field else "").split(",")):
            if name and field:
                yield Name(key, name, slugify(name), field.line)


def same_address(addresses: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Name every source whose address an earlier source already has; of (path, address) pairs."""
    taken: dict[str, str] = {}
    for path, address in addresses:
        first = taken.setdefault(address, path) if address else path
        if first != path:
            message = f"địa chỉ /{address}/ đã thuộc về {first}. Thêm dòng “Slug: …” khác vào một trong hai bài."
            yield Problem(path, 1, message=message)


def names_with_one_slug(texts: Iterable[tuple[str, Iterable[Name]]]) -> Iterator[Problem]:
    """“Tố cáo” and “Tổ cáo” would share one page without a word: say so at the later use."""
    spellings: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for path, names in texts:
        for key, name, slug, line in names:
            known = spellings[key, slug]
            if known and name not in known:
                other, where = next(iter(known.items()))
                message = f"{key} “{name}” trùng địa chỉ với “{other}” ở {where}. Viết giống nhau, hoặc đổi hẳn tên."
                yield Problem(path, line, message=message)
            known.setdefault(name, f"{path}:{line}")
