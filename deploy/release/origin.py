"""What a release is made from: one commit, and the articles that were due or expired when it was made. Both give it its number.

The number rises with every commit, and by one with each moment at which an article becomes due or expires without a commit. It is
counted, not measured: the same commit and the same moments passed have the same number on every machine, at whatever second.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from deploy.release.manifest import Digests, ReleaseManifest
from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.check_tree import kind_of
from plugins.newsroom.checks.tree import is_ignored
from plugins.problems import Problem, ProblemsFound
from plugins.project import ROOT, THEME
from plugins.vietnamese.dates import DateError, parse_iso_datetime

STEP = 1_000_000  # how many moments one commit has room for
LOCK = ROOT / "requirements.txt"
DATA = ("so-lieu", "so-bo", "co-quan.toml")  # as DATA_PATHS in pelicanconf.py
CODE = ("theme", "plugins", "deploy", "pelicanconf.py", "publishconf.py", "requirements.txt")
CHANGES = {"Date": "đến giờ đăng", "Het-han": "hết hạn"}  # what the clock does to an article, by header line
_NO_COMMIT = "Bản đăng phải làm từ một commit. Chạy git add và git commit rồi chạy lại."


@dataclass(frozen=True, slots=True)
class ReleaseOrigin:
    """`number` counts the commit and all before it; `due` counts moments since then. `time`: when all of it was true, at the
    latest of the commit and the last of those moments, in seconds since 1970.
    """

    commit: str
    number: int
    due: int
    time: int
    digests: Digests

    @property
    def sequence(self) -> int:
        """The release's number."""
        return self.number * STEP + self.due


class Moment(NamedTuple):
    """When an article is due or expires, in seconds since 1970, and which."""

    time: int
    path: str
    what: str


def read_origin(content: Path, now: float | None = None) -> ReleaseOrigin:
    """Raises ProblemsFound where the files are not those of one commit, or its history is not there."""
    content = content.resolve()
    problems = list(_not_committed(content))
    if problems:
        raise ProblemsFound(problems)
    commit, committed = _head()
    number = int(git("rev-list", "--count", "HEAD"))
    passed = {moment.time for moment in _passed(content, committed, now)}
    digests = Digests(data=_of_tree(content, DATA), lock=_of_file(LOCK), theme=_of_tree(THEME, ("",)))
    return ReleaseOrigin(commit, number, len(passed), max(passed, default=committed), digests)


def due_since(last: ReleaseManifest, content: Path, now: float | None = None) -> list[Moment]:
    """What has become due since a release was made, the earliest first. Raises ProblemsFound if that is of another commit."""
    commit, committed = _head()
    if commit != last.commit:
        found = f"bản đang đăng làm từ commit {last.commit[:12]}, còn thư mục này ở commit {commit[:12]}, nên không so được."
        raise ProblemsFound([Problem(str(ROOT), message=f"{found} Chạy git checkout {last.commit[:12]} rồi chạy lại.")])
    passed = _passed(content.resolve(), committed, now)
    known = sorted({moment.time for moment in passed})[: last.sequence % STEP]
    return [moment for moment in passed if moment.time not in known]


def _head() -> tuple[str, int]:
    """The commit, and its time in seconds since 1970."""
    commit, committed = git("show", "--no-patch", "--format=%H %ct", "HEAD").split()
    return commit, int(committed)


def git(*arguments: str) -> str:
    """What git prints; raises ProblemsFound where it cannot."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    except FileNotFoundError as error:
        raise ProblemsFound([Problem(str(ROOT), message="máy này chưa có git. Cài git rồi chạy lại.")]) from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.strip().splitlines()[-1:] or [""]
        raise ProblemsFound([Problem(str(ROOT), message=f"git không đọc được kho này ({reason[0]}). {_NO_COMMIT}")]) from error
    return run.stdout


def _not_committed(content: Path) -> Iterator[Problem]:
    top = Path(git("rev-parse", "--show-toplevel").strip())
    if not content.is_relative_to(top):
        yield Problem(str(content), message=f"không nằm trong kho git {top}. {_NO_COMMIT}")
        return
    if git("rev-parse", "--is-shallow-repository").strip() == "true":
        message = "kho git này thiếu lịch sử nên không đếm được số thứ tự. Chạy git fetch --unshallow (CI: fetch-depth 0)."
        yield Problem(str(top), message=message)
    places = [str(content), *(str(ROOT / name) for name in CODE)]
    status = git("status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignored=matching", "--no-renames", "--", *places)
    for entry in filter(None, status.split("\0")):
        name = entry[3:]
        if not any(is_ignored(part) or part == "__pycache__" for part in Path(name).parts):
            yield Problem(name, message=f"chưa có trong commit nào, hoặc đã sửa sau commit cuối. {_NO_COMMIT}")


def _passed(content: Path, committed: int, now: float | None) -> list[Moment]:
    """The moments after the commit and up to now."""
    return sorted(moment for moment in _moments(content) if committed < moment.time <= (time.time() if now is None else now))


def _moments(content: Path) -> Iterator[Moment]:
    for path in sorted(content.rglob("*.md")):
        place = path.relative_to(content)
        if kind_of(place.as_posix()) == "article" and not any(is_ignored(part) for part in place.parts):
            header = parse_manuscript(path.read_bytes().split(b"\n\n", 1)[0].decode("utf-8-sig", "replace"), "")
            if header.value("Status").lower() == "draft":
                continue
            for key, what in CHANGES.items():
                with suppress(DateError):  # the build says so
                    moment = parse_iso_datetime(header.value(key))
                    yield Moment(int(moment.timestamp()), f"{content.name}/{place.as_posix()}", what)


def _of_tree(folder: Path, places: Iterable[str]) -> str:
    """As `find … -type f | LC_ALL=C sort | xargs sha256sum | sha256sum` gives, in that folder, hidden files left out."""
    found = [path for place in places for path in ((folder / place).rglob("*") if (folder / place).is_dir() else [folder / place])]
    names = sorted(path.relative_to(folder).as_posix() for path in found if path.is_file())
    lines = [f"{_of_file(folder / name)}  {name}\n" for name in names if not any(is_ignored(part) for part in name.split("/"))]
    return sha256("".join(lines).encode()).hexdigest()


def _of_file(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
