"""WAY=releases: readers have one whole release or another, and go back at once."""

from datetime import timedelta

import pytest

from deploy.client.deploy import DeployOptions, read_signed
from deploy.receiver.errors import BUSY, Refused
from deploy.s3 import shown_releases, slots
from deploy.s3.deploy import WholeReleases
from deploy.s3.shown_releases import SLOTS, ShownRelease, read_shown, save
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
    assert len(copies_and_uploads) == len(PAGES) + 4  # the proof, and live.json before and after
    assert "đã gửi 1 tệp" in s3.deploy(s3.office.release(3, {"tin/a/index.html": "mới hơn"})).said


def test_nothing_is_copied_from_an_object_that_somebody_changed(s3):
    first = s3.publish(1)
    s3.store.put(f"{s3.folder(first)}tin/b/index.html", b"casino", {})
    second = s3.publish(2)
    assert s3.shows(s3.store, [second]) == second


def test_a_rollback_to_a_changed_release_is_refused(s3):
    first = s3.publish(1)
    second = s3.publish(2)
    s3.store.put(f"{s3.folder(first)}tin/b/index.html", b"casino", {})
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
        way.put_up(mine, read_signed(mine), live, DeployOptions())
    assert refused.value.code == BUSY
    assert s3.shows(s3.store, [other]) == other


def test_of_two_deploys_that_have_begun_each_writes_where_the_other_does_not(s3, monkeypatch):
    first, other, mine = s3.publish(1), s3.office.release(3), s3.office.release(2, {"tin/a/index.html": "của tôi"})
    write = slots.SlotWriter.write

    def write_while_another_deploys(*arguments):
        monkeypatch.setattr(slots.SlotWriter, "write", write)
        assert s3.deploy(other).code == 0
        return write(*arguments)

    monkeypatch.setattr(slots.SlotWriter, "write", write_while_another_deploys)
    result = s3.deploy(mine)
    assert (result.code, "người khác" in result.errors) == (BUSY, True)
    assert s3.shows(s3.store, [first, other]) == other


def test_a_store_that_knows_conditions_decides_for_itself(s3, kind, monkeypatch):
    s3.publish(1)
    seen = read_shown(s3.store)
    s3.publish(2)
    monkeypatch.setattr("deploy.s3.shown_releases.read_shown", lambda _: seen)  # the other was quicker than the last look
    after = seen.followed_by(ShownRelease("9-aaaaaaaaaaaa", 9, "", "", "", "", "", {}))
    if kind == "moto":
        with pytest.raises(Refused, match="người khác"):
            save(s3.store, after)
    else:
        save(s3.store, after)
    assert s3.live_json()["live"].startswith("2-" if kind == "moto" else "9-")


@pytest.fixture
def ring(s3):
    """As many releases as there are slots, and one more; each has a picture of its own."""
    return [s3.publish(number, article(number)) for number in range(1, SLOTS + 2)]


def article(number):
    return {"tin/a/index.html": f"bài a, lần {number}", "index.html": f"trang chủ {number}", f"anh/{number}.png": f"{number}"}


def test_the_slot_that_readers_left_longest_ago_is_used_again(s3, ring):
    assert s3.slots() == ["1", "2", "3", "4", "5"]
    assert [release["slot"] for release in s3.live_json()["shown"]] == [1, 5, 4, 3, 2]
    held = set(s3.store.objects(s3.folder(ring[-1])))
    assert held - set(read_signed(ring[-1]).files) - {"manifest.json", "manifest.json.sig"} == {"anh/5.png"}, "and nothing else"
    for release in reversed(ring[1:-1]):
        assert s3.roll_back(id_of(release)).code == 0
        assert s3.shows(s3.store, [release]) == release
    assert "không quay lại được" in s3.roll_back(id_of(ring[0])).errors


def test_one_article_costs_no_request_for_what_did_not_change(s3, ring):
    store = s3.new_store()
    s3.deploying(s3.office.release(9, article(9)), "releases", store)()
    puts = store.requests.count("PUT")
    assert puts == len(article(9)) + 1 + 2 + 2  # with the picture that stays; the proof; live.json before and after
    assert len(store.requests) <= puts + 10
    assert not s3.live_json()["unfinished"]


def test_new_headers_are_written_to_every_object_of_a_slot(s3, ring):
    policy = {"/": "default-src 'none'; img-src 'self'"}
    release = s3.office.release(9, policy=policy)
    assert s3.deploy(release).code == 0
    for path in PAGES:
        assert s3.store.get(f"{s3.folder(release)}{path}")[2]["content-security-policy"] == policy["/"], path


def test_a_slot_that_was_changed_by_hand_is_put_right(s3, ring):
    oldest = s3.folder(ring[1])
    s3.store.put(f"{oldest}manifest.json", b"{}", {})
    s3.store.put(f"{oldest}tin/a/index.html", b"casino", {})
    s3.store.put(f"{oldest}casino/index.html", b"casino", {})
    release = s3.publish(9)
    assert s3.folder(release) == oldest
    assert s3.shows(s3.store, [release]) == release
    assert "casino/index.html" not in s3.store.objects(oldest)


def stopped(s3, release, monkeypatch):
    """A deploy of it ends after its last object but one."""
    with monkeypatch.context() as broken:
        broken.setattr(slots, "proof_of", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        assert s3.deploy(release).code == 130
    (slot,) = s3.live_json()["unfinished"]
    return f"r/{slot['slot']}/"


def test_a_stopped_deploy_is_continued_where_it_was(s3, ring, monkeypatch):
    release = s3.office.release(9, article(9))
    place = stopped(s3, release, monkeypatch)
    store = s3.new_store()
    s3.deploying(release, "releases", store)()
    assert s3.folder(release) == place
    assert store.requests.count("PUT") == 4, "all but the proof was there"
    assert s3.shows(s3.store, [release]) == release


def test_nobody_else_writes_where_a_deploy_may_be_under_way(s3, ring, monkeypatch):
    place = stopped(s3, s3.office.release(9, article(9)), monkeypatch)
    before = s3.store.objects(place)
    other = s3.publish(10)
    assert s3.folder(other) != place
    assert s3.store.objects(place) == before
    monkeypatch.setattr(shown_releases, "LEASE", timedelta(0))
    later = s3.publish(11)
    assert s3.folder(later) == place
    assert s3.shows(s3.store, [later]) == later


def test_a_deploy_that_takes_too_long_stops_before_others_may_take_its_slot(s3, monkeypatch):
    first = s3.publish(1)
    assert slots.LONGEST < shown_releases.LEASE
    monkeypatch.setattr(slots, "LONGEST", timedelta(seconds=-2))
    result = s3.deploy(s3.office.release(2))
    assert (result.code, "hơn một giờ" in result.errors) == (1, True)
    assert s3.shows(s3.store, [first]) == first


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
