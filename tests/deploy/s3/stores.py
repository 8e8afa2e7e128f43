"""Two object stores on this machine, since each is blind where the other sees.

rclone checks secrets and MD5s and ignores conditions; moto knows conditions and checks neither.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEY, SECRET = "a-key-that-is-long-enough", "a-secret-that-is-long-enough-for-rclone"
KINDS = ("moto", "rclone")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def command(kind: str, folder: Path, port: int) -> list[str]:
    here = Path(sys.executable).parent
    if kind == "moto":
        return [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    where = ["--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}", "--config", os.devnull]
    return [str(here / "rclone"), "serve", "s3", *where, str(folder)]


@contextmanager
def running(kind: str, folder: Path) -> Iterator[str]:
    """The endpoint of a store that is ended afterwards."""
    port = free_port()
    process = subprocess.Popen(command(kind, folder, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError(f"the store ended with {process.returncode}")
