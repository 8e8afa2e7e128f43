"""Files that must never reach a reader: every way in which a picture is none, is damaged, hides something or tells too much."""

from collections.abc import Iterator
from io import BytesIO
from random import Random

from PIL import Image

from tests.pictures import picture

MARKER = b"DAU-HIEU-KHONG-DUOC-DANG"
OTHERS = {
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "php": b"<?php system($_GET['a']); ?>",
    "zip": b"PK\x03\x04" + bytes(80),
    "exe": b"MZ\x90\x00" + bytes(80),
    "elf": b"\x7fELF" + bytes(80),
    "pdf": b"%PDF-1.4\n",
    "heic": b"\x00\x00\x00\x18ftypheic" + bytes(16),
    "tiff": b"II*\x00" + bytes(80),
    "lfs": b"version https://git-lfs.github.com/spec/v1\n",
    "text": b"ch\xe1\xbb\xaf th\xc6\xb0\xe1\xbb\x9dng " * 9,
    "noise": Random(3).randbytes(4_000),
}


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


JPEG, PNG, GIF = (_saved(Image.effect_noise((60, 40), 90), kind) for kind in ("JPEG", "PNG", "GIF"))


def _exif(tag: int, value: object) -> Image.Exif:
    exif = Image.Exif()
    exif[tag] = value
    return exif


def _moving(kind: str) -> bytes:
    frames = [Image.effect_noise((420, 420), 90 + number) for number in range(15)]
    return _saved(frames[0], kind, save_all=True, append_images=frames[1:])


def _telling() -> Iterator[tuple[str, bytes]]:
    """Sound photos that say more than their pixels."""
    plain = Image.new("RGB", (60, 40), "navy")
    gps = {1: "N", 2: (21.0, 51.0, 13.0), 3: "E", 4: (106.0, 45.0, 41.0)}
    for orientation in range(2, 9):
        yield f"orientation-{orientation}.jpg", _saved(plain, "JPEG", exif=_exif(0x0112, orientation))
    for ending, kind in (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP")):
        yield f"gps.{ending}", _saved(plain, kind, exif=_exif(0x8825, gps))
        yield f"maker.{ending}", _saved(plain, kind, exif=_exif(0x010F, MARKER.decode()))
    yield "huge-exif.jpg", _saved(plain, "JPEG", exif=_exif(0x9286, MARKER * 2_000))
    yield "xmp.jpg", _saved(plain, "JPEG", xmp=b"<x:xmpmeta>" + MARKER)
    yield "film-behind.jpg", JPEG + b"\x00\x00\x00\x18ftypmp42" + MARKER
    yield "photo-behind.jpg", JPEG + JPEG


def _damaged() -> Iterator[tuple[str, bytes]]:
    for share in (3, 5, 8):
        yield f"cut-{share}.jpg", JPEG[: len(JPEG) * share // 9]
        yield f"cut-{share}.png", PNG[: len(PNG) * share // 9]
        yield f"cut-{share}.gif", GIF[: len(GIF) * share // 9]
    yield "zeros.jpg", bytes(8_000_000)
    yield "empty.jpg", b""
    yield "no-pixels.png", PNG.replace(b"IDAT", b"iDAT")
    yield "wrong-checksum.png", PNG[:-16] + bytes([PNG[-16] ^ 1]) + PNG[-15:]


def bad_files() -> dict[str, bytes]:
    """By name. Those that are text or a container hold MARKER, so that a leak shows."""
    files = {f"{name}.jpg": data + MARKER for name, data in OTHERS.items()}
    files |= {f"{name}-behind.jpg": JPEG + OTHERS[name] + MARKER for name in ("html", "zip", "exe")}
    files |= {f"{name}-behind.png": PNG + OTHERS[name] + MARKER for name in ("html", "zip", "text")}
    files |= {"png-as.jpg": PNG, "jpeg-as.png": JPEG, "gif-as.webp": GIF, "html-as.gif": OTHERS["html"] + MARKER}
    files |= {
        "bomb.png": _saved(Image.new("1", (13_000, 13_000)), "PNG"),
        "long.jpg": picture("JPEG", (2_001, 20)),
        "heavy.jpg": _saved(Image.effect_noise((900, 900), 90), "JPEG", quality=100),
        "moving.gif": _moving("GIF"),
        "moving.webp": _moving("WEBP"),
        "print.jpg": _saved(Image.new("CMYK", (60, 40)), "JPEG"),
        "deep.png": _saved(Image.new("I;16", (60, 40)), "PNG"),
    }
    return {**files, **dict(_telling()), **dict(_damaged())}
