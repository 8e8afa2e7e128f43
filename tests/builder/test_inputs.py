"""A build notices every change of its inputs."""

import os

import pytest

from plugins.builder.cache.inputs import MOMENT_NS, ROOT, Files, code_of, digest_of_tree, inputs_of, libraries
from plugins.builder.cache.store import Store


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "cache")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "content"
    (folder / "a").mkdir(parents=True)
    (folder / "a/bai.md").write_text("một", encoding="utf-8")
    return folder


def digest(store, folder):
    """As one build sees the folder, long after it was written."""
    files = Files(store, "test")
    files._now += 10 * MOMENT_NS
    found = digest_of_tree(files.tree(folder))
    store.put_many(files.to_cache())
    return found


def test_touching_changes_nothing(store, folder):
    before = digest(store, folder)
    (folder / "a/bai.md").touch()
    assert digest(store, folder) == before


def test_a_change_that_hides_its_time_and_size_is_noticed(store, folder):
    before, path = digest(store, folder), folder / "a/bai.md"
    times = path.stat()
    path.write_text("hai", encoding="utf-8")
    path.write_text("mốt", encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert digest(store, folder) != before


def test_a_file_just_saved_is_always_read_again(store, folder):
    files = Files(store, "test")
    files.tree(folder)
    assert files.to_cache() == {}


UNFIT = {
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a link to a folder": lambda path: path.symlink_to(path.parent),
    "a pipe": os.mkfifo,
}


@pytest.mark.parametrize("make", UNFIT.values(), ids=UNFIT)
def test_what_may_not_lie_in_a_content_tree_is_seen(store, folder, make):
    before = Files(store, "test").content(folder)
    make(folder / "a/la.md")
    assert Files(store, "test").content(folder) != before


def test_a_text_differs_from_a_link_to_its_like(store, folder):
    before, path = Files(store, "test").content(folder), folder / "a/bai.md"
    path.rename(folder.parent / "bai.md")
    path.symlink_to(folder.parent / "bai.md")
    assert Files(store, "test").content(folder) != before


@pytest.mark.parametrize("change", ["rename", "delete", "new", "empty"])
def test_names_count_as_well_as_bytes(store, folder, change):
    before, path = digest(store, folder), folder / "a/bai.md"
    {
        "rename": lambda: path.rename(folder / "bai.md"),
        "delete": path.unlink,
        "new": lambda: (folder / "b.md").write_text("một", encoding="utf-8"),
        "empty": lambda: path.write_bytes(b""),
    }[change]()
    assert digest(store, folder) != before


def test_another_version_of_any_library_is_noticed(tmp_path, monkeypatch):
    before = libraries()
    (tmp_path / "site/markdown-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert libraries() != before


def test_code_counts_with_all_that_it_imports(store, monkeypatch):
    read = []
    monkeypatch.setattr(Files, "digest", lambda self, path: read.append(str(path.relative_to(ROOT))) or b"x" * 16)
    code_of(Files(store, "test"), ["plugins.markup.extension"])
    assert {"plugins/markup/extension.py", "plugins/markup/photos.py", "plugins/markup/addresses.py"} <= set(read)
    assert "plugins/reception/plugin.py" not in read


@pytest.mark.parametrize(
    ("name", "value", "converts_again"), [("SITENAME", "Khác", False), ("FORMATTED_FIELDS", ["summary", "x"], True)]
)
def test_a_setting_counts_where_it_matters(store, folder, name, value, converts_again):
    settings = {
        "THEME": str(ROOT / "theme"),
        "MARKDOWN": {"extensions": []},
        "FORMATTED_FIELDS": ["summary"],
        "SITENAME": "Một",
        "DATA_PATHS": [],
    }
    one = inputs_of(Files(store, "test"), settings, folder)
    other = inputs_of(Files(store, "test"), {**settings, name: value}, folder)
    assert one.base != other.base
    assert (one.conversion != other.conversion) == converts_again


def test_a_setting_that_cannot_be_seen_entirely_makes_everything_again(store, folder):
    settings = {
        "THEME": str(ROOT / "theme"),
        "MARKDOWN": {"extensions": []},
        "FORMATTED_FIELDS": [],
        "DATA_PATHS": [],
        "X": object(),
    }
    assert inputs_of(Files(store, "test"), settings, folder).base != inputs_of(Files(store, "test"), settings, folder).base
