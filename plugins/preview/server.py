"""The preview's server: this machine only, pages with the script in them, and the stream of events it listens to."""

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
    """How the last build ended, for every connection that waits to hear of it."""

    outcome: Outcome | None = None
    number: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, outcome: Outcome) -> None:
        """Note how a build ended."""
        with self._changed:
            self.outcome, self.number = outcome, self.number + 1
            self._changed.notify_all()

    def again(self) -> None:
        """Pages are to be looked at once more, though no build has ended."""
        with self._changed:
            self.number += 1
            self._changed.notify_all()

    def after(self, number: int) -> tuple[int, Outcome | None]:
        """The last build once its number is another one, or what there is after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != number, ALIVE_SECONDS)
            return self.number, self.outcome


class LiveHandler(PreviewHandler):
    """Answers one browser's connection."""

    timeout = 60  # a browser that neither asks nor reads is let go

    def __init__(self, *arguments: object, directory: str, state: State) -> None:
        self._state, self._has_script = state, False
        super().__init__(*arguments, directory=directory)

    def policy(self) -> str:
        """The published one; where the script was put in, with the script let in."""
        return policy_with_script(super().policy()) if self._has_script else super().policy()

    def parse_request(self) -> bool:
        """Refuse whoever calls this machine by another name: a page elsewhere may lead its name here to read drafts."""
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
        """None for what is no page, which the base class sends (or finds missing)."""
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
        """Tell the page what concerns it, until it is closed."""
        address, shown = asked.get("page", ["/"])[-1], asked.get("shown", [""])[-1]
        address = address if _may_be_a_page(address) else "/"
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        number, told = -1, ""
        while True:
            number, outcome = self._state.after(number)
            message = self._message(address, shown, outcome)
            self.wfile.write((f"data: {message}\n\n" if message != told else ": \n\n").encode())
            told = message

    def _message(self, address: str, shown: str, outcome: Outcome | None) -> str:
        now = self._page(address)
        told = outcome if outcome and now and not now.plain else Outcome()
        count = len(drafts_in(Path(self.directory))) if address != DRAFTS else 0
        reload = now is None or now.digest != shown
        return json.dumps({"reload": reload, "problems": told.problems, "failure": told.failure, "drafts": count})


def _may_be_a_page(address: str) -> bool:
    """Whether the system could have a file of such names at all."""
    names = unquote(address, errors="surrogateescape").split("/")
    return address.startswith("/") and max(len(os.fsencode(name)) for name in names) <= LONGEST_NAME


class LiveServer(http.server.ThreadingHTTPServer):
    """On the loopback address; browsers that go away are no errors."""

    request_queue_size = 64

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def make_live_server(folder: Path, port: int, state: State) -> LiveServer:
    """A server of the preview in `folder`; port 0 takes any free one. Raises OSError for a port that cannot be had."""
    return LiveServer(("127.0.0.1", port), functools.partial(LiveHandler, directory=str(folder), state=state))
