"""A cached article still shows what other files change in it: addresses of links, numbers, sources."""

import sqlite3

import pytest

from tests.builder.project import Builder, difference, files_of, make_project

LINKING, LINKED = "content/tin-tuc/bai-3.md", "content/tin-tuc/bai-2.md"
CONFERENCE = "content/tin-tuc/2017/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan.md"


@pytest.fixture
def site(tmp_path):
    """The project, and a function that builds it and compares with a build from scratch; it returns the output's files."""
    project = make_project(tmp_path / "p")
    with Builder(project) as builder:

        def build():
            assert builder.build(tmp_path / "output", tmp_path / "cache") == ""
            failure, expected = builder.from_scratch(tmp_path / "scratch")
            assert failure == ""
            assert difference(files_of(tmp_path / "output"), expected) == []
            return expected

        build()
        yield project, build


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_link_follows_its_article_to_another_address_and_back(site):
    project, build = site
    change(project / LINKED, "Category:", "Slug: dia-chi-moi\nCategory:")
    assert b"/2019/03/dia-chi-moi/" in build()["2017/04/bai-3/index.html"]
    change(project / "content/tin-tuc/bai-9.md", "mở** đầu", "mở** màn")
    build()
    change(project / LINKED, "Slug: dia-chi-moi\n", "")
    assert b"/2019/03/bai-2/" in build()["2017/04/bai-3/index.html"]


def test_a_source_that_is_published_no_longer_is_linked_no_longer(site):
    project, build = site
    rows = project / "content/so-lieu/quan-sat.csv"
    address = b"/2017/10/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan/"
    change(project / "content/tin-tuc/bai-5.md", "Category:", "So-lieu: tiep-cong-dan/2014-07-01..2017-07-01\nCategory:")
    change(project / "content/tin-tuc/bai-5.md", "![Ảnh", "```so-lieu\nkhối: chuẩn\ntiêu-đề: Số liệu\n```\n\n![Ảnh")
    assert address in build()["2019/06/bai-5/index.html"]
    assert address.decode() in rows.read_text(encoding="utf-8")
    change(project / CONFERENCE, "Title:", "Status: draft\nTitle:")
    assert address not in build()["2019/06/bai-5/index.html"]


def test_texts_that_the_cache_lost_are_read_again(site):
    project, build = site
    with sqlite3.connect(project.parent / "cache/cache.sqlite") as database:
        for (key,) in database.execute("SELECT key FROM cached WHERE substr(value, 1, 1) = CAST('{' AS BLOB)").fetchall():
            database.execute("DELETE FROM cached WHERE key = ?", (key,))
    change(project / "theme/templates/article.html", "<h1>", "<h1>Bài: ")
    assert b"<h1>B\xc3\xa0i: " in build()["2017/04/bai-3/index.html"]


def test_texts_that_were_damaged_are_converted_again(site):
    project, build = site
    with sqlite3.connect(project.parent / "cache/cache.sqlite") as database:
        database.execute("UPDATE cached SET value = CAST(value || ' ' AS BLOB) WHERE substr(value, 1, 1) = CAST('{' AS BLOB)")
    change(project / "theme/templates/article.html", "<h1>", "<h1>Bài: ")
    assert b"<h1>B\xc3\xa0i: " in build()["2017/04/bai-3/index.html"]


def test_a_link_of_a_summary_follows_its_article(site):
    project, build = site
    change(project / LINKING, "Category:", "Summary: Xem [bài này](bai-2.md).\nCategory:")
    assert b"/2019/03/bai-2/" in build()["atom.xml"]
    change(project / LINKED, "Category:", "Slug: dia-chi-moi\nCategory:")
    assert b"/2019/03/bai-2/" not in build()["atom.xml"]


GIVEN = {"what cannot be pickled": "lambda: 1", "articles among other things": '{"first": views[0].article}'}


@pytest.mark.parametrize("attribute", GIVEN.values(), ids=GIVEN)
def test_a_plugin_may_give_articles_anything(site, attribute):
    project, build = site
    change(
        project / "plugins/newsroom/plugin.py",
        "depends_on_articles(view.article,",
        f"view.article.given = {attribute}; depends_on_articles(view.article,",
    )
    build()
    change(project / LINKED, "Title: Bài 2", "Title: Tên khác")
    assert "Tên khác".encode() in build()["2019/03/bai-2/index.html"]


def test_a_template_that_reads_another_articles_text_by_its_method_follows_it(site):
    project, build = site
    change(project / LINKED, "Category:", "Summary: Tóm tắt.\nCategory:")
    change(project / "theme/templates/article.html", "<h1>", '<h1>{{ article.older.get_content("")|striptags if article.older }} ')
    build()
    change(project / LINKED, "mở** đầu", "mở** màn")
    assert "mở màn".encode() in build()["2019/06/bai-5/index.html"]
