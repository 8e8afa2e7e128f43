"""Notices that something a build is made from has changed, by the stamps of all files; nothing else is trusted.

What the system tells of changes is taken as a hint to look at once, so that nothing is lost where it tells nothing: a change
during a build, a network drive, a folder that was taken away and put back, no watches left on a busy machine.
"""

from __future__ import annotations

import os
import sysconfig
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from watchfiles import watch

Stamp = tuple[int, int, int, int]
Stamps = dict[str, Stamp]

SKIPPED_FOLDERS = {"__pycache__", ".git", "node_modules"}
PASSING_STARTS = (".", "~$")  # what editors and office programs lay beside a file while it is open
PASSING_ENDS = ("~", ".swp", ".tmp", ".bak", ".pyc")
QUIET_SECONDS = 0.06  # a save, or a checkout of many files, is over when nothing has moved for as long
LONGEST_UNREST_SECONDS = 3.0
LOOK_SECONDS = 1.0
LOOK_SECONDS_WITHOUT_HINTS = 0.3
IDLE_SHARE = 20  # looking takes at most a twentieth of the time


@dataclass(frozen=True, slots=True)
class Watched:
    """Everything a build is made from that may change: content and theme, and code, which needs a new process."""

    project: Path
    content: Path

    def code(self) -> Stamps:
        """Plugins with their data, settings, and the folder of installed libraries."""
        libraries = Path(sysconfig.get_paths()["purelib"])
        return {**stamps_of([self.project / "plugins", *self.project.glob("*.py")]), **_stamp(libraries)}

    def code_in(self, stamps: Stamps) -> Stamps:
        """The part of all stamps that `code` gives."""
        others = (f"{self.content}{os.sep}", f"{self.project / 'theme'}{os.sep}", str(self._agency()))
        return {path: stamp for path, stamp in stamps.items() if not path.startswith(others)}

    def everything(self) -> Stamps:
        """All of it, code too."""
        return {**self.code(), **stamps_of([self.content, self.project / "theme", self._agency()])}

    def settled(self, last: Stamps) -> Stamps:
        """All stamps, as soon as they stay the same for a moment; `last` are those seen just now."""
        deadline = time.monotonic() + LONGEST_UNREST_SECONDS
        while True:
            time.sleep(QUIET_SECONDS)
            now = self.everything()
            if now == last or time.monotonic() > deadline:
                return now
            last = now

    def hints(self) -> Iterator[set[str]]:
        """One at once, then whenever it is worth looking, with the paths of which the system told; never ends."""
        yield set()
        began = time.monotonic()
        self.everything()
        rest = IDLE_SHARE * (time.monotonic() - began)
        folders = [self.content, self.project / "plugins", self.project / "theme", *self.project.glob("*.py")]
        pause = int(1000 * max(rest, LOOK_SECONDS))
        try:
            for told in watch(*folders, watch_filter=None, debounce=200, step=20, rust_timeout=pause, yield_on_timeout=True):
                yield {path for _, path in told if not _is_passing(Path(path).name)}
        except (OSError, RuntimeError):  # no watches left, or a folder that cannot be watched
            while True:
                time.sleep(max(rest, LOOK_SECONDS_WITHOUT_HINTS))
                yield set()

    def _agency(self) -> Path:
        """Stands in for a content tree's own."""
        return self.project / "content/co-quan.toml"

    def shown(self, path: str) -> str:
        """A path as people know it."""
        for root, start in ((self.content, self.content.name), (self.project, "")):
            if Path(path).is_relative_to(root):
                return str(start / Path(path).relative_to(root))
        return path


def changed(before: Stamps, now: Stamps) -> set[str]:
    """The paths that came, went or differ."""
    return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}


def stamps_of(places: Iterable[Path]) -> Stamps:
    """Stamps of the files named and of all files below the folders named. What goes while it is looked at is not there."""
    found: Stamps = {}
    for place in places:
        if place.is_dir():
            _walk(str(place), found)
        else:
            found |= _stamp(place)
    return found


def _walk(folder: str, found: Stamps) -> None:
    pending = [folder]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.is_dir() and not entry.is_symlink():
                        if entry.name not in SKIPPED_FOLDERS:
                            pending.append(entry.path)
                    elif not _is_passing(entry.name):
                        found |= _stamp(entry)
        except OSError:  # gone meanwhile, or closed to us: the build tells of it
            continue


def _is_passing(name: str) -> bool:
    return name.startswith(PASSING_STARTS) or name.endswith(PASSING_ENDS)


def _stamp(place: Path | os.DirEntry[str]) -> Stamps:
    try:
        status = place.stat()
    except OSError:  # gone meanwhile, or a link that leads nowhere
        return {}
    return {os.fspath(place): (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)}
