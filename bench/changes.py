"""Edits a site before each measured build, and says what the output must hold after it.

A build whose page does not show the edit is not fast but wrong, and counts as a failure.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bench.articles import Corpus, CorpusArticle, numbers
from bench.corpus import write_file
from bench.sites import OUTPUT, SiteSources
from plugins.vietnamese.numbers import format_integer

END_OF_ARTICLE = "</article>"
ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Place:
    """One tool's copy of the corpus in its own folder; `own` names the sources there."""

    site: SiteSources
    corpus: Corpus
    folder: Path
    own: frozenset[str]


@dataclass(frozen=True, slots=True)
class Proof:
    """A page of the output, "2017/10/slug/", and the words it must hold."""

    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Edit:
    """`apply` edits the sources for a round, numbered from 1."""

    name: str
    label: str
    apply: Callable[[Place, int], Proof]


def lay_out(site: SiteSources, corpus: Corpus, folder: Path) -> Place:
    """Write all sources into an empty folder."""
    if folder.exists():
        put_aside(folder, folder.parent)
    folder.mkdir(parents=True)
    site.lay_out(corpus, folder)
    return Place(site, corpus, folder, frozenset(entry.name for entry in folder.iterdir()))


def put_aside(path: Path, work: Path) -> None:
    """Move it away; it is deleted when all is measured. For minutes after many deletions, ext4 without a journal makes files many
    times slower, and no tool should pay for that.
    """
    aside = work / ASIDE
    aside.mkdir(exist_ok=True)
    atexit.register(shutil.rmtree, aside, ignore_errors=True)
    path.rename(Path(tempfile.mkdtemp(dir=aside), path.name))


def is_shown(place: Place, proof: Proof) -> bool:
    """Whether the page is there and holds the words."""
    page = place.folder / OUTPUT / proof.address / "index.html"
    return page.is_file() and proof.words in page.read_text(encoding="utf-8")


def _middle(place: Place, after: int = 0) -> CorpusArticle:
    """An article far from the newest: no feed and no first page of a list holds it."""
    return place.corpus.article(min(place.corpus.size // 2 + after, place.corpus.size - 1))


def _write(place: Place, article: CorpusArticle) -> None:
    write_file(place.folder / place.site.article_path(article), place.site.article_text(article, place.corpus))


def _from_scratch(place: Place, number: int) -> Proof:
    for entry in place.folder.iterdir():
        if entry.name not in place.own:
            put_aside(entry, place.folder.parent)
    return _as_it_was(place, number)


def _as_it_was(place: Place, number: int) -> Proof:
    article = _middle(place, 2)
    return Proof(article.address, article.title)


def _edit_body(place: Place, number: int) -> Proof:
    article = _middle(place)
    words = f"Câu minh hoạ thêm ở lượt đo {number}."
    _write(place, replace(article, body=(*article.body, (words,))))
    return Proof(article.address, words)


def _edit_title(place: Place, number: int) -> Proof:
    article = _middle(place, 1)
    title = f"{article.title}, sửa ở lượt đo {number}"
    _write(place, replace(article, title=title))
    return Proof(article.address, f"<h1>{title}</h1>")


def _add_article(place: Place, number: int) -> Proof:
    article = place.corpus.article(place.corpus.size + number)
    _write(place, article)
    return Proof(article.address, article.title)


def _edit_template(place: Place, number: int) -> Proof:
    template = place.folder / place.site.template
    words = f"<p>Mẫu trang sửa ở lượt đo {number}.</p>"
    before, end, after = template.read_text(encoding="utf-8").rpartition(END_OF_ARTICLE)
    write_file(template, f"{before}{words}\n{end}{after}")
    return Proof(_middle(place, 2).address, words)


def _edit_number(place: Place, number: int) -> Proof:
    article = place.corpus.first_with_numbers()
    values = numbers()
    key = f"{article.quarter}/luot"
    values[key] += number
    write_file(place.folder / place.site.numbers_path, place.site.numbers_text(values))
    return Proof(article.address, format_integer(values[key]))


CHANGES = {
    change.name: change
    for change in (
        Edit("clean", "từ đầu", _from_scratch),
        Edit("nothing", "không đổi gì", _as_it_was),
        Edit("body", "sửa thân bài", _edit_body),
        Edit("title", "sửa tên bài", _edit_title),
        Edit("new", "thêm bài", _add_article),
        Edit("template", "sửa mẫu trang", _edit_template),
        Edit("figure", "sửa một số liệu", _edit_number),
    )
}
