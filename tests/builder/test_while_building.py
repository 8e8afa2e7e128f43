"""What happens during a build does not affect it: a file that is saved, a cache that another process holds, Ctrl-C."""

import re
import sqlite3

import pytest

from plugins.assets.bundle import policies_of_both, policy_for
from plugins.builder import build as command
from plugins.builder.build import build, main
from plugins.builder.cache import inputs
from plugins.builder.cache import store as stores
from plugins.builder.output.swap import read_policy, temporary_prefix, write_policy
from plugins.builder.pelican.strict import BuildFailed
from tests.builder.project import files_of
from tests.conftest import ROOT

SETTINGS = ROOT / "pelicanconf.py"
PAGE = "2024/05/bai/index.html"


@pytest.fixture
def place(tmp_path):
    article = tmp_path / "content/tin-tuc/bai.md"
    article.parent.mkdir(parents=True)
    article.write_text("Title: Bài\nDate: 2024-05-06\n\nNội dung.\n", encoding="utf-8")
    return tmp_path


def built(place, **more):
    build(SETTINGS, place / "content", place / "site", place / "cache", **more)
    return (place / "site" / PAGE).read_text(encoding="utf-8")


def styles(policy):
    return set(re.findall(r"'sha256-[^']+'", policy))


def command_line(place):
    return ["--settings", str(SETTINGS), "--content", str(place / "content"), "--output", str(place / "site")]


def meanwhile(monkeypatch, act):
    """Call `act` in each build, after its pages are made; returns the growing list of builds."""
    builds, run = [], command.run_pelican

    def run_and_act(*arguments):
        made = run(*arguments)
        builds.append(made)
        act(len(builds))
        return made

    monkeypatch.setattr(command, "run_pelican", run_and_act)
    return builds


def test_what_is_saved_and_undone_during_a_build_is_read_again(place, monkeypatch):
    article = place / "content/tin-tuc/bai.md"
    text = article.read_text(encoding="utf-8")

    def save_and_undo(turn):
        if turn == 1:
            article.write_text("Title: Khác\nDate: 2024-05-06\n\nKhác.\n", encoding="utf-8")
            article.write_text(text, encoding="utf-8")

    builds = meanwhile(monkeypatch, save_and_undo)
    assert "Nội dung." in built(place)
    assert len(builds) == 2
    assert "Nội dung." in built(place)
    assert len(builds) == 2


def test_files_that_are_saved_without_end_stop_the_build_and_the_old_pages_stay(place, monkeypatch):
    built(place)
    before = files_of(place / "site")
    article = place / "content/tin-tuc/bai.md"
    article.write_text("Title: Bài\nDate: 2024-05-06\n\nLần 0.\n", encoding="utf-8")
    meanwhile(monkeypatch, lambda turn: article.write_text(f"Title: Bài\nDate: 2024-05-06\n\nLần {turn}.\n", encoding="utf-8"))
    with pytest.raises(BuildFailed, match="được lưu liên tục"):
        built(place)
    assert files_of(place / "site") == before


def test_code_that_was_saved_after_it_may_have_been_read_stops_the_build(place, monkeypatch):
    monkeypatch.setattr(command, "STARTED_NS", 0)
    with pytest.raises(BuildFailed, match=r"\.py được lưu trong lúc dựng"):
        built(place)
    assert not (place / "site").exists()


@pytest.mark.parametrize("name", ["a.py", "forms/b.toml"])
def test_code_and_forms_are_seen_to_have_been_saved(tmp_path, monkeypatch, name):
    file = tmp_path / "plugins" / name
    file.parent.mkdir(parents=True)
    file.touch()
    saved = file.stat().st_ctime_ns
    monkeypatch.setattr(inputs, "ROOT", tmp_path)
    assert inputs.code_saved_since(saved - 1) == f"plugins/{name}"
    assert inputs.code_saved_since(saved) == ""


def test_publishing_neither_reads_nor_fills_the_cache_of_reports(tmp_path, monkeypatch):
    from plugins.reception import plugin

    monkeypatch.setattr(plugin, "REPORTS_CACHE", tmp_path / "bao-cao")
    build(SETTINGS, ROOT / "tests/demo", tmp_path / "published", tmp_path / "cache", no_cache=True)
    assert not (tmp_path / "bao-cao").exists()
    build(SETTINGS, ROOT / "tests/demo", tmp_path / "previewed", tmp_path / "cache")
    assert list((tmp_path / "bao-cao").iterdir())


