"""The project's own folders: the one place that counts folders from a file."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"  # the portal's own tree; a build may be given another
THEME = ROOT / "theme"
DOCS = ROOT / "docs"
CACHE = ROOT / ".build"  # what may help the next run; safe to delete
PHOTO_CACHE = CACHE / "photos"  # derived photos by name
BUILDER_CACHE = CACHE / "cache/builder"
FORMS = ROOT / "plugins/reception/forms"  # the report forms of the law, as TOML
