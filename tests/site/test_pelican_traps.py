"""Traps of Pelican that would publish something wrong in silence; each stays shut."""

import os
import re

import pytest

from tests.conftest import ROOT, run_build
from tests.pictures import PNG, picture
from tests.site.pages import ARTICLE, pages_of, read_page, snapshot, words

MARKER = "DAU-HIEU-KHONG-DUOC-DANG"


STOPS_AT_THE_END = """
from pelican import signals
def stop(site):
    raise SystemExit(0)
def register():
    signals.finalized.connect(stop)
"""


def add(tree, name: str, header: str, body: str = "Nội dung."):
    path = tree / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{header}\n\n{body}\n", encoding="utf-8")
    return path


def built(tree, output, **environment):
    result = run_build(tree, output, **environment)
    assert result.returncode == 0, result.stderr
    return output


def everything(site) -> str:
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in site.rglob("*") if path.is_file())


def test_drafts_and_articles_of_the_future_are_written_nowhere(tree, output):
    add(tree, "tin-tuc/nhap.md", f"Title: {MARKER} nháp\nDate: 2024-01-01\nStatus: draft")
    add(tree, "tin-tuc/mai.md", f"Title: {MARKER} mai\nDate: 2099-01-01 08:00")
    add(tree, "trang/nhap.md", f"Title: {MARKER} trang\nStatus: draft")
    built(tree, output)
    assert MARKER not in everything(output)
    assert not (output / "drafts").exists()


def test_a_picture_that_only_a_draft_uses_is_not_published(tree, output):
    (tree / "anh").mkdir()
    (tree / "anh/nhap.png").write_bytes(picture("PNG", (5, 7)))
    (tree / "anh/dang.png").write_bytes(PNG)
    links = "![Ảnh nháp](/anh/nhap.png) ![Ảnh](../anh/nhap.png)"
    add(tree, "tin-tuc/nhap.md", "Title: Nháp\nDate: 2024-01-01\nStatus: draft", links)
    add(tree, "tin-tuc/mai.md", "Title: Mai\nDate: 2099-01-01", "![Ảnh nháp](../anh/nhap.png)")
    add(tree, "tin-tuc/dang.md", "Title: Đăng\nDate: 2024-01-01", '![Ảnh đăng](../anh/dang.png "Chú thích")')
    built(tree, output)
    assert not (output / "anh").exists()
    (derived,) = (path.relative_to(output).as_posix() for path in (output / "anh-web").iterdir())
    figure = read_page(output, "2024/01/dang/index.html").find("figure", class_="photo")
    assert (figure.img["src"], figure.img["alt"], words(figure.figcaption)) == (f"/{derived}", "Ảnh đăng", "Chú thích")


def test_a_hidden_article_has_a_page_but_is_listed_nowhere(tree, output):
    add(tree, "tin-tuc/an.md", f"Title: {MARKER}\nDate: 2024-01-01\nStatus: hidden")
    built(tree, output)
    assert MARKER in (output / "2024/01/an/index.html").read_text(encoding="utf-8")
    others = [path for path in pages_of(output) if path != "2024/01/an/index.html"]
    assert not [path for path in others if MARKER in (output / path).read_text(encoding="utf-8")]


def test_hidden_files_are_never_published(tree, output):
    for name in (".env", "tin-tuc/.nhap/x.md", "anh/.git/config", "tin-tuc/.~bai.md", "anh/.DS_Store", "anh/Thumbs.db"):
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Title: {MARKER}\nDate: 2024-01-01\n\n{MARKER}\n", encoding="utf-8")
    built(tree, output)
    assert MARKER not in everything(output)
    assert not [path for path in output.rglob("*") if path.name.startswith(".")]


@pytest.mark.parametrize("target", ["file", "folder"])
def test_a_link_in_the_content_tree_is_refused(tree, output, tmp_path, target):
    secret = tmp_path / "bi-mat"
    secret.mkdir()
    (secret / "bai.md").write_text(f"Title: {MARKER}\nDate: 2024-01-01\n\nNội dung\n", encoding="utf-8")
    (tree / "tin-tuc/lien-ket").symlink_to(secret if target == "folder" else secret / "bai.md")
    result = run_build(tree, output)
    assert result.returncode == 1
    assert "content/tin-tuc/lien-ket" in result.stderr
    assert not output.exists()


