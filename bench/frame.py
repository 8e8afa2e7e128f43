"""What surrounds every page, drawn once with the theme's own components, so that the other generators' pages weigh as much."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from bench.corpus import agency
from pelicanconf import THEME
from plugins.agency.agency import parse_agency
from plugins.assets.bundle import KINDS, bundle

TOP = """
{% from "components/masthead/masthead.html" import masthead %}
{% from "components/menu/menu.html" import menu %}
{% from "components/sample-banner/sample-banner.html" import sample_banner %}
{% from "components/skip-link/skip-link.html" import skip_link %}
{{ skip_link() }}{{ sample_banner() }}{{ masthead(agency) }}{{ menu(entries) }}
"""
BOTTOM = """
{% from "components/footer/footer.html" import footer %}
{{ footer(agency) }}
"""


def frame() -> dict[str, str]:
    """Files "top.html" and "bottom.html": plain HTML without any template syntax."""
    environment = Environment(loader=FileSystemLoader(THEME), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    facts = parse_agency(agency(), "co-quan.toml")
    menu = [(entry.name, entry.address) for entry in facts.menu]
    drawn = {"top.html": TOP, "bottom.html": BOTTOM}
    return {name: environment.from_string(text).render(agency=facts, entries=menu).strip() for name, text in drawn.items()}


def styles() -> dict[str, str]:
    """Files "site.css" and "statistics.css": the style sheets that pages inline."""
    return {f"{kind}.css": bundle(Path(THEME), kind) for kind in KINDS}
