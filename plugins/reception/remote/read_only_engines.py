"""Opens databases so that no question can change anything, even one that tries."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from plugins.reception.remote.deadline import Deadline
from plugins.reception.remote.refusal import SourceRefused

ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
FORBIDDEN_FUNCTIONS = ("load_extension", "fts3_tokenizer", "readfile", "writefile", "edit")
LONGEST_WAIT_FOR_LOCK = 5
INSTRUCTIONS_BETWEEN_CHECKS = 1000


def postgresql_engine(url: URL, deadline: Deadline) -> Engine:
    """An engine with read-only connections whose server stops a statement after the time limit."""
    milliseconds = max(1, int(deadline.left() * 1000))
    options = f"-c default_transaction_read_only=on -c statement_timeout={milliseconds} -c lock_timeout={milliseconds}"
    arguments = {
        "options": options,
        "connect_timeout": max(2, int(deadline.left())),
        "client_encoding": "utf8",
        "application_name": "make data",
    }
    return create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool, connect_args=arguments)


def sqlite_engine(folder: Path, url: URL, deadline: Deadline) -> Engine:
    """Opens the file read-only, but not as "immutable": that would ignore what is still in its journal."""
    name = url.database or ""
    path = (folder / name).resolve()
    if not name or not path.is_relative_to(folder.resolve()) or Path(name).is_absolute():
        raise SourceRefused("tệp SQLite phải nằm trong thư mục của nguon.toml. Viết sqlite:///ten-tep.db.")
    if not path.is_file():
        raise SourceRefused(f"không có tệp SQLite “{name}” trong thư mục của nguon.toml. Kiểm tra dia-chi.")
    wait = min(LONGEST_WAIT_FOR_LOCK, deadline.left() / 2)  # the message is about the lock then, not about the time

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=wait)

    return create_engine("sqlite://", poolclass=NullPool, creator=connect)


def restrict_sqlite(connection: Connection, max_bytes: int, deadline: Deadline) -> None:
    """Allow only SELECT from here on, no cell longer than `max_bytes`, and stop when the time is up."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"not a SQLite connection: {driver!r}")
    driver.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max_bytes)
    driver.set_progress_handler(lambda: deadline.passed, INSTRUCTIONS_BETWEEN_CHECKS)
    driver.set_authorizer(_authorize)


def _authorize(action: int, _first: str | None, name: str | None, _database: str | None, _trigger: str | None) -> int:
    if action not in ALLOWED or (action == sqlite3.SQLITE_FUNCTION and name in FORBIDDEN_FUNCTIONS):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
