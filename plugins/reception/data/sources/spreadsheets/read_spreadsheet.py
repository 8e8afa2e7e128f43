"""Reads spreadsheets into grids in a child process, which may die without ending the build."""

from __future__ import annotations

import signal

from plugins.child_process import ChildDied, ChildProcess
from plugins.problems import refusal
from plugins.reception.data.sources.spreadsheets.grid import Grid
from plugins.reception.data.sources.spreadsheets.zip_archive import DAMAGED

SECONDS: float = 30

_DIED = "tệp hỏng, hoặc có ô ở rất xa bảng nên không đủ bộ nhớ. Chép số liệu sang tệp .xlsx mới."
_SLOW = "đọc quá {seconds} giây chưa xong. Chép số liệu sang tệp .xlsx mới."

_child = ChildProcess("plugins.reception.data.sources.spreadsheets.child")


def read_apart(content: bytes, suffix: str, display_path: str) -> tuple[Grid, ...]:
    """Every visible worksheet of an .xlsx, .xls or .ods. Raises ProblemsFound."""
    try:
        answer: tuple[Grid, ...] | str = _child.ask((content, suffix), SECONDS)
    except ChildDied as died:
        answer = _last_words(died.code)
    if isinstance(answer, str):
        raise refusal(display_path, answer)
    return answer


def _last_words(code: int) -> str:
    if code == -signal.SIGPROF:
        return _SLOW.format(seconds=SECONDS)
    return _DIED if code < 0 else DAMAGED
