"""Tries conversions in a process of their own: can the text be converted at all, and what does it lose?

The process uses the portal's own settings. Everybody else calls `trial`.
"""

from __future__ import annotations

import runpy
from functools import partial
from typing import Any

from plugins.child_process import ChildDied, ChildProcess, serve
from plugins.markup.lost_words import Loss, first_loss
from plugins.project import ROOT

SECONDS = 4.0
MEMORY = 512 << 20

Answer = Loss | str | None  # what is lost, or why it cannot be converted

_child = ChildProcess("plugins.markup.trial")


def trial(lines: tuple[str, ...]) -> Answer:
    """What is wrong with a text of these lines; None for nothing. Lines of a Loss count from 1."""
    try:
        answer: Answer = _child.ask(lines, SECONDS)
    except ChildDied:
        return "quá lâu"
    return answer


def _answer(markdown: Any, lines: tuple[str, ...]) -> Answer:
    try:
        return first_loss(lines, markdown.reset().convert("\n".join(lines)))
    except MemoryError:
        return "quá nhiều bộ nhớ"
    except RecursionError:
        return "quá nhiều bậc lồng nhau"
    except Exception as error:
        return f"lỗi {type(error).__name__}"


if __name__ == "__main__":
    from markdown import Markdown  # for the process alone

    settings: dict[str, Any] = runpy.run_path(str(ROOT / "pelicanconf.py"))["MARKDOWN"]
    serve(partial(_answer, Markdown(**settings)), MEMORY)
