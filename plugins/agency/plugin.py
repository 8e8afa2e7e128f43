"""Takes name, address and menu of the site from content/co-quan.toml, and gives every template the global `agency`."""

from __future__ import annotations

from pathlib import Path

from pelican import Pelican, signals

from plugins.agency.agency import AGENCYS_ADDRESS, agency_of

RECORDS_DEPENDENCIES = True

SHOWN_EVERYWHERE = "FILES_SHOWN_EVERYWHERE"  # files of the content tree that every page shows, by path from its root


def provide_agency(pelican: Pelican) -> None:
    """Read the file once, before any generator starts, so that a mistake in it stops the build at once."""
    agency = agency_of(Path(pelican.settings["PATH"]))
    settings = pelican.settings
    settings["SITENAME"], settings["SITESUBTITLE"] = agency.name, agency.subtitle
    settings["MENU"] = [(entry.name, entry.address) for entry in agency.menu]
    if settings["SITEURL"] == AGENCYS_ADDRESS:
        settings["SITEURL"] = settings["FEED_DOMAIN"] = agency.site
    settings["JINJA_GLOBALS"]["agency"] = agency
    settings[SHOWN_EVERYWHERE] = {agency.emblem.removeprefix("/")} - {""}


def register() -> None:
    """`initialized` comes before the generators copy the settings into their Jinja environments."""
    signals.initialized.connect(provide_agency)
