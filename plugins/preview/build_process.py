"""The preview's end of the line to its warm process: one order, one answer, and every wait has an end.

The process leads a group of its own and is killed with it; a build is made to survive that. It is replaced by a new one, warm
by the next change, whenever it may be in doubt: after a failure, a crash, an endless build, and when code has changed.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, cast

TICK_SECONDS = 0.2
LONGEST_BUILD_SECONDS = 1800
LONGEST_LOOK_SECONDS = 10
LAST_LINES = 12


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended. `problems`: (place, words) for editors; `failure`: anything else that stopped it;
    good without both. `remarks`: what was said besides, for the terminal.
    """

    pages: int = 0
    problems: tuple[tuple[str, str], ...] = ()
    failure: str = ""
    remarks: str = ""

    @property
    def good(self) -> bool:
        """Whether what lies in the folder is what the sources say now."""
        return not self.problems and not self.failure


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built, and where to."""

    settings: Path
    content: Path
    output: Path
    cache: Path

    def line(self, **more: Path) -> bytes:
        """As it goes to the worker; with a `source`, to look at one article instead of building."""
        places = {"settings": self.settings, "content": self.content, "output": self.output, "cache": self.cache, **more}
        return json.dumps({name: str(place) for name, place in places.items()}).encode() + b"\n"


class _Worker:
    """One process, its line and what it says to its terminal, which is a file so that it never waits to be read."""

    def __init__(self, project: Path, settings: Path) -> None:
        self._line, theirs = socket.socketpair()
        self._log, self._read = tempfile.TemporaryFile(), 0  # noqa: SIM115  # closed by end
        command = [sys.executable, "-m", "plugins.preview.worker", str(settings)]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                command, cwd=project, stdin=theirs.fileno(), stdout=self._log, stderr=self._log, start_new_session=True
            )

    def send(self, order: bytes) -> None:
        """To a process that has died too: its line then reads as ended."""
        with suppress(ConnectionError):
            self._line.sendall(order)

    def received(self) -> bytes | None:
        """What came within a moment: None for nothing yet, b"" when the process has ended."""
        if not select.select([self._line], [], [], TICK_SECONDS)[0]:
            return None
        with suppress(ConnectionError):
            return self._line.recv(65536)
        return b""

    def remarks(self) -> str:
        """What was said since last asked."""
        text = os.pread(self._log.fileno(), os.fstat(self._log.fileno()).st_size - self._read, self._read)
        self._read += len(text)
        return text.decode("utf-8", "replace").strip()

    def end(self) -> tuple[int, str]:
        """Kill it and all its own; the code it ended with, and its last words. Nobody waits for the process before, so that its
        number cannot have become another's.
        """
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        code, last = self._process.wait(), self.remarks()
        self._line.close()
        self._log.close()
        return code, last


class Builder:
    """Has a warm process from the first `replace` until it is left. `project` is the folder that holds plugins/."""

    def __init__(self, project: Path, order: Order, longest: float = LONGEST_BUILD_SECONDS) -> None:
        self._project, self._order, self._longest = project, order, longest
        self._worker: _Worker | None = None

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._worker:
            self._worker.end()

    def replace(self) -> tuple[int, str]:
        """Put a new process, with the code as it is now, in the place of the old one; how that one ended."""
        ended = self._worker.end() if self._worker else (0, "")
        self._worker = _Worker(self._project, self._order.settings)
        return ended

    def build(self, given_up: Callable[[], bool] = lambda: False) -> Outcome | None:
        """Order a build and wait for its end, or for `given_up`, asked five times a second: then None, and a new process."""
        told = self._told(self._order.line(), self._longest, given_up)
        return told if told is None or isinstance(told, Outcome) else self._outcome(told)

    def look(self, source: Path) -> bool:
        """Have the page of one article shown before the build; whether it could be had."""
        told = self._told(self._order.line(source=source), LONGEST_LOOK_SECONDS, lambda: False)
        return isinstance(told, dict) and bool(told["shown"])

    def _told(self, line: bytes, longest: float, given_up: Callable[[], bool]) -> dict[str, Any] | Outcome | None:
        """The worker's answer; how it failed to answer; None when it was given up."""
        if not self._worker:
            self.replace()
        worker, deadline, told = cast(_Worker, self._worker), time.monotonic() + longest, b""
        worker.send(line)
        while not told.endswith(b"\n"):
            part = worker.received()
            if part:
                told += part
            elif part is not None:
                return Outcome(failure=self._crashed())
            elif given_up():
                self.replace()
                return None
            elif time.monotonic() > deadline:
                self.replace()
                return Outcome(failure=f"quá {longest:.0f} giây chưa dựng xong nên đã dừng lại.")
        return dict(json.loads(told))

    def _outcome(self, answer: dict[str, Any]) -> Outcome:
        remarks = cast(_Worker, self._worker).remarks()
        problems = tuple((where, words) for where, words in answer["problems"])
        if answer["failure"]:
            self.replace()
        return Outcome(answer["pages"], problems, answer["failure"], remarks)

    def _crashed(self) -> str:
        code, last = self.replace()
        return "\n".join([f"tiến trình dựng trang dừng giữa chừng (mã {code}).", *last.splitlines()[-LAST_LINES:]])
