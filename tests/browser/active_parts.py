"""Chromium as a judge of pages: what it made of them, and what ran when everything on them was touched. No policy protects it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page, Request

from plugins.preview.static_server import PreviewHandler
from tests.active_parts import NEVER, NEVER_ATTRIBUTES, RELATIONS, SCRIPT_OF_SEARCH

IN_FRAMES = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
LISTS = {
    "never": sorted(NEVER),
    "neverAttributes": sorted(NEVER_ATTRIBUTES),
    "relations": sorted(RELATIONS),
    "scriptOfSearch": SCRIPT_OF_SEARCH,
}


class Observed:
    """A window that opens pages of a site, and what happens in it that no page of the portal does."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.events: list[str] = []
        page.on("dialog", self._dialog)
        page.on("request", self._request)

    def open(self, *addresses: str) -> list[str]:
        """Open these pages, each in a frame of its own, and touch all that is on them; what was active."""
        self.page.goto(f"{self.site}/robots.txt")
        self.events.clear()
        opened = self._in_frames(addresses, ())
        return [*self.events, *(f"{each['address']}: {part}" for each in opened for part in each["found"])]

    def search(self, address: str, typed: Sequence[str]) -> tuple[list[str], int]:
        """Type each into the search page at that address; what was active, and how many results all had."""
        self.page.goto(f"{self.site}/robots.txt")
        self.events.clear()
        (opened,) = self._in_frames([address], typed)
        return [*self.events, *opened["found"]], opened["results"]

    def _in_frames(self, addresses: Sequence[str], typed: Sequence[str]) -> list[dict[str, Any]]:
        return list(self.page.evaluate(IN_FRAMES, {"addresses": addresses, "typed": typed, **LISTS}))

    def _dialog(self, dialog: Dialog) -> None:
        self.events.append(f"ran: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if urlsplit(request.url)[:2] != urlsplit(self.site)[:2]:
            self.events.append(f"asked for {request.url}")


class _Unprotected(PreviewHandler):
    def policy(self) -> str:
        return ""


@contextmanager
def observed(browser: Browser, folder: Path) -> Iterator[Observed]:
    """A window on the pages of a folder, served without their policy."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Unprotected, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context(bypass_csp=True)
        yield Observed(context.new_page(), f"http://127.0.0.1:{server.server_port}")
        context.close()
        server.shutdown()
