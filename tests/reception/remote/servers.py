"""A server on a real socket that answers exactly the bytes a test wants, at the pace it wants."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

Behaviour = Callable[["Visit"], None]


class Visit:
    """One connection, its request already read."""

    def __init__(self, connection: socket.socket, request: bytes, closing: Event, port: int) -> None:
        self.connection, self.request, self.closing, self.port = connection, request, closing, port

    def send(self, content: bytes) -> None:
        self.connection.sendall(content)

    def drip(self, content: bytes, pause: float = 0.05) -> None:
        """Send byte after byte, each well within any socket's timeout."""
        for byte in content:
            if self.closing.wait(pause):
                return
            self.send(bytes([byte]))

    def hang(self) -> None:
        """Say nothing more until the test is over."""
        self.closing.wait(30)


class Server:
    """Answers each connection with `behaviour`; `requests` are the heads it saw."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.port: int = listener.getsockname()[1]
        self.closing = Event()
        self.behaviour: Behaviour = Visit.hang
        self.requests: list[bytes] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self) -> None:
        visitors = []
        while not self.closing.is_set():
            try:
                connection, _ = self.listener.accept()
            except TimeoutError:
                continue
            visitor = Thread(target=self._visit, args=(connection,))
            visitor.start()
            visitors.append(visitor)
        for visitor in visitors:
            visitor.join()

    def _visit(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            try:
                request = b""
                while b"\r\n\r\n" not in request and (piece := connection.recv(4096)):
                    request += piece
                    if not request.startswith(b"GET"):
                        break
                self.requests.append(request)
                self.behaviour(Visit(connection, request, self.closing, self.port))
            except OSError:
                return  # the visitor left first, as it should when it has had enough


@contextmanager
def serving() -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.02)
        server = Server(listener)
        thread = Thread(target=server.run)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            thread.join()


def answer(body: bytes | str, content_type: str = "text/csv; charset=utf-8", status: str = "200 OK", *headers: str) -> Behaviour:
    """A whole and honest answer."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", "Connection: close", *headers]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    return lambda visit: visit.send(head + content)


def redirect(location: str) -> Behaviour:
    """Send the visitor elsewhere; {port} is this server's own."""

    def behave(visit: Visit) -> None:
        answer("", "", "302 Found", f"Location: {location.format(port=visit.port)}")(visit)

    return behave
