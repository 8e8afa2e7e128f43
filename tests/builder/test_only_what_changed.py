"""A change makes the pages that show it, and leaves the others as they are.

After a build, each page gets a mark that leaves its size and time: a page without the mark was made again.
"""

import os

import pytest

from tests.builder.project import Builder, make_project
from tests.site.pages import INSETS, pages_of

ARTICLES = {f"{2017 + number % 3}/{1 + number % 12:02}/bai-{number}/index.html" for number in range(12)}
ALWAYS = {"mau-giao-dien/index.html"}  # names its templates by a variable: what it reads cannot be known


def mark_pages(output):
    for path in output.rglob("*.html"):
        times = path.stat()
        text = path.read_bytes()
        assert text.lower().count(b"</html>") == 1
        with path.open("r+b") as file:
            file.write(text.replace(b"</html>", b"</HTML>"))
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def made_again(output):
    pages = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*.html")}
    return {name for name, text in pages.items() if b"</HTML>" not in text}


@pytest.fixture
def site(tmp_path):
    project = make_project(tmp_path / "p")
    with Builder(project) as builder:

        def build():
            assert builder.build(tmp_path / "output", tmp_path / "cache") == ""
            return made_again(tmp_path / "output")

        build()
        mark_pages(tmp_path / "output")
        yield project, build


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_changed_end_of_a_body_makes_no_list(site):
    project, build = site
    article = project / "content/tin-tuc/bai-3.md"
    article.write_text(article.read_text(encoding="utf-8") + "\n" + "từ " * 60 + "\n\nĐoạn cuối một.\n", encoding="utf-8")
    build()  # the opening words, which lists print, changed once more with this
    mark_pages(project.parent / "output")
    change(article, "Đoạn cuối một", "Đoạn cuối hai")
    made = build()
    assert "2017/04/bai-3/index.html" in made
    assert not {name for name in made - ALWAYS if not name.startswith("20")}


def test_a_changed_title_makes_the_lists_that_print_it(site):
    project, build = site
    change(project / "content/tin-tuc/bai-3.md", "Title: Bài 3", "Title: Bài ba")
    made = build()
    assert {"2017/04/bai-3/index.html", "luu-tru/2017/04/index.html", "chuyen-muc/muc-0/index.html"} <= made
    assert not made & {"luu-tru/2018/02/index.html", "chuyen-muc/muc-1/index.html", "404.html", "gioi-thieu/index.html"}


def test_a_new_article_makes_the_lists_it_is_in_and_no_others(site):
    project, build = site
    text = "Title: Bài mới\nDate: 2019-12-30\nCategory: Mục 0\nTags: Nhãn 0\nSummary: Tóm tắt.\n\nNội dung.\n"
    (project / "content/tin-tuc/moi.md").write_text(text, encoding="utf-8")
    made = build()
    assert {"2019/12/moi/index.html", "index.html", "chuyen-muc/muc-0/index.html", "nhan/nhan-0/index.html"} <= made
    others = ("chuyen-muc/muc-1/", "chuyen-muc/muc-1/trang/2/", "luu-tru/2018/", "gioi-thieu/", "2017/01/bai-0/")
    assert not sorted(made & {f"{name}index.html" for name in others})


def test_a_changed_number_makes_the_pages_that_show_it(site):
    project, build = site
    rows = project / "content/so-lieu/quan-sat.csv"
    change(rows, ",9626,", ",9627,")
    change(rows, "9.626", "9.627")
    made = build()
    assert {"2017/10/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan/index.html", "so-lieu/tiep-cong-dan/index.html"} <= made
    assert not made & {"gioi-thieu/index.html", "404.html", "chuyen-muc/muc-1/index.html"}
    assert ARTICLES - made


@pytest.mark.parametrize("part", ["theme/css/tokens.css", "content/co-quan.toml", "theme/components/footer/footer.html"])
def test_what_every_page_shows_makes_every_page(site, part):
    project, build = site
    old, new = {"t": ("--paper:", "--x:0;--paper:"), "c": ("phường", "Phường"), "f": ("Tra cứu", "Tra  cứu")}[
        part.split("/")[-1][0]
    ]
    change(project / part, old, new)
    build()
    output = project.parent / "output"
    assert {name for name in made_again(output) if not name.startswith(INSETS)} == set(pages_of(output))


def test_what_feeds_say_of_the_office_makes_every_feed(site):
    project, build = site
    change(project / "content/co-quan.toml", 'gioi-thieu-ngan = "Tin', 'gioi-thieu-ngan = "Việc')
    build()
    feeds = [path for name in ("rss.xml", "atom.xml") for path in (project.parent / "output").rglob(name)]
    assert len(feeds) > 3
    assert [path for path in feeds if "Việc hoạt động" not in path.read_text(encoding="utf-8")] == []


def test_a_file_of_the_output_that_was_changed_by_hand_is_made_again(site):
    project, build = site
    page = project.parent / "output/404.html"
    page.write_text("không phải trang này", encoding="utf-8")
    assert build() - ALWAYS == {"404.html"}
    assert "Không tìm thấy trang" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "reading",
    [
        "{% for a in articles if a.older and a.older.older %}{{ a.older.older.title }}{% endfor %}",
        "{% for a in articles | map(attribute='older') | select %}{{ a.related | map(attribute='title') | join }}{% endfor %}",
        "{% for section, listed in categories %}{{ (listed | first).title }}{{ listed[0].title }}{% endfor %}",
        "{{ articles | map(attribute='_content') | join }}{{ articles | map(attribute='content') | join }}",
    ],
)
def test_a_template_that_reads_further_than_is_known_is_made_every_time(site, reading):
    project, build = site
    change(project / "theme/templates/404.html", "<h1>", reading + "<h1>")
    build()
    mark_pages(project.parent / "output")
    change(project / "content/tin-tuc/bai-3.md", "Title: Bài 3", "Title: Bài ba")
    change(project / "content/tin-tuc/bai-3.md", "mở** đầu", "mở** màn")
    assert "404.html" in build()
