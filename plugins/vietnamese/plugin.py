"""Jinja filters for Vietnamese writing; templates name them in Vietnamese without marks (see README.md).

Filters keep the types they are given apart: a number that is neither int nor Decimal is an error, not a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import Environment, pass_environment
from jinja2.filters import make_attrgetter
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

from plugins.vietnamese.collation import collation_key
from plugins.vietnamese.dates import format_date, format_datetime, format_month, format_official_date
from plugins.vietnamese.folding import fold
from plugins.vietnamese.numbers import format_number, format_percent
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.spacing import bind

RECORDS_DEPENDENCIES = True


def bind_text(text: str) -> str:
    """`bind`, leaving safe HTML safe: spaces are all that changes."""
    bound = bind(text)
    return Markup(bound) if isinstance(text, Markup) else bound  # noqa: S704 - it was Markup before


@pass_environment
def sort_by_alphabet(env: Environment, items: Iterable[Any], attribute: str | None = None) -> list[Any]:
    """Sort texts, or things by a text attribute ("title", "unit.name"), in Vietnamese order."""
    text_of = make_attrgetter(env, attribute)
    return sorted(items, key=lambda item: collation_key(str(text_of(item))))


FILTERS: dict[str, Callable[..., Any]] = {
    "so": format_number,
    "phan_tram": format_percent,
    "ngay": format_date,
    "ngay_gio": format_datetime,
    "ngay_chinh_thuc": format_official_date,
    "thang": format_month,
    "khong_dau": fold,
    "slug": slugify,
    "dinh_lien": bind_text,
    "theo_van_chu_cai": sort_by_alphabet,
}


def add_filters(generator: Generator) -> None:
    """Give one generator's templates the filters."""
    generator.env.filters.update(FILTERS)


def register() -> None:
    """Connect to Pelican."""
    # generator_init: every generator makes its own Jinja environment, and this is the first moment it exists
    signals.generator_init.connect(add_filters)
