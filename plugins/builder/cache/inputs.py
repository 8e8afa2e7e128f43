"""What a build is made from, by digest: every file of content, theme and plugins, the settings, the libraries.

A file is read again only if its stamp changed. A file saved within the last two seconds is always read: two writes can fall into
one tick of the clock.
"""

from __future__ import annotations

import ast
import os
import pickle
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.build_cache import StaleCache
from plugins.builder.cache.store import Store
from plugins.builder.digests import UnknownValue, Values, checksum, combined
from plugins.files import NOT_SOURCES, Stamp, files_in, source_stamp
from plugins.project import CONTENT, ROOT

OUTSIDE = (CONTENT / "co-quan.toml",)  # used if a content tree has none
MOMENT_NS = 2_000_000_000


class Files:
    """Digests of files, cached by stamp between builds. `scope` names the set of files."""

    def __init__(self, store: Store, scope: str) -> None:
        self._store = store
        self._key = combined(b"stamps, pickled", scope.encode())
        self._cached = self._load()
        self._current: dict[str, tuple[Stamp, bytes]] = {}
        self._now = time.time_ns()
        self.newest = 0  # when the youngest of the digested files was saved, in nanoseconds since 1970

    def digest(self, path: Path | str) -> bytes:
        """The digest of one file's bytes."""
        return self._digest(str(path), os.stat(path))  # noqa: PTH116

    def tree(self, folder: Path) -> dict[str, bytes]:
        """The digest of every file below the folder, by path from there. Follows links to files."""
        return {path: self._digest(entry.path, entry.stat()) for path, entry in files_in(folder, NOT_SOURCES) if entry.is_file()}

    def content(self, folder: Path) -> dict[str, bytes]:
        """As `tree`, with links, pipes and all else that may not lie in a content tree: the build must see it to refuse it."""
        return {path: self._digest_of_any(entry) for path, entry in files_in(folder, (".git",))}

    def _digest_of_any(self, entry: os.DirEntry[str]) -> bytes:
        digest = self._digest(entry.path, entry.stat()) if entry.is_file() else b"no file"
        return combined(os.readlink(entry.path).encode(), digest) if entry.is_symlink() else digest  # noqa: PTH115

    def to_cache(self) -> dict[bytes, bytes]:
        """The entries to cache for the next build of the same scope."""
        if self._cached == self._current:
            return {}
        return {self._key: pickle.dumps(self._current, protocol=pickle.HIGHEST_PROTOCOL)}

    def _digest(self, path: str, status: os.stat_result) -> bytes:
        stamp = source_stamp(status)
        self.newest = max(self.newest, status.st_ctime_ns)
        known = self._cached.get(path)
        if known and known[0] == stamp:
            self._current[path] = known
            return known[1]
        digest = checksum(Path(path).read_bytes())
        if max(status.st_mtime_ns, status.st_ctime_ns) < self._now - MOMENT_NS:
            self._current[path] = (stamp, digest)
        return digest

    def _load(self) -> dict[str, tuple[Stamp, bytes]]:
        value = self._store.get(self._key)
        return pickle.loads(value) if value else {}  # noqa: S301  # the store knows its bytes


def digest_of_tree(tree: dict[str, bytes]) -> bytes:
    """One digest of all names and contents."""
    return combined(*(part for path in sorted(tree) for part in (path.encode(), tree[path])))


def libraries() -> bytes:
    """Digest of Python's version and every installed package's: an upgrade makes everything again."""
    names = sorted(
        f"{place}/{name}"
        for place in sys.path
        if os.path.isdir(place)  # noqa: PTH112
        for name in os.listdir(place)  # noqa: PTH208
        if name.endswith((".dist-info", ".egg-info"))
    )
    return combined(sys.version.encode(), *(name.encode() for name in names))


def code_of(files: Files, modules: Iterable[str]) -> bytes:
    """Digest of these modules of ours and of all of ours that they import, directly or not."""
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
    """Digests: `base` of what every page depends on, `conversion` of what Markdown's conversion depends on, `data` of what texts
    may show besides themselves and of how the theme draws it, `trees` of all files, `content` of each file of the content tree by
    path from there. `newest`: when the youngest file was saved, in nanoseconds since 1970.
    """

    base: bytes
    conversion: bytes
    data: bytes
    trees: bytes
    newest: int
    content: Mapping[str, bytes]

    @property
    def digest(self) -> bytes:
        """One digest of everything."""
        return combined(self.base, self.trees)


def inputs_of(files: Files, settings: Mapping[str, Any], content: Path) -> Inputs:
    """Digest all that a build is made from. Call it before any plugin adds to the settings."""
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
    """Somebody saved a file during the build, which may have read it before or after."""


def refuse_changed_inputs(inputs: Inputs, files: Files, theme: Path, content: Path) -> None:
    """Raises InputsChanged if a file changed since the inputs were read. `files` must be new: it has digested nothing yet."""
    now = _of_all(files, digest_of_tree(files.tree(theme)), files.content(content))
    if (now, files.newest) != (inputs.trees, inputs.newest):
        raise InputsChanged


def code_saved_since(moment: int) -> str:
    """The name of a file among our code and forms that was saved after this moment (nanoseconds since 1970), or "": a process
    reads each of them once.
    """
    now = time.time_ns()  # if the clock was set back, files of the future prove nothing
    code = {path.name: path.stat() for path in ROOT.glob("*.py")}
    code |= {f"plugins/{path}": entry.stat() for path, entry in files_in(ROOT / "plugins", NOT_SOURCES)}
    return next((name for name, status in sorted(code.items()) if moment < status.st_ctime_ns <= now), "")


def _of_all(files: Files, theme: bytes, content: dict[str, bytes]) -> bytes:
    return combined(_code(files), theme, digest_of_tree(content), *_outside(files))


def _outside(files: Files) -> list[bytes]:
    return [files.digest(path) for path in OUTSIDE if path.is_file()]


def _code(files: Files) -> bytes:
    return digest_of_tree(files.tree(ROOT / "plugins") | {f"/{path.name}": files.digest(path) for path in ROOT.glob("*.py")})


def _digest_of_settings(settings: Mapping[str, Any], names: Iterable[str]) -> bytes:
    try:
        return Values({}, {}).digest({name: settings[name] for name in names})
    except UnknownValue:
        return os.urandom(16)  # equals no other, so everything is made again


def _conversion_of(files: Files, settings: Mapping[str, Any]) -> bytes:
    """Digest of the Markdown settings, and of the code of our extensions and of all that functions in the settings may call."""
    ours = [name for name in settings["MARKDOWN"]["extensions"] if name.startswith("plugins.")]
    called = [name for path in ROOT.glob("*.py") for name in _imports_of(path) if name.startswith("plugins.")]
    own = _digest_of_settings(settings, ("MARKDOWN", "FORMATTED_FIELDS"))
    return combined(libraries(), own, code_of(files, [*ours, *called, "plugins.builder.markdown.converter"]))
