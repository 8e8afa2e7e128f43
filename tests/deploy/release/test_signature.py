"""Signatures by the real ssh-keygen, with keys made for the test."""

import shutil

import pytest

from deploy.release import signature
from deploy.release.manifest import FILE_NAME, SIGNATURE_NAME
from deploy.release.signature import NAMESPACE, check_key, sign, why_not_signed
from plugins.problems import ProblemsFound
from tests.deploy.release.keys import allow, make_key
from tests.deploy.release.samples import write_release


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("keys") / "khoa")


@pytest.fixture
def signers(tmp_path, key):
    return allow(tmp_path / "allowed_signers", key)


@pytest.fixture
def release(tmp_path):
    folder = tmp_path / "release"
    folder.mkdir()
    write_release(folder)
    return folder


def test_a_release_signed_by_a_key_of_the_office_is_taken(release, key, signers):
    assert why_not_signed(release, signers) == "Bản đăng chưa ký."
    check_key(key)
    sign(release, key, signers)
    assert why_not_signed(release, signers) == ""


def test_the_same_manifest_has_the_same_signature(release, key, signers):
    sign(release, key, signers)
    first = (release / SIGNATURE_NAME).read_bytes()
    (release / SIGNATURE_NAME).unlink()
    sign(release, key, signers)
    assert (release / SIGNATURE_NAME).read_bytes() == first


def test_signing_again_replaces_the_signature_of_an_older_manifest(release, key, signers):
    sign(release, key, signers)
    (release / FILE_NAME).write_bytes((release / FILE_NAME).read_bytes() + b"\n")
    sign(release, key, signers)
    assert why_not_signed(release, signers) == ""


def test_one_byte_more_is_refused(release, key, signers):
    sign(release, key, signers)
    (release / FILE_NAME).write_bytes((release / FILE_NAME).read_bytes() + b" ")
    assert "đã bị sửa" in why_not_signed(release, signers)


def test_a_signature_made_for_something_else_is_refused(release, key, signers, monkeypatch):
    monkeypatch.setattr(signature, "NAMESPACE", "git")
    sign(release, key, allow(signers, key, "git"))
    monkeypatch.setattr(signature, "NAMESPACE", NAMESPACE)
    assert why_not_signed(release, allow(signers, key))


def test_a_key_that_is_not_the_offices_is_told_what_to_do(release, signers, tmp_path):
    with pytest.raises(ProblemsFound, match="Thêm khoá công khai vào deploy/allowed_signers"):
        sign(release, make_key(tmp_path / "la"), signers)


def test_the_projects_own_list_names_nobody_yet_and_so_takes_nothing(release, key):
    with pytest.raises(ProblemsFound, match="allowed_signers"):
        sign(release, key)


def test_keys_that_cannot_or_should_not_sign_are_told(tmp_path, key, monkeypatch):
    def message(path):
        with pytest.raises(ProblemsFound) as found:
            check_key(path)
        return str(found.value)

    assert "không có tệp khoá này" in message(tmp_path / "khong-co")
    assert "không phải khoá ed25519" in message(make_key(tmp_path / "ecdsa", "ecdsa"))
    (tmp_path / "rac").write_text("x", encoding="utf-8")
    (tmp_path / "rac").chmod(0o600)
    assert "không phải khoá ed25519" in message(tmp_path / "rac")
    shutil.copy(key, tmp_path / "mo").chmod(0o644)
    assert "chmod 600" in message(tmp_path / "mo")
    monkeypatch.setattr(signature, "ROOT", key.parent)
    assert "trong kho mã" in message(key)
