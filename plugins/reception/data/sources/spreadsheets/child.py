"""The process that opens workbooks, and may die of one: the library aborts on some, and any may use up all memory.

It reads one workbook after another, because starting it takes longer than reading most of them. It ends when its orders end, so
it never outlives the build by more than one workbook.
"""

from __future__ import annotations

import pickle
import resource
import signal
import sys
from typing import BinaryIO

from plugins.reception.data.sources.spreadsheets.grid import Grid
from plugins.reception.data.sources.spreadsheets.open_spreadsheet import TOO_LARGE, open_workbook
from plugins.reception.data.sources.spreadsheets.zip_archive import ArchiveError

MEMORY = 1 << 30

Answer = tuple[Grid, ...] | str


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Each order is (content, suffix, seconds of work), each answer the grids, or why there are none."""
    while True:
        try:
            content, suffix, seconds = pickle.load(orders)  # noqa: S301 - our own parent wrote it
        except EOFError:
            return
        # Its signal ends the process at any point. It counts CPU time, so that a busy machine does not make a file look slow.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        answer = _answer(content, suffix)
        signal.setitimer(signal.ITIMER_PROF, 0)
        pickle.dump(answer, answers)
        answers.flush()


def _answer(content: bytes, suffix: str) -> Answer:
    try:
        return open_workbook(content, suffix)
    except ArchiveError as error:
        return str(error)
    except MemoryError:
        return TOO_LARGE


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer)