def test_a_build_removes_its_own_temporary_folders_and_nothing_else(place):
    mine = [place / f"{temporary_prefix(place / 'site')}x", place / "cache" / f"{temporary_prefix(place / 'site')}y"]
    others = [
        place / ".site-backup",
        place / f"{temporary_prefix(place / 'site-2')}x",
        place / "cache" / f"{temporary_prefix(place / 'site-2')}y",
    ]
    for folder in (*mine, *others):
        folder.mkdir(parents=True)
    policy = place / f"{temporary_prefix(place / 'site')}csp"
    policy.touch()
    built(place)
    assert [path.exists() for path in (*mine, policy)] == [False, False, False]
    assert [folder.exists() for folder in others] == [True, True, True]


def test_pages_keep_a_policy_that_fits_when_a_build_ends_between_the_two(place, monkeypatch):
    built(place)
    old = "default-src 'none'; style-src 'sha256-old'\n/tim-kiem/ default-src 'none'; style-src 'sha256-old-search'\n"
    write_policy(place / "site", old)
    (place / "content/tin-tuc/bai.md").write_text("Title: Bài\nDate: 2024-05-06\n\nMới.\n", encoding="utf-8")
    monkeypatch.setattr(command, "install", lambda *_: (_ for _ in ()).throw(RuntimeError("stopped here")))
    with pytest.raises(BuildFailed, match="stopped here"):
        built(place)
    between = read_policy(place / "site")
    monkeypatch.undo()
    built(place)
    now = read_policy(place / "site")
    for address in ("/", "/tim-kiem/"):
        assert styles(policy_for(between, address)) == styles(policy_for(old, address)) | styles(policy_for(now, address))


def test_policies_of_both_allow_each_once():
    assert policies_of_both("", "style-src 'a'") == "style-src 'a'"
    assert policies_of_both("style-src 'a'; img-src 'self'", "style-src 'a' 'b'") == "style-src 'a' 'b'; img-src 'self'"


def test_an_interrupted_build_says_that_the_old_pages_stay(place, monkeypatch, capsys):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "run_pelican", stopped)
    monkeypatch.setattr(command.build, "__defaults__", (place / "cache", False, False, None))
    assert main(command_line(place)) == 130
    assert "vẫn như cũ" in capsys.readouterr().err
    assert not list(place.glob(".site*"))


def test_an_unavailable_cache_is_reported_with_its_path(place, monkeypatch, capsys):
    (place / "cache").write_text("một tệp", encoding="utf-8")
    monkeypatch.setattr(command.build, "__defaults__", (place / "cache", False, False, None))
    assert main(command_line(place)) == 1
    message = capsys.readouterr().err
    assert str(place / "cache") in message
    assert "Kiểm tra quyền" in message


def test_a_store_that_another_process_holds_is_not_replaced(place, monkeypatch):
    built(place)
    monkeypatch.setattr(stores, "LONGEST_WAIT_SECONDS", 0.1)
    holder = sqlite3.connect(place / "cache/cache.sqlite")
    holder.execute("BEGIN EXCLUSIVE")
    number = (place / "cache/cache.sqlite").stat().st_ino
    with pytest.raises(BuildFailed, match="một tiến trình khác giữ"):
        built(place)
    holder.rollback()
    assert (place / "cache/cache.sqlite").stat().st_ino == number
    assert "Nội dung." in built(place)


def test_a_store_that_loses_what_it_was_given_is_replaced(place, monkeypatch, capsys):
    """As if its index were damaged where SQLite does not look."""
    write, good = stores.Store._write, []

    def lose(store, items):
        return write(store, items if good else ())

    def replaced(store, error, replace=stores.Store.reset):
        good.append(error)
        replace(store, error)

    page = place / "content/trang/gioi-thieu.md"
    page.parent.mkdir()
    page.write_text("Title: Giới thiệu\n\nNội dung.\n", encoding="utf-8")
    monkeypatch.setattr(stores.Store, "_write", lose)
    monkeypatch.setattr(stores.Store, "reset", replaced)
    assert "Nội dung." in built(place)
    assert len(good) == 1
    assert "bỏ đi, dựng lại từ đầu" in capsys.readouterr().err


def test_a_template_that_cannot_be_read_is_reported_with_its_line(place, monkeypatch):
    from jinja2 import Environment

    monkeypatch.setattr(command, "run_pelican", lambda *_: Environment().parse("<p>\n{% if %}", name="article.html"))
    with pytest.raises(BuildFailed, match=r"mẫu article\.html, dòng 2"):
        built(place)
