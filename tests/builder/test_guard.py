"""A build never deletes anything but an earlier build."""

import sqlite3

import pytest

from plugins.builder.build import build
from plugins.builder.digests import checksum
from tests.conftest import ROOT, run_build
from tests.site.pages import snapshot

SETTINGS = ROOT / "pelicanconf.py"


@pytest.fixture
def small(tmp_path):
    folder = tmp_path / "nha/content"
    (folder / "tin-tuc").mkdir(parents=True)
    (folder / "tin-tuc/bai.md").write_text("Title: Bài\nDate: 2024-05-06\n\nNội dung.\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("where", ["content", "above", "inside", "others", "file"])
def test_a_place_that_holds_anything_else_is_refused_and_left_as_it_is(small, where):
    others = small.parent / "cua-nguoi-khac"
    others.mkdir()
    (others / "quan-trong.txt").write_text("giữ", encoding="utf-8")
    (small.parent / "tep").write_text("giữ", encoding="utf-8")
    places = {
        "content": small,
        "above": small.parent,
        "inside": small / "output",
        "others": others,
        "file": small.parent / "tep",
    }
    before = snapshot(small.parent)
    result = run_build(small, places[where])
    assert result.returncode == 1
    assert "Chọn OUTPUT" in result.stderr
    assert snapshot(small.parent) == before


@pytest.mark.parametrize("output", ["", ".", "..", "/"])
def test_the_project_itself_is_never_built_over(small, output):
    result = run_build(small, output)
    assert result.returncode == 1
    assert (ROOT / "pelicanconf.py").is_file()


def test_an_empty_folder_and_an_earlier_build_are_fine(small, tmp_path):
    (tmp_path / "ra").mkdir()
    assert run_build(small, tmp_path / "ra").returncode == 0
    assert run_build(small, tmp_path / "ra").returncode == 0


def test_publishing_uses_nothing_that_an_earlier_build_left(small, tmp_path):
    """Whoever could write to the cache, by mistake or not, cannot change a word of what is published."""
    cache, page = tmp_path / "cache", "2024/05/bai/index.html"
    build(SETTINGS, small, tmp_path / "o", cache)
    with sqlite3.connect(cache / "cache.sqlite") as database:
        for key, value in database.execute("SELECT key, value FROM cached").fetchall():
            forged = value.replace("Nội dung".encode(), b"Noi dung!!")
            database.execute("UPDATE cached SET value = ?, sum = ? WHERE key = ?", (forged, checksum(key + forged), key))
    build(SETTINGS, small, tmp_path / "previewed", cache)
    build(SETTINGS, small, tmp_path / "published", cache, no_cache=True)
    assert "Noi dung!!" in (tmp_path / "previewed" / page).read_text(encoding="utf-8")
    assert "Nội dung." in (tmp_path / "published" / page).read_text(encoding="utf-8")
    assert not [path for path in cache.iterdir() if path.is_dir()]
