"""Small sound pictures for trees that tests build: what is not whole is not published."""

from io import BytesIO

from PIL import Image


def picture(kind: str, size: tuple[int, int] = (6, 4)) -> bytes:
    """One colour, in a format that Pillow writes ("JPEG", "PNG")."""
    file = BytesIO()
    Image.new("RGB", size, "navy").save(file, kind)
    return file.getvalue()


PNG = picture("PNG")
_JPEG = picture("JPEG")


def jpeg(comment: bytes) -> bytes:
    """A picture that differs from others by what is noted in it."""
    return _JPEG[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2) + comment + _JPEG[2:]
