"""Reads spreadsheets into grids in a child process, which may die without ending the build."""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from typing import IO

from plugins.problems import Problem, ProblemsFound
from plugins.project import ROOT
from plugins.reception.data.sources.spreadsheets.grid import Grid
from plugins.reception.data.sources.spreadsheets.zip_archive import DAMAGED

SECONDS: float = 30

_CHILD = "plugins.reception.data.sources.spreadsheets.child"
_START = f"import runpy, sys; sys.path.insert(0, {str(ROOT)!r}); runpy.run_module({_CHILD!r}, run_name='__main__')"
# -I: neither the environment nor the folder of the reports can slip a module in.
_COMMAND = (sys.executable, "-I", "-c", _START)
_DIED = "tệp hỏng, hoặc có ô ở rất xa bảng nên không đủ bộ nhớ. Chép số liệu sang tệp .xlsx mới."
_SLOW = "đọc quá {seconds} giây chưa xong. Chép số liệu sang tệp .xlsx mới."

Answer = tuple[Grid, ...] | str


class _Reader:
    """The child, started by the first workbook."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def read(self, content: bytes, suffix: str) -> Answer:
        """The grids, or the reason why there are none."""
        with self._lock:
            try:
                return _asked(self._running(), (content, suffix, SECONDS))
            except (EOFError, OSError, pickle.UnpicklingError):
                return _last_words(self._ended())
            except BaseException:  # such as Ctrl-C: its answer must not become that of the next workbook
                self._ended()
                raise

    def close(self) -> None:
        """End the child; the next workbook starts a new one."""
        with self._lock:
            self._ended()

    def forget(self) -> None:
        """Forget the child in a forked process: it belongs to the parent."""
        if self._child:
            self._child.returncode = 0
        self.__init__()  # type: ignore[misc]

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child and self._child.poll() is not None:
            self._ended()
        if not self._child:
            pipe = subprocess.PIPE
            self._child = subprocess.Popen(_COMMAND, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603
        return self._child

    def _ended(self) -> int:
        """The child's exit code, minus the signal if one ended it."""
        child, self._child = self._child, None
        if not child:
            return 0
        child.kill()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):  # what was not yet sent goes nowhere
                _open(pipe).close()
        return child.wait()


def read_apart(content: bytes, suffix: str, display_path: str) -> tuple[Grid, ...]:
    """Every visible worksheet of an .xlsx, .xls or .ods. Raises ProblemsFound."""
    answer = _reader.read(content, suffix)
    if isinstance(answer, str):
        raise ProblemsFound([Problem(display_path, message=answer)])
    return answer


def _asked(child: subprocess.Popen[bytes], order: tuple[bytes, str, float]) -> Answer:
    pickle.dump(order, _open(child.stdin))
    _open(child.stdin).flush()
    answer: Answer = pickle.load(_open(child.stdout))  # noqa: S301 - our own child wrote it
    return answer


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe  # noqa: S101 - both were asked for
    return pipe


def _last_words(code: int) -> str:
    if code == -signal.SIGPROF:
        return _SLOW.format(seconds=SECONDS)
    return _DIED if code < 0 else DAMAGED


_reader = _Reader()
atexit.register(_reader.close)
os.register_at_fork(after_in_child=_reader.forget)
