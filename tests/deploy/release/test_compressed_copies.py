import gzip
import os
import random

import brotli
import pytest

from deploy.release.compressed_copies import LEAST, OLDEST, forget_old_copies, write_compressed_copies

TEXT = ("Tiếp công dân thường xuyên và đột xuất. " * 40).encode()


def written(folder, cache, **files):
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return write_compressed_copies(folder, sorted(files), cache)


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def site(tmp_path):
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def test_copies_unpack_to_the_text(site, cache):
    assert written(site, cache, **{"x.html": TEXT}) == ["x.html.br", "x.html.gz"]
    assert brotli.decompress((site / "x.html.br").read_bytes()) == TEXT
    assert gzip.decompress((site / "x.html.gz").read_bytes()) == TEXT


def test_gzip_carries_no_time_and_no_name(site, cache):
    written(site, cache, **{"x.html": TEXT})
    assert (site / "x.html.gz").read_bytes()[3:8] == bytes(5)


def test_small_texts_and_what_is_compressed_already_have_none(site, cache):
    assert written(site, cache, **{"x.html": TEXT[:LEAST], "x.png": TEXT, "x.pdf": TEXT, "y.html": TEXT[: LEAST + 1]}) == [
        "y.html.br",
        "y.html.gz",
    ]


def test_a_copy_that_saves_less_than_a_twentieth_is_dropped(site, cache):
    noise = random.Random(1).randbytes(3000)
    assert written(site, cache, **{"x.csv": noise, "y.csv": noise + TEXT[:100]}) == []


@pytest.mark.parametrize("forged", [b"", b"x", brotli.compress(b"khac"), gzip.compress(b"khac", mtime=0)])
def test_the_cache_cannot_change_what_is_published(site, cache, forged):
    written(site, cache, **{"x.html": TEXT})
    honest = {path.name: path.read_bytes() for path in site.iterdir()}
    for path in cache.glob("*/*/*"):
        path.write_bytes(forged)
    written(site, cache, **{"x.html": TEXT})
    assert {path.name: path.read_bytes() for path in site.iterdir()} == honest


def test_only_texts_that_changed_are_compressed(site, cache, monkeypatch):
    written(site, cache, **{"x.html": TEXT, "y.html": TEXT + b"y"})
    packed = []
    pack = brotli.compress
    monkeypatch.setattr(brotli, "compress", lambda data, **named: packed.append(data) or pack(data, **named))
    written(site, cache, **{"x.html": TEXT, "y.html": TEXT + b"z", "z.html": TEXT})
    assert packed == [TEXT + b"z"]


def test_without_a_cache_all_is_made_and_nothing_left(site, cache):
    written(site, None, **{"x.html": TEXT})
    assert (site / "x.html.br").exists()
    assert not cache.exists()


def test_what_no_release_used_for_long_is_deleted(site, cache):
    written(site, cache, **{"x.html": TEXT, "y.html": TEXT + b"y"})
    old, *others = sorted(cache.glob("*/*/*"))
    os.utime(old, (1, 1))
    forget_old_copies(cache, now=old.stat().st_ctime + OLDEST / 2)
    assert sorted(cache.glob("*/*/*")) == others
