"""The preview's server, for this machine only: pages with the script in them, and the stream of events for the script."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import socket
import sys
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from plugins.preview.build_process import Outcome
from plugins.preview.responses import DRAFTS, EVENTS, Answer, answer, drafts_in, policy_with_script
from plugins.preview.static_server import PreviewHandler

OWN_NAME = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?", re.IGNORECASE)
LONGEST_NAME = 255  # bytes that file systems allow
ALIVE_SECONDS = 15  # a comment is sent as often, so that the connection of a closed page is noticed


@dataclass(slots=True)
class State:
    """How the last build ended, for every connection that waits for it."""

    outcome: Outcome | None = None
    number: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def finish(self, outcome: Outcome) -> None:
        """Note how a build ended, and wake all connections."""
        with self._changed:
            self.outcome, self.number = outcome, self.number + 1
            self._changed.notify_all()

    def refresh(self) -> None:
        """Wake all connections, though no build has ended: pages may have changed."""
        with self._changed:
            self.number += 1
            self._changed.notify_all()

    def after(self, number: int) -> tuple[int, Outcome | None]:
        """The number and outcome of the last build: waits for another number, but not for ever."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != number, ALIVE_SECONDS)
            return self.number, self.outcome


class LiveHandler(PreviewHandler):
    """Answers one browser's connection."""

    timeout = 60  # drops a browser that neither asks nor reads

    def __init__(self, *arguments: object, directory: str, state: State) -> None:
        self._state, self._has_script = state, False
        super().__init__(*arguments, directory=directory)

    def policy(self) -> str:
        """The published policy; for a page with the script, it allows the script too."""
        return policy_with_script(super().policy()) if self._has_script else super().policy()

    def parse_request(self) -> bool:
        """Refuse requests to another host name: a foreign page may resolve its own name to this machine to read drafts."""
        if not super().parse_request():
            return False
        if not OWN_NAME.fullmatch(self.headers.get("Host", "")):
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8", "Chỉ xem được tại 127.0.0.1.\n".encode())
            return False
        if not _may_be_a_page(self.path.partition("?")[0]):
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", "Không có địa chỉ này.\n".encode())
            return False
        return True

    def do_GET(self) -> None:  # noqa: N802  # the base class calls it so
        asked = urlsplit(self.path)
        if asked.path == EVENTS:
            self._send_events(parse_qs(asked.query))
        elif (page := self._page(asked.path)) is None:
            super().do_GET()
        else:
            self._send_page(page)

    def _page(self, address: str) -> Answer | None:
        """The answer for a page, or None for any other file: the base class sends it, or finds it missing."""
        path = Path(self.translate_path(address))
        if address.endswith("/"):
            path /= "index.html"
        is_other = path.is_file() and path.suffix != ".html"
        is_folder = (path / "index.html").is_file()
        return None if is_other or is_folder else self._answer(path, address)

    def _answer(self, page: Path, address: str) -> Answer:
        return answer(Path(self.directory), page, address, self._state.outcome)

    def _send_page(self, page: Answer) -> None:
        self._has_script = True
        self._send(page.status, "text/html; charset=utf-8", page.body)

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_events(self, asked: dict[str, list[str]]) -> None:
        """Send the page its events until it is closed."""
        address, digest = asked.get("page", ["/"])[-1], asked.get("digest", [""])[-1]
        address = address if _may_be_a_page(address) else "/"
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        number, sent = -1, ""
        while True:
            number, outcome = self._state.after(number)
            message = self._message(address, digest, outcome)
            self.wfile.write((f"data: {message}\n\n" if message != sent else ": \n\n").encode())
            sent = message

    def _message(self, address: str, digest: str, outcome: Outcome | None) -> str:
        now = self._page(address)
        overlay = outcome if outcome and now and not now.plain else Outcome()
        count = len(drafts_in(Path(self.directory))) if address != DRAFTS else 0
        reload = now is None or now.digest != digest
        shown = {"problems": overlay.problems, "failure": overlay.failure, "warnings": overlay.warnings}
        return json.dumps({"reload": reload, "drafts": count, **shown})


def _may_be_a_page(address: str) -> bool:
    """Whether a file may have this path: systems refuse longer names."""
    names = unquote(address, errors="surrogateescape").split("/")
    return address.startswith("/") and max(len(os.fsencode(name)) for name in names) <= LONGEST_NAME


class LiveServer(http.server.ThreadingHTTPServer):
    """Listens on the loopback address, and ignores the errors of browsers that went away."""

    request_queue_size = 64

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def make_live_server(folder: Path, port: int, state: State) -> LiveServer:
    """A server of the preview in `folder`; port 0 takes any free one. Raises OSError if it cannot listen."""
    return LiveServer(("127.0.0.1", port), functools.partial(LiveHandler, directory=str(folder), state=state))
