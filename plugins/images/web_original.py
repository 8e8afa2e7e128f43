"""The web original: the form in which a photo enters the content tree. It is small, and tells nothing but its pixels."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

from PIL import Image

from plugins.images.photo import FORMATS
from plugins.vietnamese.numbers import format_decimal, format_integer

LONGEST = 2_000  # points
HEAVIEST, HEAVIEST_ANIMATION = 600_000, 2_000_000  # bytes
PHONES_OWN = (".heic", ".heif")
SAVE_AS_JPEG = "Trên điện thoại chọn chia sẻ dạng JPEG, hoặc mở ảnh trên máy tính, chọn Lưu thành (Save as), loại JPEG."
HEIC_REFUSED = f"ảnh HEIC của điện thoại, trang không nhận. {SAVE_AS_JPEG}"
_GPS = 0x8825
_NOTES = ("exif", "xmp", "photoshop", "XML:com.adobe.xmp")  # what Pillow calls blocks of metadata
_JPEG_END = b"\xff\xd9"
_NEXT_JPEG = _JPEG_END + b"\xff\xd8\xff"


def trouble_with(data: bytes) -> str:
    """Why a sound picture is no web original, in Vietnamese, or ""."""
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        return "; ".join(_troubles(image, data))


def _troubles(image: Image.Image, data: bytes) -> Iterator[str]:
    exif = image.getexif()
    if exif.get_ifd(_GPS):
        yield "còn ghi vị trí nơi chụp (GPS)"
    elif exif or any(name in image.info for name in _NOTES):
        yield "còn dữ liệu của máy ảnh (kiểu máy, giờ chụp…)"
    if image.format == "MPO" or (image.format == "JPEG" and _has_more_behind(data)):
        yield "còn ảnh hay phim phụ của điện thoại ở cuối tệp"
    if image.mode == "CMYK" or image.mode.startswith("I;16"):
        yield f"màu kiểu {'in (CMYK)' if image.mode == 'CMYK' else '16 bit'}, trình duyệt hiện sai"
    if max(image.size) > LONGEST:
        yield f"cạnh dài {format_integer(max(image.size))} điểm, nhiều nhất {format_integer(LONGEST)}"
    is_animated = getattr(image, "is_animated", False) and image.format != "MPO"
    if is_animated and image.format != "GIF":
        yield "là ảnh động; ảnh động chỉ nhận dạng GIF"
    heaviest = HEAVIEST_ANIMATION if is_animated else HEAVIEST
    if len(data) > heaviest:
        yield f"nặng {_weight(len(data))}, nhiều nhất {_weight(heaviest)}"


def _has_more_behind(jpeg: bytes) -> bool:
    return _NEXT_JPEG in jpeg or not jpeg.rstrip(b"\x00\r\n ").endswith(_JPEG_END)


def _weight(size: int) -> str:
    if size < 1_000_000:
        return f"{format_integer(max(1, size // 1000))} kB"
    return f"{format_decimal(Decimal(size) / 1_000_000, 1)} MB"
