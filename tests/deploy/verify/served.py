"""A small web server that shows a release as the portal's configuration has it, and that a test may tamper with."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from deploy.release.manifest import read_manifest
from deploy.server_config.portal import portal_of
from deploy.server_config.promises import promised_headers
from deploy.server_config.settings import read_settings
from deploy.verify.expected import Expected
from deploy.verify.readers import ENCODINGS
from plugins.agency.agency import read_agency
from plugins.project import ROOT

SETTINGS = read_settings(ROOT / "deploy/may-chu.toml")
AGENCY = read_agency(ROOT / "content")


@dataclass(frozen=True)
class Request:
    address: str
    headers: dict[str, str]

    @property
    def path(self) -> str:
        return self.address.partition("?")[0]

    def says(self, name: str, word: str) -> bool:
        return word in self.headers.get(name.lower(), "")


@dataclass(frozen=True)
class Reply:
    """`cut`: bytes that are announced and never sent."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: int = 0

    def having(self, **changes: object) -> Reply:
        return replace(self, **changes)

    def with_headers(self, **headers: str | None) -> Reply:
        """Names have _ for -; None takes a header away."""
        changes = {name.replace("_", "-"): value for name, value in headers.items()}
        left = {name: value for name, value in {**self.headers, **changes}.items() if value is not None}
        return replace(self, headers=left)


Tamper = Callable[[Request, Reply, "Shown"], Reply]


@dataclass
class Shown:
    """A release as readers see it. `asked`: every request that came."""

    folder: Path
    tamper: Tamper | None = None
    via: str = ""
    asked: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        manifest = read_manifest(self.folder)
        self.expected = Expected(manifest, portal_of(manifest, AGENCY, SETTINGS))

    def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        if request.headers["host"] != self.expected.portal.host:
            reply = Reply(421, {"Content-Type": "text/html"}, b"?")
        else:
            reply = self.right(request)
        return self.tamper(request, reply, self) if self.tamper else reply

    def right(self, request: Request) -> Reply:
        """What nginx would answer."""
        path = self.expected.paths.get(request.path, "")
        if new := self.expected.portal.aliases.get(request.path):
            return Reply(301, {"Location": new, **promised_headers(self.expected.portal, request.path, 301)}, b"moved")
        if request.path in ("/manifest.json", "/manifest.json.sig"):
            return self.file(request, 200, request.path[1:], "application/json")
        status, path = (200, path) if path else (404, "404.html")
        return self.file(request, status, path, self.expected.manifest.files[path].type)

    def file(self, request: Request, status: int, path: str, media_type: str) -> Reply:
        accepted = request.headers.get("accept-encoding", "")
        due = next((encoding for encoding in ENCODINGS if encoding in accepted and self.expected.file(path, encoding)), "identity")
        file = self.expected.file(path, due)
        headers = {"Content-Type": media_type, **promised_headers(self.expected.portal, request.path, status)}
        if due != "identity":
            headers["Content-Encoding"] = due
        if self.expected.has_copies(path):
            headers["Vary"] = "Accept-Encoding"
        if status == 200 and file:
            headers |= {"ETag": f'"{file.mtime:x}-{file.size:x}"', "Last-Modified": formatdate(file.mtime, usegmt=True)}
            if request.headers.get("if-none-match") == headers["ETag"]:
                return Reply(304, headers)
        return Reply(status, headers, (self.folder / f"{path}{ENCODINGS[due]}").read_bytes())


def handler_of(shown: Shown) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # head and body in one packet

        def do_GET(self) -> None:
            reply = shown.answer(Request(self.path, {name.lower(): value for name, value in self.headers.items()}))
            self.send_response_only(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 304:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body[: len(reply.body) - reply.cut])
            self.close_connection = bool(reply.cut)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def serving(shown: Shown, certificate: Path | None) -> Iterator[Shown]:
    """Until the block ends, at `shown.via`; over TLS with a certificate."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler_of(shown)) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        shown.via = f"127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        try:
            yield shown
        finally:
            server.shutdown()
