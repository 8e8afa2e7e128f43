"""What the process that opens workbooks does: the library aborts on some, and any may use up all memory.

It reads one workbook after another, because starting it takes longer than reading most of them.
"""

from __future__ import annotations

from plugins.child_process import serve
from plugins.reception.data.sources.spreadsheets.calamine_cells import TOO_LARGE
from plugins.reception.data.sources.spreadsheets.grid import Grid
from plugins.reception.data.sources.spreadsheets.open_spreadsheet import open_workbook
from plugins.reception.data.sources.spreadsheets.zip_archive import ArchiveError

MEMORY = 1 << 30

Answer = tuple[Grid, ...] | str


def answer(order: tuple[bytes, str]) -> Answer:
    """The grids of a workbook, given as content and suffix, or why there are none."""
    try:
        return open_workbook(*order)
    except ArchiveError as error:
        return str(error)
    except MemoryError:
        return TOO_LARGE


if __name__ == "__main__":
    serve(answer, MEMORY)
