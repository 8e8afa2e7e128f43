"""The theme without Pelican: a plain Jinja environment as strict as the site's own."""

from __future__ import annotations

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plugins.agency.agency import read_agency
from plugins.assets.bundle import bundle
from plugins.markup.plain_text import plain_text
from plugins.newsroom.plugin import authors_of
from plugins.vietnamese.plugin import FILTERS
from tests.conftest import ROOT

THEME = ROOT / "theme"


@pytest.fixture(scope="session")
def environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([THEME / "templates", THEME]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS | {"chi_chu": plain_text, "nguoi_viet": authors_of})
    environment.globals["agency"] = read_agency(ROOT / "content")
    environment.globals["stylesheet"] = lambda kind: Markup(bundle(THEME, kind))
    return environment
