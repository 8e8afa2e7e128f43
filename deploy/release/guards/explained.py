"""Guards of the whole: every file comes from somewhere, and everything that should come is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from posixpath import splitext

from deploy.release.guards.built import Built, ExpectedSite
from plugins.images.photo import ENDINGS, photo_of
from plugins.manuscript import read_manuscript
from plugins.newsroom.checks.check_tree import read_header
from plugins.newsroom.checks.file_names import printable
from plugins.newsroom.checks.site import files_of
from plugins.newsroom.checks.site_aliases import emptied_lists, new_addresses
from plugins.newsroom.checks.tree import ContentTree, walk
from plugins.problems import Problem
from plugins.project import THEME
from plugins.reception.data.catalogue import load_data
from plugins.reception.open_data.block_downloads import block_paths
from plugins.reception.open_data.downloads import pages_of
from plugins.reception.open_data.published_reports import with_published_reports
from plugins.reception.open_data.statistic_files import statistics_among
from plugins.search.script import sent

SEARCH_INDEX = re.compile(r"tim-kiem/\d{4}\.json")
SEARCH_SCRIPT = "tim-kiem/tim-kiem.js"
FROM_THE_THEME = "tinh/"
OF_BLOCKS, CHART_OF_BLOCK = (".csv", ".xlsx", ".json", ".html"), ".svg"  # not every block has a chart
FENCE = re.compile(b"```|~~~")


def expected_of(content: Path, now: str, built: Iterable[str] = ()) -> ExpectedSite:
    """Every page, feed and download that texts and data give, and every alias, at a minute ("2017-10-10 15:25" in Vietnam).

    Of the files that were `built`, it knows those of statistics: which of them a text cites only its page shows.
    """
    tree, _ = walk(content, content.name)
    publications = {path: read_header(content / path, path, tree.display_path(path)).publication for path in tree.texts()}
    with closing((catalogue := with_published_reports(load_data(content, content.name))).store):
        data, statistics = pages_of(catalogue), statistics_among(catalogue, built)
    files = [name for name, date in files_of(publications.values()).items() if date <= now]
    published = {path: each.address for path, each in publications.items() if each.address and each.date <= now}
    blocks = [block for path, address in published.items() for block in _blocks(tree, path, address)]
    of_blocks = [f"{block}{ending}" for block in blocks for ending in OF_BLOCKS]
    return ExpectedSite(
        frozenset([*files, *data, *of_blocks, SEARCH_SCRIPT]),
        new_addresses(publications.values(), now),
        _photos(tree),
        frozenset([*statistics, *(f"{block}{CHART_OF_BLOCK}" for block in blocks)]),
        emptied_lists(publications.values(), now),
    )


def _blocks(tree: ContentTree, path: str, address: str) -> list[str]:
    """The paths, without endings, of the files of a text's blocks of statistics."""
    if not FENCE.search((tree.root / path).read_bytes()):
        return []
    return block_paths(f"{address}/", read_manuscript(tree.root / path, tree.display_path(path)))


def _photos(tree: ContentTree) -> dict[str, str]:
    pictures = ((path, tree.root / path) for path in tree.files if splitext(path)[1] in ENDINGS)
    photos = filter(None, (photo_of(path, file.read_bytes()) for path, file in pictures))
    return {name: photo.source for photo in photos for name in photo.names()}


def nothing_unexplained(built: Built) -> Iterator[Problem]:
    """A page that no text stands behind was put there by something else; a file must be, to the byte, one of the sources."""
    for name in built.files():
        if name in built.expected.photos or _is_of_our_own(name, built) or _is_copy(built, name):
            continue
        message = "không bài viết, số liệu hay tệp nguồn nào làm ra tệp này: có thể do mã lạ. Xem lại các plugin và mẫu trang."
        yield Problem(printable(name), message=message)


def _is_of_our_own(name: str, built: Built) -> bool:
    if name == SEARCH_SCRIPT:
        return (built.folder / name).read_text(encoding="utf-8") == sent(
            (THEME / "scripts/tim-kiem.js").read_text(encoding="utf-8")
        )
    is_expected = name in built.expected.files or name in built.expected.possible
    return not name.startswith(FROM_THE_THEME) and (is_expected or bool(SEARCH_INDEX.fullmatch(name)))


def _is_copy(built: Built, name: str) -> bool:
    is_from_theme = name.startswith(FROM_THE_THEME)
    source = THEME / "static" / name.removeprefix(FROM_THE_THEME) if is_from_theme else built.content / name
    return source.is_file() and not source.is_symlink() and source.read_bytes() == (built.folder / name).read_bytes()


def nothing_missing(built: Built) -> Iterator[Problem]:
    """A build that ended too early, or lost a page on the way, is no release."""
    for name in sorted(built.expected.files - built.entries.keys()):
        yield Problem(
            name, message="thiếu tệp này, tuy bài viết hoặc số liệu của nó có trong nội dung. Dựng lại bằng make publish."
        )
