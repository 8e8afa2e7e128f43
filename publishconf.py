"""Production: what differs from pelicanconf.py and nothing else.

The address is that of content/co-quan.toml; `make publish SITEURL=https://…` sets another.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *
from plugins.agency.agency import AGENCYS_ADDRESS

SITEURL = os.environ.get("SITEURL") or AGENCYS_ADDRESS
FEED_DOMAIN = SITEURL
STYLE_PAGE = False
