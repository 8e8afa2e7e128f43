"""What is not for readers, or not yet, is in no byte of a release: not in a page, a name, a picture or a compressed copy."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import brotli
import pytest
from PIL import Image

from plugins.images.photo import photo_of
from plugins.images.picture import address_of
from tests.deploy.release.scratch import LONG, commit, environment, make_project, published, run_publish, write_text
from tests.pictures import jpeg

pytestmark = pytest.mark.slow
DUE = 1_760_230_800  # 12 October 2025, 08:00 in Vietnam
BEFORE, AFTER = DUE - 1, DUE
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "America/New_York")
OUT, HELD_BACK = "daudang", "daugiu"  # how markers begin
PAST = "Date: 2024-05-06 08:00"
ARTICLES = {  # the header of each text that readers may not see, one second before `DUE`
    "nhap": f"{PAST}\nStatus: draft",
    "nhap-mai": "Date: 2099-01-01 08:00\nStatus: draft",
    "hen": "Date: 2025-10-12 08:00",
    "hen-lau": "Date: 2099-01-01 08:00",
    "rut-nhap": f"{PAST}\nStatus: draft",  # was published before, as was the next
    "rut-xoa": "",
}
EXPIRES, EXPIRY = "het-han", f"{PAST}\nHet-han: 2025-10-12 08:00"
EXPIRING = "dauhan"  # how its markers begin: from its second on, they are on its page alone
WITHDRAWN = ("rut-nhap", "rut-xoa")
OUT_AT_ITS_SECOND = "hen"
READ = ("title", "body", "slug", "summary", "tag", "section", "author", "alias", "tep")  # parts that readers get of an article
MARKERS = re.compile(rf"(?:{OUT}|{HELD_BACK})[a-z]+|2099[-/]01|01[-/]2099".encode())  # the year of what is to come tells of it
FILES = (  # of the project and its content tree, that no text links to
    ".env", "ghi-chu.md", "so-tay.txt", "content/.env", "content/.ghi-chu.md", "content/tin-tuc/dang.md~",
    "content/tin-tuc/dang.bak", "content/tep/khong-dung.txt", "content/tep/.mat-khau.txt",
)  # fmt: skip
VARIABLE = "MAT_KHAU_CUA_MAY"
PUBLISHES = """
import os, shutil, sys, time_machine
from datetime import datetime
from zoneinfo import ZoneInfo
from deploy.release.publish import main
for zone in sys.argv[1].split():
    for moment in sys.argv[2].split():
        if not (child := os.fork()):
            time_machine.travel(datetime.fromtimestamp(int(moment), ZoneInfo(zone)), tick=False).start()
            code = main(["--content", "content"])
            sys.stdout.flush()
            os._exit(code)
        if os.waitpid(child, 0)[1]:
            sys.exit(1)
        shutil.copytree("output", "output-" + zone.replace("/", "-") + "-" + moment)
