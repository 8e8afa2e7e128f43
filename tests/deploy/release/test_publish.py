"""`make publish` as a person runs it, in a repository of its own."""

import gzip
import shutil
import stat
import subprocess
import sys
import time

import brotli
import pytest

from deploy.receiver import manifest as receiver
from deploy.receiver.site_folder import SiteFolder
from deploy.release.manifest import FILE_NAME, SIGNATURE_NAME, read_manifest, verify_folder
from tests.builder.project import difference, files_of
from tests.conftest import run_make
from tests.deploy.release.keys import allow, make_key
from tests.deploy.release.scratch import FIRST_COMMIT, commit, environment, git, make_project, published, run_publish, write_text
from tests.site.pages import snapshot

pytestmark = pytest.mark.slow
PAGE = "2024/05/bai-1/index.html"


def wait_until(happened):
    limit = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < limit
        time.sleep(0.01)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    project = make_project(tmp_path_factory.mktemp("publish") / "project")
    published(project)
    return project


@pytest.fixture
def project(original, tmp_path):
    """Published once."""
    return shutil.copytree(original, tmp_path / "project")


def test_a_release_is_what_its_manifest_says(original):
    manifest = read_manifest(original / "output")
    assert verify_folder(original / "output", manifest) == []
    assert manifest.commit == git(original, "rev-parse", "HEAD").strip()
    assert manifest.id == f"1000000-{manifest.commit[:12]}"
    assert "/2024/05/bai-1/" in manifest.addresses
    assert set(manifest.policy) == {"/", "/tim-kiem/", "/so-lieu/nhung/"}
    assert manifest.files[f"{PAGE}.br"].type == manifest.files[PAGE].type == "text/html; charset=utf-8"
    for name, file in manifest.files.items():
        status = (original / "output" / name).stat()
        assert (status.st_mtime, stat.S_IMODE(status.st_mode)) == (file.mtime, 0o644)
        assert file.mtime == FIRST_COMMIT


def test_every_text_has_copies_that_unpack_to_it(original):
    output = original / "output"
    page = (output / PAGE).read_bytes()
    assert brotli.decompress((output / f"{PAGE}.br").read_bytes()) == page
    assert gzip.decompress((output / f"{PAGE}.gz").read_bytes()) == page
    assert not (output / "anh/anh.jpg.br").exists()
    assert not (output / "robots.txt.gz").exists()


def test_a_release_holds_the_pages_that_pelican_makes(original, tmp_path):
    command = [sys.executable, "-m", "pelican", "content", "-s", "publishconf.py", "-o", str(tmp_path / "plain")]
    subprocess.run(command, cwd=original, env={"SITEURL": "https://vi-du.example", "PATH": "/usr/bin:/bin"}, check=True)
    beside = {FILE_NAME, *(name for name in files_of(original / "output") if name.endswith((".br", ".gz")))}
    pages = {name: data for name, data in files_of(original / "output").items() if name not in beside}
    assert difference(pages, files_of(tmp_path / "plain")) == []


def test_publishing_again_gives_the_same_release(project):
    before = snapshot(project / "output")
    published(project)
    assert snapshot(project / "output") == before


def test_what_did_not_change_keeps_its_time(project):
    path = project / "content/tin-tuc/bai-1.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Bài số 1.", "Bài số I."), encoding="utf-8")
    commit(project, FIRST_COMMIT + 1000)
    manifest = read_manifest(published(project))
    assert manifest.sequence == 2_000_000
    assert manifest.files[PAGE].mtime == manifest.files[f"{PAGE}.br"].mtime == FIRST_COMMIT + 1000
    assert manifest.files["2024/05/bai-2/index.html"].mtime == FIRST_COMMIT


def test_the_release_before_may_lie_elsewhere(project, tmp_path):
    shutil.move(project / "output", tmp_path / "before")
    commit(project, FIRST_COMMIT + 1000)
    assert read_manifest(published(project, "--last", str(tmp_path / "before"))).files[PAGE].mtime == FIRST_COMMIT
    shutil.rmtree(project / "output")
    result = run_publish(project, "--last", str(tmp_path / "khong-co"))
    assert "không phải một bản đăng" in result.stderr
    assert read_manifest(project / "output").files[PAGE].mtime == FIRST_COMMIT + 1000


