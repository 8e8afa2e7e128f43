"""Pictures: whole by their own structure, and no larger than a reader's phone can unpack; Pillow reads size and format."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from plugins.newsroom.checks.attachments import gif, jpeg, png
from plugins.newsroom.checks.attachments.boxes import is_avif, look_avif, look_webp
from plugins.newsroom.checks.attachments.unfit import WrongSize, damaged

Walk = Callable[[bytes], None]
BEGINS: dict[str, Callable[[bytes], bool]] = {
    "JPEG": lambda data: data.startswith(b"\xff\xd8\xff"),
    "PNG": lambda data: data.startswith(b"\x89PNG\r\n"),
    "GIF": lambda data: data.startswith((b"GIF87a", b"GIF89a")),
    "WEBP": lambda data: data.startswith(b"RIFF") and data[8:12] == b"WEBP",
    "AVIF": is_avif,
}
_WALKS: dict[str, Walk] = {"JPEG": jpeg.look, "PNG": png.look, "GIF": gif.look, "WEBP": look_webp, "AVIF": look_avif}


def look_at(kind: str) -> Callable[[bytes], str]:
    """The look inside pictures of one of Pillow's formats; they hold no text to search."""

    def look(data: bytes) -> str:
        _WALKS[kind](data)
        _refuse_unpackable(kind, data)
        return ""

    return look


def _refuse_unpackable(kind: str, data: bytes) -> None:
    """Reads only the head: a few bytes may promise a picture of a million by a million points."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=[kind]) as image:
                image.close()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        most = (Image.MAX_IMAGE_PIXELS or 0) // 1_000_000
        raise WrongSize(f"ảnh có quá {most} triệu điểm, máy người đọc không mở nổi. Thu nhỏ ảnh rồi lưu lại.") from error
    except Exception as error:  # decoders fail in every way on unforeseen bytes
        raise damaged(f"ảnh {kind}", "không đọc được kích thước ảnh") from error
