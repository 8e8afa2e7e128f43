"""The manifest of an output folder: what the last build made it from, and each file with its fingerprint and stamp.

A file counts as the last build's only while its stamp is the noted one: so a build notices whatever else happened to the folder.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from plugins.builder.digests import combined
from plugins.files import Stamp
from plugins.problems import Problem


class Entry(NamedTuple):
    """One file of the output. An empty fingerprint equals no other."""

    fingerprint: bytes
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Manifest:
    """`inputs`: the digest of all that the build was made from. The build is valid from `built` until `until` (seconds since
    1970), when the clock next changes an article. `generation`: names the last full build. `warnings`: what it had to say besides.
    """

    inputs: bytes
    generation: bytes
    built: float
    until: float
    files: Mapping[str, Entry]
    warnings: tuple[Problem, ...] = ()

    def is_valid(self, now: float) -> bool:
        """Whether the clock has changed no article since the build."""
        return self.built <= now < self.until

    def is_intact(self, present: Mapping[str, Stamp]) -> bool:
        """Whether the folder holds exactly the noted files."""
        return {name: entry.stamp for name, entry in self.files.items()} == present


EMPTY = Manifest(b"", b"", 0, 0, {})


def manifest_key(output: Path, version: bytes) -> bytes:
    """The key of an output folder's manifest. `version` names code and settings."""
    return combined(b"manifest", version, str(output).encode())


def dump(manifest: Manifest) -> bytes:
    """The manifest as bytes for the store. Plain tuples unpickle fastest."""
    files = {name: tuple(entry) for name, entry in manifest.files.items()}
    parts = (manifest.inputs, manifest.generation, manifest.built, manifest.until, files, manifest.warnings)
    return pickle.dumps(parts, protocol=pickle.HIGHEST_PROTOCOL)


def load(cached: bytes | None) -> Manifest:
    """The manifest from bytes of the store; an empty one without any."""
    if cached is None:
        return EMPTY
    inputs, generation, built, until, files, warnings = pickle.loads(cached)  # noqa: S301  # the store knows the bytes it wrote
    return Manifest(inputs, generation, built, until, {name: Entry(*row) for name, row in files.items()}, warnings)
