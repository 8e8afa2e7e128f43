"""The preview's end of the line to its warm process: one order, one answer, and every wait has an end.

The process leads a group of its own, and is killed with it: builds survive that. A new one replaces it after a failure, a crash or
an endless build, and when code has changed.
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
LONGEST_RENDER_SECONDS = 10
LAST_LINES = 12


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended. `problems`: (place, words) for editors. `failure`: what else stopped it. `remarks`: what it printed, for
    the terminal. `warnings`: lines about what did not stop it.
    """

    pages: int = 0
    problems: tuple[tuple[str, str], ...] = ()
    failure: str = ""
    remarks: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the output is what the sources say now."""
        return not self.problems and not self.failure


@dataclass(frozen=True, slots=True)
class Order:
    """What to build, and where."""

    settings: Path
    content: Path
    output: Path
    cache: Path

    def line(self, **more: Path) -> bytes:
        """The order as the worker reads it; with a `source`, to render one article instead of building."""
        places = {"settings": self.settings, "content": self.content, "output": self.output, "cache": self.cache, **more}
        return json.dumps({name: str(place) for name, place in places.items()}).encode() + b"\n"


class _Worker:
    """One process, its line, and what it prints: into a file, so that it never waits for a reader."""

    def __init__(self, project: Path, settings: Path) -> None:
        self._line, theirs = socket.socketpair()
        self._log, self._read = tempfile.TemporaryFile(), 0  # noqa: SIM115  # closed by end
        command = [sys.executable, "-m", "plugins.preview.worker", str(settings)]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                command, cwd=project, stdin=theirs.fileno(), stdout=self._log, stderr=self._log, start_new_session=True
            )

    def send(self, order: bytes) -> None:
        """Send an order. If the process has died, `received` shows it."""
        with suppress(ConnectionError):
            self._line.sendall(order)

    def received(self) -> bytes | None:
        """What came within a moment: None for nothing yet, b"" if the process has ended."""
        if not select.select([self._line], [], [], TICK_SECONDS)[0]:
            return None
        with suppress(ConnectionError):
            return self._line.recv(65536)
        return b""

    def remarks(self) -> str:
        """What it printed since the last call."""
        text = os.pread(self._log.fileno(), os.fstat(self._log.fileno()).st_size - self._read, self._read)
        self._read += len(text)
        return text.decode("utf-8", "replace").strip()

    def end(self) -> tuple[int, str]:
        """Kill its group; returns its exit code and what it printed last. Nobody has waited for the process yet, so no other
        can have its number.
        """
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        code, last = self._process.wait(), self.remarks()
        self._line.close()
        self._log.close()
        return code, last


class Builder:
    """Has a warm process from the first order until the end of the `with`. `project` is the folder that holds plugins/."""

    def __init__(self, project: Path, order: Order, longest: float = LONGEST_BUILD_SECONDS) -> None:
        self._project, self._order, self._longest = project, order, longest
        self._worker: _Worker | None = None

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._worker:
            self._worker.end()

    def replace(self) -> tuple[int, str]:
        """Start a new process, with the code as it is now, in place of the old one; returns how that one ended."""
        ended = self._worker.end() if self._worker else (0, "")
        self._worker = _Worker(self._project, self._order.settings)
        return ended

    def build(self, given_up: Callable[[], bool] = lambda: False) -> Outcome | None:
        """Build, and wait for the end. Gives up, with a new process and None, once `given_up`, called five times a second."""
        answer = self._answer(self._order.line(), self._longest, given_up)
        return answer if answer is None or isinstance(answer, Outcome) else self._outcome(answer)

    def render_saved(self, source: Path) -> bool:
        """Put the page of one saved article into the output, before a build does; False if only a build can make it."""
        answer = self._answer(self._order.line(source=source), LONGEST_RENDER_SECONDS, lambda: False)
        return isinstance(answer, dict) and bool(answer["is_rendered"])

    def _answer(self, line: bytes, longest: float, given_up: Callable[[], bool]) -> dict[str, Any] | Outcome | None:
        """The worker's answer, or how it failed to answer, or None if given up."""
        if not self._worker:
            self.replace()
        worker, deadline, text = cast(_Worker, self._worker), time.monotonic() + longest, b""
        worker.send(line)
        while not text.endswith(b"\n"):
            part = worker.received()
            if part:
                text += part
            elif part is not None:
                return Outcome(failure=self._crashed())
            elif given_up():
                self.replace()
                return None
            elif time.monotonic() > deadline:
                self.replace()
                return Outcome(failure=f"quá {longest:.0f} giây chưa dựng xong nên đã dừng lại.")
        return dict(json.loads(text))

    def _outcome(self, answer: dict[str, Any]) -> Outcome:
        remarks = cast(_Worker, self._worker).remarks()
        problems = tuple((where, words) for where, words in answer["problems"])
        if answer["failure"]:
            self.replace()
        return Outcome(answer["pages"], problems, answer["failure"], remarks, tuple(answer["warnings"]))

    def _crashed(self) -> str:
        code, last = self.replace()
        return "\n".join([f"tiến trình dựng trang dừng giữa chừng (mã {code}).", *last.splitlines()[-LAST_LINES:]])
