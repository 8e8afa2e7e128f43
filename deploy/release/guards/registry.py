"""All guards, and how they are run. Each is a function whose name is its rule; a test takes each out in turn and sees harm pass."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from deploy.release.guards import contents, explained, files, markup, sources
from deploy.release.guards.built import Built
from deploy.release.guards.built_file import BuiltFile
from plugins.builder.parallel import spread
from plugins.problems import Problem

SourceGuard = Callable[[Path], Iterator[Problem]]
FolderGuard = Callable[[Built], Iterator[Problem]]
FileGuard = Callable[[BuiltFile], Iterator[str]]

OF_SOURCES: tuple[SourceGuard, ...] = (
    sources.no_links_among_sources,
    sources.no_forbidden_keys,
    sources.no_way_out_of_the_content,
)
OF_FOLDERS: tuple[FolderGuard, ...] = (
    files.only_plain_files,
    files.no_hidden_files,
    files.known_kinds,
    files.sound_names,
    files.one_writer,
    explained.nothing_unexplained,
    explained.nothing_missing,
)
OF_FILES: tuple[FileGuard, ...] = (
    contents.is_what_its_name_says,
    contents.no_secrets,
    contents.no_identity_numbers,
    markup.nothing_active,
    markup.only_known_addresses,
    markup.no_way_up,
)
ALL = frozenset(guard.__name__ for guard in (*OF_SOURCES, *OF_FOLDERS, *OF_FILES))


def problems_of_sources(content: Path, without: Collection[str] = ()) -> list[Problem]:
    """What in a content tree must not be built."""
    return sorted({problem for guard in OF_SOURCES if guard.__name__ not in without for problem in guard(content)})


def problems_of_built(built: Built, without: Collection[str] = ()) -> list[Problem]:
    """What in a built folder must not be published; files are looked into on all cores."""
    problems = {problem for guard in OF_FOLDERS if guard.__name__ not in without for problem in guard(built)}
    guards = [guard for guard in OF_FILES if guard.__name__ not in without]
    for _, found in spread(partial(_look_into, built, guards), built.files()):
        problems |= set(found)
    return sorted(problems)


def _look_into(built: Built, guards: Collection[FileGuard], name: str) -> list[Problem]:
    file = BuiltFile(name, (built.folder / name).read_bytes(), built)
    return [Problem(name, message=message) for guard in guards for message in guard(file)]
