"""One context for every kind of page: what Pelican and our plugins give its template."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from jinja2 import Environment

from plugins.assets.examples import read_components
from plugins.assets.plugin import drawn
from tests.conftest import ROOT

COMPONENTS = ROOT / "theme/components"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SECTION = SimpleNamespace(name="Tiếp công dân", slug="tiep-cong-dan", url="chuyen-muc/tiep-cong-dan/")
TAG = SimpleNamespace(name="Luật Tiếp công dân", slug="luat-tiep-cong-dan", url="nhan/luat-tiep-cong-dan/")


def article(number: int, **changes: Any) -> SimpleNamespace:
    """The n-th article, newest first; titles hold what templates must escape."""
    fields = {
        "title": f"Bài số {number} & <Luật>",
        "url": f"2017/10/bai-{number}/",
        "date": datetime(2017, 10, 20 - number, 15, 25, tzinfo=HANOI),
        "category": SECTION,
        "summary": "<p>Tóm tắt &amp; số liệu.</p>",
        "content": "<p>Nội dung.</p><h2>Đề mục</h2><p>Hết.</p>",
        "tags": [TAG],
        "related": [],
        "newer": None,
        "older": None,
    }
    return SimpleNamespace(**{**fields, **changes})


ARTICLES = [article(number) for number in range(1, 4)]
FULL_ARTICLE = article(0, related=ARTICLES, older=ARTICLES[0], newer=ARTICLES[1], modified=ARTICLES[0].date)
PAGE = SimpleNamespace(title="Giới thiệu", slug="gioi-thieu", url="gioi-thieu/", summary="<p>Về trang.</p>", content="<p>Về.</p>")
CONTACT = SimpleNamespace(title="Liên hệ", slug="lien-he", url="lien-he/", summary="<p>Liên hệ.</p>", content="<p>Chờ.</p>")


def example(component: str, index: int = 0) -> dict[str, Any]:
    """The arguments of a component's example."""
    return yaml.safe_load((COMPONENTS / component / "examples.yaml").read_text(encoding="utf-8"))["examples"][index]["arguments"]


DATASET = SimpleNamespace(
    title="Tiếp công dân 2014 – 2017",
    url="so-lieu/tiep-cong-dan/",
    description="Hai con số của ba năm.",
    sample=True,
    statistics=[example("observation", 0)["statistic"], example("observation", 1)["statistic"]],
    files=[{"title": "Toàn bộ số liệu", "files": [{"label": "CSV", "href": "/so-lieu/tiep-cong-dan.csv"}]}],
    hidden=0,
    copied=["vi-du: Thứ Ba, 10/10/2017 - 15:25"],
    next_due="20/12/2026",
    schema=example("metadata", 2)["schema"],
)

SITE: dict[str, Any] = {
    "SITEURL": "",
    "THEME_STATIC_DIR": "tinh",
    "ARCHIVES_URL": "luu-tru/",
    "MENU": [("Trang chủ", "/"), ("Tin tức theo ngày", "/luu-tru/"), ("Liên hệ", "/lien-he/")],
    "articles": ARTICLES,
    "dates": ARTICLES,
    "categories": [(SECTION, ARTICLES)],
    "SECTIONS": [(SECTION, None)],
    "tags": [(TAG, ARTICLES)],
    "pages": [PAGE, CONTACT],
    "featured": example("featured-statistics")["statistics"],
    "datasets": [DATASET],
}


def _listed(url: str) -> dict[str, Any]:
    return {
        "articles_page": SimpleNamespace(number=2, object_list=ARTICLES),
        "articles_paginator": SimpleNamespace(num_pages=3),
        "articles_previous_page": SimpleNamespace(url=url),
        "articles_next_page": SimpleNamespace(url=f"{url}trang/3/"),
    }


# kind of page -> template, file written, variables of its own
PAGES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "home": ("index", "index.html", {}),
    "home without articles": ("index", "index.html", {"articles": [], "dates": [], "featured": [], "categories": []}),
    "article": ("article", "2017/10/bai-0/index.html", {"article": FULL_ARTICLE}),
    "lone article": ("article", "2017/10/bai-9/index.html", {"article": article(9)}),
    "page": ("page", "gioi-thieu/index.html", {"page": PAGE}),
    "contact": ("page", "lien-he/index.html", {"page": CONTACT}),
    "section": ("category", "chuyen-muc/tiep-cong-dan/trang/2/index.html", {"category": SECTION, **_listed(SECTION.url)}),
    "tag": ("tag", "nhan/luat-tiep-cong-dan/trang/2/index.html", {"tag": TAG, **_listed(TAG.url)}),
    "archives": ("archives", "luu-tru/index.html", {}),
    "year": ("period_archives", "luu-tru/2017/index.html", {"period": (2017,), "period_num": (2017,)}),
    "month": ("period_archives", "luu-tru/2017/10/index.html", {"period": (2017, "x"), "period_num": (2017, 10)}),
    "site map": ("sitemap", "so-do-trang/index.html", {}),
    "search": (
        "search",
        "tim-kiem/index.html",
        {"parts": ["2017", "2016"], "years": [2017, 2016], "script": "/tim-kiem/tim-kiem.js?0a1b2c3d"},
    ),
    "404": ("404", "404.html", {}),
    "alias": (
        "alias",
        "2017/09/bai-0/index.html",
        {"new_address": "/2017/10/bai-0/", "text_title": "Hội nghị <tổng kết> & tập huấn"},
    ),
    "datasets": ("datasets", "so-lieu/index.html", {}),
    "dataset": ("dataset", "so-lieu/tiep-cong-dan/index.html", {"dataset": DATASET}),
    "freshness": (
        "freshness",
        "trang-thai/index.html",
        {"table": example("table")["table"], "copied": ["vi-du: Thứ Ba, 10/10/2017 - 15:25"]},
    ),
    "style page": ("style_page", "mau-giao-dien/index.html", {"components": read_components(ROOT / "theme"), "drawn": drawn}),
}
# A block for the frames of other sites: no page of the portal, so it has neither menu nor footer.
INSET = {
    "block": example("statistics")["block"] | {"reuse": None},
    "place": {"title": "Bài số 0 & <Luật>", "url": "2017/10/bai-0/"},
}


def context(kind: str, **changes: Any) -> tuple[str, dict[str, Any]]:
    """Template file and variables of one kind of page."""
    template, output_file, own = PAGES[kind]
    return f"{template}.html", {**SITE, "output_file": output_file, **own, **changes}


def render(environment: Environment, kind: str, **changes: Any) -> str:
    """The HTML of one kind of page."""
    template, variables = context(kind, **changes)
    return environment.get_template(template).render(variables)
