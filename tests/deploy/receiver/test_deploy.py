"""What a deploy does to the server's folder."""

import hashlib
import json
import stat

import pytest

from tests.deploy.publishing import leftovers, live_release_is_whole
from tests.deploy.releases import MANIFEST, id_of


def test_the_first_deploy_shows_the_whole_release(office):
    release = office.release(1)
    result = office.deploy(release)
    assert (result.code, result.errors) == (0, "")
    assert "đăng lần đầu" in result.said
    assert office.site.live_id() == id_of(release)
    assert live_release_is_whole(office.site)
    assert leftovers(office.site) == []


def test_only_what_the_server_lacks_is_sent(office):
    office.publish(1)
    result = office.deploy(office.release(2, {"tin/a/index.html": "bài a, bản mới", "tin/d/index.html": "bài b"}))
    assert "đã gửi 1 tệp" in result.said  # the new page d has the words of b, which is there
    assert office.live("tin/d/index.html") == "bài b"


def test_a_file_that_stays_keeps_its_inode_and_time(office):
    office.publish(1)
    before = (office.site.live / "tin/b/index.html").stat()
    office.publish(2, {"tin/a/index.html": "mới"})
    after = (office.site.live / "tin/b/index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_new_file_has_the_time_of_its_manifest(office):
    office.publish(1)
    entry = json.loads((office.site.live / MANIFEST).read_bytes())["files"]["tin/a/index.html"]
    assert (office.site.live / "tin/a/index.html").stat().st_mtime == entry["mtime"]


def test_other_bytes_of_the_same_size_and_time_get_a_later_time(office):
    """Servers would answer 304 Not Modified to “15” → “51”."""
    office.publish(1, {"tin/a/index.html": "15 lượt"})
    before = (office.site.live / "tin/a/index.html").stat()
    release = office.release(2, {"tin/a/index.html": "51 lượt"})
    manifest = json.loads((release / MANIFEST).read_bytes())
    manifest["files"]["tin/a/index.html"]["mtime"] = int(before.st_mtime)
    (release / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    office.sign(release)
    assert office.deploy(release).code == 0
    after = (office.site.live / "tin/a/index.html").stat()
    assert (after.st_size, office.live("tin/a/index.html")) == (before.st_size, "51 lượt")
    assert after.st_mtime > before.st_mtime


def test_everybody_may_read_and_nobody_writes(office):
    office.publish(1)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in office.site.live.resolve().rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in office.site.live.resolve().rglob("*") if path.is_dir()}
    assert (modes, folders) == ({0o444}, {0o755})


def test_a_damaged_file_of_the_server_is_sent_again(office):
    office.publish(1)
    damaged = office.site.live / "tin/b/index.html"
    damaged.chmod(0o644)
    damaged.write_text("cá cược", encoding="utf-8")
    office.publish(2)
    assert office.live("tin/b/index.html") == "bài b"


def test_deploying_the_live_release_again_does_nothing(office):
    release = office.release(1)
    office.deploy(release)
    before = office.site.journal.read_text(encoding="utf-8")
    result = office.deploy(release)
    assert result.code == 0
    assert "đang được đăng rồi" in result.said
    assert office.site.journal.read_text(encoding="utf-8") == before


def deface(place):
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    place.write_text("cá cược", encoding="utf-8")


@pytest.mark.parametrize("path", ["tin/b/index.html", "casino/index.html", "casino/index.html.br", "robots.txt"])
def test_a_site_that_was_defaced_is_not_said_to_be_up_to_date(office, path):
    release = office.release(1)
    office.deploy(release)
    deface(office.site.live / path)
    result = office.deploy(release)
    assert result.code == 1
    assert f"đã bị sửa: {path}" in result.errors
    office.publish(2)
    assert office.deploy(office.release(3)).code == 0
    assert not (office.site.live / "casino").exists()
    assert live_release_is_whole(office.site)


def test_what_was_carried_over_is_no_sign_of_it(office):
    office.publish(1, {"theme/a.1234.css": "cũ"})
    release = office.release(2)
    office.deploy(release)
    assert "đang được đăng rồi" in office.deploy(release).said


def test_assets_stay_one_release_longer_and_pages_do_not(office):
    office.publish(1, {"theme/a.1234.css": "cũ", "tai-lieu/cv-01.pdf": "công văn"})
    release = office.release(2, {"theme/a.5678.css": "mới"})
    result = office.deploy(release)
    assert "tệp cũ còn giữ đến lần đăng sau (WITHDRAW=1 để gỡ ngay): 2" in result.said
    assert (office.live("theme/a.1234.css"), office.live("tai-lieu/cv-01.pdf")) == ("cũ", "công văn")
    office.publish(3, {"theme/a.5678.css": "mới"})
    assert not (office.site.live / "theme/a.1234.css").exists()
    assert office.live("theme/a.5678.css") == "mới"


def test_what_must_go_at_once_goes_at_once(office):
    office.publish(1, {"tai-lieu/lo-thong-tin.pdf": "có số căn cước"})
    office.publish(2, None, "--withdraw", "1")
    assert not (office.site.live / "tai-lieu/lo-thong-tin.pdf").exists()


@pytest.mark.parametrize(("old_days", "left"), [(0, [7, 6, 5, 4, 3, 2, 1]), (8, [7, 6, 5, 4, 3])], ids=["this week", "older"])
def test_five_releases_and_those_of_a_week_are_kept(office, old_days, left):
    for sequence in range(1, 7):
        office.publish(sequence)
    office.age_journal(days=old_days)
    office.publish(7)
    assert [int(name.partition("-")[0]) for name in office.site.ids()] == left


def test_the_journal_says_what_was_live_since_when(office):
    first, second = office.publish(1), office.publish(2)
    lines = [json.loads(line) for line in office.site.journal.read_text(encoding="utf-8").splitlines()]
    assert [(line["action"], line["release"], line["before"]) for line in lines] == [
        ("deploy", first, None),
        ("deploy", second, first),
    ]
    assert all(line["time"].endswith("+00:00") for line in lines)
    assert lines[1]["manifest"] == hashlib.sha256((office.site.live / MANIFEST).read_bytes()).hexdigest()


def test_an_error_after_the_switch_says_that_the_release_is_live(office):
    """Whoever deploys must not believe that nothing happened."""
    office.site.journal.symlink_to(office.folder / "gone/journal.jsonl")
    release = office.release(1)
    result = office.deploy(release)
    assert result.code == 0
    assert "đã đăng, dọn dẹp lỗi" in result.said
    assert office.site.live_id() == id_of(release)
