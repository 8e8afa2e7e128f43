"""The portal's settings for stock Pelican: copied beside pelicanconf.py, where `make bench` runs `pelican`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403

PELICAN_CLASS = "pelican.Pelican"
PLUGINS = [name for name in PLUGINS if not name.startswith("plugins.builder")]  # noqa: F405
