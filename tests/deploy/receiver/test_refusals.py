"""What the server does not publish, whoever asks. Each time readers go on seeing the whole release that they saw."""

import json

import pytest

from deploy.client import deploy
from deploy.client.connection import DeployFailed, Destination, connect
from deploy.receiver import refusals
from deploy.receiver.delta import delta
from deploy.receiver.errors import Refused
from deploy.receiver.manifest import SIGNATURE, read_manifest
from tests.deploy.publishing import leftovers, live_release_is_whole, run
from tests.deploy.releases import MANIFEST, PAGES, allow, make_key, make_release, sign


@pytest.fixture
def live(office):
    """The id of a release that is live; it must be so afterwards."""
    name = office.publish(5)
    yield name
    assert office.site.live_id() == name
    assert live_release_is_whole(office.site)
    assert office.site.ids() == [name]


def refused(result, *words):
    assert result.code == 1
    assert "đã đăng" not in result.said
    assert result.errors.count("\n") == 1
    for word in words:
        assert word in result.errors


def edit(release, **changes):
    """Change the manifest and leave its signature as it was."""
    manifest = json.loads((release / MANIFEST).read_bytes())
    (release / MANIFEST).write_text(json.dumps({**manifest, **changes}), encoding="utf-8")


def test_an_older_release(office, live):
    refused(office.deploy(office.release(4)), "cũ hơn bản đang đăng", live, "make rollback")


def test_another_release_of_the_same_number(office, live):
    refused(office.deploy(office.release(5, {"tin/a/index.html": "khác"})), "cũ hơn bản đang đăng")


def test_a_release_without_signature(office, live):
    release = make_release(office.folder / "r", 6, PAGES, key=None)
    refused(office.deploy(release), "chưa ký")
    (release / SIGNATURE).write_bytes(b"")
    refused(office.deploy(release), "chưa ký")


def test_a_key_that_the_server_does_not_know(office, live):
    release = make_release(office.folder / "r", 6, PAGES, make_key(office.folder, "other"))
    refused(office.deploy(release), "chữ ký của bản 6-", "không đúng")


def test_a_signature_for_another_purpose(office, live):
    release = office.release(6)
    sign(release, office.key, namespace="git")
    refused(office.deploy(release), "không đúng")


def test_a_manifest_changed_after_signing(office, live):
    release = office.release(6)
    edit(release, policy={"/": "default-src *"})
    refused(office.deploy(release), "không đúng", "đã bị sửa")


def test_a_signature_of_another_manifest(office, live):
    first, second = office.release(6), office.release(7)
    (second / SIGNATURE).write_bytes((first / SIGNATURE).read_bytes())
    refused(office.deploy(second), "không đúng")


def test_a_file_changed_after_signing(office, live):
    release = office.release(6, {"tin/a/index.html": "thật"})
    (release / "tin/a/index.html").write_text("giả", encoding="utf-8")
    refused(office.deploy(release), "tin/a/index.html", "đã bị sửa sau khi ký")


def test_a_file_changed_on_the_way(office, live, monkeypatch):
    """The publisher's own look is no protection: the server reads again what it wrote."""
    release = office.release(6, {"tin/a/index.html": "thật"})
    (release / "tin/a/index.html").write_text("giả!", encoding="utf-8")
    monkeypatch.setattr(deploy.hashlib, "sha256", lambda _: type("Blind", (), {"hexdigest": lambda _: digest_wanted(release)})())
    refused(office.deploy(release), "không giống bản đã ký", "tin/a/index.html")


def digest_wanted(release):
    return json.loads((release / MANIFEST).read_bytes())["files"]["tin/a/index.html"]["sha256"]


def test_a_release_with_a_file_missing(office, live):
    release = office.release(6, {"tin/a/index.html": "mới"})
    (release / "tin/a/index.html").unlink()
    refused(office.deploy(release), "thiếu tệp này", "make publish")


def test_a_connection_that_ends_before_all_is_there(office, live):
    release = deploy.read_signed(office.release(6, {"tin/a/index.html": "mới"}))
    with connect(Destination.parse(office.to)) as connection:
        parts = delta(b"", release.raw)
        connection.send(do="deploy", manifest=len(parts), signature=len(release.signature), instead_of=live)
        connection.send_data(parts + release.signature)
        assert len(connection.answer()["need"]) == 1


@pytest.mark.parametrize("path", refusals.REQUIRED)
def test_a_release_without_a_page_that_every_site_has(office, path):
    refused(office.deploy(office.release(1, {path: None, **extra(path)})), "chưa trọn vẹn", path)
    assert office.site.live_id() is None


def extra(path):
    return {} if path != "index.html" else {"tin/d/index.html": "d"}


def test_a_third_of_the_files_gone(office):
    pictures = {f"anh/{number}.png": f"ảnh {number}" for number in range(20)}
    live = office.publish(1, pictures)
    release = office.release(2)
    refused(office.deploy(release), "chỉ có 8 tệp", "28", "FEWER=1")
    assert office.site.live_id() == live
    assert office.deploy(release, "--fewer", "1").code == 0


