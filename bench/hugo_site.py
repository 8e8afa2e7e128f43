"""The corpus as a Hugo site: templates from bench/hugo, articles with shortcodes where the portal's have numbers.

Links between articles are finished addresses: Hugo need not look them up, the portal must.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bench.articles import (
    PHOTOS,
    ArticleLink,
    Corpus,
    CorpusArticle,
    CorpusPhoto,
    Number,
    NumbersTable,
    Piece,
    markdown,
    numbers,
    numbers_json,
)
from bench.corpus import picture, write_file
from bench.frame import frame, styles
from bench.words import SECTIONS, TAGS
from plugins.vietnamese.slugs import slugify

NUMBERS = "data/numbers.json"
OTHER_PAGES = {"so-do-trang": "so-do", "so-lieu": "so-lieu", "gioi-thieu": "", "lien-he": ""}


def article_path(article: CorpusArticle) -> str:
    """The article's path in the site."""
    return f"content/bai/{article.date:%Y}/{article.slug}.md"


def article_text(article: CorpusArticle, corpus: Corpus) -> str:
    """The article with a header in JSON, which is also YAML's simplest form."""
    header = {
        "title": article.title,
        "date": article.date.isoformat(),
        "slug": article.slug,
        "summary": article.summary,
        "section_name": article.section,
        "quarter": article.quarter,
        "chuyen-muc": [slugify(article.section)],
        "nhan": [slugify(tag) for tag in article.tags],
        "nam": [f"{article.date:%Y}"],
        "thang": [f"{article.date:%Y-%m}"],
    }
    return f"{_header(header)}{markdown(article, lambda piece: _written(piece, corpus))}"


def _header(values: Mapping[str, object]) -> str:
    return f"{json.dumps(values, ensure_ascii=False, indent=1)}\n\n"


def _written(piece: Piece, corpus: Corpus) -> str:
    match piece:
        case ArticleLink(number, label):
            return f"[{label}](/{corpus.head(number).address})"
        case CorpusPhoto(name, alt, caption):
            return f'![{alt}](/anh/{name} "{caption}")'
        case Number(measure, bare):
            return f'{{{{< so "{measure}" "{"bare" if bare else "unit"}" >}}}}'
        case NumbersTable(title):
            return f'{{{{< khoi "{title}" >}}}}'
        case str():
            return piece


def write_site(corpus: Corpus, folder: Path) -> None:
    """Write everything but the templates, which are copied from bench/hugo."""
    for article in corpus:
        write_file(folder / article_path(article), article_text(article, corpus))
    for section in SECTIONS:
        header = _header({"title": section, "outputs": ["html", "rss", "atom"]})
        write_file(folder / "content/chuyen-muc" / slugify(section) / "_index.md", header)
    for tag in TAGS:
        write_file(folder / "content/nhan" / slugify(tag) / "_index.md", _header({"title": tag}))
    for name, kind in OTHER_PAGES.items():
        write_file(folder / "content" / f"{name}.md", _header({"title": name, "type": kind, "date": "2011-01-01"}))
    for number, name in enumerate(PHOTOS, start=1):
        write_file(folder / "static/anh" / name, picture(number))
    for name, text in frame().items():
        write_file(folder / "layouts/_partials" / name, text)
    for name, text in styles().items():
        write_file(folder / "assets" / name, text)
    write_file(folder / NUMBERS, numbers_json(numbers()))
