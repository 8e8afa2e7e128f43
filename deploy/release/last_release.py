"""The previous release as a source of compressed copies and photos: a signed one, and of it only what its manifest names."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from deploy.release.manifest import SIGNATURE_NAME, ReleaseManifest, read_manifest
from deploy.release.signature import ALLOWED_SIGNERS, why_not_signed
from plugins.problems import ProblemsFound


@dataclass(frozen=True, slots=True)
class LastRelease:
    """A folder that holds a signed manifest and, of the files it names, all or some."""

    folder: Path
    manifest: ReleaseManifest

    def same_text(self, name: str, digest: str) -> bool:
        """Whether it had this text at this path."""
        file = self.manifest.files.get(name)
        return file is not None and file.sha256 == digest

    def copy(self, name: str) -> bytes | None:
        """The signed bytes of a compressed copy or derived photo; b"" if there was none, None if the folder does not hold them."""
        file = self.manifest.files.get(name)
        if file is None:
            return b""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        return data if sha256(data).hexdigest() == file.sha256 else None


def read_last_release(folder: Path, allowed_signers: Path = ALLOWED_SIGNERS) -> LastRelease | None:
    """None unless the release is one that a server would take; says why if it has a signature that does not hold."""
    if not (folder / SIGNATURE_NAME).is_file():
        return None
    if reason := why_not_signed(folder, allowed_signers):
        print(f"Không lấy bản nén và ảnh từ {folder}: {reason}", file=sys.stderr)
        return None
    try:
        return LastRelease(folder, read_manifest(folder))
    except ProblemsFound:
        return None  # whoever reads its times says why
