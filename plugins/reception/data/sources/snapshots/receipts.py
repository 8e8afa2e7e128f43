"""The receipt beside a snapshot: where its numbers come from, when they were copied, and what proves that nobody changed them."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from plugins.reception.data.model import Observation
from plugins.reception.data.sources.snapshots.remote_sources import RemoteSource

SHA256 = r"^[0-9a-f]{64}$"


def _field(name: str, pattern: str | None = None) -> Any:
    return Field(validation_alias=name, serialization_alias=name, pattern=pattern)


class ReceiptError(ValueError):
    """The file is not a receipt that `make data` wrote."""


class Receipt(BaseModel):
    """`address` is as declared, its secrets only named. `sums` adds up the values of each measure."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)

    source: str = _field("nguon")
    kind: str = _field("loai")
    address: str = _field("dia-chi")
    fetched: datetime = _field("luc")
    sha256: str = _field("sha256", SHA256)
    size: int = _field("so-byte")
    rows: int = _field("so-dong")
    declaration: str = _field("khai-bao-sha256", SHA256)
    sums: dict[str, int] = _field("tong")


def receipt_for(source: RemoteSource, content: bytes, observations: Iterable[Observation], fetched: datetime) -> Receipt:
    """The receipt of a snapshot's bytes, which hold these observations."""
    rows = list(observations)
    return Receipt(
        source=source.id, kind=source.kind, address=source.address, fetched=fetched, sha256=hashlib.sha256(content).hexdigest(),
        size=len(content), rows=len(rows), declaration=source.fingerprint(), sums=control_sums(rows),
    )  # fmt: skip


def control_sums(observations: Iterable[Observation]) -> dict[str, int]:
    """The sum of all values of each measure: meaningless as a number, but any changed digit changes it."""
    sums: dict[str, int] = defaultdict(int)
    for row in observations:
        sums[row.measure] += int(row.value)
    return dict(sorted(sums.items()))


def write_receipt(receipt: Receipt) -> bytes:
    """The receipt as TOML; the same receipt always gives the same bytes."""
    fields = receipt.model_dump(by_alias=True, exclude={"sums"})
    lines = ["# make data viết tệp này cùng bản chụp số liệu. Không sửa tay."]
    lines += [f"{name} = {_toml(value)}" for name, value in fields.items()]
    lines += ["", "[tong]", *(f"{_toml(measure)} = {total}" for measure, total in receipt.sums.items())]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _toml(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return json.dumps(value, ensure_ascii=False)


def read_receipt(content: bytes) -> Receipt:
    """Parse a receipt. Raises ReceiptError for anything that `write_receipt` cannot have written."""
    try:
        receipt = Receipt.model_validate(tomllib.loads(content.decode("utf-8")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise ReceiptError(str(error)) from error
    if receipt.fetched.tzinfo is None:
        raise ReceiptError("no time zone")
    return receipt
