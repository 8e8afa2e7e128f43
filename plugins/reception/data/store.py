"""Observations in a database: SQLite in memory, or the PostgreSQL that RECEPTION_DATABASE names.

Plain SQL through SQLAlchemy Core, so that the same queries run on both. Values are stored as whole millionths, so that sums are
exact on both; floats or decimals would not be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from sys import intern
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    create_engine,
    select,
    text,
)  # fmt: skip
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from plugins.problems import refusal
from plugins.reception.data.model import Observation, Origin, Source, Value
from plugins.vietnamese.periods import format_code, parse_period

IN_MEMORY = "sqlite://"
DATABASE_VARIABLE = "RECEPTION_DATABASE"
NOT_OPENED = (
    "không mở được cơ sở dữ liệu mà biến này chỉ tới. Kiểm tra địa chỉ dạng postgresql+psycopg://người-dùng:mật-khẩu@máy/tên, "
    "hoặc bỏ biến này để dùng bộ nhớ."
)
PLAIN_POSTGRESQL = re.compile(r"^postgres(?:ql)?://")
BATCH = 20_000
IDS_AT_ONCE = 500
CACHE_SIZE = 4096  # distinct periods and sources
MILLIONTH = 1_000_000
NOT_LIVE = ("rut", "dinh_chinh")

_code = lru_cache(CACHE_SIZE)(format_code)
_period = lru_cache(CACHE_SIZE)(parse_period)
_source = lru_cache(CACHE_SIZE)(Source)

# Byte order on both databases: the order of pages must not follow a server's locale.
Words = String().with_variant(String(collation="C"), "postgresql")
metadata = MetaData()


def _columns(kind: Any, *names: str) -> list[Column[Any]]:
    return [Column(name, kind, nullable=False) for name in names]


document = Table(  # the sheet, file or article that rows were read from
    "reception_document", metadata,
    Column("id", Integer, primary_key=True), *_columns(Words, "path", "sheet", "form", "title"), Column("published", Date),
    *_columns(Words, "href"), Column("received", Date),
)  # fmt: skip
observation = Table(  # the id is no key: rule V01 reports which are there twice
    "reception_observation", metadata,
    *_columns(Words, "id", "dataset", "unit", "scope", "period"), *_columns(Date, "start_day", "end_day"),
    *_columns(Words, "measure"), *_columns(BigInteger, "millionths"), *_columns(Boolean, "is_count"),
    *_columns(Words, "status"), *_columns(Boolean, "live"), *_columns(Integer, "revision"), *_columns(Words, "replaces"),
    Column("document", ForeignKey("reception_document.id"), nullable=False), *_columns(Integer, "line"),
    *_columns(Words, "cell", "quote", "note", "verbatim"),
)  # fmt: skip
_names = ", ".join(column.name for column in observation.columns)
COPY = f"COPY {observation.name} ({_names}) FROM STDIN"
INSERT = f"INSERT INTO {observation.name} ({_names}) VALUES ({', '.join('?' for _ in observation.columns)})"  # noqa: S608
# Created after the rows are in: half the time of updating them row by row.
INDEXES = (
    "CREATE INDEX IF NOT EXISTS reception_by_statistic"
    " ON reception_observation (dataset, measure, unit, period, scope, live, millionths)",
    "CREATE INDEX IF NOT EXISTS reception_by_id ON reception_observation (id)",
    "ANALYZE reception_observation",
)


class ObservationStore:
    """A database filled once, then only asked. Close it, or use it in a with statement."""

    def __init__(self, address: str = IN_MEMORY) -> None:
        options: dict[str, Any] = {"poolclass": StaticPool} if address == IN_MEMORY else {}
        try:
            self.engine = create_engine(PLAIN_POSTGRESQL.sub("postgresql+psycopg://", address), **options)
            self.connection: Connection = self.engine.connect()
            if self.engine.dialect.name == "postgresql":  # tables of this run alone: two builds may share a database
                self.connection.execute(text("SET search_path TO pg_temp"))
                self.connection.commit()
            metadata.create_all(self.connection, checkfirst=False)
        except (SQLAlchemyError, ImportError) as error:
            raise refusal(DATABASE_VARIABLE, NOT_OPENED) from error
        self._documents: dict[tuple[Any, ...], int] = {}
        self._copies = self.engine.dialect.name == "postgresql"
        self._day: Callable[[date], Any] = (lambda day: day) if self._copies else date.isoformat

    def __enter__(self) -> ObservationStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self.connection.close()
        self.engine.dispose()

    def fill(self, rows: Iterable[Observation]) -> int:
        """Add observations, batch by batch; returns their number."""
        count = 0
        remaining = iter(rows)
        while batch := list(islice(remaining, BATCH)):
            self._add_documents(batch)
            self._add_rows([self._values(row) for row in batch])
            count += len(batch)
        for statement in INDEXES:
            self.connection.execute(text(statement))
        self.connection.commit()
        return count

    def _add_documents(self, batch: list[Observation]) -> None:
        new = {key: row for row in batch if (key := _document_key(row)) not in self._documents}
        names = ("path", "sheet", "form", "title", "published", "href", "received")
        values = []
        for key in new:
            self._documents[key] = len(self._documents) + 1
            values.append({"id": self._documents[key], **dict(zip(names, key, strict=True))})
        if values:
            self.connection.execute(document.insert(), values)

    def _add_rows(self, rows: list[tuple[Any, ...]]) -> None:
        """Insert through the driver: for a million rows SQLAlchemy takes twice as long, and PostgreSQL's INSERT six times."""
        if self._copies:
            driver: Any = self.connection.connection.driver_connection
            with driver.cursor() as cursor, cursor.copy(COPY) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            self.connection.exec_driver_sql(INSERT, rows)

    def _values(self, row: Observation) -> tuple[Any, ...]:
        """The row's values in the order of the table's columns."""
        return (
            row.id, row.dataset, row.unit, row.scope, _code(row.period), self._day(row.start), self._day(row.end), row.measure,
            int(row.value * MILLIONTH), isinstance(row.value, int), row.status, row.status not in NOT_LIVE, row.revision,
            row.replaces, self._documents[_document_key(row)], row.origin.line, row.origin.cell, row.quote, row.note, row.verbatim,
        )  # fmt: skip

    def observations(self, *conditions: Any, limit: int | None = None, order: Iterable[Any] = ()) -> Iterator[Observation]:
        """Whole observations that meet SQL conditions on the `observation` table, in the given order, then in a fixed one."""
        query = (
            select(observation, document)
            .join(document, observation.c.document == document.c.id)
            .where(*conditions)
            .order_by(*order, *(observation.c[name] for name in ("start_day", "end_day", "measure", "unit", "revision", "id")))
            .limit(limit)
        )
        # A few rows come at once; many come in batches, which costs a cursor on the server.
        options = {} if limit else {"yield_per": BATCH}
        with self.connection.execute(query, execution_options=options) as found:
            yield from map(_observation, found)

    def with_ids(self, identifiers: Iterable[str], *conditions: Any) -> Iterator[Observation]:
        """The observations with these ids, as far as they exist, asked for a few at a time."""
        names = sorted(identifiers)
        for start in range(0, len(names), IDS_AT_ONCE):
            yield from self.observations(observation.c.id.in_(names[start : start + IDS_AT_ONCE]), *conditions)

    def first(self, *conditions: Any) -> Observation:
        """The first observation that meets the conditions; the caller knows that there is one."""
        return next(self.observations(*conditions, limit=1))