def test_what_is_in_no_commit_is_not_published(project):
    before = snapshot(project / "output")
    path = write_text(project, "tin-tuc/bai-4.md", "Title: Bài 4\nDate: 2024-05-04", "Chưa commit.")
    result = run_publish(project)
    assert result.returncode == 1
    assert "content/tin-tuc/bai-4.md: chưa có trong commit nào" in result.stderr
    path.unlink()
    (project / "theme/css/base.css").write_text("", encoding="utf-8")
    assert "theme/css/base.css: chưa có" in run_publish(project).stderr
    assert snapshot(project / "output") == before


def test_a_mistake_of_an_editor_is_told_as_make_tells_it(project):
    before = snapshot(project / "output")
    write_text(project, "tin-tuc/bai-4.md", "Title: Bài 4\nDate: 04/05/2024", "[x](khong-co.md)")
    commit(project)
    result = run_publish(project)
    assert result.returncode == 1
    assert "content/tin-tuc/bai-4.md:2: " in result.stderr
    assert "output/ vẫn như cũ" in result.stderr
    assert "Traceback" not in result.stderr
    assert snapshot(project / "output") == before


def test_a_signed_release_is_one_that_a_server_takes(project, tmp_path):
    key = make_key(tmp_path / "khoa")
    result = run_publish(project, "--key", str(key))
    assert result.returncode == 1
    assert "Thêm khoá công khai vào deploy/allowed_signers" in result.stderr
    assert not (project / "output" / SIGNATURE_NAME).exists()
    allow(project / "deploy/allowed_signers", key)
    commit(project)
    result = run_publish(project, "--key", str(key))
    assert (result.returncode, result.stderr) == (0, "")
    assert "CHƯA KÝ" not in result.stdout
    (tmp_path / "site").mkdir()
    shutil.copy(project / "deploy/allowed_signers", tmp_path / "site/allowed_signers")
    release = receiver.read_release(project / "output")
    receiver.verify_signature(SiteFolder(tmp_path / "site"), release)
    assert receiver.wrong_files(project / "output", release.files, release.files) == []


def test_whoever_is_killed_leaves_the_release_before(project):
    before = snapshot(project / "output")
    commit(project, FIRST_COMMIT + 1000)
    with subprocess.Popen([sys.executable, "-m", "deploy.release.publish"], cwd=project, env=environment(project)) as running:
        wait_until(lambda: list(project.glob(".output-*/pages/*")))
        running.kill()
    assert snapshot(project / "output") == before
    assert list(project.glob(".output-*"))
    assert read_manifest(published(project)).sequence == 2_000_000
    assert not list(project.glob(".output-*"))


def test_make_hands_on_what_it_is_given():
    command = run_make("--just-print", "publish", "SIGNING_KEY=khoa", "LAST=truoc", "AFRESH=1").stdout
    assert all(option in command for option in ("--key", "--last", "--no-cache"))
    command = run_make("--just-print", "publish").stdout
    assert "deploy.release.publish" in command
    assert not any(option in command for option in ("--key", "--last", "--no-cache"))


def test_an_unsigned_release_says_so(project):
    assert "CHƯA KÝ" in run_publish(project).stdout
    assert not (project / "output" / SIGNATURE_NAME).exists()


def test_a_copy_forged_in_the_cache_is_not_published(project):
    for cached in (project / ".build/compressed").glob("br-*/*/*"):
        cached.write_bytes(brotli.compress(b"<!doctype html><title>Ca do</title>" * 99))
    (project / "output").rename(project / "output-before")
    published(project)
    assert difference(files_of(project / "output"), files_of(project / "output-before")) == []


def test_a_local_build_in_its_place_is_no_release(project):
    command = [sys.executable, "-m", "plugins.builder.build"]
    subprocess.run(command, cwd=project, env={"PYTHONPATH": str(project), "PATH": "/usr/bin:/bin"}, check=True)
    assert not [name for name in files_of(project / "output") if name.endswith((".br", ".gz", ".sig")) or name == FILE_NAME]


@pytest.mark.parametrize("address", ["https://vi-du.example/", "vi-du.example", "ftp://vi-du.example"])
def test_an_address_that_is_none_is_told(original, address):
    result = run_publish(original, SITEURL=address)
    assert result.returncode == 1
    assert f"địa chỉ trang “{address}”" in result.stderr
