"""Articles past their `Het-han:`, which stand in no list any more, and what they leave behind there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plugins.newsroom.checks.addresses import Name
from plugins.newsroom.checks.site import ALWAYS_THERE, LAST_MINUTE, NEVER, Publication
from plugins.newsroom.checks.site_aliases import emptied_lists


def left_lists(article: Any) -> bool:
    """Whether lists would name the article if it had not expired."""
    return bool(article.expired) and article.metadata.get("status", "published").lower() == "published"


def emptied_by(expired: Iterable[Any], listed: Iterable[Any], on_a_page: int) -> dict[str, str]:
    """Where the pages of lists lead that the expired articles leave empty, by address; `listed` are the articles in lists now."""
    publications = [*(_publication(article, ALWAYS_THERE) for article in expired)]
    publications += (_publication(article, NEVER) for article in listed if publications)
    return emptied_lists(publications, LAST_MINUTE, on_a_page)


def _publication(article: Any, expires: str) -> Publication:
    names = [("Category", article.category), *(("Tags", tag) for tag in getattr(article, "tags", ()))]
    as_written = tuple(Name(key, name.name, name.slug, 0) for key, name in names)
    return Publication(article.url.strip("/"), f"{article.date:%Y-%m-%d %H:%M}", as_written, expires=expires)
