"""What the last build left in an output folder: each file with its fingerprint and stamp, and the inputs it was all made from.

A file counts as the last build's only while its size, time and number are those that were noted: whatever else happens to an
output folder, by hand or by a kill, is noticed.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from plugins.builder.digests import combined

Stamp = tuple[int, int, int]


class Entry(NamedTuple):
    """One file of the output; an empty fingerprint never equals another."""

    fingerprint: bytes
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Manifest:
    """`inputs`: digest of all the build was made from; it holds from `built` until `until`, seconds since 1970 (a date that
    comes publishes an article). `whole`: the mark of the last build that made everything.
    """

    inputs: bytes
    whole: bytes
    built: float
    until: float
    files: Mapping[str, Entry]

    def holds(self, now: float) -> bool:
        """Whether no article has come out since."""
        return self.built <= now < self.until

    def is_whole(self, present: Mapping[str, Stamp]) -> bool:
        """Whether exactly that is there."""
        return {name: entry.stamp for name, entry in self.files.items()} == present


EMPTY = Manifest(b"", b"", 0, 0, {})


def manifest_key(output: Path, version: bytes) -> bytes:
    """Where the manifest of an output folder is kept, by code of one `version`."""
    return combined(b"manifest", version, str(output).encode())


def dump(manifest: Manifest) -> bytes:
    """As bytes for the store; plain tuples are had back soonest."""
    files = {name: tuple(entry) for name, entry in manifest.files.items()}
    whole = (manifest.inputs, manifest.whole, manifest.built, manifest.until, files)
    return pickle.dumps(whole, protocol=pickle.HIGHEST_PROTOCOL)


def load(kept: bytes | None) -> Manifest:
    """From bytes of the store; nothing known gives the empty one."""
    if kept is None:
        return EMPTY
    inputs, whole, built, until, files = pickle.loads(kept)  # noqa: S301  # the store knows the bytes it wrote
    return Manifest(inputs, whole, built, until, {name: Entry(*row) for name, row in files.items()})


def stamps_of(folder: Path) -> dict[str, Stamp]:
    """Every file of a folder with its stamp, by path from there."""
    found: dict[str, Stamp] = {}
    start = len(str(folder)) + 1
    pending = [str(folder)] if folder.is_dir() else []
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    found[entry.path[start:]] = stamp_of(entry.stat(follow_symlinks=False))
    return found


def stamp_of(status: os.stat_result) -> Stamp:
    """What tells a file from another, and from itself written again."""
    return status.st_size, status.st_mtime_ns, status.st_ino
