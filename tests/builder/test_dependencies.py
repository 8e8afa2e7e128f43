"""A change of what a plugin recorded makes the article again; a plugin that records nothing is never wrong."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from plugins import build_cache
from tests.builder.note import NOTE, RECORDING, SILENT, install, write_note
from tests.builder.project import Builder, difference, files_of, make_project, write_article
from tests.builder.test_only_what_changed import ALWAYS, change, made_again, mark_pages
from tests.conftest import ROOT
from tests.preview.previewing import warm_builder

ASKING = {1: "2018/02/bai-1/index.html", 9: "2017/10/bai-9/index.html"}  # they have summaries: no list shows their texts
OF_OTHERS = RECORDING.replace(NOTE, "tin-tuc/bai-8.md")  # its page and those that ask for it show nothing of each other
TEXTS = """
from pathlib import Path
from pelican import signals
from pelican.generators import Generator
from plugins.build_cache import depends_on_texts

RECORDS_DEPENDENCIES = True

class Texts(Generator):
    def generate_output(self, writer):
        depends_on_texts(self)
        texts = "".join(article.content for article in self.context["articles"])
        Path(self.output_path, "toan-van.txt").write_text(texts, encoding="utf-8")

def register():
    signals.get_generators.connect(lambda pelican: Texts, weak=False)
