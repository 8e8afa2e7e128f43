"""One page of every kind in the demo tree, found by what it is, not by a fixed address."""

from __future__ import annotations

from pathlib import Path

PATTERNS = {
    "home": "index.html",
    "article": "20*/*/*/index.html",
    "section": "chuyen-muc/*/index.html",
    "section page 2": "chuyen-muc/*/trang/2/index.html",
    "tag": "nhan/*/index.html",
    "archive": "luu-tru/index.html",
    "year": "luu-tru/20*/index.html",
    "month": "luu-tru/20*/*/index.html",
    "page": "gioi-thieu/index.html",
    "contact": "lien-he/index.html",
    "site map": "so-do-trang/index.html",
    "data sets": "so-lieu/index.html",
    "data set": "so-lieu/*/index.html",
    "freshness": "trang-thai/index.html",
    "search": "tim-kiem/index.html",
    "404": "404.html",
    "style page": "mau-giao-dien/index.html",
}


def address_of(site: Path, kind: str) -> str:
    """The address of the first page of that kind; articles: the one with most on it."""
    found = sorted(path.relative_to(site).as_posix() for path in site.glob(PATTERNS[kind]))
    assert found, f"the demo tree has no page of the kind {kind}"
    chosen = max(found, key=lambda path: (site / path).stat().st_size) if kind == "article" else found[0]
    return "/" + chosen.removesuffix("index.html")
