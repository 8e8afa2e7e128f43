"""`python -m bench.photo`: a drawn picture of 12 million points from camera to reader, in bytes and CPU seconds.

The picture has soft shapes, edges and grain, so that it weighs what a phone's photo weighs; nobody's photo is needed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from plugins.images.encoder import Wanted, derive, web_original
from plugins.images.photo import photo_of

CAMERA = (4000, 3000)


def drawn() -> bytes:
    """As a phone would store it."""
    shapes = Image.effect_noise((500, 375), 70).convert("RGB").resize(CAMERA, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(CAMERA, 14).convert("RGB")
    file = BytesIO()
    Image.blend(shapes, grain, 0.35).save(file, "JPEG", quality=93)
    return file.getvalue()


def measured(what: str, work: Callable[[], tuple[bytes, ...]]) -> tuple[bytes, ...]:
    """Does the work, and prints the weight of each file and the CPU seconds of all."""
    start = time.process_time()
    files = work()
    print(f"{what}: {', '.join(f'{len(file) // 1000} kB' for file in files)}; {time.process_time() - start:.2f} s")
    return files


def main() -> None:
    """The three steps of a photo."""
    (camera,) = measured("camera", lambda: (drawn(),))
    (original,) = measured("web original", lambda: (web_original(camera),))
    photo = photo_of("anh/a.jpg", original)
    if photo is None:
        raise SystemExit("the web original is no photo")
    for ending in photo.endings():
        wanted = tuple(Wanted(size, ending) for size in photo.sizes())
        measured(f"{ending} {photo.sizes()}", lambda wanted=wanted: derive(original, wanted))  # type: ignore[misc]


if __name__ == "__main__":
    main()