def test_a_pipe_in_the_content_tree_is_refused_and_never_waited_for(tree, output):
    os.mkfifo(tree / "tin-tuc/ong.md")
    result = run_build(tree, output)
    assert result.returncode == 1
    assert "content/tin-tuc/ong.md: không phải tệp thường" in result.stderr


def test_raw_html_is_shown_as_text(tree, output):
    body = (
        '<script>alert(1)</script>\n\n<img src=x onerror="alert(1)">\n\nchữ <b onclick="x()">đậm</b>\n\n<iframe src="//x"></iframe>'
    )
    add(tree, "tin-tuc/html.md", "Title: A & B < C > D\nDate: 2024-01-01\nTags: A & B", body)
    built(tree, output)
    page = read_page(output, "2024/01/html/index.html")
    assert page.h1.text.strip() == "A & B < C > D"
    assert "<script>alert(1)</script>" in page.article.text
    assert '<b onclick="x()">đậm</b>' in page.article.text
    for path in output.rglob("*.html"):
        other = read_page(output, path.relative_to(output).as_posix())
        assert not other.find_all("iframe")
        assert not other.find_all(attrs={"onclick": True})
        scripts = [script for script in other.find_all("script") if script.get("type") != "application/ld+json"]
        assert len(scripts) == (path.parent.name == "tim-kiem")
        assert not other.find_all(attrs={"onerror": True})


def test_jinja_in_markdown_is_text(tree, output):
    add(tree, "tin-tuc/mau.md", "Title: Mẫu\nDate: 2024-01-01", "{% for x in y %} {# chú thích #} `{{ ''.__class__ }}`")
    built(tree, output)
    text = read_page(output, "2024/01/mau/index.html").article.text
    assert "{% for x in y %} {# chú thích #} {{ ''.__class__ }}" in text


def test_heading_ids_keep_their_d(tree, output):
    add(tree, "tin-tuc/dieu.md", "Title: Điều\nDate: 2024-01-01", "# Điều 1\n\n## Định kỳ\n\nNội dung.")
    built(tree, output)
    page = read_page(output, "2024/01/dieu/index.html")
    assert [(heading.name, heading["id"]) for heading in page.article.select(".prose h2, .prose h3")] == [
        ("h2", "dieu-1"),
        ("h3", "dinh-ky"),
    ]


def test_slashes_and_dots_do_not_glue_words_in_addresses(tree, output):
    add(tree, "tin-tuc/Quý I.2017.md", "Title: Quý I\nDate: 2017-04-01\nTags: Hoà giải/đối thoại")
    built(tree, output)
    assert (output / "2017/04/quy-i-2017/index.html").is_file()
    assert (output / "nhan/hoa-giai-doi-thoai/index.html").is_file()


def test_two_names_with_one_slug_are_reported_not_merged(tree, output):
    add(tree, "tin-tuc/a.md", "Title: A\nDate: 2024-01-01\nTags: Tố cáo")
    add(tree, "tin-tuc/b.md", "Title: B\nDate: 2024-01-01\nTags: Tổ cáo")
    result = run_build(tree, output)
    assert result.returncode == 1
    assert "“Tổ cáo” trùng địa chỉ với “Tố cáo” ở content/tin-tuc/a.md:3" in result.stderr


