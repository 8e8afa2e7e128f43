"""From what the server has and what is sent to a whole, verified, durable folder `releases/<id>`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from deploy.receiver.durable import FOLDER_MODE, fsync, fsync_all, write_file
from deploy.receiver.errors import Refused
from deploy.receiver.manifest import MANIFEST, SIGNATURE, File, Release, read_release, some, wrong_files
from deploy.receiver.previous_files import link_previous
from deploy.receiver.refusals import refuse_full_disk
from deploy.receiver.site_folder import INCOMING, TRASH, SiteFolder

Receive = Callable[[list[tuple[str, int]]], Iterable[bytes]]  # digests and sizes that are wanted -> their bytes, in that order


def assemble(site: SiteFolder, release: Release, live: Release | None, receive: Receive, withdraw: bool) -> Path:
    """The folder of the release, to the last byte on the disk. What stops this leaves only a folder that the next run removes."""
    incoming, place = site.releases / f"{INCOMING}{release.id}", site.release(release.id)
    _make_folders(incoming, release.files)
    linked = _link(site.live, incoming, release, live) if live else set()
    new = sorted(release.files.keys() - linked)
    refuse_full_disk(site, [release.files[path].size for path in new])
    _write(site, incoming, release, new, receive)
    for name, data in ((MANIFEST, release.raw), (SIGNATURE, release.signature)):
        write_file(incoming / name, data, max((file.mtime for file in release.files.values()), default=0))
    wrong = wrong_files(incoming, release.files, new)
    if wrong:
        raise Refused(f"tệp nhận được không giống bản đã ký: {some(wrong)}. Đăng lại.")
    if live and not withdraw:
        link_previous(site.release(live.id), incoming, live, release)
    _make_durable(incoming, [*new, MANIFEST, SIGNATURE])
    if place.exists():  # an earlier try that was never shown, or a release that was rolled back
        place.rename(site.releases / f"{TRASH}{release.id}")
    incoming.rename(place)
    fsync(site.releases)
    return place


def _make_folders(incoming: Path, files: Iterable[str]) -> None:
    incoming.mkdir()
    for folder in sorted({path.rpartition("/")[0] for path in files}):
        (incoming / folder).mkdir(parents=True, exist_ok=True)


def _link(old: Path, incoming: Path, release: Release, live: Release) -> set[str]:
    """Link what is the same in the live release, so that it keeps its time and no reader loads it twice; read it again, too."""
    same = {path for path in release.files.keys() & live.files.keys() if release.files[path].sha256 == live.files[path].sha256}
    start, end = f"{old.resolve()}/", f"{incoming}/"
    linked = {path for path in same if _linked(start + path, end + path)}
    damaged = wrong_files(incoming, release.files, linked)
    for path in damaged:
        (incoming / path).unlink()
    return linked - set(damaged)


def _linked(old: str, new: str) -> bool:
    try:
        os.link(old, new)
    except OSError:  # no such file, or as many links as the file system allows: it is written anew
        return False
    return True


def _write(site: SiteFolder, incoming: Path, release: Release, new: list[str], receive: Receive) -> None:
    """Copy what another file of the server holds; ask for the rest, each content once."""
    times = {path: _time(site.live, path, release.files[path]) for path in new}
    known = _contents(site, {release.files[path].sha256 for path in new})
    wanted: dict[str, list[str]] = {}
    for path in new:
        digest = release.files[path].sha256
        data = known[digest].read_bytes() if digest in known else b""
        if hashlib.sha256(data).hexdigest() == digest:
            write_file(incoming / path, data, times[path])
        else:
            wanted.setdefault(digest, []).append(path)
    contents = receive([(digest, release.files[paths[0]].size) for digest, paths in wanted.items()])
    for data, paths in zip(contents, wanted.values()):
        for path in paths:
            write_file(incoming / path, data, times[path])


def _time(live: Path, path: str, file: File) -> int:
    """Web servers know a file by size and time: other bytes of the same size and time would be answered “not modified”."""
    try:
        old = (live / path).stat()
    except OSError:
        return file.mtime
    return max(file.mtime, int(old.st_mtime) + 1) if old.st_size == file.size else file.mtime


def _contents(site: SiteFolder, digests: set[str]) -> dict[str, Path]:
    """Where on the server those contents lie already."""
    found: dict[str, Path] = {}
    for name in site.ids():
        try:
            files = read_release(site.release(name)).files
        except Refused:
            continue
        found.update({file.sha256: site.release(name) / path for path, file in files.items() if file.sha256 in digests})
    return found


def _make_durable(incoming: Path, new: Iterable[str]) -> None:
    folders = [Path(name) for name, _, _ in os.walk(incoming)]
    for folder in folders:
        folder.chmod(FOLDER_MODE)
    fsync_all((incoming / path for path in new), folders)
