"""What plugins tell the incremental builder: what an article depends on, and which results it may cache.

The builder (plugins/builder) caches articles together with everything that plugins made of them, and reuses a cached article as
long as nothing that it depends on has changed. It knows the dependencies because plugins *record* them here. A plugin that records
nothing makes builds slow but never wrong: every build then reads and processes every article again.

A fast plugin declares at the head of its plugin.py that it records. For each article (or page) that it works on, it then records
everything that its work depends on, except the article's own file, our code and the settings:

    RECORDS_DEPENDENCIES = True

    def show_note(generators):
        for article in articles_of(generators):
            if is_cached(article):
                continue  # its cached text already holds the right note
            article._content += note(article)
            depends_on_file(article, "tep/ghi-chu.txt")

    def register():
        signals.all_generators_finalized.connect(show_note)

- `depends_on_data(article)`: the article shows data (files of DATA_PATHS) in the way the theme draws them.
- `depends_on_file(article, path)`: the article shows one file of the content tree. The file need not exist yet.
- `depends_on_address(article, address, exists)`: the article shows whether the site has a page at this address.
- `depends_on_articles(article, newer=…)`: the article's page shows other articles, which templates find under these names. Call it
  for every article in every build, cached or not: the others belong to this build.
- `depends_on_texts(generator)`: the generator writes its own files, without Pelican's writer, and they show whole texts, not only
  titles, summaries, data and the theme. Call it in every build.
- `changes_at(article, moment)`: from that moment on the article is another one. Call it after the moment too: a clock may be set
  back.
- `cache_with(article, name, value)` caches a value with the article; `cached_with(article, name)` returns it in this build or a
  later one, None if there is none. The value must be picklable, and nobody may change it.

An article that depends on none of these needs no call. A plugin works only on articles that are not cached, and changes them at one
of two signals: `content_object_init`, when they are read, or `all_generators_finalized`. A build of a few changed bodies and the
preview of a saved article send no others, and `all_generators_finalized` then gets a single generator, which lists only these
articles. Under plain Pelican the calls change nothing, and no article is ever cached.

A result that depends on one file alone needs no article: the function in the setting CACHED_PER_FILE (see `Cached`) caches such
results by file. Without our builder the setting is missing; use `uncached` instead, which works everything out each time.

A file that a plugin writes without Pelican's writer is written in every build. Written by `own_files`, it is written only when
what it is made of has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, Protocol, TypeVar

PER_FILE = "CACHED_PER_FILE"  # a setting: the `Cached` of this build
OWN_FILES = "OWN_FILES"  # a setting: the `OwnFiles` of this build
DATA_DIGEST = "DATA_DIGEST"  # a setting: a digest of all data, b"" without our builder
NO_CACHE = "BUILD_NO_CACHE"  # a setting: True if the build may use nothing that earlier builds cached
ONLY = "ONLY_TEXTS"  # a setting: the paths of the texts that this build reads, if only their bodies changed
DECLARED = "RECORDS_DEPENDENCIES"  # the constant by which a plugin's module declares that it records
TEXTS_ELSEWHERE = "TEXTS_SHOWN_ELSEWHERE"  # a setting: True once a generator depends on texts
RECORD, IS_CACHED = "_record", "_is_cached"  # attributes of articles that only this module and the builder know
UNWATCHED = {"..", ".git"}
Result = TypeVar("Result")


@dataclass(slots=True)
class Record:
    """What one article depends on, and the values that plugins cache with it."""

    data: bool = False
    files: set[str] = field(default_factory=set)
    addresses: dict[str, bool] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    moments: set[float] = field(default_factory=set)


NOTHING = Record()


def record_of(article: Any) -> Record:
    """What plugins recorded about an article. The builder reads it and never changes it."""
    record: Record = vars(article).get(RECORD, NOTHING)
    return record


def is_cached(article: Any) -> bool:
    """Whether the article comes from an earlier build, with all that plugins made of it then."""
    return IS_CACHED in vars(article)


def depends_on_data(article: Any) -> None:
    """Record that the article shows data, or may show it."""
    _own_record(article).data = True


def depends_on_file(article: Any, path: str | PurePath) -> None:
    """Record that the article shows, or is made with, the file at this path from the content root.

    Raises ValueError for what the builder does not watch: a folder, a file outside the content tree.
    """
    root, path = Path(article.settings["PATH"]), PurePath(path)
    if path.is_absolute() or UNWATCHED.intersection(path.parts) or (root / path).is_dir():
        raise ValueError(f"{path} is no file of the content tree")
    _own_record(article).files.add(path.as_posix())


def depends_on_address(article: Any, address: str, exists: bool) -> None:
    """Record that the article depends on whether the address `exists` (see `published_addresses`)."""
    _own_record(article).addresses[address] = exists


def depends_on_articles(article: Any, **others: Any) -> None:
    """Give the article's page other articles under these names: each one article, a list, or None."""
    for name, value in others.items():
        setattr(article, name, value)  # the builder compares it with the old value, so never change that in place


