"""A wall-clock limit for work that may hang where no library's timeout reaches.

A socket's timeout restarts with every byte, and the lookup of a host has none. So the work runs in a thread of its own, which is
abandoned when the time is up: it can only read, so nothing it does later matters, and it ends with the process.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from time import monotonic
from typing import TypeVar

from plugins.reception.remote.refusal import SourceRefused

Result = TypeVar("Result")
SHORTEST = 0.01  # a library takes 0 for "no limit"


class Deadline:
    """A moment `seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = monotonic() + seconds

    def left(self) -> float:
        """The seconds left, never 0."""
        return max(SHORTEST, self._end - monotonic())

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return monotonic() >= self._end

    def check(self) -> None:
        """Raise SourceRefused if the time is up."""
        if self.passed:
            raise too_slow(self.seconds)


def too_slow(seconds: float) -> SourceRefused:
    """The refusal of a source that took too long."""
    return SourceRefused(f"quá {seconds:g} giây mà chưa trả lời xong. Chạy lại lúc khác, hoặc tăng han trong nguon.toml.")


def within(seconds: float, work: Callable[[Deadline], Result]) -> Result:
    """Do the work in a thread; raise SourceRefused if it takes longer than `seconds`, wherever it hangs."""
    deadline = Deadline(seconds)
    outcome: Future[Result] = Future()

    def run() -> None:
        try:
            outcome.set_result(work(deadline))
        except BaseException as error:  # handed on whole: it is raised again where the result is asked for
            outcome.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return outcome.result(timeout=seconds)
    except TimeoutError as error:
        if outcome.done():
            raise
        raise too_slow(seconds) from error
