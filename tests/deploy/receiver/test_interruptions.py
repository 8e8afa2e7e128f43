"""Whatever stops a deploy or a rollback, readers see a whole release, and the next command needs no hands."""

import errno
import itertools
import random
import signal

import pytest

from tests.deploy.faults import (
    BROKEN,
    FINISHED,
    REFUSED,
    SURVIVED,
    at_step,
    deploying,
    end_of,
    fail_with,
    in_a_child,
    kill_myself,
    killed_at_random,
    rolling_back,
    shows_one_of,
    undisturbed,
)
from tests.deploy.publishing import leftovers
from tests.deploy.releases import id_of

CHANGES = {"tin/a/index.html": "mới", "tin/d/index.html": "d", "theme/x.1234.css": "x"}


@pytest.fixture
def two(office):
    """A live release, and one to come."""
    first, second = office.release(1, {"theme/x.0000.css": "cũ"}), office.release(2, CHANGES)
    undisturbed(deploying(office.site, first))
    return first, second


def test_a_deploy_killed_at_every_step(office, two):
    first, second = two
    ends = []
    for number in itertools.count(1):
        ends.append(end_of(in_a_child(deploying(office.site, second), at_step(number, kill_myself))))
        assert shows_one_of(office.site, [first, second])
        if ends[-1] == FINISHED:
            break
        if office.site.live_id() == id_of(second):
            undisturbed(rolling_back(office.site))
    assert set(ends[:-1]) == {-signal.SIGKILL}
    assert len(ends) > 60
    assert leftovers(office.site) == []


def test_a_rollback_killed_at_every_step(office, two):
    first, second = two
    ends = []
    for number in itertools.count(1):
        undisturbed(deploying(office.site, second))
        ends.append(end_of(in_a_child(rolling_back(office.site, id_of(first)), at_step(number, kill_myself))))
        assert shows_one_of(office.site, [first, second])
        if ends[-1] == FINISHED:
            break
    assert set(ends[:-1]) == {-signal.SIGKILL}
    assert len(ends) > 20


def test_a_disk_that_fills_or_fails_at_any_step(office, two):
    first, second = two
    ends = []
    for number in itertools.count(1):
        before, error = office.site.live_id(), (errno.ENOSPC, errno.EIO)[number % 2]
        ends.append(end_of(in_a_child(deploying(office.site, second), at_step(number, fail_with(error)))))
        assert shows_one_of(office.site, [first, second])
        assert ends[-1] in {FINISHED, SURVIVED} or office.site.live_id() == before, "an error after the switch is no failed deploy"
        if ends[-1] == FINISHED:
            break
        if office.site.live_id() == id_of(second):
            undisturbed(rolling_back(office.site))
    assert BROKEN not in ends
    assert ends.count(REFUSED) > 30


def test_a_disk_that_fails_at_any_step_of_a_rollback(office, two):
    first, second = two
    ends = []
    for number in itertools.count(1):
        undisturbed(deploying(office.site, second))
        ends.append(end_of(in_a_child(rolling_back(office.site, id_of(first)), at_step(number, fail_with(errno.EIO)))))
        assert shows_one_of(office.site, [first, second])
        is_back = office.site.live_id() == id_of(first)
        assert is_back == (ends[-1] in {FINISHED, SURVIVED}), "an error after the switch is no failed rollback"
        if ends[-1] == FINISHED:
            break
    assert BROKEN not in ends
    assert ends.count(REFUSED) > 20


def test_a_deploy_killed_at_random_moments(office, two):
    first, second = two
    dice = random.Random(20171010)
    for _ in range(30):
        killed_at_random(deploying(office.site, second), dice, longest=0.2)
        assert shows_one_of(office.site, [first, second])
        if office.site.live_id() == id_of(second):
            undisturbed(rolling_back(office.site))
    assert undisturbed(deploying(office.site, second)) == FINISHED
    assert leftovers(office.site) == []
