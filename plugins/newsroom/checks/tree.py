"""What may lie in a content tree: no links, no hidden files, known kinds only."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import splitext

from plugins.images.web_original import HEIC_REFUSED, PHONES_OWN
from plugins.newsroom.checks.file_names import NAMES_ARE_FIT, printable, trouble_with_name
from plugins.problems import Problem
from plugins.rules import rule, stated

TEXTS = {".md"}
PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"}
ATTACHMENTS = {".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".csv", ".zip", ".txt", ".mp3", ".opus"}
DATA = {".csv", ".toml", ".json", ".xlsx", ".xls", ".ods", ".sql", ".sqlite", ".db"}
DATA_FOLDERS = ("so-lieu", "so-bo")
SETTINGS = {".toml"}
AT_THE_TOP, ELSEWHERE = TEXTS | SETTINGS, TEXTS | PICTURES | ATTACHMENTS
IGNORED_NAMES = ("Thumbs.db", "desktop.ini")
IGNORED_ENDINGS = ("~", ".swp", ".tmp", ".bak", ".moi")  # .moi: what an interrupted `make data` leaves
LARGEST_TEXT = 256 * 1024
FILES_ARE_PLAIN = stated(
    "files_are_plain",
    """Trong content/ chỉ có tệp và thư mục thường, không có liên kết (symlink).

    Sai: lối tắt tới một thư mục ở ngoài content/
    Đúng: tệp thật, chép vào content/
    """,
)
TEXTS_LIE_WHERE_THEY_ARE_READ = stated(
    "texts_lie_where_they_are_read",
    """Bài để trong một thư mục bài như tin-tuc/, trang để trong trang/; có ít nhất một bài.

    Sai: anh/hoi-nghi.md
    Đúng: tin-tuc/2017/hoi-nghi.md
    """,
)


@dataclass(frozen=True, slots=True)
class ContentTree:
    """The files of a tree by path from its root ("tin-tuc/2017/bai.md"), sorted; `name` is the root's name in messages."""

    root: Path
    name: str
    files: tuple[str, ...]

    def texts(self) -> tuple[str, ...]:
        """Paths of Markdown files."""
        return tuple(path for path in self.files if path.endswith(".md"))

    def written_by_hand(self) -> tuple[str, ...]:
        """Paths of settings, and of tables directly in a folder of data; reports lie deeper, as their offices made them."""
        tables = tuple(f"{folder}/" for folder in DATA_FOLDERS)
        return tuple(
            path
            for path in self.files
            if path.endswith(".toml") or (path.endswith(".csv") and path.startswith(tables) and path.count("/") == 1)
        )

    def display_path(self, path: str) -> str:
        """The path in messages: `content/tin-tuc/2017/bai.md`."""
        return f"{self.name}/{path}"


def is_ignored(name: str) -> bool:
    """Hidden files and leftovers of editing programs: never read, never published, never reported."""
    return name.startswith((".", "~$")) or name in IGNORED_NAMES or name.endswith(IGNORED_ENDINGS)


def walk(root: Path, name: str) -> tuple[ContentTree, list[Problem]]:
    """List the tree without following links, and report what may not lie in it."""
    files: list[str] = []
    problems: list[Problem] = []
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(root / folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                path = f"{folder}{entry.name}"
                if is_ignored(entry.name):
                    continue
                if trouble := trouble_with_name(entry.name, path.partition("/")[0] not in DATA_FOLDERS):
                    problems.append(NAMES_ARE_FIT.problem(printable(f"{name}/{path}"), message=trouble))
                elif entry.is_symlink():
                    message = "là liên kết (symlink). Chép tệp thật vào chỗ này."
                    problems.append(FILES_ARE_PLAIN.problem(f"{name}/{path}", message=message))
                elif entry.is_dir():
                    folders.append(f"{path}/")
                elif not entry.is_file():  # reading a pipe would never end
                    problems.append(FILES_ARE_PLAIN.problem(f"{name}/{path}", message="không phải tệp thường. Xoá khỏi content/."))
                else:
                    files.append(path)
                    problems += files_are_of_known_kinds(entry, path, f"{name}/{path}")
    return ContentTree(root, name, tuple(sorted(files))), problems


@rule()
def files_are_of_known_kinds(entry: os.DirEntry[str], path: str, display_path: str) -> Iterator[Problem]:
    """Mỗi thư mục chỉ nhận những loại tệp đã quy định; phần đuôi viết thường, tên tệp viết dấu liền (NFC); bài nặng nhất 256 KB.

    Sai: tin-tuc/2017/hoi-truong.HEIC
    Đúng: tin-tuc/2017/hoi-truong.jpg
    """
    ending = splitext(entry.name)[1]
    if not unicodedata.is_normalized("NFC", path):
        message = "tên tệp viết dấu rời (NFD, thường từ máy Mac). Đổi lại tên tệp, tốt nhất không dấu."
    elif ending.lower() in PHONES_OWN:
        message = HEIC_REFUSED
    elif ending != ending.lower():
        message = f"phần đuôi “{ending}” viết hoa sẽ bị bỏ qua. Đổi thành “{ending.lower()}”."
    elif ending not in _allowed(path):
        message = f"không nhận loại tệp “{ending or entry.name}” ở đây. Bỏ tệp này khỏi content/."
    elif ending in TEXTS and entry.stat().st_size > LARGEST_TEXT:
        message = f"bài dài quá {LARGEST_TEXT // 1024} KB. Chia thành nhiều bài, hoặc đính kèm tệp PDF."
    else:
        return
    yield Problem(display_path, message=message)


def _allowed(path: str) -> set[str]:
    first, _, rest = path.partition("/")
    if not rest:
        return AT_THE_TOP
    return DATA if first in DATA_FOLDERS else ELSEWHERE


RULES = (FILES_ARE_PLAIN, files_are_of_known_kinds, TEXTS_LIE_WHERE_THEY_ARE_READ)
