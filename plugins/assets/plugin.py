"""Gives templates `stylesheet(kind)`, and builds the style page where STYLE_PAGE is on (never in publishing)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.assets.bundle import KINDS, UnknownKindError, bundle
from plugins.assets.examples import read_components, with_working_links

RECORDS_DEPENDENCIES = True
STYLE_PAGE = "mau-giao-dien/index.html"


def drawn(html: str) -> Markup:
    """An example's HTML as the style page shows it."""
    return Markup(with_working_links(str(html)))  # noqa: S704  # made by our own macros


class StylePageGenerator(Generator):  # type: ignore[misc]  # pelican has no types
    """Writes the page that shows every component with its examples."""

    def generate_output(self, writer: Any) -> None:
        """Pelican calls it once. The page is no article, so that no list or feed shows it."""
        components = read_components(Path(self.theme))
        writer.write_file(STYLE_PAGE, self.get_template("style_page"), self.context, components=components, drawn=drawn)


def provide_stylesheet(pelican: Pelican) -> None:
    """Bundle once per build: every page of a kind must have the same bytes."""
    theme = Path(pelican.theme)
    sheets = {kind: Markup(bundle(theme, kind)) for kind in KINDS}  # noqa: S704  # our own files, not content

    def stylesheet(kind: str) -> Markup:
        if kind not in sheets:
            raise UnknownKindError(f'no style sheet "{kind}": the kinds are {", ".join(KINDS)}')
        return sheets[kind]

    pelican.settings["JINJA_GLOBALS"]["stylesheet"] = stylesheet


def add_style_page(pelican: Pelican) -> type[Generator] | None:
    """Only where the settings ask for it."""
    return StylePageGenerator if pelican.settings.get("STYLE_PAGE") else None


def register() -> None:
    """`initialized` comes before the generators copy the settings into their Jinja environments."""
    signals.initialized.connect(provide_stylesheet)
    signals.get_generators.connect(add_style_page)