"""


def marker(name: str, part: str, kind: str = HELD_BACK) -> str:
    """One word of small letters: as it is in a text, a slug, a name of a file and the source of a page."""
    return kind + f"{name}{part}".replace("-", "").replace("/", "").replace(".", "").replace("~", "moi")


def write_marked(project: Path, name: str, header: str, kind: str = HELD_BACK) -> None:
    """An article with a marker in each of its parts, and a picture and an attachment of its own."""
    parts = {part: marker(name, part, kind) for part in READ}
    picture, attachment = marker(name, "anh", kind), parts["tep"]
    lines = [
        f"Title: Bài {parts['title']}", header, f"Summary: Tóm tắt {parts['summary']}.", f"Tags: Nhãn {parts['tag']}",
        f"Category: Mục {parts['section']}", f"Author: {parts['author']}", f"Aliases: /{parts['alias']}/",
    ]  # fmt: skip
    body = f"{LONG}\n\nChữ {parts['body']}.\n\n![Ảnh](../anh/{picture}.jpg)\n\n[Tệp](../tep/{attachment}.txt)"
    write_text(project, f"tin-tuc/{parts['slug']}.md", "\n".join(lines), body)
    (project / "content/tep").mkdir(exist_ok=True)
    (project / f"content/tep/{attachment}.txt").write_text(f"Chữ của tệp {attachment}. " * 40, encoding="utf-8")
    (project / f"content/anh/{picture}.jpg").write_bytes(jpeg(picture.encode()))


def searched(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file with its name; compressed ones unpacked, and files in files."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        yield name, data
        if path.suffix == ".gz":
            yield name, gzip.decompress(data)
        elif path.suffix == ".br":
            yield name, brotli.decompress(data)
        elif path.suffix in {".xlsx", ".zip"}:
            with ZipFile(path) as archive:
                yield from ((f"{name}: {part}", archive.read(part)) for part in archive.namelist())


def markers_in(folder: Path, markers: re.Pattern[bytes] = MARKERS) -> dict[str, set[str]]:
    """Each marker in a release's bytes and names, with the files that it is in."""
    places: dict[str, set[str]] = defaultdict(set)
    for name, data in searched(folder):
        for word in markers.findall(name.encode().lower() + b" " + data.lower()):
            places[word.decode()].add(name)
    return places


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """Published once with the texts that are withdrawn later, then in every zone, one second before an article is due and then."""
    project = make_project(tmp_path_factory.mktemp("leaks") / "project")
    write_marked(project, "dang", PAST, OUT)
    for name in WITHDRAWN:
        write_marked(project, name, PAST)
    commit(project)
    shutil.copytree(published(project), project / "output-first")
    write_marked(project, EXPIRES, EXPIRY, EXPIRING)
    for name, header in ARTICLES.items():
        write_marked(project, name, header)
        if not header:
            (project / f"content/tin-tuc/{marker(name, 'slug')}.md").unlink()
    for name in FILES:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(f"Khoá {marker('', name)}", encoding="utf-8")
    commit(project)
    command = [sys.executable, "-c", PUBLISHES, " ".join(ZONES), f"{BEFORE} {AFTER}"]
    run = environment(project, **{VARIABLE: marker("", "bien"), marker("", "tenbien"): "1"})
    result = subprocess.run(command, cwd=project, env=run, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return project


def release(project: Path, zone: str, moment: int) -> Path:
    return project / f"output-{zone.replace('/', '-')}-{moment}"


@pytest.mark.parametrize("zone", ZONES)
def test_one_second_before_nothing_that_is_held_back_is_anywhere(project, zone):
    assert markers_in(release(project, zone, BEFORE)).keys() == {marker("dang", part, OUT) for part in READ}


@pytest.mark.parametrize("zone", ZONES)
def test_at_its_second_an_article_is_out_and_nothing_else(project, zone):
    expected = {marker("dang", part, OUT) for part in READ} | {marker(OUT_AT_ITS_SECOND, part) for part in READ}
    assert markers_in(release(project, zone, AFTER)).keys() == expected


@pytest.mark.parametrize("zone", ZONES)
def test_from_its_second_on_an_expired_notice_is_on_its_page_alone(project, zone):
    """Its attachment, its earlier address and its photo stay with the page; the lists of its own stay empty."""
    pattern = re.compile(rf"{EXPIRING}[a-z]+".encode())
    before, after = (markers_in(release(project, zone, moment), pattern) for moment in (BEFORE, AFTER))
    title, page = marker(EXPIRES, "title", EXPIRING), f"2024/05/{marker(EXPIRES, 'slug', EXPIRING)}/index.html"
    assert {"index.html", "rss.xml", "tim-kiem/2024.json", page} <= before[title]
    alias = f"{marker(EXPIRES, 'alias', EXPIRING)}/index.html"
    assert {name.removesuffix(".gz").removesuffix(".br") for name in after[title]} <= {page, alias}
    assert "sitemap.xml" not in after[marker(EXPIRES, "slug", EXPIRING)]
    for folder in (AFTER, BEFORE):
        assert (release(project, zone, folder) / page).is_file()


def test_the_same_search_finds_what_is_out_in_every_kind_of_file(project):
    places = markers_in(release(project, ZONES[0], BEFORE))
    titles = places[marker("dang", "title", OUT)]
    page = f"2024/05/{marker('dang', 'slug', OUT)}/index.html"
    assert {page, f"{page}.gz", f"{page}.br", "index.html", "rss.xml", "atom.xml", "tim-kiem/2024.json"} <= titles
    assert {"sitemap.xml", "manifest.json"} <= places[marker("dang", "slug", OUT)]


def test_what_was_withdrawn_had_been_out(project):
    first = markers_in(project / "output-first")
    assert {marker(name, part) for name in WITHDRAWN for part in READ} <= first.keys()


@pytest.mark.parametrize(("moment", "out"), [(BEFORE, {"dang"}), (AFTER, {"dang", OUT_AT_ITS_SECOND})])
def test_no_photo_is_derived_before_its_article_is_out(project, moment, out):
    """Their names are digests, and the pixels have no marker."""
    folder = release(project, ZONES[0], moment)
    pictures = {name: f"{marker(name, 'anh', OUT if name == 'dang' else HELD_BACK)}.jpg" for name in ("dang", *ARTICLES)}
    photos = {name: photo_of(f"anh/{file}", (project / "content/anh" / file).read_bytes()) for name, file in pictures.items()}
    assert {name for name, photo in photos.items() if photo and (folder / address_of(photo).lstrip("/")).exists()} == out


def test_a_photo_is_out_without_the_comment_in_its_file(project):
    folder = release(project, ZONES[0], BEFORE)
    comment = marker("dang", "anh", OUT)
    assert comment.encode() in (project / f"content/anh/{comment}.jpg").read_bytes()
    assert list((folder / "anh-web").iterdir())
    assert comment not in markers_in(folder)


def test_a_comment_in_a_text_and_a_camera_s_data_stop_the_release(project, tmp_path):
    copy = shutil.copytree(project, tmp_path / "project", ignore=shutil.ignore_patterns("output-*"))
    shutil.rmtree(copy / "output")
    write_text(copy, "tin-tuc/ghi-chu.md", f"Title: Ghi chú\n{PAST}", "Chữ.\n\n<!-- chờ duyệt -->\n\n![Ảnh](../anh/may-anh.jpg)")
    camera = Image.Exif()
    camera[0x0110] = "Máy ảnh"
    photo = BytesIO()
    Image.new("RGB", (6, 4), "navy").save(photo, "JPEG", exif=camera)
    (copy / "content/anh/may-anh.jpg").write_bytes(photo.getvalue())
    commit(copy)
    result = run_publish(copy)
    assert (result.returncode, (copy / "output").exists()) == (1, False)
    assert "content/tin-tuc/ghi-chu.md:6: “<!-- chờ duyệt -->” là ghi chú HTML" in result.stderr
    assert re.search(r"content/anh/may-anh\.jpg: .*dữ liệu của máy ảnh", result.stderr)
