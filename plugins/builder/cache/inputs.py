"""What a build is made from, by digest: every file of content, theme and plugins, the settings, the libraries.

A file is read again only when its stamp moved: size, times of change and of status (which no copying tool sets) and number.
A file touched within the last moments is always read: two writes can fall into one tick of the clock.
"""

from __future__ import annotations

import ast
import os
import pickle
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.build_cache import StaleCache
from plugins.builder.cache.store import Store
from plugins.builder.digests import UnknownValue, Values, checksum, combined
from plugins.project import CONTENT, ROOT

OUTSIDE = (CONTENT / "co-quan.toml",)  # stands in for a content tree's own
MOMENT_NS = 2_000_000_000
SKIPPED = {"__pycache__", ".git", "node_modules"}
Stamp = tuple[int, int, int, int]


class Files:
    """Digests of files, remembered by stamp between builds."""

    def __init__(self, store: Store, scope: str) -> None:
        self._store = store
        self._key = combined(b"stamps, pickled", scope.encode())
        self._known = self._remembered()
        self._seen: dict[str, tuple[Stamp, bytes]] = {}
        self._now = time.time_ns()
        self.newest = 0  # when the youngest of the files that were asked for was saved, in nanoseconds since 1970

    def digest(self, path: Path | str) -> bytes:
        """The digest of one file's bytes."""
        return self._digest(str(path), os.stat(path))  # noqa: PTH116

    def tree(self, folder: Path) -> dict[str, bytes]:
        """Digest of every file below the folder by path from there, links followed, hidden files included."""
        return {path: self._digest(entry.path, entry.stat()) for path, entry in _entries(folder, SKIPPED) if entry.is_file()}

    def content(self, folder: Path) -> dict[str, bytes]:
        """As `tree`, of a content tree: there nothing passes unseen, for what may not lie there stops the build."""
        return {path: self._digest_of_any(entry) for path, entry in _entries(folder, {".git"})}

    def _digest_of_any(self, entry: os.DirEntry[str]) -> bytes:
        digest = self._digest(entry.path, entry.stat()) if entry.is_file() else b"no file"
        return combined(os.readlink(entry.path).encode(), digest) if entry.is_symlink() else digest  # noqa: PTH115

    def remember(self) -> dict[bytes, bytes]:
        """What to keep for the next build of the same scope."""
        if self._known == self._seen:
            return {}
        return {self._key: pickle.dumps(self._seen, protocol=pickle.HIGHEST_PROTOCOL)}

    def _digest(self, path: str, status: os.stat_result) -> bytes:
        stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        self.newest = max(self.newest, status.st_ctime_ns)
        known = self._known.get(path)
        if known and known[0] == stamp:
            self._seen[path] = known
            return known[1]
        digest = checksum(Path(path).read_bytes())
        if max(stamp[1], stamp[2]) < self._now - MOMENT_NS:
            self._seen[path] = (stamp, digest)
        return digest

    def _remembered(self) -> dict[str, tuple[Stamp, bytes]]:
        kept = self._store.get(self._key)
        known: dict[str, tuple[Stamp, bytes]] = pickle.loads(kept) if kept else {}  # noqa: S301  # the store knows its bytes
        return known


