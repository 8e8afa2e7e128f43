"""What a page needs to know of a photo: its size, and the files derived from it. Only the head of the file is read."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import Literal, NamedTuple

from PIL import Image

from plugins.images.recipe import RECIPE, WIDTHS

FOLDER = "anh-web"  # of the derived files, in the output
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
ENDINGS = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"}
MOST_PIXELS = 40_000_000
_ORIENTATION = 0x0112
_ON_ITS_SIDE = range(5, 9)  # of the orientations

Kind = Literal["photograph", "drawing", "animation"]


class Photo(NamedTuple):
    """A picture of the content tree. `path` is from its root, `source` the SHA-256 of its bytes, the size that of the upright
    picture. A photograph becomes JPEG and AVIF in several widths, a drawing one PNG, an animation stays as it is.
    """

    path: str
    source: str
    kind: Kind
    width: int
    height: int

    def sizes(self) -> tuple[tuple[int, int], ...]:
        """The sizes of the derived files, the smallest first; none is larger than the picture."""
        if self.kind != "photograph":
            return ((self.width, self.height),)
        widths = sorted({min(width, self.width) for width in WIDTHS})
        return tuple((width, max(1, round(self.height * width / self.width))) for width in widths)

    def name(self, width: int, ending: str) -> str:
        """The file of a width, by path from the output. It names the very bytes: of the source, and the recipe."""
        digest = sha256(f"{self.source} {RECIPE}".encode()).hexdigest()[:32]
        return f"{FOLDER}/{digest}-{width}{ending}"

    def endings(self, with_avif: bool = True) -> tuple[str, ...]:
        """Of the derived files, the one that every browser reads last."""
        if self.kind == "photograph":
            return (".avif", ".jpg") if with_avif else (".jpg",)
        return (".png",) if self.kind == "drawing" else (".gif",)

    def names(self, with_avif: bool = True) -> tuple[str, ...]:
        """All derived files, by path from the output."""
        return tuple(self.name(width, ending) for ending in self.endings(with_avif) for width, _ in self.sizes())


def photo_of(path: str, data: bytes) -> Photo | None:
    """The photo with these bytes; None for what is no picture."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            width, height = image.size
            is_animated = getattr(image, "is_animated", False)
            is_photograph = image.format not in {"PNG", "GIF"} and not image.has_transparency_data
            if image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE:
                width, height = height, width
    except Exception:  # decoders fail in every way on unforeseen bytes; the newsroom's checks say what is wrong
        return None
    kind: Kind = "photograph" if is_photograph else "animation" if is_animated and image.format == "GIF" else "drawing"
    return Photo(path, sha256(data).hexdigest(), kind, width, height)
