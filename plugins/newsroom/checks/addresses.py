"""Which address a text, a section or a tag gets, and who has it already."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from posixpath import basename, splitext
from typing import NamedTuple

from unidecode import unidecode

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.header import Kind
from plugins.problems import Problem
from plugins.rules import rule
from plugins.vietnamese.slugs import PELICAN_SUBSTITUTIONS

FIRST_SECTION = "Tin tức"  # as DEFAULT_CATEGORY in pelicanconf.py


class Name(NamedTuple):
    """A section's or a tag's name as written in the field `key`, and the slug of its address."""

    key: str
    name: str
    slug: str
    line: int


@lru_cache(maxsize=10_000)
def slug_of(name: str) -> str:
    """The slug that Pelican gives a section, a tag, an author or a file of this name, in any script; "" for none."""
    slug = unidecode(unicodedata.normalize("NFKC", " ".join(unescape(name).split())))
    for pattern, instead in PELICAN_SUBSTITUTIONS:
        slug = re.sub(pattern, instead, slug, flags=re.IGNORECASE)
    return slug.lower().strip()


def file_slug(path: str) -> str:
    """The slug of a text without `Slug:`, from its file's name."""
    return slug_of(splitext(basename(path))[0])


def names_of(key: str, value: str) -> list[str]:
    """The names in a header's field, split as Pelican splits them."""
    if key in {"Category", "Author"}:
        return [value.strip()] if value.strip() else []
    return list(dict.fromkeys(name for part in value.split(";" if ";" in value else ",") if (name := part.strip())))


def address_of(manuscript: Manuscript, kind: Kind) -> str:
    """The address the page will have, from its slug or file name and, for articles, its month; "" for a draft."""
    if manuscript.value("Status").lower() == "draft":
        return ""
    slug = manuscript.value("Slug") or file_slug(manuscript.path)
    return slug if kind == "page" else f"{manuscript.value('Date')[:7].replace('-', '/')}/{slug}"


def names_in(manuscript: Manuscript, kind: Kind) -> Iterator[Name]:
    """The names of section and tags that a header gives; an article without a section is in the first one."""
    for key in ("Category", "Tags"):
        field = manuscript.field(key)
        names = names_of(key, field.value) if field else []
        if key == "Category" and kind == "article":
            names = names or [FIRST_SECTION]
        yield from (Name(key, name, slug_of(name), field.line if field else 1) for name in names)


@rule()
def addresses_differ(addresses: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Không hai bài nào cùng một địa chỉ.

    Sai: hai bài cùng đăng tháng 10 năm 2017, tên tệp cùng là hoi-nghi.md, ở hai thư mục
    Đúng: một trong hai bài ghi thêm Slug: hoi-nghi-tong-ket
    """
    # pairs of path and address
    taken: dict[str, str] = {}
    for path, address in addresses:
        first = taken.setdefault(address, path) if address else path
        if first != path:
            message = f"địa chỉ /{address}/ đã thuộc về {first}. Thêm dòng “Slug: …” khác vào một trong hai bài."
            yield Problem(path, 1, message=message)


@rule()
def names_differ_by_more_than_marks(texts: Iterable[tuple[str, Iterable[Name]]]) -> Iterator[Problem]:
    """Không hai nhãn, hai chuyên mục nào chỉ khác nhau ở dấu: chúng sẽ dùng chung một trang.

    Sai: bài này có nhãn Tố cáo, bài kia có nhãn Tổ cáo
    Đúng: cả hai bài có nhãn Tố cáo
    """
    spellings: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for path, names in texts:
        for key, name, slug, line in names:
            known = spellings[key, slug]
            if known and name not in known:
                other, where = next(iter(known.items()))
                message = f"{key} “{name}” trùng địa chỉ với “{other}” ở {where}. Viết giống nhau, hoặc đổi hẳn tên."
                yield Problem(path, line, message=message)
            known.setdefault(name, f"{path}:{line}")


RULES = (addresses_differ, names_differ_by_more_than_marks)
