"""The warm process: it has loaded everything, and builds on every order for as long as the preview lives.

plugins.preview.build_process starts `python -m plugins.preview.worker SETTINGS`, with a socket as standard input: one JSON line an
order, one an answer. One thread only listens: when the preview ends, however it ends, this process ends at once, even in a build.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from plugins.builder.build import build
from plugins.builder.output.swap import replace_file
from plugins.builder.pelican.saved_article import SavedArticle
from plugins.builder.pelican.strict import BuildFailed
from plugins.check import all_errors
from plugins.problems import ProblemsFound

LONG_WAIT_SECONDS = 0.5


def answer(order: dict[str, str], saved_article: SavedArticle, good: dict[Path, bytes]) -> dict[str, Any]:
    """Render one saved article, or build: the number of pages, the problems as (place, words), or what failed.

    `good` holds the pages of the last good build that a saved article has replaced. If a build fails, they return.
    """
    if "source" in order:
        return {"is_rendered": show(saved_article, Path(order["source"]), Path(order["output"]), good)}
    result = built(order)
    if not result["pages"]:
        for page, text in good.items():
            replace_file(page, text, Path(order["output"]))
    good.clear()
    return result


def built(order: dict[str, str]) -> dict[str, Any]:
    """Build the whole site once."""
    content, result = Path(order["content"]), {"pages": 0, "problems": [], "failure": ""}
    try:
        result["pages"] = build(Path(order["settings"]), content, Path(order["output"]), Path(order["cache"]), drafts=True)
    except ProblemsFound as found:
        result["problems"] = [[problem.where(), problem.message] for problem in all_errors(found, content)]
    except BuildFailed as failure:
        result["failure"] = str(failure)
    return result


def show(saved_article: SavedArticle, source: Path, output: Path, good: dict[Path, bytes]) -> bool:
    """Put the page of an article that was just saved into the output; False if only a build can make it."""
    try:
        made = saved_article.page(source)
    except Exception:  # the build that follows meets it again, and reports it
        return False
    if made is None or not (output / made[0]).is_file():
        return False
    page = output / made[0]
    good.setdefault(page, page.read_bytes())
    replace_file(page, made[1].encode(), output)
    return True


def warm(settings: Path) -> None:
    """Load all plugins before the first order."""
    for plugin in runpy.run_path(str(settings))["PLUGINS"]:
        importlib.import_module(plugin)


def listen(line: socket.socket, orders: SimpleQueue[str]) -> None:
    """Pass orders on. End the process with the other end of the line, even if that left an answer unread."""
    try:
        with line.makefile(encoding="utf-8") as texts:
            for text in texts:
                orders.put(text)
    finally:
        os._exit(0)


def next_of(orders: SimpleQueue[str], saved_article: SavedArticle) -> str:
    """Wait for the next order; during a long wait, tidy up."""
    try:
        return orders.get(timeout=LONG_WAIT_SECONDS)
    except Empty:
        saved_article.tidy()
        return orders.get()


def main(settings: Path) -> None:
    """Serve for as long as the preview lives."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the preview handles Ctrl-C
    line, orders = socket.socket(fileno=os.dup(0)), SimpleQueue[str]()
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    threading.Thread(target=listen, args=(line, orders), daemon=True).start()
    gc.disable()
    warm(settings)
    places, saved_article, good = list(sys.path), SavedArticle(), dict[Path, bytes]()
    while True:
        result = answer(json.loads(next_of(orders, saved_article)), saved_article, good)
        line.sendall(json.dumps(result).encode() + b"\n")
        sys.path[:] = places  # settings add to it each time they are read


if __name__ == "__main__":
    main(Path(sys.argv[1]))
