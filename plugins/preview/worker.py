"""The warm process: it has loaded everything and builds on every order until the other end of its line goes.

`python -m plugins.preview.worker SETTINGS` is started by plugins.preview.build_process, never by hand. Its standard input is
a socket with one JSON line an order and one an answer. A thread does nothing but listen: when the preview is gone, however it
went, this process is gone at once, in the middle of a build too.
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
from plugins.builder.output.swap import passing
from plugins.builder.pelican.saved_article import SavedArticle
from plugins.builder.pelican.strict import BuildFailed
from plugins.check import check
from plugins.problems import ProblemsFound, errors_of

LONG_WAIT_SECONDS = 0.5


def answer(order: dict[str, str], saved_article: SavedArticle, good: dict[Path, bytes]) -> dict[str, Any]:
    """Look at one article, or build once: how many pages there are, the problems as (place, words), or what failed.

    `good` holds the last good build's pages in whose place a look has put another one. When the build fails they come back.
    """
    if "source" in order:
        return {"shown": show(saved_article, Path(order["source"]), Path(order["output"]), good)}
    told = built(order)
    if not told["pages"]:
        for page, text in good.items():
            put(page, text, Path(order["output"]))
    good.clear()
    return told


def built(order: dict[str, str]) -> dict[str, Any]:
    """One build of the whole site."""
    content = Path(order["content"])
    try:
        pages = build(Path(order["settings"]), content, Path(order["output"]), Path(order["cache"]), drafts=True)
    except ProblemsFound as found:
        # The stage that stopped told of its own; what later stages would have found is told with it.
        problems = sorted({*errors_of(found.problems), *(errors_of(check(content)) if content.is_dir() else ())})
        return {"pages": 0, "problems": [[problem.where(), problem.message] for problem in problems], "failure": ""}
    except BuildFailed as failure:
        return {"pages": 0, "problems": [], "failure": str(failure)}
    return {"pages": pages, "problems": [], "failure": ""}


def show(saved_article: SavedArticle, source: Path, output: Path, good: dict[Path, bytes]) -> bool:
    """Put the page of an article that was just saved into the output; whether it could be had."""
    try:
        made = saved_article.page(source)
    except Exception:  # whatever it is, the build that follows meets it again and tells it
        return False
    if made is None or not (output / made[0]).is_file():
        return False
    page = output / made[0]
    good.setdefault(page, page.read_bytes())
    put(page, made[1].encode(), output)
    return True


def put(page: Path, text: bytes, output: Path) -> None:
    """Replace a page in a single step."""
    unfinished = output.with_name(f"{passing(output)}saved_article")
    unfinished.write_bytes(text)
    unfinished.replace(page)


def warm(settings: Path) -> None:
    """Load all plugins before the first order comes."""
    for plugin in runpy.run_path(str(settings))["PLUGINS"]:
        importlib.import_module(plugin)


def listen(line: socket.socket, orders: SimpleQueue[str]) -> None:
    """Pass orders on; end the process when there is nobody left to order, also one who went with an answer unread."""
    try:
        with line.makefile(encoding="utf-8") as texts:
            for text in texts:
                orders.put(text)
    finally:
        os._exit(0)


def next_of(orders: SimpleQueue[str], saved_article: SavedArticle) -> str:
    """Wait for the next order; a long wait is used for tidying."""
    try:
        return orders.get(timeout=LONG_WAIT_SECONDS)
    except Empty:
        saved_article.tidy()
        return orders.get()


def main(settings: Path) -> None:
    """Serve for as long as the preview lives."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the preview's to answer
    line, orders = socket.socket(fileno=os.dup(0)), SimpleQueue[str]()
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    threading.Thread(target=listen, args=(line, orders), daemon=True).start()
    gc.disable()
    warm(settings)
    places, saved_article, good = list(sys.path), SavedArticle(), dict[Path, bytes]()
    while True:
        told = answer(json.loads(next_of(orders, saved_article)), saved_article, good)
        line.sendall(json.dumps(told).encode() + b"\n")
        if "shown" in told:
            continue
        sys.path[:] = places  # the settings add to it each time they are read


if __name__ == "__main__":
    main(Path(sys.argv[1]))
