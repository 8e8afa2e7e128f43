"""How derived photos are made. RECIPE holds all that their bytes depend on besides the source; each name contains its digest."""

from __future__ import annotations

from PIL import __version__ as pillow
from PIL import features

WIDTHS = (640, 1280)  # of a phone, and of a phone with fine points or a desktop
JPEG_OPTIONS = {"quality": 80, "progressive": True, "optimize": True, "subsampling": "4:2:0"}
# With more threads the bytes of an AVIF depend on how many there are.
AVIF_OPTIONS = {"quality": 58, "speed": 8, "subsampling": "4:2:0", "max_threads": 1, "codec": "aom"}
PNG_OPTIONS = {"optimize": True}
RECIPE = repr(
    (
        ("1", pillow, *(features.version(name) for name in ("avif", "libjpeg_turbo", "zlib", "littlecms2", "webp"))),
        (WIDTHS, JPEG_OPTIONS, AVIF_OPTIONS, PNG_OPTIONS),
    )
)
