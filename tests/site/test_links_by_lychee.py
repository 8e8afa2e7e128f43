"""A link checker of other people's finds the same dead links as the build, fragments of other pages too."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from plugins.builder.output.inspection import inspect_page, problems_of
from plugins.files import stamps_in

PAGE = "luu-tru/index.html"  # gets all of these
DEAD = (
    "/so-lieu/#khong-co",
    "/so-lieu/tiep-cong-dan-mau/#mau-khong-co",
    "/luu-tru/#chua-ai-viet",
    "#khong-co-muc",
    "/khong-co-trang/",
    "/khong-co-trang/#muc",
    "/anh/khong-co.png",
)
ALIVE = ("/so-lieu/#tra-cuu", "/luu-tru/#moi-nhat", "#noi-dung", "/luu-tru/", "https://vi-du.example/khong-hoi")


def dead_to_lychee(site):
    """The dead links of a built site, as their pages have them, and how many links there are."""
    lychee = Path(sys.executable).with_name("lychee")
    options = ["--offline", "--include-fragments", "--no-progress", "--format", "json", "--index-files", "index.html"]
    command = [str(lychee), *options, "--root-dir", str(site), f"{site}/**/*.html"]
    report = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    urls = (entry["url"] for entries in report["error_map"].values() for entry in entries)
    return {unquote(url).partition(str(site))[2] for url in urls}, report["total"]


def dead_to_the_build(site):
    sizes = {name: size for name, (size, *_) in stamps_in(site).items()}
    texts = {name: (site / name).read_text(encoding="utf-8") for name in sizes if name.endswith(".html")}
    problems = problems_of(sizes, {name: inspect_page(text) for name, text in texts.items()}, {}, site, texts.__getitem__)
    return {problem.message.partition("“")[2].partition("”")[0] for problem in problems}


@pytest.mark.parametrize("name", ["real_site", "demo_site"])
def test_it_finds_none_in_what_was_built(request, name):
    found, links = dead_to_lychee(request.getfixturevalue(name))
    assert links > 50
    assert found == set()


def test_both_find_the_same_dead_links(demo_site, tmp_path):
    site = shutil.copytree(demo_site, tmp_path / "site")
    page = site / PAGE
    links = "".join(f"<a href='{address}'>x</a>" for address in (*DEAD, *ALIVE))
    page.write_text(page.read_text(encoding="utf-8").replace("</main>", f"{links}</main>"), encoding="utf-8")
    assert dead_to_the_build(site) == set(DEAD)
    as_lychee_writes = {f"/{PAGE}{link}" if link[0] == "#" else link.replace("/#", "#").rstrip("/") for link in DEAD}
    assert dead_to_lychee(site)[0] == as_lychee_writes
