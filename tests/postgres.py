"""A real PostgreSQL of the tests' own: a private cluster in a temporary folder, gone when the session ends.

To use it, import the fixture into a conftest.py: `from tests.postgres import postgresql_address`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

USER, PASSWORD = "nguoi_doc", "mat:khau@kho/doan"
QUOTED_PASSWORD = "mat%3Akhau%40kho%2Fdoan"
SYSTEM_USER = "postgres"  # the server refuses to run as root; Debian's package makes this user
SETTINGS = {"fsync": "off", "listen_addresses": "127.0.0.1", "max_connections": "20", "shared_buffers": "16MB"}


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[str]:
    """The SQLAlchemy address of an empty database whose user may do everything."""
    binaries = _binaries()
    home = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        yield from _serve(binaries, home)
    finally:
        shutil.rmtree(home)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        pytest.fail("PostgreSQL is not installed: run `make test`, which installs it", pytrace=False)
    return found[-1]


def _serve(binaries: Path, home: Path) -> Iterator[str]:
    password = home / "password"
    password.write_text(PASSWORD)
    if os.geteuid() == 0:
        for path in (home, password):
            shutil.chown(path, SYSTEM_USER)
    data = home / "data"
    words = ("-A", "scram-sha-256", "-E", "UTF8", "--locale", "C", "-N")
    _run(binaries / "initdb", "-D", data, "-U", USER, "--pwfile", password, *words)
    control = (binaries / "pg_ctl", "-D", data, "-w", "-l", home / "log")
    port = _start(control, home)
    try:
        yield f"postgresql+psycopg://{USER}:{QUOTED_PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        _run(*control, "-m", "immediate", "stop")


def _start(control: tuple[str | Path, ...], home: Path) -> int:
    """The port that the server listens on; another one where a program took it before the server did."""
    for tries_left in (2, 1, 0):
        port = _free_port()
        options = " ".join(f"-c {name}={value}" for name, value in {**SETTINGS, "port": str(port)}.items())
        try:
            _run(*control, "-o", f"{options} -c unix_socket_directories={home}", "start")
        except AssertionError:
            if not tries_left:
                raise
        else:
            break
    return port


def _run(*command: str | Path) -> None:
    as_user = ("runuser", "-u", SYSTEM_USER, "--") if os.geteuid() == 0 else ()
    words = [*as_user, *(str(word) for word in command)]
    with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the server that pg_ctl leaves behind
        status = subprocess.run(words, stdout=said, stderr=said, cwd="/", check=False).returncode
        said.seek(0)
        assert status == 0, said.read()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
