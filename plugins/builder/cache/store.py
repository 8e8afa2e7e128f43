"""What earlier builds worked out, kept on disk: a table of keys (digests of all that a value depends on) and values.

SQLite gives what a cache must survive: two builds at once, kill -9 and a full disk. Every value carries its own checksum; a
file that is no database, or a value that was damaged, is thrown away and said so, never trusted.
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

TABLE = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB, sum BLOB, day INTEGER)"
DAYS_KEPT = 30
LONGEST_WAIT_SECONDS = 60.0
CLEARED = b"cleared of what is old"
ASKED_AT_ONCE = 500  # SQLite allows 999 parameters in its oldest builds


class Store:
    """Keys to values. Reading never fails: what cannot be read is not there. Writing that fails is told on stderr, and
    what was to be written is held until the end of the build.
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
        return held | {key: value for key, value, told in rows if checksum(key + value) == told}

    def has_many(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of the keys that are there; whether they are undamaged shows when they are read."""
        return {key for (key,) in self._rows("key", keys)}

    def _rows(self, columns: str, keys: Iterable[bytes]) -> list[tuple[bytes, ...]]:
        wanted, found = list(keys), []
        try:
            db = self._db_of_this_process()
            for start in range(0, len(wanted), ASKED_AT_ONCE):
                part = wanted[start : start + ASKED_AT_ONCE]
                query = f"SELECT {columns} FROM kept WHERE key IN ({','.join('?' * len(part))})"  # noqa: S608
                found += [row for row in db.execute(query, part) if all(isinstance(value, bytes) for value in row)]
        except sqlite3.DatabaseError as error:
            if os.getpid() == self._owner:
                self.start_afresh(error)
            return []
        return found

    def _db_of_this_process(self) -> sqlite3.Connection:
        """A forked worker must not touch the connection it was born with: it reads through one of its own."""
        if os.getpid() == self._owner:
            return self._db
        if self._reader is None:
            self._reader = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True, timeout=LONGEST_WAIT_SECONDS)
        return self._reader

    def put_many(self, items: Mapping[bytes, bytes]) -> None:
        """Keep all of them or none."""
        self._later.update(items)
        try:
            written = self._write(self._later.items())
        except sqlite3.DatabaseError as error:
            self.start_afresh(error)
            written = self._write(self._later.items())
        if written:
            self._later.clear()

    def put_last(self, items: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep all of them or none, at the end of the build: they are asked for one by one, and none is held."""
        try:
            self._write(items)
        except sqlite3.DatabaseError as error:
            self.start_afresh(error)
        self.put_many({})

    def remembered(self, what: bytes, text: str, work: Callable[[], str]) -> str:
        """The result of `work`, which depends on nothing but the code that `what` names and on the text."""
        key = checksum(what + text.encode())
        kept = self.get(key)
        if kept is None:
            kept = self._later[key] = work().encode()
        return kept.decode()

    def put_later(self, value: bytes, key: bytes = b"") -> bytes:
        """Keep a value with the next that are put, under its key or its own digest, which is returned."""
        key = key or checksum(b"by digest" + value)
        self._later[key] = value
        return key

    def _write(self, items: Iterable[tuple[bytes, bytes]]) -> bool:
        """Whether it could be done: on a full disk, or with a file that may not be written, a build goes on without."""
        rows = ((key, value, checksum(key + value), self.today) for key, value in items)
        try:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
        except sqlite3.OperationalError as error:
            print(f"Không ghi được bộ nhớ đệm {self.path}: {error}. Lần dựng sau sẽ chậm hơn.", file=sys.stderr)
            return False
        return True

    def forget_old(self) -> None:
        """Once a day, forget what no build has put for a month."""
        day = str(self.today).encode()
        if self.get(CLEARED) != day:
            with suppress(sqlite3.DatabaseError), self._db:
                self._db.execute("DELETE FROM kept WHERE day < ?", (self.today - DAYS_KEPT,))
            self.put_many({CLEARED: day})

    def start_afresh(self, error: Exception) -> None:
        """Throw the file away, because of what was found in it."""
        self._db.close()
        self._db = self._replaced(error)

    def open(self) -> None:
        """Take hold of the file again."""
        self._db = self._open()

    def close(self) -> None:
        """Let go of the file."""
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
        # A kill cannot tear a transaction; only a power cut could, and then the checksums tell.
        db.execute("PRAGMA synchronous=OFF")
        db.execute(TABLE)
        return db

    def _replaced(self, error: Exception) -> sqlite3.Connection:
        """A new empty file in the place of the damaged one; in memory where no file can be made. Raises TimeoutError for a file
        that another process holds and does not let go.
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
