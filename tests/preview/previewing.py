"""A running `make serve` over a project of a test's own. Every wait has an end, and whatever is started is killed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from pathlib import Path
from typing import TypeVar

from plugins.preview.build_process import Builder, Order

LONGEST_SECONDS = 120  # a guard against hanging, far from what anything takes
Found = TypeVar("Found")


def eventually(look: Callable[[], Found], what: Callable[[], object] = lambda: "") -> Found:
    """The first result that is true."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, f"never came: {what()}"
        time.sleep(0.05)
    return found


def order_of(project: Path, place: Path) -> Order:
    """To build the project into `place`."""
    return Order(project / "pelicanconf.py", project / "content", place / "output", place / "cache")


def warm_builder(project: Path, place: Path, longest: float = LONGEST_SECONDS) -> Builder:
    """A builder of the project into `place`."""
    return Builder(project, order_of(project, place), longest)


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children_of(pid: int) -> set[int]:
    """The running processes that one has started."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid and is_alive(int(path.parent.name)):
            found.add(int(path.parent.name))
    return found


class Preview:
    """The command, what it prints, and what a browser receives."""

    def __init__(self, project: Path, *options: str) -> None:
        self.project, self._terminal = project, project / "said.txt"
        command = ["timeout", "-s", "KILL", "600", sys.executable, "-m", "plugins.preview", "--port", "0", *options]
        with self._terminal.open("wb") as said:
            self._guard = subprocess.Popen(command, cwd=project, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        (self.pid,) = eventually(lambda: self._lives() and children_of(self._guard.pid), self.terminal)
        self.address = eventually(lambda: self._lives() and re.search(r"http://127\.0\.0\.1:\d+", self.terminal()), self.terminal)[
            0
        ]

    def _lives(self) -> bool:
        assert self._guard.poll() is None, self.terminal()
        return True

    def terminal(self) -> str:
        """All that it printed."""
        return self._terminal.read_text(encoding="utf-8")

    def get(self, path: str, host: str = "") -> tuple[int, str, Message]:
        request = urllib.request.Request(self.address + path, headers={"Host": host} if host else {})
        try:
            with urllib.request.urlopen(request, timeout=LONGEST_SECONDS) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), error.headers

    def digest(self, path: str) -> str:
        """The digest of the page, as its script sends it back."""
        return re.search(r'<script data-digest="(\w+)">', self.get(path)[1])[1]

    def event(self, path: str, digest: str = "") -> dict[str, object]:
        """The first event that a browser with this page gets. `digest`: of the page that it shows, by default the present one."""
        query = urllib.parse.urlencode({"page": path, "digest": digest or self.digest(path)})
        with urllib.request.urlopen(f"{self.address}/__xem-truoc?{query}", timeout=LONGEST_SECONDS) as stream:
            return dict(json.loads(stream.readline().removeprefix(b"data: ")))

    def built(self) -> int:
        """How many builds have ended."""
        return len(re.findall(r"^\d\d:\d\d:\d\d ", self.terminal(), flags=re.MULTILINE))

    def until_built(self) -> None:
        """Wait for the first good build."""
        eventually(lambda: self._lives() and self.built(), self.terminal)
        assert "Đã dựng" in self.terminal(), self.terminal()

    def until(self, path: str, words: str) -> str:
        """The page's text as soon as it has the words."""
        return eventually(lambda: self.get(path)[1] if words in self.get(path)[1] else "", lambda: (words, self.terminal()))

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; the exit code, negative for one that a signal made."""
        if self._guard.poll() is None:
            os.kill(self.pid, number)
        try:
            return self._guard.wait(LONGEST_SECONDS)
        finally:
            self._guard.kill()
