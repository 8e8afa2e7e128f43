"""Whatever stops a deploy to an object store, readers get whole releases or whole pages, and the next command needs no hands."""

import itertools
import random
import signal

import pytest

from deploy.s3.shown_releases import SLOTS
from tests.deploy.faults import FINISHED, end_of, in_a_child, killed_at_random
from tests.deploy.releases import PAGES
from tests.deploy.s3.publishing import files, held
from tests.deploy.s3.stopping import CHANGES, before_request, deploying, pages_that_are_torn, rolling_back


@pytest.fixture
def two(s3):
    """A live release, and one to come."""
    return s3.publish(1, {"theme/x.0000.css": "cũ"}), s3.office.release(2, CHANGES)


def test_a_deploy_killed_at_every_request(s3, two):
    first, second = two
    ends, store = [], s3.new_store()
    for number in itertools.count(1):
        ends.append(end_of(in_a_child(deploying(s3, second, "releases", store), before_request(store, number))))
        assert s3.shows(s3.store, [first, second]) == (first if len(s3.live_json()["shown"]) == 1 else second)
        if ends[-1] == FINISHED:
            break
        s3.store.delete([f"r/{slot['slot']}/index.html" for slot in s3.live_json()["unfinished"]])
    assert set(ends[:-1]) == {-signal.SIGKILL}
    assert len(ends) > 10
    assert s3.shows(s3.store, [second]) == second


def test_a_deploy_into_a_used_slot_killed_at_every_request(s3):
    """A deploy that was stopped is completed, so that each begins with whole slots."""
    releases = [s3.publish(number, {"index.html": f"trang chủ {number}"}) for number in range(1, SLOTS + 1)]
    store = s3.new_store()
    for number in itertools.count(1):
        before = releases[-1]
        releases.append(s3.office.release(SLOTS + number, {"index.html": f"trang chủ, lần {number}"}))
        code = end_of(in_a_child(deploying(s3, releases[-1], "releases", store), before_request(store, number)))
        assert s3.shows(s3.store, [before, releases[-1]])
        if code == FINISHED:
            break
        assert s3.deploy(releases[-1]).code == 0
        assert s3.shows(s3.store, [releases[-1]])
    assert number > 10
    assert s3.slots() == ["1", "2", "3", "4", "5"]


def test_a_rollback_killed_at_every_request(s3, two):
    first, second = two
    ends, store = [], s3.new_store()
    s3.deploy(second)
    for number in itertools.count(1):
        ends.append(end_of(in_a_child(rolling_back(s3, store), before_request(store, number))))
        assert s3.shows(s3.store, [first, second])
        if ends[-1] == FINISHED or s3.live_json()["live"].startswith("1-"):
            break
    assert len(ends) > 4
    assert s3.shows(s3.store, [first]) == first


def test_deploys_killed_at_random_moments(s3, two):
    first, second = two
    dice, store = random.Random(20171010), s3.new_store()
    for _ in range(15):
        killed_at_random(deploying(s3, second, "releases", store), dice, longest=0.3)
        live = s3.shows(s3.store, [first, second])
        assert live
        if live == second:
            assert s3.roll_back().code == 0
    assert s3.deploy(second).code == 0
    assert s3.shows(s3.store, [second]) == second


def test_passes_killed_at_every_request_leave_every_page_whole(s3):
    releases, store, ends = [s3.publish(1, {"theme/x.0000.css": "cũ"}, "--way", "passes")], s3.new_store(), []
    for number in itertools.count(1):
        releases.append(s3.office.release(number + 1, dict.fromkeys(PAGES, f"bản {number + 1}")))
        ends.append(end_of(in_a_child(deploying(s3, releases[-1], "passes", store), before_request(store, number))))
        assert pages_that_are_torn(s3, releases) == []
        if ends[-1] == FINISHED:
            break
    assert set(ends[:-1]) == {-signal.SIGKILL}
    assert len(ends) > 10
    assert {path: held(s3.store, path) for path in files(releases[-1])} == {
        path: (releases[-1] / path).read_bytes() for path in files(releases[-1])
    }


def test_a_page_that_a_stopped_deploy_changed_is_put_right_by_the_next(s3):
    """The live manifest says that nothing changed; the store's listing knows better."""
    s3.publish(1, {}, "--way", "passes")
    store = s3.new_store()
    stopped = s3.office.release(2, {"tin/a/index.html": "bản dở"})
    end_of(in_a_child(deploying(s3, stopped, "passes", store), before_request(store, 4)))
    assert s3.read("tin/a/index.html") == "bản dở"
    s3.publish(3, {}, "--way", "passes")
    assert s3.read("tin/a/index.html") == "bài a"
