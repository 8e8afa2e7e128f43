"""Spreads work over the cores by fork. The caller does again what a worker could not do, so that its warning or error appears
once and in the usual way. Without fork, or on one core, the caller does everything.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
FEWEST = 64  # with fewer items a fork costs more than it saves


def processes() -> int:
    """How many processes work, this one included: BUILD_PROCESSES, or one a core; 1 without fork."""
    if not hasattr(os, "fork"):
        return 1
    return int(os.environ.get("BUILD_PROCESSES") or len(os.sched_getaffinity(0)))


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[Item, Result]]:
    """(item, result) for every item, in any order. Raises an exception of `work` in this process."""
    count = processes()
    if count < 2 or len(items) < FEWEST:
        yield from ((item, work(item)) for item in items)
        return
    gc.collect(0)  # only what is new since the last time: all else is frozen
    gc.freeze()  # else the collector would copy every page of memory that the workers share
    sys.stdout.flush(), sys.stderr.flush()
    started = [_start(work, items[number::count]) for number in range(1, count)]
    try:
        yield from ((item, work(item)) for item in items[::count])
    except BaseException:
        for pid, results in started:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            results.close()
        raise
    finally:
        gc.unfreeze()
    for number, (pid, results) in enumerate(started, start=1):
        done = _finished(pid, results)
        for position, item in enumerate(items[number::count]):
            yield item, done[position] if position in done else work(item)


def _start(work: Callable[[Item], Result], items: Sequence[Item]) -> tuple[int, IO[bytes]]:
    results = tempfile.TemporaryFile()  # noqa: SIM115  # closed by _finished
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid, results
    code = 1
    try:
        _work_quietly(work, items, results, parent)
        code = 0
    finally:
        os._exit(code)  # runs nothing of the parent's again: no finally, no atexit, no buffers


def _finished(pid: int, results: IO[bytes]) -> dict[int, Any]:
    _, status = os.waitpid(pid, 0)
    done: dict[int, Any] = {}
    with results:
        if status:
            print(f"Một tiến trình dựng trang dừng giữa chừng (mã {status}); phần của nó được làm lại.", file=sys.stderr)
            return done
        end = results.seek(0, os.SEEK_END)
        results.seek(0)
        while results.tell() < end:
            position, result = pickle.load(results)  # noqa: S301  # written by our own child into a file without a name
            done[position] = result
    return done


class _Logged(Exception):
    """`work` logged something: the parent does this item again, and logs it."""


class _RaisingHandler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        raise _Logged(record.getMessage())


def _work_quietly(work: Callable[[Item], Result], items: Sequence[Item], results: IO[bytes], parent: int) -> None:
    """Write (position, result) of every item that neither failed nor logged anything."""
    logging.getLogger().handlers[:] = [_RaisingHandler(logging.WARNING)]
    gc.enable()  # all so far is frozen: it collects only what the work leaves
    for position, item in enumerate(items):
        if os.getppid() != parent:
            return  # the build was killed
        try:
            result = work(item)
        except Exception:  # noqa: S112  # the parent meets it again
            continue
        pickle.dump((position, result), results, protocol=pickle.HIGHEST_PROTOCOL)
    results.flush()


@contextmanager
def collecting_later() -> Iterator[None]:
    """Without garbage collection: what a build makes lives as long as the build, and collecting took a third of its time. A
    process that builds again and again disables collection itself, and collects while it waits.
    """
    is_automatic = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_automatic:
            gc.freeze()
            gc.enable()
