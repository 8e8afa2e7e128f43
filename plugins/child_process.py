"""A process of its own for work that may abort, never end or use up all memory: it answers orders one after another.

The first order starts it. It ends with its pipe, also when the build is killed, and counts processor time, not the clock's, so that
a busy machine makes no order slow.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from threading import Lock
from typing import IO, Any

from plugins.project import ROOT


class ChildDied(Exception):
    """The process ended over an order. `code` is how: minus the signal, such as SIGPROF for too much work."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class ChildProcess:
    """Asks the process, and starts it when needed. The module it runs calls `serve`."""

    def __init__(self, module: str) -> None:
        start = f"import runpy, sys; sys.path.insert(0, {str(ROOT)!r}); runpy.run_module({module!r}, run_name='__main__')"
        self.command = (sys.executable, "-I", "-c", start)  # -I: neither environment nor folder can slip a module in
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        atexit.register(self.close)
        os.register_at_fork(after_in_child=self._forget)

    def ask(self, order: object, seconds: float) -> Any:
        """The answer to an order of at most so much work. Raises ChildDied; the next order starts another process."""
        with self._lock:
            try:
                return self._exchange(self._running(), (order, seconds))
            except (EOFError, OSError, pickle.UnpicklingError) as error:
                raise ChildDied(self._ended()) from error
            except BaseException:  # such as Ctrl-C: this answer must not become that of the next order
                self._ended()
                raise

    def close(self) -> None:
        """End the process; the next order starts another."""
        with self._lock:
            self._ended()

    def _exchange(self, child: subprocess.Popen[bytes], message: object) -> Any:
        pickle.dump(message, _open(child.stdin))
        _open(child.stdin).flush()
        return pickle.load(_open(child.stdout))  # noqa: S301 - our own child wrote it

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child and self._child.poll() is not None:
            self._ended()
        if not self._child:
            pipe = subprocess.PIPE
            self._child = subprocess.Popen(self.command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603
        return self._child

    def _ended(self) -> int:
        """End the process; its exit code, minus the signal if one ended it."""
        child, self._child = self._child, None
        if not child:
            return 0
        child.kill()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):  # what was not yet sent goes nowhere
                _open(pipe).close()
        return child.wait()

    def _forget(self) -> None:
        """Drop the process in a fork, which does not own it."""
        if self._child:
            self._child.returncode = 0
        self._child, self._lock = None, Lock()


def serve(answer: Callable[[Any], object], memory: int) -> None:
    """Answer orders until there are no more, in so many bytes of memory. Too much work for one ends this process."""
    import resource  # noqa: PLC0415 - as signal.setitimer below, for the child alone
    import signal  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            order, seconds = pickle.load(orders)  # noqa: S301 - our own parent wrote it
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, seconds)
        found = answer(order)
        signal.setitimer(signal.ITIMER_PROF, 0)
        pickle.dump(found, answers)
        answers.flush()


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe  # noqa: S101 - both were asked for
    return pipe
