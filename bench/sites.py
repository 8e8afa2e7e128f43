"""Three ways to write and edit the corpus: the portal's content tree, a Hugo site, an Eleventy site."""

from __future__ import annotations

import compileall
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import corpus as portal
from bench import eleventy_site, hugo_site
from bench.articles import Corpus, CorpusArticle, numbers_json
from plugins.project import ROOT

OUTPUT = "output"
PORTAL_PARTS = ("plugins", "theme", "pelicanconf.py")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "node_modules")


@dataclass(frozen=True, slots=True)
class SiteSources:
    """`lay_out` writes all sources into a folder; paths are relative to it; `template` renders an article's page."""

    lay_out: Callable[[Corpus, Path], None]
    article_path: Callable[[CorpusArticle], str]
    article_text: Callable[[CorpusArticle, Corpus], str]
    numbers_path: str
    numbers_text: Callable[[dict[str, int]], str]
    template: str


def _lay_out_portal(corpus: Corpus, folder: Path) -> None:
    """A copy of the project around the corpus, so that editing a template there leaves the real one alone."""
    for part in PORTAL_PARTS:
        source, target = ROOT / part, folder / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=NOT_COPIED)
        else:
            shutil.copy(source, target)
    compileall.compile_dir(folder / "plugins", quiet=1)
    portal.write_tree(corpus, folder / "content")


def _lay_out(templates: str, write: Callable[[Corpus, Path], None]) -> Callable[[Corpus, Path], None]:
    def lay_out(corpus: Corpus, folder: Path) -> None:
        shutil.copytree(ROOT / "bench" / templates, folder, dirs_exist_ok=True, ignore=NOT_COPIED)
        write(corpus, folder)

    return lay_out


PORTAL = SiteSources(
    lay_out=_lay_out_portal,
    article_path=lambda article: f"content/{portal.article_path(article)}",
    article_text=portal.article_text,
    numbers_path=f"content/{portal.OBSERVATIONS}",
    numbers_text=portal.observations,
    template="theme/templates/article.html",
)
HUGO = SiteSources(
    lay_out=_lay_out("hugo", hugo_site.write_site),
    article_path=hugo_site.article_path,
    article_text=hugo_site.article_text,
    numbers_path=hugo_site.NUMBERS,
    numbers_text=numbers_json,
    template="layouts/page.html",
)
ELEVENTY = SiteSources(
    lay_out=_lay_out("eleventy", eleventy_site.write_site),
    article_path=eleventy_site.article_path,
    article_text=eleventy_site.article_text,
    numbers_path=eleventy_site.NUMBERS,
    numbers_text=numbers_json,
    template="_includes/article.njk",
)
