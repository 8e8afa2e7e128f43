"""A small project of its own, with all kinds of pages, that a test may change in every part; and builds of it."""

from __future__ import annotations

import difflib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from plugins.project import ROOT
from tests.pictures import jpeg

BUILDER = ROOT / "tests/builder/building.py"
WORDS = ["thanh", "tra", "tiếp", "công", "dân", "khiếu", "nại", "tố", "cáo", "hội", "nghị", "kế", "hoạch", "báo"]


def make_project(folder: Path) -> Path:
    """Code, theme, settings and content, with lists short enough to have several pages."""
    shutil.copytree(ROOT / "plugins", folder / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "theme", folder / "theme")
    shutil.copytree(ROOT / "content", folder / "content")
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    (folder / "pelicanconf.py").write_text(settings.replace("DEFAULT_PAGINATION = 20", "DEFAULT_PAGINATION = 3"), encoding="utf-8")
    (folder / "content/anh").mkdir(exist_ok=True)
    for number in range(3):
        (folder / f"content/anh/{number}.jpg").write_bytes(jpeg(bytes([number]) * 50))
    for number in range(12):
        write_article(folder, number)
    return folder


def write_article(project: Path, number: int) -> Path:
    """One article with tags, a photo, a link to the one before it and now and then a number or a summary."""
    day = f"20{17 + number % 3}-{1 + number % 12:02}-{1 + number % 28:02} {number % 24:02}:00"
    sentence = "Đã tiếp {{ lượt công dân }}." if number % 4 == 0 else ""
    scope = "So-lieu: tiep-cong-dan/2014-07-01..2017-07-01\n" if sentence else ""
    summary = f"Summary: Tóm tắt bài {number}.\n" if number % 4 < 2 else ""
    before = project / f"content/tin-tuc/bai-{number - 1}.md"
    link = f"Xem [bài trước]({before.name})." if before.is_file() else ""
    path = project / f"content/tin-tuc/bai-{number}.md"
    path.write_text(
        f"Title: Bài {number}\nDate: {day}\nCategory: Mục {number % 3}\nTags: Nhãn {number % 2}, Nhãn chung\n{scope}{summary}\n"
        f"Đoạn **mở** đầu {number}. {sentence}\n\n![Ảnh {number % 3}](../anh/{number % 3}.jpg)\n\n{link}\n",
        encoding="utf-8",
    )
    return path


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def bring_up_to_date(copy: Path, folder: Path) -> None:
    """Make the files of `copy` those of `folder`, touching only what differs."""
    found, wanted = files_of(copy), files_of(folder)
    for name in found.keys() - wanted.keys():
        (copy / name).unlink()
    for name in wanted:
        if found.get(name) != wanted[name]:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes(wanted[name])


def difference(found: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    """The files and lines in which two outputs differ."""
    lines = [f"{name}: only in one" for name in sorted(found.keys() ^ expected.keys())]
    for name in sorted(name for name in found.keys() & expected.keys() if found[name] != expected[name]):
        pair = [files[name].decode("utf-8", "replace").splitlines() for files in (found, expected)]
        lines += [name, *[line for line in difflib.unified_diff(*pair, n=0, lineterm="") if line[:3] not in {"---", "+++"}]]
    return lines


class Builder:
    """A running tests/builder/building.py."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self._process = subprocess.Popen([sys.executable, str(BUILDER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def build(self, output: Path, cache: Path, processes: int = 1) -> str:
        """Build; what it failed with, or ""."""
        return str(self._ask(output=str(output), cache=str(cache), processes=str(processes))["failure"])

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What `python -m command` gives in a process of its own, without the second that its imports take."""
        with TemporaryDirectory() as folder:
            files = {name: Path(folder, name) for name in ("stdout", "stderr")}
            answer = self._ask(command=command, arguments=arguments, **{name: str(file) for name, file in files.items()})
            printed = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
        return subprocess.CompletedProcess([command, *arguments], answer["returncode"], **printed)

    def preview(self, order: dict[str, str]) -> dict[str, Any]:
        """What the preview's worker answers to this order when it has just been started."""
        return self._ask(preview=order)

    def _ask(self, **order: Any) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"project": str(self.project), **order}) + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))

    def from_scratch(self, place: Path) -> tuple[str, dict[str, bytes]]:
        """How a build without a cache fails, and what it makes."""
        shutil.rmtree(place, ignore_errors=True)
        failure = self.build(place / "output", place / "cache")
        return failure, files_of(place / "output") if not failure else {}
