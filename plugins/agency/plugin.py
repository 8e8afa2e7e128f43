"""Takes name, address and menu of the site from content/co-quan.toml, and gives every template the global `agency`."""

from __future__ import annotations

from pathlib import Path

from pelican import Pelican, signals

from plugins.agency.agency import FILE_NAME, read_agency
from plugins.project import CONTENT

RECORDS_DEPENDENCIES = True

AGENCYS_ADDRESS = "https://co-quan.invalid"  # a SITEURL that the file's own takes the place of
SHOWN_EVERYWHERE = "FILES_SHOWN_EVERYWHERE"  # files of the content tree that every page shows, by path from its root


def provide_agency(pelican: Pelican) -> None:
    """Read the file once, before any generator starts, so that a mistake in it stops the build at once.

    A content tree without the file is still this agency's: it takes the portal's own.
    """
    content = Path(pelican.settings["PATH"])
    own = (content / FILE_NAME).is_file()
    agency = read_agency(content if own else CONTENT)
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
