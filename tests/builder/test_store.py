"""A cached value is undamaged or not there."""

import sqlite3

import pytest

from plugins.builder.cache.store import Store


def test_values_are_there_for_the_next_build(tmp_path):
    Store(tmp_path / "a/cache").put_many({b"k": b"v"})
    assert Store(tmp_path / "a/cache").get(b"k") == b"v"


def test_many_values_are_found_at_once(tmp_path):
    items = {bytes([number // 256, number % 256]): b"x" * number for number in range(1300)}
    store = Store(tmp_path / "cache")
    store.put_many(items)
    assert store.get_many([*items, b"none"]) == items


@pytest.mark.parametrize("garbage", [b"", b"garbage", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_store_is_replaced_with_a_message(tmp_path, capsys, garbage):
    path = tmp_path / "cache"
    path.write_bytes(garbage)
    store = Store(path)
    store.get(b"k")
    store.put_many({b"k": b"v"})
    assert store.get(b"k") == b"v"
    assert ("dựng lại từ đầu" in capsys.readouterr().err) == bool(garbage)


def test_a_damaged_value_is_not_trusted(tmp_path):
    store = Store(tmp_path / "cache")
    store.put_many({b"k": b"v"})
    with sqlite3.connect(tmp_path / "cache") as database:
        database.execute("UPDATE cached SET value = 'w'")
    assert store.get(b"k") is None


def test_a_store_that_cannot_be_written_is_reported_and_stops_no_build(tmp_path, capsys):
    store = Store(tmp_path / "cache")
    store._db.execute("PRAGMA query_only=ON")
    store.put_many({b"k": b"v"})
    assert "Không ghi được bộ nhớ đệm" in capsys.readouterr().err
    assert store.get(b"k") == b"v", "the build that put it still needs it"


def test_what_no_build_wrote_for_a_month_is_deleted(tmp_path):
    old = Store(tmp_path / "cache")
    old.today -= 40
    old.put_many({b"old": b"v"})
    new = Store(tmp_path / "cache")
    new.put_many({b"new": b"v"})
    new.drop_old()
    assert new.get_many([b"old", b"new"]) == {b"new": b"v"}
