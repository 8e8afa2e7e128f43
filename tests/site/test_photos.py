"""Photos of an article: light on a phone, sharp on a desktop, and nothing of the original in what readers get."""

import shutil
import subprocess
import sys
from io import BytesIO
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests.conftest import ROOT, run_build
from tests.site.pages import read_page, snapshot

SITE = "https://thanhtra.langson.gov.vn"
PAGE = "2024/03/bai/index.html"
MARKER = b"GHI-CHU-CUA-MAY-ANH"
ARTICLE = """Title: Bài có ảnh
Date: 2024-03-07 08:00

![Bàn tiếp dân](../../anh/mot.jpg "Chú thích một. Ảnh: Văn phòng")

![Phòng tiếp dân](/anh/hai.jpg "Chú thích hai")

Trong dòng: ![bàn tiếp dân](/anh/mot.jpg).

![Sơ đồ](../../anh/so-do.png)
"""


def photo(size: tuple[int, int], colour: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", comment=MARKER)
    return file.getvalue()


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    content = tmp_path_factory.mktemp("photos") / "content"
    shutil.copytree(ROOT / "content", content)
    for folder in ("tin-tuc/2024", "anh"):
        (content / folder).mkdir()
    (content / "tin-tuc/2024/bai.md").write_text(ARTICLE, encoding="utf-8")
    (content / "anh/mot.jpg").write_bytes(photo((1400, 700), "navy"))
    (content / "anh/hai.jpg").write_bytes(photo((300, 400), "green"))
    shutil.copy(ROOT / "tests/demo/anh/so-do-xu-ly-don-mau.png", content / "anh/so-do.png")
    return content


@pytest.fixture(scope="module")
def site(content):
    """The tests that change the content build here again."""
    output = content.parent / "output"
    result = run_build(content, output, "--settings", "publishconf.py")
    assert result.returncode == 0, result.stderr
    return output


def candidates(srcset: str) -> dict[str, str]:
    return {width: name.strip() for name, width in (part.split() for part in srcset.split(","))}


def test_a_phone_and_a_desktop_each_get_their_width_in_two_formats(site):
    first, *_ = read_page(site, PAGE).find_all("picture")
    assert first.source["type"] == "image/avif"
    for element in (first.source, first.img):
        assert element["sizes"]
        for width, name in candidates(element["srcset"]).items():
            with Image.open(site / name.removeprefix("/")) as made:
                assert f"{made.size[0]}w" == width
                assert made.format == ("AVIF" if element.name == "source" else "JPEG")
                assert made.size[0] == 2 * made.size[1]
    assert list(candidates(first.img["srcset"])) == ["640w", "1280w"]
    assert (first.img["width"], first.img["height"]) == ("1280", "640")


def test_a_small_photo_keeps_its_size(site):
    second = read_page(site, PAGE).find_all("picture")[1]
    assert (second.img["width"], second.img["height"]) == ("300", "400")
    assert not second.img.get("srcset")
    with Image.open(site / second.source["srcset"].removeprefix("/")) as made:
        assert made.size == (300, 400)


def test_only_what_is_below_the_first_photo_waits(site):
    assert [image.get("loading") for image in read_page(site, PAGE).article.find_all("img")] == [None, "lazy", "lazy", "lazy"]


def test_caption_and_description_stay(site):
    figure = read_page(site, PAGE).find("figure", class_="photo")
    assert (figure.img["alt"], figure.figcaption.string) == ("Bàn tiếp dân", "Chú thích một. Ảnh: Văn phòng")


def test_both_ways_of_naming_a_photo_lead_to_the_same_file(site):
    one, _, again, _ = (image["src"] for image in read_page(site, PAGE).article.find_all("img"))
    assert one == again


def test_only_derived_files_are_published(site):
    assert not (site / "anh").exists()
    assert len(list((site / "anh-web").iterdir())) == 4 + 2 + 1
    assert not [path for path in (site / "anh-web").iterdir() if MARKER in path.read_bytes()]


def test_feeds_and_social_networks_get_a_jpeg_by_its_whole_address(site):
    page = read_page(site, PAGE)
    shared = page.find("meta", property="og:image")["content"]
    assert shared == SITE + page.find("picture").img["src"]
    items = ElementTree.parse(site / "rss.xml").getroot().iter("item")
    item = next(item for item in items if "có ảnh" in item.findtext("title"))
    text = BeautifulSoup("".join(part.text for part in item if "<img" in (part.text or "")), "html.parser")
    assert shared.endswith(".jpg")
    assert text.img["src"] == shared
    assert not text.find_all(["picture", "source"])
    assert not any(image.get("srcset") for image in text.find_all("img"))


def test_plain_pelican_gives_the_same_pages_and_files(content, site, tmp_path):
    command = [sys.executable, "-m", "pelican", str(content), "-s", str(ROOT / "publishconf.py"), "-o", str(tmp_path / "plain")]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    plain, ours = ({name: data for name, (_, data) in snapshot(folder).items()} for folder in (tmp_path / "plain", site))
    assert plain == ours


def test_a_photo_saved_again_gets_new_names(content, site):
    before = {path.name for path in (site / "anh-web").iterdir()}
    (content / "anh/hai.jpg").write_bytes(photo((300, 400), "red"))
    assert run_build(content, site, "--settings", "publishconf.py").returncode == 0
    after = {path.name for path in (site / "anh-web").iterdir()}
    assert (len(before - after), len(after - before)) == (2, 2)
    shown = read_page(site, PAGE).find_all("picture")[1].img["src"]
    with Image.open(site / shown.removeprefix("/")) as made:
        assert made.convert("RGB").getpixel((5, 5))[0] > 200
