"""What comes out of a photo: its pixels, upright and in the colours of the web, and nothing else."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from plugins.images.encoder import Wanted, derive
from plugins.images.recipe import RECIPE

SECRET = b"21.8537N 106.7615E Lang Son"


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def derived(data: bytes, ending: str, size: tuple[int, int] = (6, 4)) -> Image.Image:
    (made,) = derive(data, (Wanted(size, ending),))
    assert SECRET not in made
    return opened(made)


@pytest.mark.parametrize("ending", [".jpg", ".avif", ".png"])
def test_nothing_but_the_pixels_comes_through(ending):
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = "Hãng máy ảnh", SECRET
    kind = "PNG" if ending == ".png" else "JPEG"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(Image.new("RGB", (6, 4), "red"), kind, exif=exif, icc_profile=profile, comment=SECRET)
    assert SECRET in data
    made = derived(data, ending)
    assert not made.getexif()
    assert not {"icc_profile", "comment", "exif", "xmp"} & made.info.keys()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_photo_stands_upright(orientation):
    upright = Image.new("RGB", (48, 32), "white")
    upright.paste("red", (0, 0, 24, 16))
    lying = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = orientation
    as_stored = upright.transpose(lying[orientation]) if orientation in lying else upright
    made = derived(saved(as_stored, "JPEG", exif=exif, quality=95), ".jpg", (48, 32))
    assert made.size == (48, 32)
    assert made.getpixel((4, 4))[1] < 60
    assert made.getpixel((40, 28))[1] > 200


@pytest.mark.parametrize(
    ("image", "kind", "expected"),
    [
        (Image.new("CMYK", (6, 4), (0, 255, 255, 0)), "JPEG", (255, 0, 0)),
        (Image.new("L", (6, 4), 128), "JPEG", (128, 128, 128)),
        (Image.new("I;16", (6, 4), 0x8000), "PNG", (128, 128, 128)),
        (Image.new("RGB", (6, 4), "red").quantize(4), "PNG", (255, 0, 0)),
        (Image.new("RGBA", (6, 4), (255, 0, 0, 255)), "PNG", (255, 0, 0)),
    ],
    ids=["CMYK", "grey", "16 bits", "palette", "alpha"],
)
def test_every_way_of_colouring_comes_out_in_three_colours(image, kind, expected):
    made = derived(saved(image, kind), ".jpg")
    assert made.mode == "RGB"
    assert max(abs(one - other) for one, other in zip(made.getpixel((2, 2)), expected, strict=True)) < 12


def test_a_drawing_stays_transparent_and_of_few_colours():
    clear = Image.new("RGBA", (6, 4), (255, 0, 0, 0))
    assert derived(saved(clear, "PNG"), ".png").getpixel((1, 1))[3] == 0
    few = Image.new("P", (6, 4), 1)
    few.putpalette([0, 0, 0, 200, 30, 30])
    made = derived(saved(few, "PNG", transparency=0), ".png")
    assert (made.mode, made.info.get("transparency"), made.convert("RGB").getpixel((1, 1))) == ("P", 0, (200, 30, 30))


def test_the_same_photo_gives_the_same_bytes():
    noise = saved(Image.effect_noise((64, 64), 80).convert("RGB"), "JPEG")
    wanted = (Wanted((32, 32), ".avif"), Wanted((32, 32), ".jpg"), Wanted((64, 64), ".png"))
    assert derive(noise, wanted) == derive(noise, wanted)


def test_the_recipe_names_encoders_and_settings():
    assert "max_threads" in RECIPE
    assert "None" not in RECIPE
