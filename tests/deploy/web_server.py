"""A small web server over a link of the site, as nginx would serve it: precompressed copies, the portal's own 404."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class WebServer:
    """`override` answers an address with other bytes; `asked` is what was asked for: host, address,
    accepted encodings; `names` what TLS was asked for.
    """

    url: str = ""
    override: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)


@contextmanager
def serving(folder: Path, certificate: Path | None = None) -> Iterator[WebServer]:
    """Serve what `folder` leads to at each request."""
    web = WebServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            web.asked.append((self.headers["Host"], self.path, self.headers["Accept-Encoding"]))
            path = folder / self.path.strip("/") / "index.html" if self.path.endswith("/") else folder / self.path.strip("/")
            packed = path.with_name(f"{path.name}.br")
            encoding = "br" if "br" in self.headers["Accept-Encoding"] and packed.is_file() else ""
            found = (
                (200, (packed if encoding else path).read_bytes()) if path.is_file() else (404, (folder / "404.html").read_bytes())
            )
            status, data = web.override.get(self.path, found)
            self.send_response(status)
            if encoding:
                self.send_header("Content-Encoding", encoding)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            context.sni_callback = lambda _socket, name, _context: web.names.append(name)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        web.url = f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        try:
            yield web
        finally:
            server.shutdown()
