"""Measures a command: its CPU time, its wall time and the peak memory of its processes together.

Memory is PSS, which counts pages that forked workers share once; a sum of RSS would count them again and again.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
EVERY = 0.05  # seconds between two samples; a shorter peak may be missed
SESSION = 3  # place of the session id in /proc/<pid>/stat, counted from the state behind the command's name
ADDRESS, FOLDERS = re.compile(r"\w+://\S+"), re.compile(r"(?<!\w)/(?:[^\s/'\"]+/)+")
GONE = (FileNotFoundError, ProcessLookupError)


class CommandFailed(Exception):
    """The command ended with an error, or left processes running, whose time nobody would count."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of user and system time of the command and of all it started and waited for, seconds from start to end, bytes."""

    cpu: float
    wall: float
    memory: int


def measure(command: list[str], folder: Path, log: Path) -> Cost:
    """Run the command in `folder`, what it prints going to `log`; raises CommandFailed."""
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            with _MemoryWatch(process.pid) as watch:
                _, status, used = os.wait4(process.pid, 0)
        except KeyboardInterrupt:  # the command has a session of its own, so Ctrl-C did not reach it
            os.killpg(process.pid, signal.SIGKILL)
            raise
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if members(process.pid):
        os.killpg(process.pid, signal.SIGKILL)
        raise CommandFailed("để lại tiến trình chạy ngầm, không tính được thời gian của chúng")
    if process.returncode:
        raise CommandFailed(f"dừng với mã {process.returncode}: {last_line(log)}")
    return Cost(used.ru_utime + used.ru_stime, wall, watch.peak)


def last_line(log: Path) -> str:
    """The last lines that the command printed."""
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return shareable(lines[-1].strip())[:200] if lines else "không nói gì"


def shareable(text: str) -> str:
    """The text without addresses and folders of this machine: it may end up in a published page."""
    return FOLDERS.sub("", ADDRESS.sub("…", text))


def members(session: int) -> list[int]:
    """The running processes of a session, that is, of one measured command and all it started."""
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and _session_of(entry) == session]


def _session_of(process: Path) -> int:
    """0 for a process that has just ended, also if nobody has waited for it."""
    try:
        fields = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except GONE:
        return 0
    return 0 if fields[0] == "Z" else int(fields[SESSION])


def proportional_set_size(process: int) -> int:
    """Bytes of memory of one process, each page shared with others by its share; 0 when the process is gone."""
    try:
        text = (PROC / str(process) / "smaps_rollup").read_text(encoding="ascii", errors="replace")
    except GONE:
        return 0
    found = [line.split() for line in text.splitlines() if line.startswith("Pss:")]
    return int(found[0][1]) * 1024 if found else 0


class _MemoryWatch(threading.Thread):
    """Adds up the memory of a session at intervals; `peak` is the largest sum."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._session, self._over = session, threading.Event()

    def run(self) -> None:
        while not self._over.wait(EVERY):
            self.peak = max(self.peak, sum(map(proportional_set_size, members(self._session))))

    def __enter__(self) -> _MemoryWatch:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()
