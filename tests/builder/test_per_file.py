"""A cached result is used only while its file, and all else that it depends on, is the same."""

import pytest

from plugins.builder.cache.per_file import PerFileCache
from plugins.builder.cache.store import Store


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "cache.sqlite")
    yield opened
    opened.close()


class Work:
    def __init__(self):
        self.done = []

    def __call__(self, path):
        self.done.append(path)
        return f"đọc {path}"


def work_on(store, digests, version=b"1", use_cached=True):
    """The files that were worked on. Caches all results for the next call."""
    cache, work = PerFileCache(store, digests, (version,), use_cached), Work()
    results = cache("đọc", digests, work)
    store.put_last(cache.entries())
    assert results == {path: f"đọc {path}" for path in digests}
    return work.done


FILES = {f"tin-tuc/{number}.md": b"%d" % number for number in range(600)}


def test_nothing_is_worked_on_twice(store):
    assert work_on(store, FILES) == list(FILES)
    assert work_on(store, FILES) == []


def test_only_what_changed_or_is_new_is_worked_on(store):
    work_on(store, FILES)
    assert work_on(store, {**FILES, "tin-tuc/7.md": b"x", "tin-tuc/moi.md": b"y"}) == ["tin-tuc/7.md", "tin-tuc/moi.md"]
    assert work_on(store, {**FILES, "tin-tuc/7.md": b"x"}) == []


def test_a_file_that_went_and_came_back_otherwise_is_worked_on(store):
    work_on(store, FILES)
    work_on(store, {path: digest for path, digest in FILES.items() if path != "tin-tuc/7.md"})
    assert work_on(store, {**FILES, "tin-tuc/7.md": b"x"}) == ["tin-tuc/7.md"]


def test_with_other_code_everything_is_worked_on(store):
    work_on(store, FILES)
    assert work_on(store, FILES, version=b"2") == list(FILES)


def test_results_are_cached_even_if_none_is_used(store):
    work_on(store, FILES)
    assert work_on(store, FILES, use_cached=False) == list(FILES)
    assert work_on(store, FILES) == []


def test_a_file_without_a_result_is_worked_on_again(store):
    cache = PerFileCache(store, FILES, (b"1",))
    cache.get("bài", FILES)
    cache.put("bài", FILES, lambda path: None if path == "tin-tuc/7.md" else path)
    store.put_last(cache.entries())
    assert FILES.keys() - PerFileCache(store, FILES, (b"1",)).get("bài", FILES).keys() == {"tin-tuc/7.md"}


def test_a_result_that_changed_is_cached_though_its_file_is_the_same(store):
    for made in ("cũ", "mới"):
        cache = PerFileCache(store, FILES, (b"1",))
        cache.get("bài", FILES)
        cache.put("bài", FILES, lambda path, made=made: made, lambda path: path == "tin-tuc/7.md")
        store.put_last(cache.entries())
    assert PerFileCache(store, FILES, (b"1",)).get("bài", FILES)["tin-tuc/7.md"] == "mới"
