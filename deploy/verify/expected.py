"""What the site must answer: the files of the manifest, the headers of the server's configuration."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from deploy.release.manifest import FILE_NAME, SIGNATURE_NAME, ReleaseFile, ReleaseManifest
from deploy.release.media_types import COMPRESSED
from deploy.server_config.portal import Portal
from deploy.verify.readers import ENCODINGS, Reader

ERROR_PAGE = "404.html"


@dataclass(frozen=True, slots=True)
class Question:
    """One request: `path` is the file of the release that must come."""

    address: str
    path: str
    status: int
    reader: Reader
    encoding: str

    @property
    def key(self) -> str:
        """Names it from run to run."""
        return f"{self.address} {self.reader.name} {self.encoding}"

    @property
    def headers(self) -> dict[str, str]:
        """What is sent."""
        return {**self.reader.headers, "Accept-Encoding": self.encoding}


@dataclass(frozen=True)
class Expected:
    """`folder`: the release on this machine, where there is one. `known_hosts`: what the footer of every page links to."""

    manifest: ReleaseManifest
    portal: Portal
    folder: Path | None = None
    known_hosts: frozenset[str] = frozenset()

    @property
    def site(self) -> str:
        """As in "https://portal.example"."""
        return self.manifest.site

    @cached_property
    def paths(self) -> dict[str, str]:
        """By address: every file but compressed copies."""
        return {address_of_file(path): path for path in sorted(self.manifest.files) if not path.endswith(COMPRESSED)}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Whatever may be answered with 200."""
        return frozenset([*self.paths, f"/{FILE_NAME}", f"/{SIGNATURE_NAME}"])

    @cached_property
    def folders(self) -> list[str]:
        """Those without a page: the server must not list them."""
        parts = [path.split("/")[:-1] for path in self.manifest.files]
        above = {"/".join(["", *folders[: depth + 1], ""]) for folders in parts for depth in range(len(folders))}
        return sorted(above - self.addresses)

    def file(self, path: str, encoding: str) -> ReleaseFile | None:
        """The copy in that encoding, None where the release has none."""
        return self.manifest.files.get(path + ENCODINGS.get(encoding, ".?"))

    def has_copies(self, path: str) -> bool:
        """Whether the answer depends on what the reader accepts."""
        return any(path + ending in self.manifest.files for ending in COMPRESSED)

    def original(self, path: str) -> bytes:
        """The bytes that were published, where they are on this machine."""
        try:
            return (self.folder / path).read_bytes() if self.folder else b""
        except OSError:
            return b""


def address_of_file(path: str) -> str:
    """Where readers find a file: pages by their folder, all else by its name."""
    is_page = path == "index.html" or path.endswith("/index.html")
    return f"/{path.removesuffix('index.html')}" if is_page else f"/{path}"
