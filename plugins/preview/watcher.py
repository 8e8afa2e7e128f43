"""Notices by the stamps of all files that a build's inputs have changed.

The system's events are only hints to compare the stamps at once. So no change is lost where events are: during a build, on a
network drive, in a folder that went and came back, on a machine without free watches.
"""

from __future__ import annotations

import os
import sysconfig
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from watchfiles import watch

from plugins.files import NOT_SOURCES, Stamp, files_in, source_stamp

Stamps = dict[str, Stamp]

TEMPORARY_STARTS = (".", "~$")  # files that editors and office programs make beside an open one
TEMPORARY_ENDS = ("~", ".swp", ".tmp", ".bak", ".pyc")
QUIET_SECONDS = 0.06  # a save, or a checkout of many files, is over after as long without a change
LONGEST_UNREST_SECONDS = 3.0
LOOK_SECONDS = 1.0
LOOK_SECONDS_WITHOUT_HINTS = 0.3
IDLE_SHARE = 20  # comparing stamps takes at most a twentieth of the time


@dataclass(frozen=True, slots=True)
class Watched:
    """All inputs of a build: content and theme, and code, which needs a new process when it changes."""

    project: Path
    content: Path

    def code(self) -> Stamps:
        """The stamps of plugins with their forms, of settings, and of the folder of installed libraries."""
        libraries = Path(sysconfig.get_paths()["purelib"])
        return {**stamps_of([self.project / "plugins", *self.project.glob("*.py")]), **_stamp(libraries)}

    def code_in(self, stamps: Stamps) -> Stamps:
        """The stamps of `code` among all."""
        others = (f"{self.content}{os.sep}", f"{self.project / 'theme'}{os.sep}", str(self._agency()))
        return {path: stamp for path, stamp in stamps.items() if not path.startswith(others)}

    def everything(self) -> Stamps:
        """All stamps, code included."""
        return {**self.code(), **stamps_of([self.content, self.project / "theme", self._agency()])}

    def settled(self, last: Stamps) -> Stamps:
        """All stamps, as soon as they stay the same for a moment. `last`: those seen just now."""
        deadline = time.monotonic() + LONGEST_UNREST_SECONDS
        while True:
            time.sleep(QUIET_SECONDS)
            now = self.everything()
            if now == last or time.monotonic() > deadline:
                return now
            last = now

    def hints(self) -> Iterator[set[str]]:
        """Yields at once, then whenever files may have changed, the paths that the system reports. Never ends."""
        yield set()
        began = time.monotonic()
        self.everything()
        rest = IDLE_SHARE * (time.monotonic() - began)
        folders = [self.content, self.project / "plugins", self.project / "theme", *self.project.glob("*.py")]
        pause = int(1000 * max(rest, LOOK_SECONDS))
        try:
            for events in watch(*folders, watch_filter=None, debounce=200, step=20, rust_timeout=pause, yield_on_timeout=True):
                yield {path for _, path in events if not _is_temporary(Path(path).name)}
        except (OSError, RuntimeError):  # no free watches, or a folder that cannot be watched
            while True:
                time.sleep(max(rest, LOOK_SECONDS_WITHOUT_HINTS))
                yield set()

    def _agency(self) -> Path:
        """Used if a content tree has none."""
        return self.project / "content/co-quan.toml"

    def display_path(self, path: str) -> str:
        """A path as editors know it."""
        for root, start in ((self.content, self.content.name), (self.project, "")):
            if Path(path).is_relative_to(root):
                return str(start / Path(path).relative_to(root))
        return path


def changed(before: Stamps, now: Stamps) -> set[str]:
    """The paths that are new, gone or different."""
    return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}


def stamps_of(places: Iterable[Path]) -> Stamps:
    """The stamps of these files, and of all files in these folders. What cannot be read is left to the build to report."""
    found: Stamps = {}
    for place in places:
        if place.is_dir():
            for _, entry in files_in(place, NOT_SOURCES, strict=False):
                if not _is_temporary(entry.name):
                    found |= _stamp(entry)
        else:
            found |= _stamp(place)
    return found


def _is_temporary(name: str) -> bool:
    return name.startswith(TEMPORARY_STARTS) or name.endswith(TEMPORARY_ENDS)


def _stamp(place: Path | os.DirEntry[str]) -> Stamps:
    try:
        return {os.fspath(place): source_stamp(place.stat())}
    except OSError:  # just deleted, or a dead link
        return {}
