"""All checks of a content tree's files and texts, run before Pelican sees it; one file takes milliseconds."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from plugins.manuscript import Manuscript
from plugins.newsroom.addresses import names_with_one_slug, same_address
from plugins.newsroom.body import check_body
from plugins.newsroom.encoding import read_or_explain
from plugins.newsroom.header import Kind, check_header
from plugins.newsroom.links import check_links
from plugins.newsroom.tree import ContentTree, walk
from plugins.problems import Problem

PAGES = "trang"
NOT_ARTICLES = ("so-lieu", "so-bo", "anh", "tep")  # as ARTICLE_EXCLUDES in pelicanconf.py


def kind_of(path: str) -> Kind | None:
    """What a Markdown file is, by its folder; None where Pelican would never look."""
    first = path.partition("/")[0]
    if first == PAGES:
        return "page"
    return None if first in NOT_ARTICLES else "article"


def check_tree(root: Path, name: str = "content") -> list[Problem]:
    """Every problem of the tree, sorted by file and line."""
    if not root.is_dir():
        return [Problem(name, message="không có thư mục này. Kiểm tra lại CONTENT=….")]
    tree, problems = walk(root, name)
    manuscripts: list[tuple[Manuscript, Kind]] = []
    files = dict.fromkeys(tree.files)  # in order, and found without looking through all of them
    for path in tree.texts():
        problems.extend(_check_text(tree, path, files, manuscripts))
    if not any(kind == "article" for _, kind in manuscripts):
        problems.append(Problem(name, message="không có bài nào. Kiểm tra lại thư mục này, trang trống sẽ không được đăng."))
    problems.extend(same_address(manuscripts))
    problems.extend(names_with_one_slug(manuscripts))
    return sorted(problems)


def _check_text(
    tree: ContentTree, path: str, files: Collection[str], manuscripts: list[tuple[Manuscript, Kind]]
) -> Iterable[Problem]:
    kind = kind_of(path)
    if kind is None:
        places = f"{tree.name}/tin-tuc/ (bài) hoặc {tree.name}/{PAGES}/ (trang)"
        return [Problem(tree.shown(path), message=f"bài để ở đây sẽ không được đăng. Chuyển vào {places}.")]
    manuscript = read_or_explain(tree.root / path, tree.shown(path))
    if isinstance(manuscript, Problem):
        return [manuscript]
    manuscripts.append((manuscript, kind))
    return [*check_header(manuscript, kind), *check_body(manuscript, kind), *check_links(manuscript, path, files)]
