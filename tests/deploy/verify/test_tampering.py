"""Whatever is changed in what readers get is reported, at the place and in words that say what."""

import shutil

import pytest

from deploy.release.manifest import SIGNATURE_NAME, dump, parse, read_manifest, release_id, write_manifest
from deploy.verify.state import RunState
from tests.deploy.release.keys import make_key
from tests.deploy.releases import sign
from tests.deploy.verify.conftest import SITE
from tests.deploy.verify.tampering import BETS, WAYS, at, instead


def assert_reported(verdict, address, says):
    lines = verdict.text().splitlines()
    assert any(address in line and says in line for line in lines), verdict.text()
    assert verdict.code == 1


@pytest.mark.parametrize("name", WAYS)
def test_tampering_with_what_nginx_answers_is_reported(name, signed, show_by_nginx, verified):
    way, state = WAYS[name], RunState()
    certificate = signed.certificate("-".join(map(str, way.certificate)), *way.certificate) if way.certificate else None
    shown = show_by_nginx(certificate)
    if way.seen:
        assert verified(shown, state).code == 0
    shown.tamper = way.tamper
    trusted = {"authorities": certificate.with_name("certificate.pem")} if certificate else {}
    verdict = verified(shown, state, **trusted)
    assert_reported(verdict, way.address, way.says)
    assert len(verdict.findings) < 20, "one message, not hundreds"


def test_there_are_ways_enough():
    assert len(WAYS) >= 60


@pytest.fixture
def another(signed, tmp_path):
    """A release with other numbers, signed anew."""

    def make(key=signed.key, **changes):
        folder = tmp_path / "another"
        shutil.copytree(signed.release, folder, copy_function=shutil.copy)
        manifest = read_manifest(folder).model_copy(update=changes)
        manifest = manifest.model_copy(update={"id": release_id(manifest.sequence, manifest.commit)})
        write_manifest(folder, parse(dump(manifest)))
        sign(folder, key)
        return folder

    return make


def test_an_old_release_is_reported_by_who_has_the_new_one(signed, another, show, verified):
    verdict = verified(show(release=another(sequence=1)), folder=signed.release)
    assert_reported(verdict, "/manifest.json", "đang đăng bản 1-")
    assert_reported(verdict, "/manifest.json", "cũ hơn bản trên máy này")


def test_an_old_release_is_reported_by_who_saw_the_new_one(signed, another, show, verified):
    state = RunState()
    assert verified(show(), state).code == 0
    assert_reported(verified(show(release=another(sequence=1)), state), "/manifest.json", "bản cũ: số thứ tự 1")


def test_the_same_number_with_other_pages_is_reported(signed, another, show, verified):
    released = read_manifest(signed.release)
    shown = show(release=another(commit=released.commit, digests=released.digests, photos={"0" * 64: ["index.html"]}))
    assert_reported(verified(shown, folder=signed.release), "/manifest.json", "cùng số nhưng khác")


def test_a_release_of_another_site_is_reported(another, show, verified):
    folder = another(site="https://vi-du.example.org")
    shown = show()
    shown.tamper = lambda request, reply, _: (
        reply.having(body=(folder / request.path[1:]).read_bytes()) if request.path.startswith("/manifest.json") else reply
    )
    assert_reported(verified(shown), "/manifest.json", "bản đăng của trang khác (https://vi-du.example.org)")


def test_a_key_of_somebody_else_is_reported(another, tmp_path, show, verified):
    verdict = verified(show(release=another(key=make_key(tmp_path / "other"))))
    assert_reported(verdict, f"/{SIGNATURE_NAME}", "chữ ký không đúng")


def test_a_certificate_of_no_authority_is_reported_and_pages_are_looked_at_all_the_same(signed, show, verified):
    shown = show(at("/2024/05/bai-1/", instead(BETS)))
    verdict = verified(shown, authorities=None)
    assert_reported(verdict, SITE, "không do nơi được tin cậy cấp")
    assert_reported(verdict, "/2024/05/bai-1/", "nội dung khác")


def test_a_name_that_was_left_behind_and_shows_bets_is_reported(show, options, verified):
    shown = show(lambda request, reply, _: instead(BETS)(reply) if request.headers["host"] == "cu.vi-du.example" else reply)
    agency = options(shown).agency.model_copy(update={"watched_names": ["cu.vi-du.example", "xa.vi-du.example"]})
    verdict = verified(shown, agency=agency)
    assert_reported(verdict, "cu.vi-du.example", "hiện trang khác: trả lời 200 (có chữ “nhà cái”")
    assert "xa.vi-du.example" not in verdict.text()