def changes_at(article: Any, moment: float) -> None:
    """Record that the article is one thing before this moment (seconds since 1970) and another from then on."""
    _own_record(article).moments.add(moment)


def depends_on_texts(generator: Any) -> None:
    """Record that the generator's own files show texts, so that a changed text changes more than its page."""
    generator.settings[TEXTS_ELSEWHERE] = True


def cache_with(article: Any, name: str, value: Any) -> None:
    """Cache a value with the article, as long as the article itself is cached."""
    _own_record(article).values[name] = value


def cached_with(article: Any, name: str) -> Any:
    """The value cached with the article under this name, or None."""
    return record_of(article).values.get(name)


def published_addresses(context: Mapping[str, Any]) -> frozenset[str]:
    """The addresses ("/gioi-thieu/") of the site's pages, from a generator's context once all texts are read."""
    contents = context["generated_content"].values()
    written = {f"/{content.url}" for content in contents if content and content.status != "draft"}
    return frozenset(written.union(context.get("PAGES_MADE", ())))


def _own_record(article: Any) -> Record:
    if RECORD not in vars(article):
        setattr(article, RECORD, Record())
    return record_of(article)


class Cached(Protocol):
    """Returns what `work` makes of each file, by path from the content root. `what` names the work.

    A result may depend on the file's path and bytes and on our code, on nothing else. It must be picklable, and nobody may
    change it.
    """

    def __call__(self, what: str, paths: Iterable[str], work: Callable[[str], Result]) -> dict[str, Result]: ...


def uncached(what: str, paths: Iterable[str], work: Callable[[str], Result]) -> dict[str, Result]:
    """Does all work each time."""
    return {path: work(path) for path in paths}


class OwnFiles(Protocol):
    """Makes files of the site together, by path from its folder, which `make` gets.

    `value` is all that they are made of, besides our code and the settings: with the same value they are not made again.
    """

    def __call__(self, names: Collection[str], value: bytes, make: Callable[[Path], None]) -> None: ...


def own_files(settings: Mapping[str, Any]) -> OwnFiles:
    """The `OwnFiles` of this build; without our builder one that makes the files each time."""

    def made_each_time(names: Collection[str], value: bytes, make: Callable[[Path], None]) -> None:
        make(folder_of(Path(settings["OUTPUT_PATH"]), names))

    found: OwnFiles | None = settings.get(OWN_FILES)
    return found or made_each_time


def folder_of(output: Path, names: Collection[str]) -> Path:
    """The site's folder, with all that the files need to lie in."""
    for name in names:
        (output / name).parent.mkdir(parents=True, exist_ok=True)
    return output


class StaleCache(Exception):
    """A cached result is out of date or lost: the build starts over without the cache."""
