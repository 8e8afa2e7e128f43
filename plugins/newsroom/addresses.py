"""Two sources that would be published at one address, or two names that readers would see as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from posixpath import basename, splitext

from plugins.manuscript import Manuscript
from plugins.newsroom.header import Kind
from plugins.problems import Problem
from plugins.vietnamese.slugs import slugify


def address_of(manuscript: Manuscript, kind: Kind) -> str:
    """The address the page will have, from its slug or file name and, for articles, its month."""
    slug = manuscript.value("Slug") or slugify(splitext(basename(manuscript.path))[0])
    return slug if kind == "page" else f"{manuscript.value('Date')[:7].replace('-', '/')}/{slug}"


def same_address(manuscripts: Iterable[tuple[Manuscript, Kind]]) -> Iterator[Problem]:
    """Name every source whose address an earlier source already has."""
    taken: dict[str, str] = {}
    for manuscript, kind in manuscripts:
        if manuscript.value("Status").lower() == "draft":
            continue
        address = address_of(manuscript, kind)
        first = taken.setdefault(address, manuscript.path)
        if first != manuscript.path:
            message = f"địa chỉ /{address}/ đã thuộc về {first}. Thêm dòng “Slug: …” khác vào một trong hai bài."
            yield Problem(manuscript.path, 1, message=message)


def names_with_one_slug(manuscripts: Iterable[tuple[Manuscript, Kind]]) -> Iterator[Problem]:
    """“Tố cáo” and “Tổ cáo” would share one page without a word: say so at the later use."""
    spellings: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for manuscript, _ in manuscripts:
        for key in ("Category", "Tags"):
            field = manuscript.field(key)
            for name in (part.strip() for part in (field.value if field else "").split(",")):
                if not name or not field:
                    continue
                known = spellings[key, slugify(name)]
                if known and name not in known:
                    other, where = next(iter(known.items()))
                    message = f"{key} “{name}” trùng địa chỉ với “{other}” ở {where}. Viết giống nhau, hoặc đổi hẳn tên."
                    yield Problem(manuscript.path, field.line, message=message)
                known.setdefault(name, f"{manuscript.path}:{field.line}")
