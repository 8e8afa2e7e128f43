"""An editor's mistake stops the build, is reported in Vietnamese with its place, and leaves what was published as it was."""

import pytest

from tests.conftest import run_build
from tests.site.pages import snapshot

GOOD = "Title: Bài thử\nDate: 2026-03-05 08:00\n\nNội dung.\n"
BROKEN = {
    "no title": (b"Date: 2026-03-05 08:00\n\nN\xe1\xbb\x99i dung.\n", "chưa có tên"),
    "American date": (GOOD.replace("2026-03-05 08:00", "05/03/2026").encode(), "05/03/2026"),
    "impossible date": (GOOD.replace("2026-03-05 08:00", "2026-02-31").encode(), "2026-02-31"),
    "unknown period": (
        GOOD.replace("\n\n", "\nSo-lieu: tiep-cong-dan/2017-Q9\n\n{{ lượt công dân }} ").encode(),
        "2017-Q9",
    ),
    "missing image": (GOOD.replace("Nội dung.", "![Ảnh hội nghị](anh/khong-co.jpg)").encode(), "anh/khong-co.jpg"),
    "missing link target": (GOOD.replace("Nội dung.", "[Bài khác](khong-co.md)").encode(), "khong-co.md"),
    "missing Pelican link": (GOOD.replace("Nội dung.", "[Bài khác]({filename}/khong-co.md)").encode(), "khong-co.md"),
    "missing site address": (GOOD.replace("Nội dung.", "[Trang](/khong-co/)").encode(), "/khong-co/"),
    "UTF-16": (GOOD.encode("utf-16"), "UTF-16"),
    "an old code page": ("Title: Bài\n".encode() + "Quyết".encode()[:-2] + b"\xd5\xb5\n", "UTF-8"),
    "no header": (b"\n\nN\xe1\xbb\x99i dung.\n", "phần đầu"),
    "misspelt key": (GOOD.replace("Date:", "Dat:").encode(), "Có phải “Date”?"),
    "title twice": (GOOD.replace("Title: Bài thử", "Title: Một\nTitle: Hai").encode(), "đã có ở dòng 1"),
    "Save_as": (GOOD.replace("\n\n", "\nSave_as: index.html\n\n").encode(), "Save_as"),
    "Url": (GOOD.replace("\n\n", "\nUrl: https://vi-du.vn\n\n").encode(), "Url"),
    "Template": (GOOD.replace("\n\n", "\nTemplate: index\n\n").encode(), "Template"),
    "script link": (GOOD.replace("Nội dung.", "[x](javascript:alert)").encode(), "javascript:"),
    "attachment from outside": (GOOD.replace("Nội dung.", "[x]({attach}../../.env)").encode(), "ngoài thư mục content/"),
    "unclosed block": (GOOD.replace("Nội dung.", "```so-lieu\nkhối: chuẩn").encode(), "chưa đóng"),
    "unclosed embed": (GOOD.replace("Nội dung.", "Đã tiếp {{ lượt công dân.").encode(), "}}"),
    "status below a blank line": (GOOD.replace("Nội dung.", "Status: draft\n\nNội dung.").encode(), "Chuyển lên phần đầu bài"),
    "comment": (GOOD.replace("Nội dung.", "<!-- chờ duyệt -->").encode(), "ghi chú HTML"),
    "cell too many": (GOOD.replace("Nội dung.", "| A | B |\n|---|---|\n| 1 | 2 | 3 |").encode(), "sẽ mất khỏi trang"),
    "list glued to a line": (GOOD.replace("Nội dung.", "Gồm:\n- Một").encode(), "một dòng trống"),
    "unknown status": (GOOD.replace("\n\n", "\nStatus: Draf\n\n").encode(), "Có phải “draft”?"),
}


@pytest.fixture(scope="module")
def published_before(real_site):
    return snapshot(real_site)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_article_stops_the_build_and_changes_nothing(tree, tmp_path, real_site, published_before, name):
    source, reported = BROKEN[name]
    (tree / "tin-tuc/2026").mkdir()
    (tree / "tin-tuc/2026/bai-thu.md").write_bytes(source)
    result = run_build(tree, real_site)
    assert result.returncode == 1
    assert "content/tin-tuc/2026/bai-thu.md" in result.stderr
    assert reported in result.stderr
    assert "Không dựng được trang" in result.stderr
    assert "Traceback" not in result.stderr
    assert snapshot(real_site) == published_before
    assert {path.name for path in real_site.parent.iterdir()} == {"output", "output.csp"}


def test_all_mistakes_of_all_files_are_reported_at_once(tree, output):
    for number, name in enumerate(("no title", "American date", "missing image")):
        (tree / f"tin-tuc/bai-{number}.md").write_bytes(BROKEN[name][0])
    reported = run_build(tree, output).stderr
    assert all(f"content/tin-tuc/bai-{number}.md:" in reported for number in range(3))
    assert "3 lỗi" in reported


@pytest.mark.parametrize("name", ["trang.html", "bai.rst", "BAI.MD", "ma.php", ".htaccess.exe"])
def test_a_file_of_an_unknown_kind_is_refused_or_left_alone(tree, output, name):
    (tree / "tin-tuc" / name).write_text("<script>alert(1)</script>", encoding="utf-8")
    result = run_build(tree, output)
    if name.startswith("."):
        assert result.returncode == 0
        assert not [path for path in output.rglob("*") if path.name == name]
    else:
        assert result.returncode == 1
        assert f"content/tin-tuc/{name}" in result.stderr


def test_two_articles_at_one_address_are_both_named(tree, article, output):
    (tree / "thong-bao").mkdir()
    (tree / "thong-bao" / article.name).write_text(article.read_text(encoding="utf-8"), encoding="utf-8")
    reported = run_build(tree, output).stderr
    assert f"content/thong-bao/{article.name}" in reported
    assert f"content/tin-tuc/2017/{article.name}" in reported


def test_an_empty_tree_is_not_published(tmp_path, output):
    (tmp_path / "rong").mkdir()
    result = run_build(tmp_path / "rong", output)
    assert result.returncode == 1
    assert not output.exists()