def test_an_address_that_would_die(office, live):
    gone = office.release(6, {"tin/a/index.html": None})
    result = office.deploy(gone, "--fewer", "1")
    refused(result, "mất 1 địa chỉ", "/tin/a/", "Aliases")
    assert "trang mất: 1" in result.said


def test_a_release_of_another_site(office, live):
    refused(office.deploy(office.release(6, None, site="https://other.example")), "https://other.example", "TO=")


def test_a_server_without_signers(office):
    office.site.allowed_signers.unlink()
    refused(office.deploy(office.release(1)), "allowed_signers", "chưa có danh sách")


def test_a_folder_that_is_not_there(office):
    refused(office.deploy(office.release(1), to=f"{office.to}-khong-co"), "không có thư mục này")


@pytest.mark.parametrize("to", ["", "srv", "-oProxyCommand=x:/srv", "ai@may:srv", "may may:/srv", "ftp://may/srv"])
def test_a_place_that_is_none(office, to):
    refused(run(deploy.main, "--release", str(office.release(1)), f"--to={to}", "--yes", "1"), "TO=")


def test_a_folder_that_is_no_release(office):
    refused(office.deploy(office.folder), "make publish")


def test_nobody_to_ask(office, live):
    """CI says YES=1; a script that forgot must not publish by chance."""
    result = run(deploy.main, "--release", str(office.release(6)), "--to", office.to)
    refused(result, "YES=1")
    assert "Bản 6-" in result.said


PATHS = ["../x", "/etc/x", "a/../../x", "a//b", "a/./b", ".ssh/authorized_keys", "a\\b", "a\nb", "manifest.json", "a/", ""]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_leads_out_of_the_release(path):
    manifest = sound_manifest()
    manifest["files"][path] = {"sha256": "0" * 64, "size": 1, "mtime": 1}
    with pytest.raises(Refused, match="không được phép"):
        read_manifest(json.dumps(manifest).encode(), b"")


@pytest.mark.parametrize(
    "changes", [{"format": 2}, {"id": "6-000000000000"}, {"id": "../../x"}, {"files": []}, {"sequence": "sáu"}]
)
def test_a_manifest_that_is_none(changes):
    with pytest.raises(Refused, match="make publish"):
        read_manifest(json.dumps({**sound_manifest(), **changes}).encode(), b"")


def sound_manifest():
    sound = {
        "format": 1,
        "site": "x",
        "id": "6-0123456789ab",
        "sequence": 6,
        "commit": "0123456789ab",
        "files": {},
        "addresses": [],
    }
    assert read_manifest(json.dumps(sound).encode(), b"").id == "6-0123456789ab"
    return sound


def test_a_client_that_does_not_look_itself(office, live):
    """The server trusts no client: it reads the manifest before it opens a file."""
    raw = json.dumps({**sound_manifest(), "files": {"../x": {"sha256": "0" * 64, "size": 1, "mtime": 1}}}).encode()
    raw = delta(b"", raw)
    with connect(Destination.parse(office.to)) as connection:
        connection.send(do="deploy", manifest=len(raw), signature=0, instead_of=live)
        connection.send_data(raw)
        with pytest.raises(DeployFailed, match="không được phép"):
            connection.answer()


def test_a_disk_without_twice_the_room(office, live, monkeypatch):
    disk = type("Disk", (), {"f_bavail": 10, "f_frsize": 4096, "f_files": 100, "f_favail": 100})
    monkeypatch.setattr(refusals.os, "statvfs", lambda _: disk)
    refusals.refuse_full_disk(office.site, [4096, 8192])
    with pytest.raises(Refused, match="ổ đĩa máy chủ còn 0 MB, cần 1 MB"):
        refusals.refuse_full_disk(office.site, [4096, 16384])
    disk.f_favail = 3
    with pytest.raises(Refused, match="chỉ còn chỗ cho 3 tệp, cần 4"):
        refusals.refuse_full_disk(office.site, [1, 1])


def test_settings_that_cannot_be_read(office, live):
    (office.site.folder / "settings.json").write_text("{", encoding="utf-8")
    refused(office.deploy(office.release(6)), "settings.json", "không phải JSON")


def test_what_was_refused_leaves_nothing_after_the_next_deploy(office):
    office.publish(1)
    release = office.release(2, {"tin/a/index.html": "mới"})
    (release / "tin/a/index.html").unlink()
    refused(office.deploy(release), "thiếu tệp này")
    office.publish(3)
    assert leftovers(office.site) == []


def test_a_key_that_left_the_list_publishes_no_more(office):
    office.publish(1)
    allow(office.site.folder, make_key(office.folder, "successor"))
    refused(office.deploy(office.release(2)), "không đúng")
