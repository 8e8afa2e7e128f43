"""What a deploy will change for readers, in words, before anything happens: pages, statistics, corrections."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from deploy.receiver.manifest import Release
from deploy.receiver.previous_files import previous_paths
from deploy.receiver.refusals import lost_addresses
from plugins.vietnamese.numbers import format_number

MOST_SHOWN = 20
DOWNLOAD = re.compile(r"so-lieu/([^/]+)/\1\.csv")
Row = Mapping[str, str]


@dataclass(frozen=True)
class ReleaseChanges:
    """Addresses and lines, in the order in which they are printed."""

    new: list[str]
    changed: list[str]
    gone: list[str]
    statistics: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)
    staying: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    policy: bool = False

    def lines(self) -> Iterator[str]:
        """For people; nothing is said of what does not change."""
        yield from _listed("trang mới", self.new)
        yield from _listed("trang đổi", self.changed)
        yield from _listed("trang mất", self.gone)
        yield from _listed("địa chỉ cũ dẫn tiếp", self.moved)
        yield from _listed("số liệu đổi", self.statistics)
        yield from _listed("đính chính", self.corrections)
        yield from _listed("tệp cũ còn giữ đến lần đăng sau (WITHDRAW=1 để gỡ ngay)", self.staying)
        if self.policy:
            yield "chính sách trang (CSP) đổi: máy chủ phải có cấu hình mới TRƯỚC khi đăng (make server-config, docs/may-chu.md)"
        if not (self.new or self.changed or self.gone or self.moved):
            yield "không trang nào đổi"


def _listed(title: str, names: list[str]) -> Iterator[str]:
    if names:
        yield f"{title}: {len(names)}"
        yield from (f"  {name}" for name in names[:MOST_SHOWN])
        if len(names) > MOST_SHOWN:
            yield f"  … và {len(names) - MOST_SHOWN} nữa"


def changed_downloads(new: Release, live: Release) -> list[str]:
    """The tables of data sets whose rows are worth comparing."""
    return sorted(
        path
        for path, file in new.files.items()
        if DOWNLOAD.fullmatch(path) and path in live.files and live.files[path].sha256 != file.sha256
    )


def compare(new: Release, live: Release | None, tables: list[tuple[bytes, bytes]]) -> ReleaseChanges:
    """`tables`: old and new bytes of each changed download."""
    if live is None:
        return ReleaseChanges(sorted(new.addresses), [], [])
    both = [(_rows(old), _rows(fresh)) for old, fresh in tables]
    return ReleaseChanges(
        new=sorted(new.addresses - live.addresses),
        changed=sorted(address for address in new.addresses & live.addresses if _page(new, address) != _page(live, address)),
        gone=lost_addresses(new, live),
        statistics=[line for old, fresh in both for line in _changed_values(old, fresh)],
        corrections=[line for old, fresh in both for line in _corrections(old, fresh)],
        staying=previous_paths(live, new),
        moved=[f"{old} → {to}" for old, to in sorted(new.aliases.items()) if live.aliases.get(old) != to],
        policy=new.policy != live.policy,
    )


def _page(release: Release, address: str) -> Any:
    file = release.files.get(f"{address[1:]}index.html")
    return file.sha256 if file else None


def _rows(table: bytes) -> dict[str, Row]:
    return {row.get("so_lieu_id", ""): row for row in csv.DictReader(io.StringIO(table.decode("utf-8", "replace")))}


def _changed_values(old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[str]:
    for name in sorted(old.keys() & new.keys()):
        before, after = old[name].get("gia_tri", ""), new[name].get("gia_tri", "")
        if before != after:
            yield f"{_meaning(new[name])}: {_number(before)} → {_number(after)} ({name})"
    for name in sorted(old.keys() - new.keys()):
        yield f"{_meaning(old[name])}: {_number(old[name].get('gia_tri', ''))} → không còn ({name})"


def _corrections(old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[str]:
    for name in sorted(new.keys() - old.keys()):
        replaced = new[name].get("thay_cho") or ""
        if replaced:
            before = (old.get(replaced) or new.get(replaced) or {}).get("gia_tri", "")
            yield f"{_meaning(new[name])}: {_number(before)} → {_number(new[name].get('gia_tri', ''))} ({name} thay {replaced})"


def _meaning(row: Row) -> str:
    return ", ".join(filter(None, (row.get(column) for column in ("chi_tieu", "don_vi", "ky"))))


def _number(text: str) -> str:
    try:
        return format_number(Decimal(text))
    except InvalidOperation:
        return text or "không rõ"