"""


def project_with(place, code):
    project = make_project(place / "p")
    install(project, code, *ASKING)
    return project


@pytest.fixture
def site(tmp_path, request):
    """The project with a plugin, and a function that builds it, proves it equal to a build from scratch and returns its files."""
    project = project_with(tmp_path, request.param)
    with Builder(project) as builder:

        def build():
            assert builder.build(tmp_path / "output", tmp_path / "cache") == ""
            failure, expected = builder.from_scratch(tmp_path / "scratch")
            assert (failure, difference(files_of(tmp_path / "output"), expected)) == ("", [])
            return expected

        build()
        yield project, build


def test_articles_are_made_again_when_the_file_they_depend_on_changes_and_no_others(tmp_path):
    work = '            with open("worked.txt", "a") as file:\n                print(article.slug, file=file)\n'
    marker = f'            depends_on_file(article, "{NOTE}")\n'
    assert marker in RECORDING
    project, worked, output = (
        project_with(tmp_path, RECORDING.replace(marker, marker + work)),
        tmp_path / "p/worked.txt",
        tmp_path / "o",
    )
    with Builder(project) as builder:
        assert builder.build(output, tmp_path / "cache") == ""
        mark_pages(output)
        worked.unlink()
        write_note(project, "Ghi chú mới.")
        assert builder.build(output, tmp_path / "cache") == ""
        assert made_again(output) - ALWAYS == set(ASKING.values())
        assert all("Ghi chú mới." in (output / page).read_text(encoding="utf-8") for page in ASKING.values())
        assert sorted(worked.read_text(encoding="utf-8").split()) == ["bai-1", "bai-9"]
        worked.unlink()
        change(project / "content/tin-tuc/bai-3.md", "Title: Bài 3", "Title: Bài ba")
        assert builder.build(output, tmp_path / "cache") == ""
        assert not worked.exists()


@pytest.mark.parametrize("site", [RECORDING], indirect=True)
def test_a_recorded_file_may_go_and_come_back(site):
    project, build = site
    (project / "content" / NOTE).unlink()
    assert "Không có ghi chú." in build()[ASKING[1]].decode()
    write_note(project, "Trở lại.")
    assert "Trở lại." in build()[ASKING[1]].decode()


@pytest.mark.parametrize("site", [RECORDING], indirect=True)
def test_a_changed_body_keeps_what_it_depends_on(site):
    project, build = site
    change(project / "content/tin-tuc/bai-1.md", "mở** đầu", "mở** màn")
    assert "Ghi chú đầu." in build()[ASKING[1]].decode()
    write_note(project, "Ghi chú sau.")
    change(project / "content/tin-tuc/bai-1.md", "mở** màn", "mở** lối")
    assert "Ghi chú sau." in build()[ASKING[1]].decode()
    change(project / "content/tin-tuc/bai-1.md", "[ghi chú]", "chỗ khác")
    assert "Ghi chú sau." not in build()[ASKING[1]].decode()


@pytest.mark.parametrize("site", [OF_OTHERS], indirect=True)
def test_a_changed_body_on_which_another_article_depends_makes_that_one_too(site):
    project, build = site
    change(project / "pelicanconf.py", "FEED_MAX_ITEMS = 30", "FEED_MAX_ITEMS = 1")
    build()
    change(project / "content/tin-tuc/bai-8.md", "mở** đầu", "mở** màn")
    assert "mở** màn" in build()[ASKING[1]].decode()


@pytest.mark.parametrize("site", [SILENT], indirect=True)
def test_a_plugin_that_records_nothing_is_never_wrong(site):
    project, build = site
    write_note(project, "Ghi chú mới.")
    assert "Ghi chú mới." in build()[ASKING[1]].decode()
    change(project / "content/tin-tuc/bai-1.md", "mở** đầu", "mở** màn")
    assert build()[ASKING[1]].decode().count("Ghi chú mới.") == 1
    change(project / "content/tin-tuc/bai-3.md", "mở** đầu", "mở** màn")
    write_article(project, 40)
    assert build()[ASKING[1]].decode().count("Ghi chú mới.") == 1


@pytest.mark.parametrize("site", [TEXTS], indirect=True)
def test_a_generator_that_depends_on_texts_writes_again_when_a_body_changes(site):
    project, build = site
    change(project / "content/tin-tuc/bai-1.md", "mở** đầu", "mở** màn")
    assert "mở</strong> màn" in build()["toan-van.txt"].decode()


@pytest.mark.parametrize("code", [RECORDING, SILENT], ids=["recording", "silent"])
def test_plain_pelican_shows_the_same(tmp_path, code):
    project = project_with(tmp_path, code)
    with Builder(project) as builder:
        failure, expected = builder.from_scratch(tmp_path / "scratch")
    command = [sys.executable, str(ROOT / "tests/builder/stock.py"), "content", str(tmp_path / "stock")]
    subprocess.run(command, cwd=project, env={**os.environ, "PYTHONPATH": str(project)}, check=True)
    assert (failure, difference(files_of(tmp_path / "stock"), expected)) == ("", [])


@pytest.mark.parametrize(("code", "is_rendered"), [(RECORDING, True), (SILENT, False)], ids=["recording", "silent"])
def test_the_preview_shows_what_a_build_from_scratch_does(tmp_path, code, is_rendered):
    project = project_with(tmp_path, code)
    article, page = project / "content/tin-tuc/bai-1.md", tmp_path / "output" / ASKING[1]
    with warm_builder(project, tmp_path) as warm:
        assert warm.build(lambda: False).good
        write_note(project, "Ghi chú mới.")
        change(article, "mở** đầu", "mở** màn")
        assert warm.render_saved(article) == is_rendered
        assert ("Ghi chú mới." in page.read_text(encoding="utf-8")) == is_rendered
        for note, word in (("Ghi chú mới.", "màn"), ("Ghi chú sau.", "màn"), ("Ghi chú sau.", "lối")):
            write_note(project, note)
            change(article, article.read_text(encoding="utf-8").partition("mở** ")[2].split()[0], word)
            assert warm.build(lambda: False).good
            text = page.read_text(encoding="utf-8")
            assert (text.count(note), text.count(f"mở</strong> {word}")) == (1, 1)
    with warm_builder(project, tmp_path / "fresh") as fresh:
        assert fresh.build(lambda: False).good
    assert difference(files_of(tmp_path / "output"), files_of(tmp_path / "fresh/output")) == []


def test_without_a_builder_nothing_is_cached(tmp_path):
    article, generator = SimpleNamespace(settings={"PATH": str(tmp_path)}), SimpleNamespace(settings={})
    assert not build_cache.is_cached(article)
    assert build_cache.cached_with(article, "photos") is None
    build_cache.depends_on_data(article)
    build_cache.depends_on_file(article, "tep/chua-co.txt")
    build_cache.depends_on_address(article, "/lien-he/", True)
    build_cache.depends_on_articles(article, older=None)
    build_cache.depends_on_texts(generator)
    build_cache.cache_with(article, "photos", ("1.jpg",))
    assert build_cache.cached_with(article, "photos") == ("1.jpg",)
    assert not build_cache.is_cached(article)


@pytest.mark.parametrize("path", ["/tep/ghi-chu.txt", "../pelicanconf.py", "tep/../../x.txt", ".git/HEAD", "tep", ""])
def test_what_the_builder_does_not_watch_cannot_be_recorded(tmp_path, path):
    (tmp_path / "tep").mkdir()
    with pytest.raises(ValueError, match="is no file of the content tree"):
        build_cache.depends_on_file(SimpleNamespace(settings={"PATH": str(tmp_path)}), path)


def test_articles_that_record_the_same_share_no_record():
    first, second = SimpleNamespace(), SimpleNamespace()
    build_cache.depends_on_data(first)
    assert build_cache.record_of(first).data
    assert not build_cache.record_of(second).data
