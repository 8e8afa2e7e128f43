"""What plugins tell the incremental builder: what an article depends on, and which work need not be done again.

The builder (plugins/builder) caches articles with everything that plugins made of them, and hands the cached ones out as long as
nothing that they depend on has changed. It knows what an article depends on because plugins *record* it here. A plugin that
records nothing is right and slow: with it, every article is read and worked on again whenever anything has changed.

To be fast, a plugin says so at the head of its plugin.py, and then records, for each article (or page) that it works on, all that
its work depends on besides the article's own file, our code and the settings:

    RECORDS_DEPENDENCIES = True

    def show_note(generators):
        for article in articles_of(generators):
            if is_cached(article):
                continue  # the note is in it already, and still the right one
            article._content += note(article)
            depends_on_file(article, "tep/ghi-chu.txt")

    def register():
        signals.all_generators_finalized.connect(show_note)

- `depends_on_data(article)`: on the files of DATA_PATHS, or on how the theme draws them.
- `depends_on_file(article, path)`: on one file of the content tree, also on one that is not there yet.
- `depends_on_address(article, address, there)`: on whether the site has a page at this address.
- `depends_on_articles(article, newer=…)`: its page shows other articles, which templates find under these names. Call it for
  every article in every build, cached or not: the others are those of this build.
- `depends_on_texts(generator)`: the generator writes files of its own (not with Pelican's writer) that show articles' texts,
  rather than titles, summaries, data and the theme. Call it in every build.
- `cache_with(article, name, value)` keeps a value with the article; `cached_with(article, name)` gives it back, in this build or a
  later one, None where there is none. The value must be fit for pickling, and nobody changes it.

An article that depends on none of these needs no call. A plugin works on articles that are not cached only, and changes them when
they are read (`content_object_init`) or in `all_generators_finalized`: a build of a few changed bodies, and the preview's first
look at a saved article, send these two signals, the latter with one generator that lists nothing but these articles. Under plain
Pelican the calls change nothing, and no article is ever cached.

Work on one file alone need not be bound to an article: `Remember`, the setting REMEMBER, gives results by file. Without a builder
there is none, and `afresh` does all work each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, Protocol, TypeVar

SETTING = "REMEMBER"
AFRESH = "BUILD_AFRESH"  # a setting: True where nothing may be used that an earlier build left
ONLY = "ONLY_TEXTS"  # a setting: the paths of the texts that are read, where nothing but their bodies changed since the last build
DECLARED = "RECORDS_DEPENDENCIES"  # the constant by which a plugin's module says that it records
TEXTS_SHOWN = "TEXTS_SHOWN_ELSEWHERE"  # a setting: True once a generator depends on texts
RECORD, CACHED = "_record", "_is_cached"  # attributes of articles; nobody but this module and the builder knows them
UNWATCHED = {"..", ".git"}
Result = TypeVar("Result")


@dataclass(slots=True)
class Record:
    """What one article depends on, and what plugins keep with it."""

    data: bool = False
    files: set[str] = field(default_factory=set)
    addresses: dict[str, bool] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


NOTHING = Record()


def record_of(article: Any) -> Record:
    """For the builder: what plugins recorded of an article; not to be changed."""
    record: Record = vars(article).get(RECORD, NOTHING)
    return record


def is_cached(article: Any) -> bool:
    """Whether the article comes from an earlier build, with all that plugins made of it there."""
    return CACHED in vars(article)


def depends_on_data(article: Any) -> None:
    """Record that the article shows data, or may."""
    _own_record(article).data = True


def depends_on_file(article: Any, path: str | PurePath) -> None:
    """Record that the article shows, or was made with, the file of this path from the content root.

    Raises ValueError for what the builder does not watch: a folder, or a file outside the content tree.
    """
    root, path = Path(article.settings["PATH"]), PurePath(path)
    if path.is_absolute() or UNWATCHED.intersection(path.parts) or (root / path).is_dir():
        raise ValueError(f"{path} is no file of the content tree")
    _own_record(article).files.add(path.as_posix())


def depends_on_address(article: Any, address: str, there: bool) -> None:
    """Record that the article would be another one if the address were not, or were, `there` (see `published_addresses`)."""
    _own_record(article).addresses[address] = there


def depends_on_articles(article: Any, **others: Any) -> None:
    """Give the article's page other articles (one, a list, or None) by these names."""
    for name, value in others.items():
        setattr(article, name, value)  # sees whether it is another one than before: never changed in place


def depends_on_texts(generator: Any) -> None:
    """Record that the generator's own files show texts, so that no build may make the page of a changed text alone."""
    generator.settings[TEXTS_SHOWN] = True


def cache_with(article: Any, name: str, value: Any) -> None:
    """Keep a value with the article, for as long as the article is cached."""
    _own_record(article).values[name] = value


def cached_with(article: Any, name: str) -> Any:
    """The value kept with the article under this name, or None."""
    return record_of(article).values.get(name)


def published_addresses(context: Mapping[str, Any]) -> frozenset[str]:
    """The addresses ("/gioi-thieu/") of the pages that the site has, by a generator's context once all texts are read."""
    contents = context["generated_content"].values()
    written = {f"/{content.url}" for content in contents if content and content.status != "draft"}
    return frozenset(written.union(context.get("PAGES_MADE", ())))


def _own_record(article: Any) -> Record:
    if RECORD not in vars(article):
        setattr(article, RECORD, Record())
    return record_of(article)


class Remember(Protocol):
    """Gives by path (from the content root) what `work` makes of each file.

    The result may depend on the file's path and bytes and on our code, on nothing else; it must be fit for pickling, and whoever
    gets it must not change it. `what` names the work.
    """

    def __call__(self, what: str, paths: Iterable[str], work: Callable[[str], Result]) -> dict[str, Result]: ...


def afresh(what: str, paths: Iterable[str], work: Callable[[str], Result]) -> dict[str, Result]:
    """Remembers nothing."""
    return {path: work(path) for path in paths}


class StaleCache(Exception):
    """Something cached depends on what is no longer so; the build is to be done again without the cache."""