def _entries(folder: Path, skipped: Collection[str]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All but folders, by path from the folder; links are not walked through."""
    start = len(str(folder)) + 1
    pending = [str(folder)] if folder.is_dir() else []
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    yield entry.path[start:], entry
                elif entry.name not in skipped:
                    pending.append(entry.path)


def digest_of_tree(tree: dict[str, bytes]) -> bytes:
    """One digest of names and contents."""
    return combined(*(part for path in sorted(tree) for part in (path.encode(), tree[path])))


def libraries() -> bytes:
    """Python and every installed package with its version: an upgrade of anything starts afresh."""
    names = sorted(
        f"{place}/{name}"
        for place in sys.path
        if os.path.isdir(place)  # noqa: PTH112
        for name in os.listdir(place)  # noqa: PTH208
        if name.endswith((".dist-info", ".egg-info"))
    )
    return combined(sys.version.encode(), *(name.encode() for name in names))


def code_of(files: Files, modules: Iterable[str]) -> bytes:
    """Digest of our modules named and all of ours that they import, at whatever depth."""
    pending, found = list(modules), {}
    while pending:
        path = _file_of(pending.pop())
        if path and path not in found:
            found[path] = files.digest(path)
            pending += _imports_of(path)
    return combined(*(part for path in sorted(found) for part in (str(path.relative_to(ROOT)).encode(), found[path])))


def _file_of(module: str) -> Path | None:
    path = ROOT / module.replace(".", "/")
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@dataclass(frozen=True, slots=True)
class Inputs:
    """`base`: what every page depends on. `conversion`: what a text's conversion depends on. `data`: what texts may show besides
    themselves, and how it is drawn. `trees`: all files there are, the youngest of them saved at `newest` (nanoseconds since 1970).
    `content`: those of the content tree by path from there.
    """

    base: bytes
    conversion: bytes
    data: bytes
    trees: bytes
    newest: int
    content: Mapping[str, bytes]

    @property
    def whole(self) -> bytes:
        """One digest of everything."""
        return combined(self.base, self.trees)


def inputs_of(files: Files, settings: Mapping[str, Any], content: Path) -> Inputs:
    """Read (or recognise) every file a build is made from. Settings are digested as they are before any plugin adds to them."""
    own = _digest_of_settings(settings, sorted(settings.keys() - {"PATH", "OUTPUT_PATH"}))
    theme, tree = digest_of_tree(files.tree(Path(settings["THEME"]))), files.content(content)
    places = tuple(settings["DATA_PATHS"])
    data = {path: digest for path, digest in tree.items() if path in places or path.split("/", 1)[0] in places}
    return Inputs(
        combined(libraries(), _code(files), own),
        _conversion_of(files, settings),
        combined(theme, digest_of_tree(data), *_outside(files)),
        _of_all(files, theme, tree),
        files.newest,
        tree,
    )


class InputsChanged(StaleCache):
    """Somebody saved a file while it was read, perhaps only to undo it: each may have been read before or after."""


def refuse_changed_inputs(inputs: Inputs, files: Files, theme: Path, content: Path) -> None:
    """Raises InputsChanged unless all files are as they were when the inputs were read; `files` have not looked yet."""
    now = _of_all(files, digest_of_tree(files.tree(theme)), files.content(content))
    if (now, files.newest) != (inputs.trees, inputs.newest):
        raise InputsChanged


def code_saved_since(moment: int) -> str:
    """The name of a file of our code, or of the forms and measures beside it, that was saved after a moment (nanoseconds since
    1970): a process reads each once. "" where none was.
    """
    now = time.time_ns()  # a clock that was set back leaves files of the future behind, which tell nothing
    code = {path.name: path.stat() for path in ROOT.glob("*.py")}
    code |= {f"plugins/{path}": entry.stat() for path, entry in _entries(ROOT / "plugins", SKIPPED)}
    return next((name for name, status in sorted(code.items()) if moment < status.st_ctime_ns <= now), "")


def _of_all(files: Files, theme: bytes, content: dict[str, bytes]) -> bytes:
    return combined(_code(files), theme, digest_of_tree(content), *_outside(files))


def _outside(files: Files) -> list[bytes]:
    return [files.digest(path) for path in OUTSIDE if path.is_file()]


def _code(files: Files) -> bytes:
    plugins = {path: digest for path, digest in files.tree(ROOT / "plugins").items() if not path.endswith(".pyc")}
    return digest_of_tree({**plugins, **{f"/{path.name}": files.digest(path) for path in sorted(ROOT.glob("*.py"))}})


def _digest_of_settings(settings: Mapping[str, Any], names: Iterable[str]) -> bytes:
    try:
        return Values({}, {}).digest({name: settings[name] for name in names})
    except UnknownValue:
        return os.urandom(16)  # equal to nothing, so that everything is made anew


def _conversion_of(files: Files, settings: Mapping[str, Any]) -> bytes:
    """The Markdown settings; the code of our extensions and of what functions among the settings may call."""
    ours = [name for name in settings["MARKDOWN"]["extensions"] if name.startswith("plugins.")]
    called = [name for path in ROOT.glob("*.py") for name in _imports_of(path) if name.startswith("plugins.")]
    own = _digest_of_settings(settings, ("MARKDOWN", "FORMATTED_FIELDS"))
    return combined(libraries(), own, code_of(files, [*ours, *called, "plugins.builder.markdown.converter"]))
