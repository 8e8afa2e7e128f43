"""The corpus as an Eleventy site: templates from bench/eleventy, Liquid shortcodes where the portal's articles have numbers.

Only articles with numbers pass through Liquid, and links are finished addresses: both spare Eleventy work.
"""

from __future__ import annotations

import json
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
from plugins.vietnamese.slugs import slugify

NUMBERS = "numbers.json"


def article_path(article: CorpusArticle) -> str:
    """The article's path in the site."""
    return f"content/bai/{article.date:%Y}/{article.slug}.md"


def article_text(article: CorpusArticle, corpus: Corpus) -> str:
    """The article with a header in JSON."""
    header = {
        "title": article.title,
        "date": article.date.isoformat(),
        "permalink": f"/{article.address}",
        "summary": article.summary,
        "section": [slugify(article.section), article.section],
        "nhan": [[slugify(tag), tag] for tag in article.tags],
    }
    if article.quarter:
        header["templateEngineOverride"] = "liquid,md"
    if any(isinstance(piece, NumbersTable) for part in article.body for piece in part):
        header["kind"] = "statistics"
    text = markdown(article, lambda piece: _written(piece, article, corpus))
    return f"---json\n{json.dumps(header, ensure_ascii=False, indent=1)}\n---\n{text}"


def _written(piece: Piece, article: CorpusArticle, corpus: Corpus) -> str:
    match piece:
        case ArticleLink(number, label):
            return f"[{label}](/{corpus.head(number).address})"
        case CorpusPhoto(name, alt, caption):
            return f'<figure class="photo"><img src="/anh/{name}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'
        case Number(measure, bare):
            return f'{{% so "{article.quarter}/{measure}", "{"bare" if bare else "unit"}" %}}'
        case NumbersTable(title):
            return f'{{% khoi "{article.quarter}", "{title}" %}}'
        case str():
            return piece


def write_site(corpus: Corpus, folder: Path) -> None:
    """Write everything but the templates, which are copied from bench/eleventy."""
    for article in corpus:
        write_file(folder / article_path(article), article_text(article, corpus))
    for number, name in enumerate(PHOTOS, start=1):
        write_file(folder / "anh" / name, picture(number))
    for name, text in frame().items():
        write_file(folder / "_includes" / name, text)
    for name, text in styles().items():
        write_file(folder / name, text)
    write_file(folder / NUMBERS, numbers_json(numbers()))
