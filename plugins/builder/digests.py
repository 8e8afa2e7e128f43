"""Digests of values that a template may read: with equal digests, every template reads the same.

A value whose parts cannot all be seen raises UnknownValue, and what depends on it is made in every build.
"""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import functools
import pathlib
import types
import zoneinfo
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel

Describe = Callable[[Any, "Values", list[str]], None]
DescribeOnce = Callable[[Any, list[str]], None]


def checksum(value: bytes) -> bytes:
    """Sixteen bytes that name content, and show damage."""
    return blake2b(value, digest_size=16).digest()


def combined(*parts: bytes) -> bytes:
    """One digest of several parts. Each part's length counts, so that different lists of parts have different digests."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


class UnknownValue(Exception):
    """Not all parts of a value can be seen, or not all that a template reads."""


class Values:
    """Digests values. `own` describes objects of further classes; so does `described_once`, for objects that are part of many
    values, which then contain just their digest.
    """

    def __init__(self, own: Mapping[type, Describe], described_once: Mapping[type, DescribeOnce]) -> None:
        self._own = own
        self._described_once = described_once
        self._known: dict[int, tuple[object, bytes]] = {}
        self._inside: set[int] = set()

    def digest(self, value: object) -> bytes:
        """Sixteen bytes. Describes the same object only once, so it must not change between two calls."""
        known = self._known.get(id(value))
        if known is None:
            parts: list[str] = []
            (self._described_once.get(type(value)) or self.describe)(value, parts)
            known = (value, _digest(parts))
            self._known[id(value)] = known  # holds the object, so that no other gets its id
        return known[1]

    def set_digest(self, value: object, digest: bytes) -> None:
        """Give a value the digest of another one that it stands for."""
        self._known[id(value)] = (value, digest)

    def describe(self, value: Any, parts: list[str]) -> None:
        """Append texts that describe this value and no other."""
        kind = type(value)
        if kind in PLAIN:
            PLAIN[kind](value, parts)
        elif kind in self._described_once:
            parts.append(self.digest(value).hex())
        elif kind in self._own:
            self._own[kind](value, self, parts)
        elif id(value) in self._inside:
            raise UnknownValue(f"{type(value).__name__} contains itself")
        else:
            self._inside.add(id(value))
            try:
                self._describe_parts(value, parts)
            finally:
                self._inside.discard(id(value))

    def _describe_parts(self, value: Any, parts: list[str]) -> None:
        parts.append(f"{type(value).__module__}.{type(value).__qualname__}")
        if isinstance(value, enum.Enum | type) or _is_plain_builtin(value):
            parts.append(f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', value)}")
        elif isinstance(value, set | frozenset):
            parts.append(",".join(sorted(self.digest(part).hex() for part in value)))
        elif isinstance(value, types.FunctionType):
            self._describe_function(value, parts)
        else:
            self._describe_many(_parts_of(value), parts)

    def _describe_many(self, values: Any, parts: list[str]) -> None:
        parts.append(str(len(values)))
        for value in values:
            self.describe(value, parts)

    def _describe_function(self, function: types.FunctionType, parts: list[str]) -> None:
        """Its code, its closure and its constants. The digest of all code covers what it calls."""
        parts.append(f"{function.__module__}.{function.__qualname__}")
        cells = [cell.cell_contents for cell in function.__closure__ or ()]
        self._describe_many([function.__code__.co_code, repr(function.__code__.co_names), cells, function.__defaults__], parts)
        self._describe_many([part for part in function.__code__.co_consts if not isinstance(part, types.CodeType)], parts)


class StoringValues(Values):
    """Digests that objects `described_once` store themselves, in `_digests` under this `name`, until they change."""

    def __init__(self, name: str, own: Mapping[type, Describe], described_once: Mapping[type, DescribeOnce]) -> None:
        super().__init__(own, described_once)
        self._name = name

    def digest(self, value: object) -> bytes:
        """As for any value. An object that changes must delete its own digests."""
        if type(value) not in self._described_once:
            return super().digest(value)
        stored: dict[str, bytes] = vars(value).get("_digests", {})
        if self._name not in stored:
            parts: list[str] = []
            self._described_once[type(value)](value, parts)
            stored = vars(value).setdefault("_digests", {})  # describing may have stored another one
            stored[self._name] = _digest(parts)
        return stored[self._name]


def _digest(parts: list[str]) -> bytes:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _is_plain_builtin(value: Any) -> bool:
    """Whether it is a function in C that is bound to nothing but its module."""
    return isinstance(value, types.BuiltinFunctionType) and isinstance(value.__self__, types.ModuleType | None)


def _parts_of(value: Any) -> list[Any]:
    """All values that a value consists of."""
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, Mapping):
        return [part for pair in value.items() for part in pair]
    if dataclasses.is_dataclass(value):
        return [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, BaseModel):
        return [part for pair in vars(value).items() for part in pair]
    if isinstance(value, functools.partial):
        return [value.func, value.args, value.keywords]
    raise UnknownValue(type(value).__name__)


def _text(value: str, parts: list[str]) -> None:
    parts.append(f"{type(value).__name__}{len(value)}:{value}")


def _written(value: object, parts: list[str]) -> None:
    parts.append(f"{type(value).__name__}:{value!r}")


def _moment(value: datetime.datetime, parts: list[str]) -> None:
    parts.append(f"{type(value).__name__}:{value.isoformat()}:{value.tzname()}:{value.fold}")


PLAIN: dict[type, Callable[[Any, list[str]], None]] = {
    **dict.fromkeys((str, Markup), _text),
    **dict.fromkeys(
        (int, float, bool, complex, bytes, type(None), decimal.Decimal, datetime.date, datetime.time, datetime.timedelta), _written
    ),
    **dict.fromkeys((pathlib.PosixPath, pathlib.WindowsPath, zoneinfo.ZoneInfo, datetime.timezone), _written),
    datetime.datetime: _moment,
}