def test_the_second_page_of_one_tag_is_not_the_first_of_another(tree, output):
    for number in range(21):
        add(tree, f"tin-tuc/t-{number}.md", f"Title: Bài {number}\nDate: 2024-01-{number + 1:02}\nTags: Tháng 1, Tháng 12")
    built(tree, output)
    assert (output / "nhan/thang-1/trang/2/index.html").is_file()
    assert (output / "nhan/thang-12/trang/2/index.html").is_file()
    assert "trang/2/" in (output / "nhan/thang-1/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "plugin",
    [
        "import khong_co_thu_vien_nay",
        "def register():\n    raise ValueError('hỏng')",
        "import sys\ndef register():\n    sys.exit(0)",
        STOPS_AT_THE_END,
    ],
)
def test_a_plugin_that_fails_stops_the_build(tmp_path, tree, output, plugin):
    (tmp_path / "hong.py").write_text(plugin, encoding="utf-8")
    settings = tmp_path / "conf.py"
    settings.write_text(
        f"import sys\nsys.path[:0] = [{str(ROOT)!r}, {str(tmp_path)!r}]\nfrom pelicanconf import *\nPLUGINS = [*PLUGINS, 'hong']\n",
        encoding="utf-8",
    )
    result = run_build(tree, output, "--settings", str(settings))
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "Không dựng được trang: " in result.stderr
    assert "exit" in plugin or "connect" in plugin or re.search("plugin [“`]hong[”`]", result.stderr.splitlines()[0])
    assert not output.exists()


def test_the_machine_s_time_zone_locale_and_hash_seed_change_nothing(tree, tmp_path):
    first = snapshot(built(tree, tmp_path / "mot", TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1"))
    second = snapshot(built(tree, tmp_path / "hai", TZ="Pacific/Kiritimati", LC_ALL="C.UTF-8", PYTHONHASHSEED="2"))
    assert {path: content for path, (_, content) in first.items()} == {path: content for path, (_, content) in second.items()}


def test_times_are_those_of_viet_nam_in_pages_and_feeds(real_site):
    assert "2017-10-10T15:25:00+07:00" in (real_site / ARTICLE).read_text(encoding="utf-8")
    assert "Tue, 10 Oct 2017 15:25:00 +0700" in (real_site / "rss.xml").read_text(encoding="utf-8")


def test_links_inside_the_site_start_at_its_root(tree, output):
    add(
        tree,
        "tin-tuc/a.md",
        "Title: A\nDate: 2024-01-01",
        "Xem [bài hội nghị](2017/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan.md).",
    )
    built(tree, output, **{key: value for key, value in os.environ.items() if key == "PATH"})
    address = "/2017/10/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan/"
    assert read_page(output, "2024/01/a/index.html").article.find("a", href=address)


def test_no_heading_link_or_table_needs_a_style_attribute(tree, output):
    add(tree, "tin-tuc/bang.md", "Title: Bảng\nDate: 2024-01-01", "| Đơn vị | Số |\n|:--|--:|\n| A | 1 |")
    built(tree, output)
    table = read_page(output, "2024/01/bang/index.html").article.table
    assert [cell["scope"] for cell in table.find_all("th")] == ["col", "col", "row"]
    assert table.find("td", class_="align-right").text == "1"
    assert not table.find_all(style=True)


def settings_with(tmp_path, line: str):
    settings = tmp_path / "conf.py"
    settings.write_text(
        f"import sys\nsys.path[:0] = [{str(ROOT)!r}, {str(tmp_path)!r}]\nfrom pelicanconf import *\n{line}\n", encoding="utf-8"
    )
    return settings


def test_a_markdown_extension_that_raises_stops_the_build(tmp_path, tree, output):
    (tmp_path / "hong.py").write_text("def makeExtension(**options):\n    raise ValueError('hỏng')\n", encoding="utf-8")
    line = "MARKDOWN = {**MARKDOWN, 'extensions': [*MARKDOWN['extensions'], 'hong']}"
    result = run_build(tree, output, "--settings", str(settings_with(tmp_path, line)))
    assert result.returncode == 1
    assert not output.exists()


def test_an_article_that_pelican_would_leave_out_in_silence_stops_the_build(tmp_path, tree, output):
    add(tree, "thong-bao/bai.md", "Title: Bị bỏ quên\nDate: 2024-01-01")
    line = "ARTICLE_EXCLUDES = [*ARTICLE_EXCLUDES, 'thong-bao']"
    result = run_build(tree, output, "--settings", str(settings_with(tmp_path, line)))
    assert result.returncode == 1
    assert "content/thong-bao/bai.md" in result.stderr
    assert not output.exists()
