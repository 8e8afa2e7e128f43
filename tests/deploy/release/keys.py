"""Keys made for a test, and lists of those that may sign."""

from __future__ import annotations

import subprocess
from pathlib import Path

from deploy.release.signature import NAMESPACE


def make_key(place: Path, kind: str = "ed25519") -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "khoa-thu", "-f", str(place)], check=True)
    return place


def allow(place: Path, key: Path, namespace: str = NAMESPACE) -> Path:
    kind, public, *_ = key.with_name(f"{key.name}.pub").read_text(encoding="utf-8").split()
    place.write_text(f'thu namespaces="{namespace}" {kind} {public}\n', encoding="utf-8")
    return place