def equal(columns: Iterable[Any], values: Iterable[object]) -> list[Any]:
    """The conditions that these columns have these values."""
    return [column == value for column, value in zip(columns, values, strict=True)]


def _word(text: str) -> Any:
    return intern(text)


def _document_key(row: Observation) -> tuple[Any, ...]:
    source = row.source
    return (row.origin.path, row.origin.sheet, row.form, source.title, source.published, source.href, row.received)


def from_millionths(millionths: int, is_count: bool) -> Value:
    """The number as it was read: an int for a count, else a Decimal without trailing zeros."""
    if is_count:
        return int(millionths) // MILLIONTH
    return (Decimal(int(millionths)) / MILLIONTH).normalize()


def _observation(row: Row[Any]) -> Observation:
    # By position, in the order of the two tables: a million lookups by name would take half of the time.
    # Interned, so that many rows in memory share each word.
    (
        identifier, dataset, unit, scope, period, start, end, measure, millionths, is_count, status, _, revision, replaces, _,
        line, cell, quote, note, verbatim, _, path, sheet, form, title, published, href, received,
    ) = tuple(row)  # fmt: skip
    return Observation(
        id=identifier, dataset=intern(dataset), unit=intern(unit), scope=_word(scope), period=_period(period),
        start=start, end=end, measure=intern(measure), value=from_millionths(millionths, is_count), status=_word(status),
        source=_source(title, published, href), origin=Origin(intern(path), line, intern(sheet), cell), quote=intern(quote),
        form=intern(form), revision=revision, replaces=replaces, received=received, note=intern(note), verbatim=verbatim,
    )  # fmt: skip
