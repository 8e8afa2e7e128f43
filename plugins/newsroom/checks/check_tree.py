"""Runs all checks of the files and texts of a content tree, before Pelican sees it; one file takes milliseconds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from plugins.build_cache import Cached, uncached
from plugins.manuscript import read_manuscript
from plugins.newsroom.checks.addresses import Name, addresses_differ, names_differ_by_more_than_marks, names_in
from plugins.newsroom.checks.anchors import Anchors, anchors_of
from plugins.newsroom.checks.attachments.check import attachments_of, check_attachment
from plugins.newsroom.checks.characters import check_characters
from plugins.newsroom.checks.encoding import read_or_explain
from plugins.newsroom.checks.header import Kind
from plugins.newsroom.checks.links import PageLink, check_links, files_needed, page_links_of
from plugins.newsroom.checks.rules import check_rules
from plugins.newsroom.checks.site import PageLinks, Publication, Text, dead_fragments, publication_of
from plugins.newsroom.checks.site_aliases import aliases_are_free, links_use_addresses_of_today
from plugins.newsroom.checks.tree import TEXTS_LIE_WHERE_THEY_ARE_READ, ContentTree, walk
from plugins.newsroom.checks.tried import words_come_out_as_typed
from plugins.problems import Problem, errors_of

PAGES = "trang"
NOT_ARTICLES = ("so-lieu", "so-bo", "anh", "tep")  # as ARTICLE_EXCLUDES in pelicanconf.py


def kind_of(path: str) -> Kind | None:
    """Whether a Markdown file is an article or a page, by its folder; None where Pelican would never look."""
    first = path.partition("/")[0]
    if first == PAGES:
        return "page"
    return None if first in NOT_ARTICLES else "article"


class ReadText(NamedTuple):
    """What is known of one text without the others. `names`: as `names_in` gives them; `needs`: the files that its links lead to,
    by path from the content root; `page_links`: the links that lead to pages.
    """

    problems: tuple[Problem, ...]
    kind: Kind | None = None
    publication: Publication = Publication()
    names: tuple[Name, ...] = ()
    needs: tuple[str, ...] = ()
    page_links: tuple[PageLink, ...] = ()


def check_tree(root: Path, name: str = "content", cached: Cached = uncached, only: Collection[str] | None = None) -> list[Problem]:
    """Every problem of the tree, sorted by file and line. With `only` (paths of texts and attachments from `root`), the problems
    of those; of every other text, only what `only` may clash with or link to is read.
    """
    if not root.is_dir():
        return [Problem(name, message="không có thư mục này. Kiểm tra lại CONTENT=….")]
    tree, problems = walk(root, name)
    return check_files(tree, problems, cached, only=only)


def check_files(
    tree: ContentTree,
    problems: list[Problem],
    cached: Cached = uncached,
    anchors: Anchors = anchors_of,
    only: Collection[str] | None = None,
) -> list[Problem]:
    """Check a tree that was walked already; `problems` are those of the walk. `anchors` gives the ids that links can lead to."""
    problems = list(problems)
    chosen = frozenset(tree.files if only is None else only)

    def read_one(path: str) -> ReadText:
        reader = read_text if path in chosen else read_header
        return reader(tree.root / path, path, tree.display_path(path))

    read = cached("newsroom", tree.texts(), read_one)
    by_hand = [path for path in tree.written_by_hand() if path in chosen]
    words = cached("words", by_hand, lambda path: tuple(check_characters(tree.root / path, tree.display_path(path))))
    problems += [problem for found in words.values() for problem in found]
    files = dict.fromkeys(tree.files)  # a set that keeps the order
    for path, text in read.items():
        problems += text.problems
        if any(needed not in files for needed in text.needs):
            problems += check_links(read_manuscript(tree.root / path, tree.display_path(path)), path, files)
    problems += _attachments(tree, read, cached, chosen)
    if not any(text.kind == "article" for text in read.values()):
        message = "không có bài nào. Kiểm tra lại thư mục này, trang trống sẽ không được đăng."
        problems.append(TEXTS_LIE_WHERE_THEY_ARE_READ.problem(tree.name, message=message))
    by_display_path = {tree.display_path(path): text for path, text in read.items()}
    problems += addresses_differ((path, text.publication.address) for path, text in by_display_path.items())
    problems += aliases_are_free((path, text.publication) for path, text in by_display_path.items())
    problems += names_differ_by_more_than_marks((path, text.names) for path, text in by_display_path.items())
    texts = {path: Text(tree.display_path(path), text.publication, text.page_links) for path, text in read.items() if text.kind}
    page_links = PageLinks(texts)
    problems += [*page_links.dead(), *links_use_addresses_of_today(texts.values())]
    problems += dead_fragments(page_links, cached("anchors", page_links.fragments(), lambda path: anchors(tree.root / path)))
    return sorted(set(problems))


def _attachments(tree: ContentTree, read: Mapping[str, ReadText], cached: Cached, chosen: Collection[str]) -> Iterator[Problem]:
    linked = frozenset(needed for text in read.values() for needed in text.needs)
    paths = [path for path in attachments_of(tree, linked) if path in chosen]
    found = cached("attachments", paths, lambda path: check_attachment(tree.root / path, path, tree.display_path(path)))
    return (problem for problems in found.values() for problem in problems)


def read_text(file: Path, path: str, display_path: str) -> ReadText:
    """Read and check one text; `path` is from the content root, `display_path` the one in messages."""
    kind = kind_of(path)
    if kind is None:
        root = display_path.removesuffix(path)
        places = f"{root}tin-tuc/ (bài) hoặc {root}{PAGES}/ (trang)"
        message = f"bài để ở đây sẽ không được đăng. Chuyển vào {places}."
        return ReadText((TEXTS_LIE_WHERE_THEY_ARE_READ.problem(display_path, message=message),))
    manuscript = read_or_explain(file, display_path)
    if isinstance(manuscript, Problem):
        return ReadText((manuscript,))
    needs = files_needed(manuscript, path)
    problems = (*check_rules(manuscript, kind), *check_links(manuscript, path, needs))
    if not errors_of(problems):
        problems = (*problems, *words_come_out_as_typed(manuscript))
    names = tuple(names_in(manuscript, kind))
    return ReadText(problems, kind, publication_of(manuscript, kind, names), names, needs, page_links_of(manuscript, path))


def read_header(file: Path, path: str, display_path: str) -> ReadText:
    """Read only what the checks of other texts need: where and when this one is published, and under which names."""
    kind, manuscript = kind_of(path), read_or_explain(file, display_path)
    if kind is None or isinstance(manuscript, Problem):
        return ReadText(())
    names = tuple(names_in(manuscript, kind))
    return ReadText((), kind, publication_of(manuscript, kind, names), names)
