"""Derived photos, cached by name: a name tells source and recipe, so that nobody makes the same file twice."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from posixpath import basename, splitext
from queue import SimpleQueue

from plugins.builder.parallel import processes
from plugins.child_process import ChildDied, ChildProcess
from plugins.images.encoder import SECONDS, Wanted
from plugins.images.photo import Photo
from plugins.problems import Problem, ProblemsFound
from plugins.project import PHOTO_CACHE

DAMAGED = "ảnh không mở ra được đến hết. Mở ảnh bằng chương trình xem ảnh, lưu lại dạng JPEG, hoặc chép lại tệp gốc."
CHANGED = "ảnh được lưu lại trong lúc dựng. Chạy lại lệnh này."


class DerivedPhotos:
    """The derived files of the photos below `content`, in the folder `cache`."""

    def __init__(self, content: Path, cache: Path) -> None:
        self._content, self._cache = content, cache

    def place(self, name: str) -> Path:
        """Where the cache has a derived file."""
        file = basename(name)
        return self._cache / file[:2] / file

    def make(self, photos: Iterable[Photo], with_avif: bool) -> None:
        """Make what the cache lacks, on all cores. Raises ProblemsFound for photos that cannot be decoded."""
        missing = [photo for photo in photos if any(not self.place(name).is_file() for name in photo.names(with_avif))]
        with ThreadPoolExecutor(processes()) as pool:
            made = pool.map(lambda photo: list(self._make(photo, with_avif)), missing)
            problems = list(chain.from_iterable(made))
        if problems:
            raise ProblemsFound(problems)

    def _make(self, photo: Photo, with_avif: bool) -> Iterator[Problem]:
        display_path, data = f"{self._content.name}/{photo.path}", (self._content / photo.path).read_bytes()
        if sha256(data).hexdigest() != photo.source:
            yield Problem(display_path, message=CHANGED)
            return
        files = {photo.name(size[0], ending): Wanted(size, ending) for ending in photo.endings(with_avif) for size in photo.sizes()}
        wanted = {name: one for name, one in files.items() if not self.place(name).is_file()}
        made = (data,) if photo.kind == "animation" else derived(data, tuple(wanted.values()))
        if made is None:
            yield Problem(display_path, message=DAMAGED)
            return
        for name, file in zip(wanted, made, strict=True):
            write_whole(self.place(name), file)


def web_original(data: bytes) -> bytes | None:
    """The picture in the form that the content tree takes; None where that is not possible."""
    made = derived(data, None)
    return made[0] if made else None


def is_whole(data: bytes, photo: Photo) -> bool:
    """Whether the picture can be decoded. The cache has a derived file only of one that was."""
    if DerivedPhotos(Path(), PHOTO_CACHE).place(photo.names()[-1]).is_file():
        return True
    return derived(data, (Wanted(photo.sizes()[0], ".jpg"),)) is not None


def derived(data: bytes, wanted: tuple[Wanted, ...] | None) -> tuple[bytes, ...] | None:
    """The files (without `wanted`, the web original), made in a process of its own; None where that takes too much or is not
    possible.
    """
    children = _children()
    child = children.get()
    try:
        made: tuple[bytes, ...] | None = child.ask((data, wanted), SECONDS)
    except ChildDied:
        return None
    finally:
        children.put(child)
    return made


@cache
def _children() -> SimpleQueue[ChildProcess]:
    """As many as cores; each starts with its first order."""
    children = SimpleQueue[ChildProcess]()
    for _ in range(processes()):
        children.put(ChildProcess("plugins.images.encoder"))
    return children


def write_whole(place: Path, data: bytes, durable: bool = False) -> None:
    """Write beside, then rename: a reader meets the whole file, or what was there before; if `durable`, after a power cut too."""
    place.parent.mkdir(parents=True, exist_ok=True)
    name, ending = splitext(place.name)
    unfinished = place.with_name(f".{name}.{os.getpid()}{ending}.tmp")
    with unfinished.open("wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    unfinished.replace(place)
