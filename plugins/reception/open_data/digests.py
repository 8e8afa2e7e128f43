"""The SHA-256 of the files that numbers were read from."""

from __future__ import annotations

import hashlib
from pathlib import Path

from plugins.reception.data.catalogue import SINGLES, Catalogue


def path_of(catalogue: Catalogue, path: str) -> Path:
    """Where the file ("content/so-lieu/bao-cao/a.xlsx") lies."""
    return (catalogue.content or Path()) / path.partition("/")[2]


def sha256_of(catalogue: Catalogue, path: str) -> str | None:
    """The digest of the file; None where there is none, and for the numbers kept by hand, whose file changes with each."""
    file = path_of(catalogue, path)
    if catalogue.content is None or file.name == SINGLES or not file.is_file():
        return None
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
