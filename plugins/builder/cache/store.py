"""The cache on disk: a table of values by key, where a key is a digest of all that its value depends on.

SQLite survives what a cache must survive: two builds at once, a kill and a full disk. Every value has its own checksum. A damaged
value is ignored, and a file that is no database is replaced with a message: neither is ever trusted.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from plugins.builder.digests import checksum

TABLE = "CREATE TABLE IF NOT EXISTS cached (key BLOB PRIMARY KEY, value BLOB, sum BLOB, day INTEGER)"
DAYS_CACHED = 30
LONGEST_WAIT_SECONDS = 60.0
CLEARED = b"day of the last clean-up"
KEYS_A_QUERY = 500  # the oldest builds of SQLite allow 999 parameters


class Store:
    """Values by key. Reading never fails: what cannot be read is not there. If writing fails, prints a message and holds the
    values until the end of the build.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._owner = os.getpid()
        self._reader: sqlite3.Connection | None = None
        self.today = int(time.time() // 86400)
        self._later: dict[bytes, bytes] = {}
        self._db = self._open()

    def get(self, key: bytes) -> bytes | None:
        """The value of one key."""
        return self.get_many([key]).get(key)

    def get_many(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are there and undamaged."""
        wanted = list(keys)
        held = {key: self._later[key] for key in wanted if key in self._later}
        rows = self._rows("key, value, sum", [key for key in wanted if key not in held])
        return held | {key: value for key, value, stored_sum in rows if checksum(key + value) == stored_sum}

    def has_many(self, keys: Iterable[bytes]) -> set[bytes]:
        """The keys that are there. Reading shows which values are damaged."""
        return {key for (key,) in self._rows("key", keys)}

    def _rows(self, columns: str, keys: Iterable[bytes]) -> list[tuple[bytes, ...]]:
        wanted, found = list(keys), []
        try:
            db = self._db_of_this_process()
            for start in range(0, len(wanted), KEYS_A_QUERY):
                part = wanted[start : start + KEYS_A_QUERY]
                query = f"SELECT {columns} FROM cached WHERE key IN ({','.join('?' * len(part))})"  # noqa: S608
                found += [row for row in db.execute(query, part) if all(isinstance(value, bytes) for value in row)]
        except sqlite3.DatabaseError as error:
            if os.getpid() == self._owner:
                self.reset(error)
            return []
        return found

    def _db_of_this_process(self) -> sqlite3.Connection:
        """A forked worker must not use its parent's connection: it opens one of its own, for reading."""
        if os.getpid() == self._owner:
            return self._db
        if self._reader is None:
            self._reader = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True, timeout=LONGEST_WAIT_SECONDS)
        return self._reader

    def put_many(self, items: Mapping[bytes, bytes]) -> None:
        """Write all of them or none."""
        self._later.update(items)
        try:
            written = self._write(self._later.items())
        except sqlite3.DatabaseError as error:
            self.reset(error)
            written = self._write(self._later.items())
        if written:
            self._later.clear()

    def put_last(self, items: Iterable[tuple[bytes, bytes]]) -> None:
        """Write all of them or none, at the end of the build. Takes them one by one and holds none."""
        try:
            self._write(items)
        except sqlite3.DatabaseError as error:
            self.reset(error)
        self.put_many({})

    def cached(self, what: bytes, text: str, work: Callable[[], str]) -> str:
        """The result of `work`, which may depend only on the text and on what `what` names."""
        key = checksum(what + text.encode())
        value = self.get(key)
        if value is None:
            value = self._later[key] = work().encode()
        return value.decode()

    def put_later(self, value: bytes, key: bytes = b"") -> bytes:
        """Write a value together with the next ones. Returns its key, by default its own digest."""
        key = key or checksum(b"by digest" + value)
        self._later[key] = value
        return key

    def _write(self, items: Iterable[tuple[bytes, bytes]]) -> bool:
        """Whether the file could be written. On a full disk, or with a read-only file, the build goes on without."""
        rows = ((key, value, checksum(key + value), self.today) for key, value in items)
        try:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO cached VALUES (?, ?, ?, ?)", rows)
        except sqlite3.OperationalError as error:
            print(f"Không ghi được bộ nhớ đệm {self.path}: {error}. Lần dựng sau sẽ chậm hơn.", file=sys.stderr)
            return False
        return True

    def drop_old(self) -> None:
        """Once a day, delete what no build has written for a month."""
        day = str(self.today).encode()
        if self.get(CLEARED) != day:
            with suppress(sqlite3.DatabaseError), self._db:
                self._db.execute("DELETE FROM cached WHERE day < ?", (self.today - DAYS_CACHED,))
            self.put_many({CLEARED: day})

    def reset(self, error: Exception) -> None:
        """Replace the file, because of this error, with an empty one."""
        self._db.close()
        self._db = self._replaced(error)

    def open(self) -> None:
        """Open the file again after `close`."""
        self._db = self._open()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect(str(self.path))
        except (sqlite3.DatabaseError, OSError) as error:
            return self._replaced(error)

    def _connect(self, path: str) -> sqlite3.Connection:
        if path != ":memory:":
            self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=LONGEST_WAIT_SECONDS)
        # A kill cannot tear a transaction. A power cut can, and then the checksums show it.
        db.execute("PRAGMA synchronous=OFF")
        db.execute(TABLE)
        return db

    def _replaced(self, error: Exception) -> sqlite3.Connection:
        """An empty file in place of the damaged one, or a database in memory if no file can be made. Raises TimeoutError if
        another process holds the file for too long.
        """
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise TimeoutError(errno.ETIMEDOUT, "một tiến trình khác giữ tệp này quá lâu", str(self.path)) from error
        print(f"Bộ nhớ đệm {self.path} không đọc được ({error}): bỏ đi, dựng lại từ đầu.", file=sys.stderr)
        with suppress(OSError):
            for ending in ("", "-journal"):
                self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
            with suppress(sqlite3.DatabaseError):
                return self._connect(str(self.path))
        return self._connect(":memory:")
