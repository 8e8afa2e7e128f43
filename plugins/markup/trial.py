"""Tries conversions in a process that may die of them: can the text be converted at all, and what does it lose?

The process answers one text after another and counts processor time, not the clock's, so that a busy machine makes no text slow. It
uses the portal's own settings. Everybody else calls `trial`.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import runpy
import subprocess
import sys
from threading import Lock
from typing import Any

from plugins.markup.lost_words import Loss, first_loss
from plugins.project import ROOT

SECONDS = 4.0
MEMORY = 512 << 20
COMMAND = (sys.executable, "-m", "plugins.markup.trial")

Answer = Loss | str | None  # what is lost, or why it cannot be converted


class Trial:
    """Asks the process, and starts it when needed."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def __call__(self, lines: tuple[str, ...]) -> Answer:
        """What is wrong with a text of these lines; None for nothing. Lines of a Loss count from 1."""
        with self._lock:
            child = self._running()
            try:
                pickle.dump(lines, child.stdin)  # type: ignore[arg-type]
                child.stdin.flush()  # type: ignore[union-attr]
                answer: Answer = pickle.load(child.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own child wrote it
            except (EOFError, OSError, pickle.UnpicklingError):
                self.close()
                return "quá lâu"
            except BaseException:  # such as Ctrl-C: this answer must not become the next text's
                self.close()
                raise
            return answer

    def close(self) -> None:
        """End the process; the next text starts another."""
        child, self._child = self._child, None
        if child:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]

    def forget(self) -> None:
        """Drop the child in a forked process, which does not own it."""
        if self._child:
            self._child.returncode = 0
        self.__init__()  # type: ignore[misc]

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            pipe = subprocess.PIPE
            self._child = subprocess.Popen(COMMAND, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603
        return self._child


def serve() -> None:
    """Answer orders: each is the lines of a text, each answer what is wrong with it."""
    import resource  # noqa: PLC0415 - as signal.setitimer below, for the child alone
    import signal  # noqa: PLC0415

    from markdown import Markdown  # noqa: PLC0415

    settings: dict[str, Any] = runpy.run_path(str(ROOT / "pelicanconf.py"))["MARKDOWN"]
    markdown = Markdown(**settings)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            lines = pickle.load(orders)  # noqa: S301 - our own parent wrote it
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, SECONDS)  # its signal ends the process, whatever it does
        answer = _answer(markdown, lines)
        signal.setitimer(signal.ITIMER_PROF, 0)
        pickle.dump(answer, answers)
        answers.flush()


def _answer(markdown: Any, lines: tuple[str, ...]) -> Answer:
    try:
        return first_loss(lines, markdown.reset().convert("\n".join(lines)))
    except MemoryError:
        return "quá nhiều bộ nhớ"
    except RecursionError:
        return "quá nhiều bậc lồng nhau"
    except Exception as error:
        return f"lỗi {type(error).__name__}"


trial = Trial()
atexit.register(trial.close)
os.register_at_fork(after_in_child=trial.forget)

if __name__ == "__main__":
    serve()
