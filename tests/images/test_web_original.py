"""`make photos`: what comes from a camera becomes a web original, and is never lost on the way."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from plugins.images import derived_photos
from plugins.images.make_photos import main, make_web_original
from plugins.images.web_original import HEAVIEST, LONGEST, trouble_with
from tests.pictures import picture

GPS = {1: "N", 2: (21.0, 51.0, 13.0), 3: "E", 4: (106.0, 45.0, 41.0)}


def from_camera(size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    exif, file = Image.Exif(), BytesIO()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "Hãng máy ảnh", GPS
    Image.new("RGB", size, "navy").save(file, "JPEG", exif=exif, **options)
    return file.getvalue()


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "hop.jpg").write_bytes(from_camera((2400, 1600)))
    return tmp_path / "hop.jpg"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (from_camera(), "GPS"),
        (saved(Image.new("RGB", (9, 9)), "JPEG", xmp=b"<x:xmpmeta/>"), "máy ảnh"),
        (picture("JPEG") + b"\x00\x00\x00\x18ftypmp42", "phim phụ"),
        (picture("JPEG", (2001, 5)), "cạnh dài 2.001 điểm"),
        (saved(Image.effect_noise((700, 700), 90), "JPEG", quality=100), "nặng"),
        (saved(Image.new("CMYK", (9, 9)), "JPEG"), "CMYK"),
        (saved(Image.new("I;16", (9, 9)), "PNG"), "16 bit"),
        (saved(Image.new("L", (9, 9)), "WEBP", save_all=True, append_images=[Image.new("L", (9, 9), 9)]), "ảnh động"),
    ],
    ids=["gps", "xmp", "trailing", "long", "heavy", "cmyk", "deep", "moving"],
)
def test_what_is_no_web_original_says_why(data, message):
    assert message in trouble_with(data)


def test_a_web_original_is_small_upright_and_tells_nothing(file):
    is_done, message = make_web_original(file)
    assert is_done
    assert "kB" in message
    with Image.open(file) as image:
        assert (max(image.size), image.size[0] < image.size[1]) == (LONGEST, True)
        assert not image.getexif()
    assert file.stat().st_size <= HEAVIEST
    assert trouble_with(file.read_bytes()) == ""


def test_a_second_run_changes_no_byte(file):
    assert main([str(file.parent)]) == 0
    before = file.read_bytes()
    assert main([str(file.parent)]) == 0
    assert file.read_bytes() == before


def test_an_interruption_leaves_the_photo(file, monkeypatch):
    before = file.read_bytes()

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        make_web_original(file)
    assert file.read_bytes() == before


def test_a_photo_of_a_phone_is_to_be_saved_as_jpeg(tmp_path, capsys):
    (tmp_path / "hop.heic").write_bytes(b"\x00\x00\x00\x18ftypheic")
    assert main([str(tmp_path)]) == 1
    assert "JPEG" in capsys.readouterr().out


def test_a_file_that_is_no_photo_stays(tmp_path, capsys):
    (tmp_path / "hop.jpg").write_bytes(b"<!doctype html>")
    assert main([str(tmp_path)]) == 1
    assert (tmp_path / "hop.jpg").read_bytes() == b"<!doctype html>"
    assert "make check" in capsys.readouterr().out


def test_a_picture_that_ends_the_process_is_reported_and_the_next_is_made(tmp_path):
    huge = saved(Image.new("1", (13_000, 13_000)), "PNG")
    assert len(huge) < 30_000
    assert derived_photos.web_original(huge) is None
    assert derived_photos.web_original(from_camera()) is not None
