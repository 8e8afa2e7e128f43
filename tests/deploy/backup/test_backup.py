"""A server that is lost is there again: from the backup and any commit."""

import io
import shutil
import subprocess
import tarfile

import pytest

from deploy.receiver import journal
from deploy.receiver.site_folder import SiteFolder
from tests.conftest import ROOT
from tests.deploy.releases import allow, make_key

SCRIPTS = ROOT / "deploy/backup"


def run(name, *arguments, given=b""):
    return subprocess.run([str(SCRIPTS / name), *map(str, arguments)], input=given, capture_output=True, check=False)


@pytest.fixture
def lost(office, tmp_path):
    """The backup of a server that has published once, with its certificate's key; all of it is gone."""
    office.settings(namespace="portal-release")
    office.publish(1)
    secret = tmp_path / "ssl/trang.key"
    secret.parent.mkdir()
    secret.write_text("khoá riêng", encoding="utf-8")
    secret.chmod(0o600)
    saved = run("save", office.site.folder, secret.parent)
    assert saved.returncode == 0, saved.stderr
    for folder in (office.site.folder, secret.parent):
        shutil.rmtree(folder)
    return saved.stdout


def below(root, path):
    """Where a file of this machine is restored to."""
    return root / path.relative_to("/")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "new").mkdir()
    return tmp_path / "new"


def test_a_restored_server_takes_the_next_release_and_remembers_the_ones_before(office, lost, root):
    assert run("restore", root, given=lost).returncode == 0
    site = SiteFolder(below(root, office.site.folder))
    assert site.settings() == {"namespace": "portal-release"}
    release = office.release(2)
    result = office.deploy(release, to=str(site.folder))
    assert (result.code, result.errors) == (0, "")
    assert (site.live / "index.html").read_text(encoding="utf-8") == "trang chủ"
    assert [line["release"].partition("-")[0] for line in journal.lines(site)] == ["1", "2"]


def test_it_still_refuses_whoever_was_not_allowed(office, lost, root, tmp_path):
    run("restore", root, given=lost)
    stranger = make_key(tmp_path, "stranger")
    office.key = stranger
    result = office.deploy(office.release(2), to=str(below(root, office.site.folder)))
    assert result.code == 1


def test_keys_come_back_readable_by_their_owner_only(lost, root, tmp_path):
    run("restore", root, given=lost)
    secret = below(root, tmp_path / "ssl/trang.key")
    assert secret.read_text(encoding="utf-8") == "khoá riêng"
    assert secret.stat().st_mode & 0o077 == 0


def damaged(backup):
    place = backup.index("khoá riêng".encode())
    return backup[:place] + b"X" + backup[place + 1 :]


@pytest.mark.parametrize("spoil", [damaged, lambda backup: backup[:700], lambda backup: b"", lambda backup: b"khong phai tar" * 99])
def test_a_damaged_backup_restores_nothing(lost, root, spoil):
    result = run("restore", root, given=spoil(lost))
    assert result.returncode == 1
    assert "Chưa khôi phục gì" in result.stderr.decode()
    assert list(root.iterdir()) == []


def test_what_is_there_and_differs_is_never_overwritten(office, lost, root):
    signers = below(root, office.site.folder) / "allowed_signers"
    signers.parent.mkdir(parents=True)
    signers.write_text("khác", encoding="utf-8")
    result = run("restore", root, given=lost)
    assert (result.returncode, signers.read_text(encoding="utf-8")) == (1, "khác")
    assert "đã có và khác bản sao lưu" in result.stderr.decode()


def test_releases_are_not_in_it(lost, office):
    with tarfile.open(fileobj=io.BytesIO(lost)) as archive:
        names = [name.rpartition("/")[2] for name in archive.getnames() if archive.getmember(name).isfile()]
    assert sorted(names) == ["SHA256SUMS", "allowed_signers", "journal.jsonl", "settings.json", "trang.key"]


@pytest.mark.parametrize(("site", "more"), [("khong-co", ()), ("srv", ("khong-co.key",))])
def test_a_name_that_is_wrong_stops_the_backup(tmp_path, key, site, more):
    allow(tmp_path / "srv", key)
    result = run("save", tmp_path / site, *(tmp_path / name for name in more))
    assert (result.returncode, result.stdout) == (1, b"")
    assert "không có tệp" in result.stderr.decode()
