"""`make photos [FILES=…]`: photos as they came from a camera become web originals, in their place."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import UnidentifiedImageError

from plugins.files import NOT_SOURCES, files_in
from plugins.images.derived_photos import web_original, write_whole
from plugins.images.photo import ENDINGS
from plugins.images.web_original import HEIC_REFUSED, PHONES_OWN, SAVE_AS_JPEG, trouble_with


def make_web_original(file: Path) -> tuple[bool, str]:
    """Whether the file is a web original now, and what was done or is to be done; "" for one that was it already.

    The file is replaced in one step: an interruption leaves the photo that was there.
    """
    if file.suffix.lower() in PHONES_OWN:
        return False, HEIC_REFUSED
    if file.is_symlink() or not file.is_file():
        return False, "không có tệp này. Kiểm tra lại FILES=…."
    data = file.read_bytes()
    try:
        if not trouble_with(data):
            return True, ""
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return False, "không phải ảnh mở được. Chạy make check để biết bên trong là gì."
    made = web_original(data)
    if made is None or trouble_with(made):
        return False, f"không tự thu nhỏ được ảnh này ({trouble_with(data)}). {SAVE_AS_JPEG}"
    write_whole(file, made, durable=True)
    return True, f"{len(data) // 1000} kB → {len(made) // 1000} kB."


def _photos(content: Path, names: list[str]) -> Iterator[Path]:
    """Those that were named, or else all of the tree."""
    if names:
        yield from map(Path, names)
        return
    for path, _ in sorted(files_in(content, NOT_SOURCES)):
        if Path(path).suffix.lower() in ENDINGS.union(PHONES_OWN):
            yield content / path


def main(arguments: list[str]) -> int:
    """A line for each photo that was changed or could not be; 1 if one could not."""
    is_good = True
    for file in _photos(Path(arguments[0]), arguments[1:]):
        is_done, message = make_web_original(file)
        is_good &= is_done
        if message:
            print(f"{file}: {message}")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
