"""The output is always one whole build: the last good one, or the new one."""

import pytest

from plugins.builder.output.swap import take_place_of
from tests.conftest import run_build
from tests.site.pages import ARTICLE, read_page, snapshot


def built(tree, output):
    result = run_build(tree, output)
    assert result.returncode == 0, result.stderr
    return snapshot(output)


def test_a_second_build_touches_nothing(tree, output):
    assert built(tree, output) == built(tree, output)


def test_a_changed_article_leaves_the_times_of_other_files_alone(tree, article, output):
    before = built(tree, output)
    article.write_text(article.read_text(encoding="utf-8").replace("Tham dự có đại diện", "Dự có đại diện"), encoding="utf-8")
    after = built(tree, output)
    touched = {path for path in after if after[path] != before.get(path)}
    assert ARTICLE in touched
    assert "gioi-thieu/index.html" not in touched


def test_an_article_taken_away_leaves_no_page_behind(tree, output):
    extra = tree / "tin-tuc/them.md"
    extra.write_text("Title: Thêm\nDate: 2024-01-01\nTags: Riêng\n\nNội dung.\n", encoding="utf-8")
    assert "2024/01/them/index.html" in built(tree, output)
    extra.unlink()
    after = built(tree, output)
    assert not [path for path in after if path.startswith(("2024", "nhan/rieng"))]


def test_a_build_into_a_new_place_makes_the_folders_above(tree, tmp_path):
    assert built(tree, tmp_path / "a/b/c")


def test_files_can_be_read_by_a_web_server(real_site):
    assert oct(real_site.stat().st_mode & 0o777) == "0o755"
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in real_site.rglob("*"))


@pytest.mark.parametrize("exchange", [True, False])
def test_the_new_folder_takes_the_place_of_the_old(tmp_path, monkeypatch, exchange):
    if not exchange:
        monkeypatch.setattr("plugins.builder.output.swap._exchange", lambda *_: (_ for _ in ()).throw(OSError("not here")))
    fresh, output = tmp_path / "fresh", tmp_path / "output"
    fresh.mkdir(), output.mkdir()
    (fresh / "new").write_text("new"), (output / "old").write_text("old")
    take_place_of(fresh, output)
    assert [path.name for path in output.iterdir()] == ["new"]
    assert [path.name for path in fresh.iterdir()] == ["old"]


def test_when_the_second_rename_fails_the_old_folder_is_back(tmp_path, monkeypatch):
    monkeypatch.setattr("plugins.builder.output.swap._exchange", lambda *_: (_ for _ in ()).throw(OSError("not here")))
    output = tmp_path / "output"
    output.mkdir()
    (output / "old").write_text("old")
    with pytest.raises(FileNotFoundError):
        take_place_of(tmp_path / "never-made", output)
    assert [path.name for path in output.iterdir()] == ["old"]


def test_production_has_whole_addresses_and_no_style_page(published_site, real_site):
    page = read_page(published_site, ARTICLE)
    assert page.find("link", rel="canonical")["href"].startswith("https://")
    assert (real_site / "mau-giao-dien/index.html").is_file()
    assert not (published_site / "mau-giao-dien").exists()
    assert "127.0.0.1" not in "".join(path.read_text(encoding="utf-8") for path in published_site.rglob("*.html"))
