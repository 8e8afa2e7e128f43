"""Guards of the content before it is built: what Pelican would follow out of the tree, or let a text decide."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath

from plugins.manuscript import read_manuscript
from plugins.newsroom.checks.header import KEYS
from plugins.newsroom.checks.tree import is_ignored
from plugins.problems import Problem

_REFERENCE = re.compile(r"[{|](?:attach|static|filename)[}|](?P<path>[^\s)\"'>\]]*)", re.IGNORECASE)
_KNOWN = {key.lower() for key in KEYS}


def no_links_among_sources(content: Path) -> Iterator[Problem]:
    """Pelican follows links: what they lead to would be published, wherever it lies."""
    for folder, folders, files in os.walk(content):
        for name in sorted([*folders, *files]):
            path = Path(folder, name)
            if path.is_symlink() and not is_ignored(name):
                yield Problem(_display(path, content), message="là liên kết (symlink). Chép tệp thật vào chỗ này.")


def no_forbidden_keys(content: Path) -> Iterator[Problem]:
    """A header key that is not on the list may set the address, the template or the code's own attributes."""
    for path in _texts(content):
        manuscript = read_manuscript(path, _display(path, content))
        for field in manuscript.fields:
            if field.key.lower() not in _KNOWN:
                yield Problem(manuscript.path, field.line, message=f"không được dùng “{field.key}” ở phần đầu bài. Xoá dòng này.")


def no_way_out_of_the_content(content: Path) -> Iterator[Problem]:
    """`{attach}../.env` publishes any file that the build may read."""
    for path in _texts(content):
        folder = path.parent.relative_to(content).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
            for found in _REFERENCE.finditer(line):
                target = found["path"]
                place = normpath(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}")
                if place.startswith("..") or any(part.startswith(".") and part.strip(".") for part in place.split("/")):
                    message = f"“{found[0]}” dẫn ra ngoài thư mục nội dung hoặc tới tệp ẩn. Chép tệp cần dùng vào cạnh bài."
                    yield Problem(_display(path, content), number, message=message)


def _texts(content: Path) -> Iterator[Path]:
    for path in sorted(content.rglob("*.md")):
        if not any(is_ignored(part) for part in path.relative_to(content).parts) and path.is_file() and not path.is_symlink():
            yield path


def _display(path: Path, content: Path) -> str:
    return f"{content.name}/{path.relative_to(content).as_posix()}"
