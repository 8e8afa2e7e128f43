"""Compressed copies of the last release are taken as they are: of a signed one, for the same text, made in the same way."""

import shutil

import pytest

from deploy.release.compressed_copies import RECIPES, write_compressed_copies
from deploy.release.last_release import read_last_release
from deploy.release.manifest import FILE_NAME, SIGNATURE_NAME, write_manifest
from deploy.release.photos import OLDEST, forget_old_photos, take_signed_photos
from deploy.release.signature import sign
from plugins.images.derived_photos import DerivedPhotos
from tests.deploy.release.keys import allow, make_key
from tests.deploy.release.samples import manifest_of

TEXT = ("Tiếp công dân thường xuyên và đột xuất. " * 40).encode()
PACKED = b"signed"  # not what a library would make of it, so that one sees where it comes from


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("keys") / "khoa")


@pytest.fixture
def signers(tmp_path, key):
    return allow(tmp_path / "allowed_signers", key)


def release(folder, key, signers, recipes=RECIPES):
    files = {"index.html": b"x", "a.html": TEXT, "a.html.br": PACKED, "a.html.gz": PACKED, "b.html": TEXT + b"b"}
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    write_manifest(folder, manifest_of(files).model_copy(update={"compression": recipes}))
    sign(folder, key, signers)
    return folder


@pytest.fixture
def last(tmp_path, key, signers):
    return release(tmp_path / "last", key, signers)


@pytest.fixture
def copies(tmp_path, signers):
    """The copies of a text that a release gets, given the last one."""

    def written(last, name="a.html", text=TEXT):
        shutil.rmtree(tmp_path / "pages", ignore_errors=True)
        (tmp_path / "pages").mkdir()
        (tmp_path / "pages" / name).write_bytes(text)
        names = write_compressed_copies(tmp_path / "pages", [name], None, read_last_release(last, signers))
        return [(tmp_path / "pages" / name).read_bytes() for name in names]

    return written


def test_an_equal_text_has_the_signed_copies(last, copies):
    assert copies(last) == [PACKED, PACKED]


def test_a_text_whose_copies_did_not_pay_has_none_again(last, copies):
    assert copies(last, "b.html", TEXT + b"b") == []


@pytest.mark.parametrize("name", ["a.html", "c.html"])
def test_another_text_or_another_path_is_compressed_anew(last, copies, name):
    assert PACKED not in copies(last, name, TEXT + b"!")


def test_a_copy_that_is_not_what_was_signed_is_made_anew(last, copies):
    (last / "a.html.br").write_bytes(b"Signed")
    (last / "a.html.gz").unlink()
    assert {b"Signed", PACKED}.isdisjoint(copies(last))
    assert len(copies(last)) == 2


def test_files_beside_another_signed_manifest_count_only_where_they_are_those(tmp_path, last, copies, key, signers):
    """What CI has: files of one release, the manifest of the one that is live."""
    other = release(tmp_path / "other", key, signers)
    (last / "a.html.br").write_bytes(b"of another release")
    for name in (FILE_NAME, SIGNATURE_NAME):
        shutil.copy(other / name, last / name)
    assert copies(last)[0] not in (PACKED, b"of another release")
    assert copies(last)[1] == PACKED


def test_nothing_is_taken_from_an_unsigned_release(last, copies):
    (last / SIGNATURE_NAME).unlink()
    assert PACKED not in copies(last)


def test_nothing_is_taken_from_a_tampered_release(last, copies, capsys):
    manifest = last / FILE_NAME
    manifest.write_bytes(manifest.read_bytes().replace(b'"sequence":7', b'"sequence":8'))
    assert PACKED not in copies(last)
    assert "Không lấy bản nén và ảnh" in capsys.readouterr().err


def test_nothing_is_taken_from_a_release_that_a_stranger_signed(tmp_path, copies):
    stranger = make_key(tmp_path / "la")
    theirs = release(tmp_path / "theirs", stranger, allow(tmp_path / "their_signers", stranger))
    assert PACKED not in copies(theirs)


def test_nothing_is_taken_from_a_release_that_was_compressed_otherwise(tmp_path, copies, key, signers):
    assert PACKED not in copies(release(tmp_path / "old", key, signers, ["br-11-1.0.0", "gz-6-1.2.13"]))


PHOTO = "anh-web/0123-640.jpg"


@pytest.fixture
def photos_of(tmp_path, key, signers):
    """What a cache has for a photo after the last release was used; `spoil` does something to that release first."""

    def taken(spoil=lambda folder: None, cached=None):
        folder, cache = tmp_path / "with-photo", tmp_path / "photos"
        (folder / "anh-web").mkdir(parents=True)
        (folder / PHOTO).write_bytes(b"signed photo")
        (folder / "index.html").write_bytes(b"x")
        manifest = manifest_of({"index.html": b"x", PHOTO: b"signed photo"})
        write_manifest(folder, manifest.model_copy(update={"photos": {"0" * 64: [PHOTO]}}))
        sign(folder, key, signers)
        spoil(folder)
        place = DerivedPhotos(tmp_path, cache).place(PHOTO)
        if cached is not None:
            place.parent.mkdir(parents=True)
            place.write_bytes(cached)
        if last := read_last_release(folder, signers):
            take_signed_photos(last, cache)
        return place.read_bytes() if place.is_file() else None

    return taken


def test_a_signed_photo_is_used_again_even_over_another_in_the_cache(photos_of):
    assert photos_of(cached=b"slipped in") == b"signed photo"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / SIGNATURE_NAME).unlink(),
        lambda folder: (folder / PHOTO).write_bytes(b"signed phot0"),
        lambda folder: (folder / PHOTO).unlink(),
        lambda folder: (folder / FILE_NAME).write_bytes((folder / FILE_NAME).read_bytes() + b" "),
    ],
    ids=["unsigned", "changed", "gone", "manifest changed"],
)
def test_no_other_photo_is_used(photos_of, spoil):
    assert photos_of(spoil) is None


def test_a_photo_that_no_release_has_is_forgotten_after_two_months(tmp_path):
    old, used = (tmp_path / "ab" / f"ab{number}-640.jpg" for number in range(2))
    old.parent.mkdir()
    for path in (old, used):
        path.write_bytes(b"x")
    forget_old_photos(tmp_path, {f"anh-web/{used.name}"}, now=old.stat().st_mtime + OLDEST - 1)
    assert old.exists()
    forget_old_photos(tmp_path, {f"anh-web/{used.name}"}, now=old.stat().st_mtime + OLDEST + 1)
    assert (old.exists(), used.exists()) == (False, True)
