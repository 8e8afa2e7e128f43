"""`make version`: prints the version and its date; `make version NEXT=1.0.0` makes one.

The number is in pyproject.toml and nowhere else. Its date is in the heading of its section in CHANGELOG.md, which making a version
writes over what was unreleased.
"""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path

from plugins.project import ROOT
from plugins.vietnamese.dates import TIMEZONE

UNRELEASED = "## Unreleased"
NUMBER = re.compile(r"\d+\.\d+\.\d+")
_VERSION = re.compile(r'^version = "(?P<number>[^"]+)"$', re.MULTILINE)
_SECTION = re.compile(r"^## (?P<number>\d+\.\d+\.\d+), (?P<day>\d{4}-\d{2}-\d{2})$", re.MULTILINE)


class VersionRefused(Exception):
    """Nothing was changed; says why in Vietnamese."""


def current(root: Path = ROOT) -> str:
    """The version's number."""
    found = _VERSION.search((root / "pyproject.toml").read_text(encoding="utf-8"))
    if not found:
        raise VersionRefused('pyproject.toml: thiếu dòng version = "…".')
    return found["number"]


def dates(root: Path = ROOT) -> dict[str, str]:
    """The days of all versions made, by number, the latest first."""
    return {match["number"]: match["day"] for match in _SECTION.finditer(_changelog(root).read_text(encoding="utf-8"))}


def make_version(number: str, day: str, root: Path = ROOT) -> None:
    """Write the number into pyproject.toml and a dated heading into CHANGELOG.md. Raises VersionRefused."""
    now, made = current(root), dates(root)
    if not NUMBER.fullmatch(number):
        raise VersionRefused(f"NEXT=“{number}” không phải số phiên bản. Viết ba số, ví dụ NEXT=1.0.0.")
    if number in made or (made and _parts(number) <= _parts(now)):
        raise VersionRefused(f"NEXT={number} không sau phiên bản hiện có {now}. Chọn số lớn hơn.")
    text = _changelog(root).read_text(encoding="utf-8")
    if not re.search(rf"^{UNRELEASED}\n+(?:### .*\n+)?- ", text, re.MULTILINE):
        raise VersionRefused(f"CHANGELOG.md: mục “{UNRELEASED}” chưa có dòng nào nên không có gì để ra phiên bản.")
    _changelog(root).write_text(text.replace(UNRELEASED, f"{UNRELEASED}\n\n## {number}, {day}", 1), encoding="utf-8")
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    (root / "pyproject.toml").write_text(_VERSION.sub(f'version = "{number}"', project, count=1), encoding="utf-8")


def _changelog(root: Path) -> Path:
    return root / "CHANGELOG.md"


def _parts(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def main(arguments: list[str], root: Path = ROOT) -> int:
    """`[NEXT]`."""
    try:
        if arguments and arguments[0]:
            make_version(arguments[0], f"{datetime.now(TIMEZONE):%Y-%m-%d}", root)
        number = current(root)
    except VersionRefused as refused:
        print(refused, file=sys.stderr)
        return 1
    print(f"{number}, {dates(root).get(number, 'chưa ra: make version NEXT=' + number)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
