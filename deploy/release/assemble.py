"""From built pages to a release: guarded, compressed, described, signed. Nothing here knows how pages are made."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Container, Iterable
from hashlib import sha256
from pathlib import Path

from deploy.release.compressed_copies import CACHED_COPIES, RECIPES, write_compressed_copies
from deploy.release.guards.built import Built
from deploy.release.guards.registry import problems_of_built
from deploy.release.last_release import LastRelease
from deploy.release.manifest import (
    ABOUT_ITSELF,
    ReleaseFile,
    ReleaseManifest,
    address_of,
    release_id,
    write_manifest,
)
from deploy.release.media_types import media_type
from deploy.release.mtimes import mtimes
from deploy.release.origin import ReleaseOrigin
from plugins.problems import ProblemsFound


def assemble(
    built: Built,
    origin: ReleaseOrigin,
    last: ReleaseManifest | None,
    cache: Path | None = CACHED_COPIES,
    copies_from: LastRelease | None = None,
) -> ReleaseManifest:
    """Make a release of the built folder, in place; raises ProblemsFound where a guard finds harm.

    `last` gives times of files, `copies_from` compressed copies.
    """
    if problems := problems_of_built(built):
        raise ProblemsFound(problems)
    pages = built.files()
    copies = write_compressed_copies(built.folder, pages, cache, copies_from)
    manifest = _describe(built, [*pages, *copies], origin, last)
    write_manifest(built.folder, manifest)
    return manifest


def _describe(built: Built, names: Iterable[str], origin: ReleaseOrigin, last: ReleaseManifest | None) -> ReleaseManifest:
    digests: dict[str, str] = {}
    sizes: dict[str, int] = {}
    for name in names:
        data = (built.folder / name).read_bytes()
        digests[name], sizes[name] = sha256(data).hexdigest(), len(data)
    aliases = dict(built.expected.aliases)
    times = mtimes(digests, origin.time, last)
    return ReleaseManifest(
        site=built.site,
        id=release_id(origin.sequence, origin.commit),
        sequence=origin.sequence,
        commit=origin.commit,
        digests=origin.digests,
        compression=RECIPES,
        files={
            name: ReleaseFile(sha256=digests[name], size=sizes[name], type=media_type(name), mtime=times[name]) for name in digests
        },
        addresses=sorted({address for address in map(address_of, digests) if address} - aliases.keys()),
        aliases=aliases,
        policy=dict(built.policy),
        photos=_photos(built, digests),
    )


def _photos(built: Built, names: Container[str]) -> dict[str, list[str]]:
    photos: dict[str, list[str]] = defaultdict(list)
    for name, source in sorted(built.expected.photos.items()):
        if name in names:
            photos[source].append(name)
    return dict(photos)


def set_modes_and_times(folder: Path, manifest: ReleaseManifest, release_time: int) -> None:
    """Whoever built it, with whatever umask: readable by servers, writable by its owner alone, dated as the manifest says."""
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    for name, file in manifest.files.items():
        os.utime(folder / name, (file.mtime, file.mtime))
    for name in ABOUT_ITSELF:
        if (folder / name).exists():
            os.utime(folder / name, (release_time, release_time))
