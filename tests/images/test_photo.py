"""What is derived from a photo, and under which names."""

from io import BytesIO

import pytest
from PIL import Image

from plugins.images.photo import Photo, photo_of
from tests.pictures import picture


def photo(kind: str = "JPEG", size: tuple[int, int] = (2000, 1500)) -> Photo:
    found = photo_of("anh/a.jpg", picture(kind, size))
    assert found
    return found


def test_a_photo_has_two_widths_and_two_formats():
    assert photo().sizes() == ((640, 480), (1280, 960))
    assert [name.rpartition("-")[2] for name in photo().names()] == ["640.avif", "1280.avif", "640.jpg", "1280.jpg"]


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((300, 200), ((300, 200),)),
        ((640, 10), ((640, 10),)),
        ((900, 1200), ((640, 853), (900, 1200))),
        ((2000, 1), ((640, 1), (1280, 1))),
    ],
)
def test_a_small_photo_is_not_blown_up(size, sizes):
    assert photo(size=size).sizes() == sizes


def test_a_preview_has_jpeg_alone():
    assert photo().endings(with_avif=False) == (".jpg",)


def test_other_bytes_have_other_names():
    assert set(photo().names()).isdisjoint(photo(size=(2000, 1501)).names())


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_drawing_becomes_one_png_of_its_size(kind):
    assert (photo(kind).endings(), photo(kind).sizes()) == ((".png",), ((2000, 1500),))


def test_an_animation_stays_as_it_is():
    file = BytesIO()
    Image.new("L", (4, 4)).save(file, "GIF", save_all=True, append_images=[Image.new("L", (4, 4), 255)])
    found = photo_of("anh/a.gif", file.getvalue())
    assert found
    assert (found.kind, found.endings()) == ("animation", (".gif",))


def test_a_photo_that_lies_on_its_side_has_the_size_that_readers_see():
    file, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (30, 20)).save(file, "JPEG", exif=exif)
    found = photo_of("anh/a.jpg", file.getvalue())
    assert found
    assert found.sizes() == ((20, 30),)


def test_what_is_no_picture_is_no_photo():
    assert photo_of("anh/a.jpg", b"<!doctype html>") is None
    assert photo_of("anh/a.jpg", bytes(8_000)) is None
