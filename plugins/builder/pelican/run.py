"""Reads settings as Pelican does, and runs Pelican once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.settings import read_settings

from plugins.builder.pelican.site import Site
from plugins.builder.session import Session
from plugins.loading import refuse_unloadable


def settings_of(file: Path, override: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a file, some replaced by `override`."""
    settings: dict[str, Any] = read_settings(str(file), override=dict(override))
    return settings


def run_pelican(settings: dict[str, Any], session: Session, content: Path, fresh: Path) -> dict[str, str]:
    """Run Pelican from `content` into `fresh`; returns the source of each page."""
    settings["OUTPUT_PATH"] = str(fresh)
    refuse_unloadable(settings["PLUGINS"])
    sources: dict[str, str] = {}

    def note_sources(generators: list[Any]) -> None:
        for path, item in generators[0].context["generated_content"].items():
            sources[item.save_as] = f"{content.name}/{path}"

    signals.all_generators_finalized.connect(note_sources)
    site = Site(settings, session)
    site.run()
    return sources
