"""The warm process: it has loaded everything, and carries out orders to build for as long as the preview lives.

plugins.preview.build_process starts `python -m plugins.preview.worker SETTINGS`, with a socket as standard input. Each order is one
line of JSON, and so is each answer. A separate thread listens, so that this process ends at once when the preview ends,
however that happens, even during a build.
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
from plugins.messages import warning_lines
from plugins.problems import Problem, ProblemsFound

LONG_WAIT_SECONDS = 0.5


def answer(order: dict[str, str], saved_article: SavedArticle, good_pages: dict[Path, bytes]) -> dict[str, Any]:
    """Show one saved article, or build the site: the number of pages, the problems as (place, words), or what failed.

    `good_pages`: what the last good build made of the pages that saved articles have replaced since. If a build fails, they return.
    """
    if "source" in order:
        return {"is_rendered": show_saved_article(saved_article, Path(order["source"]), Path(order["output"]), good_pages)}
    result = build_site(order)
    if not result["pages"]:
        for page, text in good_pages.items():
            replace_file(page, text, Path(order["output"]))
    good_pages.clear()
    return result


def build_site(order: dict[str, str]) -> dict[str, Any]:
    """Build the whole site once."""
    settings, content, output, cache = (Path(order[name]) for name in ("settings", "content", "output", "cache"))
    result: dict[str, Any] = {"pages": 0, "problems": [], "failure": "", "warnings": []}
    warnings: list[Problem] = []
    try:
        result["pages"] = build(settings, content, output, cache, drafts=True, warnings=warnings)
        result["warnings"] = warning_lines(warnings)
    except ProblemsFound as found:
        result["problems"] = [[problem.where(), problem.message] for problem in all_errors(found, content)]
    except BuildFailed as failure:
        result["failure"] = str(failure)
    return result


def show_saved_article(saved_article: SavedArticle, source: Path, output: Path, good_pages: dict[Path, bytes]) -> bool:
    """Put the page of an article that was just saved into the output; False if only a build can make it."""
    try:
        made = saved_article.page(source)
    except Exception:  # the build that follows reports it
        return False
    if made is None or not (output / made[0]).is_file():
        return False
    page = output / made[0]
    good_pages.setdefault(page, page.read_bytes())
    replace_file(page, made[1].encode(), output)
    return True


def warm(settings: Path) -> None:
    """Load all plugins before the first order."""
    for plugin in runpy.run_path(str(settings))["PLUGINS"]:
        importlib.import_module(plugin)


def listen(connection: socket.socket, orders: SimpleQueue[str]) -> None:
    """Pass orders on. End this process when the preview closes the connection, even if it left an answer unread."""
    try:
        with connection.makefile(encoding="utf-8") as lines:
            for order in lines:
                orders.put(order)
    finally:
        os._exit(0)


def next_order(orders: SimpleQueue[str], saved_article: SavedArticle) -> str:
    """Wait for the next order, and tidy up if the wait is long."""
    try:
        return orders.get(timeout=LONG_WAIT_SECONDS)
    except Empty:
        saved_article.tidy()
        return orders.get()


def main(settings: Path) -> None:
    """Serve for as long as the preview lives."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the preview handles Ctrl-C
    connection, orders = socket.socket(fileno=os.dup(0)), SimpleQueue[str]()
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    threading.Thread(target=listen, args=(connection, orders), daemon=True).start()
    gc.disable()
    warm(settings)
    import_paths, saved_article, good_pages = list(sys.path), SavedArticle(), dict[Path, bytes]()
    while True:
        result = answer(json.loads(next_order(orders, saved_article)), saved_article, good_pages)
        connection.sendall(json.dumps(result).encode() + b"\n")
        sys.path[:] = import_paths  # settings add to it each time they are read


if __name__ == "__main__":
    main(Path(sys.argv[1]))
