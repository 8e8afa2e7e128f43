"""Asks a database one SQL question within a time limit: PostgreSQL or SQLite, by the address.

Databases are opened so that no question can change anything, even one that tries.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from plugins.reception.remote.deadline import Deadline, too_slow
from plugins.reception.remote.raw_rows import RawRow, refuse_bad_names, refuse_too_many
from plugins.reception.remote.refusal import SourceRefused, excerpt, listed

ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
FORBIDDEN_FUNCTIONS = ("load_extension", "fts3_tokenizer", "readfile", "writefile", "edit")
LONGEST_WAIT_FOR_LOCK = 5
INSTRUCTIONS_BETWEEN_CHECKS = 1000
BATCH = 500
TIME_ZONE = "Asia/Ho_Chi_Minh"  # else moments near midnight belong to the days of the server's zone
READ_ONLY = "truy vấn chỉ được đọc. Viết một câu SELECT, không ghi, không PRAGMA, không ATTACH."
ONE_STATEMENT = "truy-van có nhiều câu lệnh. Chỉ để một câu SELECT."
KNOWN = {  # a piece of what the database says -> what to do
    "read-only transaction": READ_ONLY,
    "not authorized": READ_ONLY,
    "authorization denied": READ_ONLY,
    "readonly database": READ_ONLY,
    "one statement at a time": ONE_STATEMENT,
    "multiple commands into a prepared statement": ONE_STATEMENT,
    "file is not a database": "tệp không phải cơ sở dữ liệu SQLite. Kiểm tra dia-chi.",
    "database is locked": "cơ sở dữ liệu đang bị chương trình khác khoá. Chạy lại lúc khác.",
    "string or blob too big": "có ô dài hơn mức cho phép. Lọc bớt trong truy vấn, hoặc tăng toi-da.",
}


def query(folder: Path, address: str, sql: str, parameters: Mapping[str, Any], max_bytes: int, deadline: Deadline) -> list[RawRow]:
    """The rows of the answer, by column name. Raises SourceRefused.

    A SQLite path is relative to `folder` and must stay inside it.
    """
    statement = text(sql)
    _check_parameters(set(statement.compile().params), set(parameters))
    engine = _engine(folder, address, deadline)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                _restrict_sqlite(connection, max_bytes, deadline)
            return _rows(connection, statement, parameters, max_bytes, deadline)
    except DBAPIError as error:
        raise _refusal(error.orig, deadline) from error
    except (psycopg.Error, sqlite3.Error, UnicodeError) as error:
        raise _refusal(error, deadline) from error
    except SQLAlchemyError as error:
        raise SourceRefused("không chạy được truy vấn. Kiểm tra truy-van và tham-so.") from error
    finally:
        engine.dispose()


def _check_parameters(used: set[str], given: set[str]) -> None:
    if missing := sorted(used - given):
        raise SourceRefused(f"truy vấn dùng {listed(f':{name}' for name in missing)} mà tham-so không có. Thêm vào tham-so.")
    if unused := sorted(given - used):
        raise SourceRefused(f"tham-so có {listed(unused)} mà truy vấn không dùng. Xoá, hoặc viết :{unused[0]} trong truy vấn.")


def _engine(folder: Path, address: str, deadline: Deadline) -> Engine:
    try:
        url = make_url(address)
        return _sqlite_engine(folder, url, deadline) if url.drivername == "sqlite" else _postgresql_engine(url, deadline)
    except (ArgumentError, ValueError) as error:
        raise SourceRefused(
            "địa chỉ cơ sở dữ liệu không viết đúng. Viết dạng postgresql://người-dùng:${MAT_KHAU}@máy/tên."
        ) from error


def _rows(
    connection: Connection, statement: Any, parameters: Mapping[str, Any], max_bytes: int, deadline: Deadline
) -> list[RawRow]:
    streaming = connection.execution_options(stream_results=True, max_row_buffer=BATCH)
    rows: list[RawRow] = []
    size = 0
    with streaming.execute(statement, dict(parameters)) as result:
        names = list(result.keys())
        refuse_bad_names(names)
        for cells in result:
            size += sum(len(cell) for cell in cells if isinstance(cell, str | bytes))
            if size > max_bytes:
                raise SourceRefused(f"kết quả dài hơn {max_bytes / 1_000_000:g} MB. Lọc bớt trong truy vấn, hoặc tăng toi-da.")
            rows.append(dict(zip(names, cells, strict=True)))
            refuse_too_many(len(rows))
            deadline.check()
    return rows


def _refusal(error: BaseException | None, deadline: Deadline) -> SourceRefused:
    said = _words(error)
    if deadline.passed or isinstance(error, psycopg.errors.QueryCanceled) or said == "interrupted":
        return too_slow(deadline.seconds)
    if isinstance(error, UnicodeError) or "decode to UTF-8" in said:
        return SourceRefused("cơ sở dữ liệu có chữ không phải UTF-8. Sửa ở nguồn.")
    if isinstance(error, psycopg.OperationalError) and not said:
        if "password authentication failed" in str(error):
            return SourceRefused("cơ sở dữ liệu không nhận tên hoặc mật khẩu. Đặt lại biến môi trường trong dia-chi.")
        return SourceRefused("không kết nối được cơ sở dữ liệu, hoặc kết nối bị ngắt. Kiểm tra mạng và dia-chi.")
    known = next((advice for words, advice in KNOWN.items() if words in said), None)
    return SourceRefused(known or f"cơ sở dữ liệu báo “{excerpt(said, 160)}”. Sửa truy-van.")


def _words(error: BaseException | None) -> str:
    """The database's own message; "" for a failed connection, whose message names hosts and users."""
    if isinstance(error, psycopg.Error) and error.diag.message_primary:
        return error.diag.message_primary
    return "" if isinstance(error, psycopg.OperationalError) else str(error)


def _postgresql_engine(url: URL, deadline: Deadline) -> Engine:
    """An engine with read-only connections whose server stops a statement after the time limit."""
    milliseconds = max(1, int(deadline.left() * 1000))
    settings = {
        "default_transaction_read_only": "on",
        "statement_timeout": milliseconds,
        "lock_timeout": milliseconds,
        "TimeZone": TIME_ZONE,
    }
    arguments = {
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        "connect_timeout": max(2, int(deadline.left())),
        "client_encoding": "utf8",
        "application_name": "make data",
    }
    return create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool, connect_args=arguments)


def _sqlite_engine(folder: Path, url: URL, deadline: Deadline) -> Engine:
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


def _restrict_sqlite(connection: Connection, max_bytes: int, deadline: Deadline) -> None:
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
