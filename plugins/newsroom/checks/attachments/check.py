"""Looks into each attachment of a content tree; the builder caches the findings of unchanged files."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from posixpath import splitext

from plugins.newsroom.checks.attachments.kinds import KINDS, check_size, look_inside
from plugins.newsroom.checks.attachments.unfit import Unfit, WrongKind
from plugins.newsroom.checks.tree import DATA_FOLDERS, TEXTS, ContentTree
from plugins.problems import Problem


def attachments_of(tree: ContentTree, linked: Collection[str]) -> tuple[str, ...]:
    """The files for readers: all pictures and attachments, and files in folders of data that a text links to."""
    return tuple(path for path in tree.files if _is_given(path, linked))


def check_attachment(file: Path, path: str, display_path: str) -> tuple[Problem, ...]:
    """What is wrong with one file, if anything."""
    ending = splitext(path)[1]
    try:
        if ending not in KINDS:
            raise WrongKind(f"bài liên kết tới tệp này, nhưng loại “{ending}” không đăng cho người đọc. Bỏ liên kết ấy.")
        check_size(ending, file.stat().st_size)
        look_inside(ending, file.read_bytes())
    except Unfit as error:
        return (error.rule.problem(display_path, message=str(error)),)
    return ()


def _is_given(path: str, linked: Collection[str]) -> bool:
    ending = splitext(path)[1]
    if path.partition("/")[0] in DATA_FOLDERS:
        return path in linked and ending not in TEXTS
    return ending in KINDS
