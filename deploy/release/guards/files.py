"""Guards that need no more of a built folder than its names and modes."""

from __future__ import annotations

import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from posixpath import splitext

from deploy.release.guards.built import Built
from deploy.release.manifest import ABOUT_ITSELF, is_safe_path
from deploy.release.media_types import TYPES
from plugins.newsroom.checks.file_names import printable, trouble_with_name
from plugins.problems import Problem

WELL_KNOWN = ".well-known"


def only_plain_files(built: Built) -> Iterator[Problem]:
    """A link could lead anywhere on the server, a pipe or a device hangs whoever reads it."""
    for name, mode in built.entries.items():
        if stat.S_ISLNK(mode):
            yield Problem(printable(name), message="là liên kết (symlink), có thể dẫn ra ngoài trang. Chép tệp thật vào chỗ ấy.")
        elif not stat.S_ISREG(mode):
            yield Problem(printable(name), message="không phải tệp thường. Xoá khỏi nguồn của trang.")


def no_hidden_files(built: Built) -> Iterator[Problem]:
    """Names with a dot before them hold settings, keys and histories; only /.well-known/ is for readers."""
    for name in built.entries:
        parts = name.split("/")
        hidden = next((part for part in parts if part.startswith(".") and part != WELL_KNOWN), "")
        if hidden or WELL_KNOWN in parts[1:]:
            yield Problem(printable(name), message="tệp ẩn (tên bắt đầu bằng dấu chấm) không được đăng. Xoá khỏi nguồn của trang.")


def known_kinds(built: Built) -> Iterator[Problem]:
    """What has no media type on the list is served by no server of ours."""
    for name in built.files():
        if splitext(name)[1] not in TYPES or name in ABOUT_ITSELF:
            yield Problem(printable(name), message="loại tệp này không được đăng (deploy/release/media_types.py). Xoá khỏi nguồn.")


def sound_names(built: Built) -> Iterator[Problem]:
    """A name that means something else to a browser, a server or another system leads readers elsewhere."""
    for name in built.entries:
        trouble = "" if is_safe_path(name) else "tên có ký tự không được phép."
        trouble = trouble or next(filter(None, (trouble_with_name(part, is_published=True) for part in name.split("/"))), "")
        if trouble:
            yield Problem(printable(name), message=trouble)


def one_writer(built: Built) -> Iterator[Problem]:
    """Two paths that differ by case or by how accents are written are one file on other machines: the last one wins."""
    alike: dict[str, set[str]] = defaultdict(set)
    for name in built.entries:
        parts = name.split("/")
        for end in range(1, len(parts) + 1):
            path = "/".join(parts[:end])
            alike[unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())].add(path)
    for first, *others in (sorted(paths) for paths in alike.values() if len(paths) > 1):
        shown = ", ".join(map(printable, others))
        yield Problem(
            printable(first), message=f"trùng đường dẫn với {shown} trên máy không phân biệt hoa thường. Đổi tên một tệp."
        )
