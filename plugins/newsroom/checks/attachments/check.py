"""Looks into each attachment of a content tree; the builder caches the findings of unchanged files."""

from __future__ import annotations

import shlex
from collections.abc import Collection
from pathlib import Path
from posixpath import splitext

from plugins.images.derived_photos import is_whole
from plugins.images.photo import ENDINGS, photo_of
from plugins.images.web_original import trouble_with
from plugins.newsroom.checks.attachments.kinds import KINDS, check_size, look_inside
from plugins.newsroom.checks.attachments.unfit import NotForWeb, StandIn, Unfit, WrongKind, damaged
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
        data = file.read_bytes()
        if ending in ENDINGS:
            _check_photo(path, ending, data, display_path)
        else:
            look_inside(ending, data)
    except Unfit as error:
        return (error.rule.problem(display_path, message=str(error)),)
    return ()


def _check_photo(path: str, ending: str, data: bytes, display_path: str) -> None:
    """Raises Unfit for a picture that pages cannot show, or that tells more than its pixels."""
    photo = photo_of(path, data)
    try:
        look_inside(ending, data)
    except StandIn as error:
        raise error if photo is None else damaged("ảnh", "mới có phần đầu") from error
    if trouble := trouble_with(data):
        raise NotForWeb(f"ảnh {trouble}. Chạy make photos FILES={shlex.quote(display_path)}.")
    if photo is None or not is_whole(data, photo):
        raise damaged("ảnh", "không mở ra được đến hết")


def _is_given(path: str, linked: Collection[str]) -> bool:
    ending = splitext(path)[1]
    if path.partition("/")[0] in DATA_FOLDERS:
        return path in linked and ending not in TEXTS
    return ending in KINDS
