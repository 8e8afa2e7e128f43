"""WAY=releases: readers have one whole release or another, and go back at once."""

import json
from datetime import datetime, timedelta

import pytest

from deploy.client.deploy import read_signed
from deploy.receiver.errors import BUSY, Refused
from deploy.s3 import whole_releases
from deploy.s3.deploy import WholeReleases
from deploy.s3.shown_releases import read_shown, switch
from tests.deploy.publishing import Office
from tests.deploy.releases import PAGES, id_of, make_key


def test_a_release_goes_live_and_can_be_rolled_back(s3):
    first, second = s3.publish(1), s3.publish(2, {"tin/a/index.html": "bài a, sửa"})
    assert s3.shows(s3.store, [second]) == second
    assert s3.roll_back().code == 0
    assert s3.shows(s3.store, [first]) == first
    assert s3.read("tin/a/index.html") == "bài a"
    third = s3.publish(3)
    assert s3.roll_back(id_of(second)).code == 0
    assert s3.shows(s3.store, [first, second, third]) == second


def test_a_number_of_the_same_length_is_not_missed(s3):
    """What syncs by size and time leaves the old one."""
    s3.publish(1, {"tin/a/index.html": "15 lượt"})
    s3.publish(2, {"tin/a/index.html": "51 lượt"})
    assert s3.read("tin/a/index.html") == "51 lượt"


def test_what_is_the_same_is_copied_inside_the_store(s3):
    s3.publish(1)
    store = s3.new_store()
    s3.deploying(s3.office.release(2, {"tin/a/index.html": "mới"}), "releases", store)()
    copies_and_uploads = [method for method in store.requests if method == "PUT"]
    assert len(copies_and_uploads) == len(PAGES) + 3  # the proof, and live.json
    assert "đã gửi 1 tệp" in s3.deploy(s3.office.release(3, {"tin/a/index.html": "mới hơn"})).said


def test_nothing_is_copied_from_an_object_that_somebody_changed(s3):
    first = s3.publish(1)
    s3.store.put(f"r/{id_of(first)}/tin/b/index.html", b"casino", {})
    second = s3.publish(2)
    assert s3.shows(s3.store, [second]) == second


def test_a_rollback_to_a_changed_release_is_refused(s3):
    first = s3.publish(1)
    second = s3.publish(2)
    s3.store.put(f"r/{id_of(first)}/tin/b/index.html", b"casino", {})
    result = s3.roll_back()
    assert (result.code, "đã bị sửa hoặc thiếu tệp" in result.errors) == (1, True)
    assert s3.shows(s3.store, [second]) == second


def test_a_picture_that_is_gone_stays_for_open_pages_for_one_release(s3):
    s3.publish(1)
    s3.publish(2, {"anh/a.png": None})
    assert s3.read("anh/a.png") == "ảnh a"
    s3.publish(3, {"anh/a.png": None})
    assert s3.read("anh/a.png") == ""


def test_a_picture_that_is_withdrawn_is_gone_at_once(s3):
    s3.publish(1)
    s3.publish(2, {"anh/a.png": None}, "--withdraw", "1")
    assert s3.read("anh/a.png") == ""


def test_of_two_deploys_at_once_the_later_is_refused(s3):
    """The other one goes live between look and switch: in stores that know conditions, and in those that do not."""
    first, other, mine = s3.publish(1), s3.office.release(3), s3.office.release(2)
    way, live = WholeReleases(s3.store), read_signed(first)
    assert way.look().raw == live.raw
    s3.deploy(other)
    with pytest.raises(Refused) as refused:
        way.put_up(mine, read_signed(mine), live, whole_releases.DeployOptions())
    assert refused.value.code == BUSY
    assert s3.shows(s3.store, [other]) == other


def test_a_store_that_knows_conditions_decides_for_itself(s3, kind, monkeypatch):
    s3.publish(1)
    seen = read_shown(s3.store)
    s3.publish(2)
    monkeypatch.setattr("deploy.s3.shown_releases.read_shown", lambda _: seen)  # the other was quicker than the last look
    after = seen.followed_by("9-aaaaaaaaaaaa", "", "")
    if kind == "moto":
        with pytest.raises(Refused, match="người khác"):
            switch(s3.store, after)
    else:
        switch(s3.store, after)
    assert s3.live_json()["live"].startswith("2-" if kind == "moto" else "9-")


def age(s3, days):
    live = s3.live_json()
    for release in live["shown"]:
        for name in ("since", "until"):
            if release[name]:
                release[name] = (datetime.fromisoformat(release[name]) - timedelta(days=days)).isoformat()
    s3.store.put("live.json", json.dumps(live).encode(), {})


def test_five_releases_and_a_week_stay(s3, monkeypatch):
    monkeypatch.setattr(whole_releases, "SURELY_LEFT", timedelta(0))
    for sequence in range(1, 8):
        s3.publish(sequence)
    assert len(s3.store.folders("r/")) == 7, "all of this week"
    age(s3, 8)
    s3.publish(8)
    left = s3.store.folders("r/")
    assert [name.partition("-")[0] for name in left] == ["4", "5", "6", "7", "8"]
    assert [release["id"].partition("-")[0] for release in s3.live_json()["shown"]] == ["8", "7", "6", "5", "4"]


def test_what_an_unfinished_deploy_left_is_cleared_away_a_day_later(s3, monkeypatch):
    s3.store.put("r/5-aaaaaaaaaaaa/index.html", b"x", {})
    s3.publish(6)
    assert len(s3.store.folders("r/")) == 2, "it may be under way"
    monkeypatch.setattr(whole_releases, "SURELY_LEFT", timedelta(0))
    s3.publish(7)
    assert "5-aaaaaaaaaaaa" not in s3.store.folders("r/")


@pytest.mark.parametrize(
    ("sequence", "changes", "words"),
    [
        (1, {}, "cũ hơn bản đang đăng"),
        (3, {"tin/b/index.html": None}, "mất 1 địa chỉ đã đăng: /tin/b/"),
        (3, {"robots.txt": None}, "chưa trọn vẹn: thiếu robots.txt"),
    ],
)
def test_what_a_server_would_refuse_is_refused(s3, sequence, changes, words):
    live = s3.publish(2)
    result = s3.deploy(s3.office.release(sequence, changes))
    assert (result.code, words in result.errors) == (1, True), result.errors
    assert s3.shows(s3.store, [live]) == live


def test_a_release_signed_by_a_stranger_is_refused(s3, tmp_path):
    live = s3.publish(1)
    stranger = Office(tmp_path, make_key(tmp_path, "la"))
    result = s3.deploy(stranger.release(2))
    assert (result.code, "chữ ký" in result.errors) == (1, True)
    assert s3.shows(s3.store, [live]) == live


def test_a_file_changed_after_signing_is_refused(s3):
    release = s3.office.release(1)
    (release / "tin/a/index.html").write_text("casino", encoding="utf-8")
    assert "đã bị sửa sau khi ký" in s3.deploy(release).errors
    assert s3.store.objects("") == {}
