"""Pictures: whole by their own structure, and no larger than a reader's phone can unpack; Pillow reads size and format."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from io import BytesIO
from zlib import crc32

from PIL import Image

from plugins.images.photo import MOST_PIXELS
from plugins.newsroom.checks.attachments.signatures import hidden_after
from plugins.newsroom.checks.attachments.unfit import Unfit, WrongSize, damaged

CUT = "thiếu phần cuối ảnh"
NO_PICTURE = "không có hình nào bên trong"
NEW_FILE = "Mở ảnh, lưu lại thành tệp mới rồi dùng tệp ấy."
_JPEG_START, _JPEG_END, _JPEG_SCAN = 0xD8, 0xD9, 0xDA
_JPEG_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")  # neither a stuffed byte nor a mark to restart at: these belong to a scan
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GIF_IMAGE, _GIF_EXTENSION, _GIF_TRAILER = 0x2C, 0x21, 0x3B
_GIF_HEADER, _GIF_DESCRIPTOR = 13, 10


def _look_jpeg(data: bytes) -> None:
    """From the first marker through every scan to the end-of-image marker.

    Phones leave a preview, a moving picture or their maker's notes behind the end; these are skipped. Embedded previews have ends
    of their own, so the end is found by walking through the file, not in its last bytes.
    """
    place, framed, scanned = 2, False, False
    while True:
        marker, place = _jpeg_marker(data, place)
        if marker == _JPEG_END:
            break
        length = int.from_bytes(data[place : place + 2])
        if length < 2 or place + length > len(data) or marker == _JPEG_START:
            raise damaged("ảnh JPEG", "một phần bên trong dài quá tệp")
        framed = framed or marker in _JPEG_FRAMES
        place += length
        if marker == _JPEG_SCAN:
            scanned, place = True, _end_of_jpeg_scan(data, place)
    if not (framed and scanned):
        raise damaged("ảnh JPEG", NO_PICTURE)
    if hidden := hidden_after(data[place:]):
        raise Unfit(f"sau ảnh JPEG còn giấu {hidden}. {NEW_FILE}")


def _end_of_jpeg_scan(data: bytes, place: int) -> int:
    """Where the next marker stands."""
    if found := _JPEG_NEXT_MARKER.search(data, place):
        return found.start()
    raise damaged("ảnh JPEG", CUT)


def _jpeg_marker(data: bytes, place: int) -> tuple[int, int]:
    """The marker at the place, after any fill bytes, and where its contents begin."""
    if data[place : place + 1] != b"\xff":
        raise damaged("ảnh JPEG", CUT if place >= len(data) else "dữ liệu ảnh không liền nhau")
    while data[place : place + 1] == b"\xff":
        place += 1
    if place >= len(data):
        raise damaged("ảnh JPEG", CUT)
    return data[place], place + 1


def _look_png(data: bytes) -> None:
    """Every chunk with its checksum, through IEND, and nothing behind it: some cropping tools leave the cut-off part there."""
    if not data.startswith(_PNG_SIGNATURE):
        raise damaged("ảnh PNG", "phần mở đầu đã bị đổi (thường do chép tệp ở chế độ chữ)")
    place, kinds = len(_PNG_SIGNATURE), set()
    while b"IEND" not in kinds:
        length, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        end = place + 12 + length
        if end > len(data):
            raise damaged("ảnh PNG", CUT)
        if crc32(data[place + 4 : end - 4]) != int.from_bytes(data[end - 4 : end]):
            raise damaged("ảnh PNG", "dữ liệu ảnh đã bị thay đổi (sai mã kiểm)")
        kinds.add(kind)
        place = end
    if not {b"IHDR", b"IDAT"} <= kinds:
        raise damaged("ảnh PNG", NO_PICTURE)
    if data[place:].strip(b"\x00\r\n"):
        raise Unfit(f"sau ảnh PNG còn dữ liệu khác, có thể là phần đã cắt bỏ. {NEW_FILE}")


def _look_gif(data: bytes) -> None:
    """Every block through the trailer."""
    place, images = _GIF_HEADER + _gif_table(data, 10), 0
    while True:
        if place >= len(data):
            raise damaged("ảnh GIF", CUT)
        kind = data[place]
        if kind == _GIF_TRAILER:
            break
        if kind == _GIF_IMAGE:
            images += 1
            place = _after_gif_blocks(data, place + _GIF_DESCRIPTOR + _gif_table(data, place + 9) + 1)
        elif kind == _GIF_EXTENSION:
            place = _after_gif_blocks(data, place + 2)
        else:
            raise damaged("ảnh GIF", "dữ liệu ảnh không liền nhau")
    if not images:
        raise damaged("ảnh GIF", NO_PICTURE)
    if hidden := hidden_after(data[place + 1 :]):
        raise Unfit(f"sau ảnh GIF còn giấu {hidden}. {NEW_FILE}")


def _gif_table(data: bytes, place: int) -> int:
    """The length of the colour table that the flags at this place announce."""
    if place >= len(data):
        raise damaged("ảnh GIF", CUT)
    flags = data[place]
    return int(3 * 2 ** ((flags & 7) + 1)) if flags & 0x80 else 0


def _after_gif_blocks(data: bytes, place: int) -> int:
    while place < len(data) and data[place]:
        place += 1 + data[place]
    return place + 1


def _look_webp(data: bytes) -> None:
    """A container that states the length of each part, so that a cut is noticed: the parts fill the file to its end."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise damaged("ảnh WebP", CUT)
    if data[end:].strip(b"\x00\r\n"):
        raise Unfit(f"sau ảnh WebP còn dữ liệu khác. {NEW_FILE}")
    place, kinds = 12, set()
    while place + 8 <= end:
        kinds.add(data[place : place + 4])
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        place += 8 + length + length % 2
    if place > end + 1:
        raise damaged("ảnh WebP", "một phần bên trong dài quá tệp")
    if not kinds & {b"VP8 ", b"VP8L", b"ANMF"}:
        raise damaged("ảnh WebP", NO_PICTURE)


