"""Serves a built folder on this machine only, as the real server will: 404 page, page policy, no caching."""

from __future__ import annotations

import functools
import http.server
from http import HTTPStatus
from pathlib import Path

from plugins.assets.bundle import policy_for
from plugins.builder.output.guard import policy_file


class PreviewHandler(http.server.SimpleHTTPRequestHandler):
    """Sends the files of one folder with the headers of production, and 404.html for a missing one."""

    extensions_map = {  # noqa: RUF012 (the base class keeps it so)
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".xml": "application/xml; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
    }

    def __init__(self, *arguments: object, directory: str) -> None:
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def policy(self) -> str:
        """The page policy beside the folder. Before the first build there is none: allow nothing."""
        file = policy_file(Path(self.directory))
        address = getattr(self, "path", "/")  # a malformed request has none
        return policy_for(file.read_text(encoding="utf-8"), address) if file.is_file() else "default-src 'none'"

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy())
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: object) -> None:
        """Never list a folder: without a page it is not found."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep the terminal for messages about content."""


def make_server(folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    """A server of `folder` on the loopback address; port 0 takes any free one."""
    handler = functools.partial(PreviewHandler, directory=str(folder))
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
