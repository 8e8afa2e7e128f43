from deploy.release.mtimes import mtimes
from tests.deploy.release.samples import PAGES, manifest_of

NOW = 1_800_000_000
LAST = manifest_of(PAGES)
BEFORE = LAST.files["index.html"].mtime


def of(digest, release_time=NOW, last=LAST):
    return mtimes({"index.html": digest}, release_time, last)["index.html"]


def test_equal_bytes_keep_their_time():
    assert of(LAST.files["index.html"].sha256) == BEFORE


def test_other_bytes_are_of_this_release():
    assert of("f" * 64) == NOW


def test_other_bytes_are_always_later_than_those_before():
    """Two commits of one second, or a clock that was set back: servers would answer "not modified"."""
    assert of("f" * 64, release_time=BEFORE) == BEFORE + 1
    assert of("f" * 64, release_time=BEFORE - 99) == BEFORE + 1


def test_a_new_file_and_a_first_release_are_of_this_release():
    assert mtimes({"moi.html": "f" * 64}, NOW, LAST) == {"moi.html": NOW}
    assert of(LAST.files["index.html"].sha256, last=None) == NOW
