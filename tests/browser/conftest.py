"""Chromium from Debian, and the built demo tree behind the project's own server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from plugins.preview.static_server import make_server

CHROMIUM = "/usr/bin/chromium"
expect.set_options(timeout=60_000)  # a guard against hanging: a busy machine fails no test
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {"executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


def _serve(folder: Path) -> Iterator[str]:
    server = make_server(folder, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def demo(demo_site: Path) -> Iterator[str]:
    """The address of the demo tree."""
    yield from _serve(demo_site)


@pytest.fixture(scope="session")
def portal(real_site: Path) -> Iterator[str]:
    """The address of the real content."""
    yield from _serve(real_site)
