"""Work spread over the cores by fork. What a worker could not do is done again by the caller, so that its warning or error is
told once and in the usual way; without fork, or on one core, the caller does all of it.
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
FEWEST = 64  # below it a fork costs more than it saves


def processes() -> int:
    """How many processes work, this one among them: BUILD_PROCESSES, or one a core; 1 where there is no fork."""
    if not hasattr(os, "fork"):
        return 1
    return int(os.environ.get("BUILD_PROCESSES") or len(os.sched_getaffinity(0)))


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[Item, Result]]:
    """(item, result) for every item, in no order; an exception of `work` is raised here, in this process."""
    count = processes()
    if count < 2 or len(items) < FEWEST:
        yield from ((item, work(item)) for item in items)
        return
    gc.collect(0)  # only what came since the last time is looked through: all before it was frozen
    gc.freeze()  # the collector would copy every page of memory the workers share
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
        os._exit(code)  # nothing of the parent's is run twice: no finally, no atexit, no buffers


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


class _Remark(Exception):
    """Something was logged: the parent does this item again and tells it."""


class _Refuse(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        raise _Remark(record.getMessage())


def _work_quietly(work: Callable[[Item], Result], items: Sequence[Item], results: IO[bytes], parent: int) -> None:
    """Write (position, result), without those that failed or had anything to tell."""
    logging.getLogger().handlers[:] = [_Refuse(logging.WARNING)]
    gc.enable()  # all there is so far is frozen; only what the work leaves is looked through
    for position, item in enumerate(items):
        if os.getppid() != parent:
            return  # the build was killed: nobody waits for the rest
        try:
            result = work(item)
        except Exception:  # noqa: S112  # whatever it is, the parent meets it again and tells it
            continue
        pickle.dump((position, result), results, protocol=pickle.HIGHEST_PROTOCOL)
    results.flush()


@contextmanager
def collecting_later() -> Iterator[None]:
    """What a build makes lives as long as the build does: to look through it for garbage took a third of its time. A process
    that builds again and again has no automatic collecting, and does it while it waits.
    """
    is_automatic = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_automatic:
            gc.freeze()
            gc.enable()
