"""Decodes and encodes pictures in a process of its own, within limits of memory and time."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps

from plugins.child_process import serve
from plugins.images.photo import FORMATS, MOST_PIXELS
from plugins.images.recipe import AVIF_OPTIONS, JPEG_OPTIONS, PNG_OPTIONS
from plugins.images.web_original import HEAVIEST, LONGEST

QUALITIES = (88, 80, 72, 60, 45)  # of a web original: the first that is light enough
SECONDS = 10.0
MEMORY = 512 << 20
_DEEP = "I;16"  # sixteen bits of grey


class Wanted(NamedTuple):
    """A file to make from a picture: its size, and its kind by ending."""

    size: tuple[int, int]
    ending: str


def derive(data: bytes, wanted: tuple[Wanted, ...]) -> tuple[bytes, ...]:
    """The files, made from the pixels alone: nothing else that the source holds comes through."""
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        upright = plain(image) if any(one.ending == ".png" for one in wanted) else in_srgb(ImageOps.exif_transpose(image))
    return tuple(_encoded(upright, one) for one in wanted)


def web_original(data: bytes) -> bytes:
    """The picture upright, small and bare, in its own format. Raises ValueError where that is not possible."""
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        kind = "JPEG" if image.format == "MPO" else str(image.format)
        if kind == "GIF" or (kind != "JPEG" and getattr(image, "is_animated", False)):
            raise ValueError(kind)
        image.thumbnail((LONGEST, LONGEST), reducing_gap=3)
        bare = plain(image) if kind == "PNG" or image.has_transparency_data else in_srgb(ImageOps.exif_transpose(image))
    for quality in QUALITIES[:1] if kind == "PNG" else QUALITIES:
        file = BytesIO()
        bare.save(file, kind, optimize=True, **({} if kind == "PNG" else {"quality": quality}))
        if file.tell() <= HEAVIEST:
            return file.getvalue()
    raise ValueError(kind)


def _encoded(image: Image.Image, wanted: Wanted) -> bytes:
    file = BytesIO()
    if wanted.ending == ".png":
        image.save(file, "PNG", **PNG_OPTIONS)
        return file.getvalue()
    if wanted.size != image.size:
        image = image.resize(wanted.size, Image.Resampling.LANCZOS, reducing_gap=3)
    if wanted.ending == ".avif":
        image.save(file, "AVIF", **AVIF_OPTIONS)
    else:
        image.save(file, "JPEG", **JPEG_OPTIONS)
    return file.getvalue()


def in_srgb(image: Image.Image) -> Image.Image:
    """Three colours of eight bits each, without profile, comment or anything else beside the pixels."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith(_DEEP):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
        except ImageCms.PyCMSError:
            pass  # a profile that nobody can read is none
    plain_image = image.convert("RGB")
    plain_image.info = {}
    return plain_image


def plain(image: Image.Image) -> Image.Image:
    """A drawing upright, its palette and transparency as they are, without anything else beside the pixels."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith(_DEEP) or (upright.mode == "RGB" and "icc_profile" in upright.info):
        upright = in_srgb(upright)
    upright.info = {name: value for name, value in upright.info.items() if name == "transparency"}
    return upright


def _answer(order: tuple[bytes, tuple[Wanted, ...] | None]) -> tuple[bytes, ...] | None:
    """The derived files, or the web original if none are wanted; None for a picture of which they cannot be made."""
    data, wanted = order
    try:
        return (web_original(data),) if wanted is None else derive(data, wanted)
    except Exception:  # decoders fail in every way on unforeseen bytes
        return None


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow raises an error at twice this, and only warns at this
    serve(_answer, MEMORY)