def _look_avif(data: bytes) -> None:
    """Likewise, the boxes fill the file to its end; a last box may leave its length open."""
    place, kinds = 0, []
    while place < len(data):
        length, head = int.from_bytes(data[place : place + 4]), 8
        if length == 1:
            length, head = int.from_bytes(data[place + 8 : place + 16]), 16
        kinds.append(data[place + 4 : place + 8])
        length = length or len(data) - place
        if length < head or place + length > len(data):
            raise damaged("ảnh AVIF", CUT)
        place += length
    if kinds[:1] != [b"ftyp"] or not {b"meta", b"mdat"} <= {*kinds}:
        raise damaged("ảnh AVIF", NO_PICTURE)


def _is_avif(data: bytes) -> bool:
    """Whether the brands of the first box say so; HEIC and films begin alike."""
    brands = data[8 : min(int.from_bytes(data[:4]), 256)]
    return data[4:8] == b"ftyp" and any(brands[place : place + 4] in (b"avif", b"avis") for place in range(0, len(brands), 4))


BEGINS: dict[str, Callable[[bytes], bool]] = {
    "JPEG": lambda data: data.startswith(b"\xff\xd8\xff"),
    "PNG": lambda data: data.startswith(b"\x89PNG\r\n"),
    "GIF": lambda data: data.startswith((b"GIF87a", b"GIF89a")),
    "WEBP": lambda data: data.startswith(b"RIFF") and data[8:12] == b"WEBP",
    "AVIF": _is_avif,
}
_WALKS: dict[str, Callable[[bytes], None]] = {
    "JPEG": _look_jpeg, "PNG": _look_png, "GIF": _look_gif, "WEBP": _look_webp, "AVIF": _look_avif,
}  # fmt: skip


def look(kind: str, data: bytes) -> str:
    """The look inside pictures of one of Pillow's formats; they hold no text to search. Raises Unfit."""
    _WALKS[kind](data)
    _refuse_unpackable(kind, data)
    return ""


def _refuse_unpackable(kind: str, data: bytes) -> None:
    """Reads only the head: a few bytes may promise a picture of a million by a million points."""
    too_large = f"ảnh có quá {MOST_PIXELS // 1_000_000} triệu điểm, máy người đọc không mở nổi. Thu nhỏ ảnh rồi lưu lại."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=[kind]) as image:
                width, height = image.size
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise WrongSize(too_large) from error
    except Exception as error:  # decoders fail in every way on unforeseen bytes
        raise damaged(f"ảnh {kind}", "không đọc được kích thước ảnh") from error
    if width * height > MOST_PIXELS:
        raise WrongSize(too_large)
