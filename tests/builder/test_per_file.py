"""What is remembered of a file is forgotten with any change of the file, and with anything else that it rests on."""

import pytest

from plugins.builder.cache.per_file import Memory
from plugins.builder.cache.store import Store


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "kept.sqlite")
    yield opened
    opened.close()


class Work:
    def __init__(self):
        self.done = []

    def __call__(self, path):
        self.done.append(path)
        return f"đọc {path}"


def ask(store, digests, version=b"1", recalling=True):
    """What was worked on, and the results; all is kept for the next asking."""
    memory, work = Memory(store, digests, (version,), recalling), Work()
    results = memory("đọc", digests, work)
    store.put_last(memory.values())
    assert results == {path: f"đọc {path}" for path in digests}
    return work.done


FILES = {f"tin-tuc/{number}.md": b"%d" % number for number in range(600)}


def test_nothing_is_worked_on_twice(store):
    assert ask(store, FILES) == list(FILES)
    assert ask(store, FILES) == []


def test_only_what_changed_or_is_new_is_worked_on(store):
    ask(store, FILES)
    assert ask(store, {**FILES, "tin-tuc/7.md": b"x", "tin-tuc/moi.md": b"y"}) == ["tin-tuc/7.md", "tin-tuc/moi.md"]
    assert ask(store, {**FILES, "tin-tuc/7.md": b"x"}) == []


def test_a_file_that_went_and_came_back_otherwise_is_worked_on(store):
    ask(store, FILES)
    ask(store, {path: digest for path, digest in FILES.items() if path != "tin-tuc/7.md"})
    assert ask(store, {**FILES, "tin-tuc/7.md": b"x"}) == ["tin-tuc/7.md"]


def test_with_other_code_everything_is_worked_on(store):
    ask(store, FILES)
    assert ask(store, FILES, version=b"2") == list(FILES)


def test_who_does_not_recall_still_keeps(store):
    ask(store, FILES)
    assert ask(store, FILES, recalling=False) == list(FILES)
    assert ask(store, FILES) == []


def test_no_result_is_asked_for_again(store):
    memory = Memory(store, FILES, (b"1",))
    memory.recall("bài", FILES)
    memory.keep("bài", FILES, lambda path: None if path == "tin-tuc/7.md" else path)
    store.put_last(memory.values())
    assert FILES.keys() - Memory(store, FILES, (b"1",)).recall("bài", FILES).keys() == {"tin-tuc/7.md"}


def test_a_result_that_became_another_one_is_kept_although_its_file_is_the_same(store):
    for made in ("cũ", "mới"):
        memory = Memory(store, FILES, (b"1",))
        memory.recall("bài", FILES)
        memory.keep("bài", FILES, lambda path, made=made: made, lambda path: path == "tin-tuc/7.md")
        store.put_last(memory.values())
    assert Memory(store, FILES, (b"1",)).recall("bài", FILES)["tin-tuc/7.md"] == "mới"
