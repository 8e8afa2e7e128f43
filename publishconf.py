"""Production: what differs from pelicanconf.py and nothing else.

The address is not yet confirmed by the office; `make publish SITEURL=https://…` sets another.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *

SITEURL = os.environ.get("SITEURL") or "https://thanhtra.langson.gov.vn"
FEED_DOMAIN = SITEURL
STYLE_PAGE = False
