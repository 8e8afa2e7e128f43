"""Back to an earlier release: at once, verified, and without anything but the server."""

import os
import subprocess

import pytest

from tests.deploy.publishing import leftovers, live_release_is_whole
from tests.deploy.releases import id_of


def test_the_release_before_the_live_one_is_shown_again(office):
    first, second = office.publish(1), office.publish(2, {"tin/a/index.html": "sai"})
    result = office.roll_back()
    assert (result.code, result.said.splitlines()[-1]) == (0, f"đã quay lại bản {first}")
    assert (office.site.live_id(), office.live("tin/a/index.html")) == (first, "bài a")
    assert office.site.ids() == [second, first]
    assert leftovers(office.site) == []


def test_each_rollback_goes_one_further(office):
    ids = [office.publish(sequence) for sequence in (1, 2, 3)]
    assert [office.roll_back().code, office.site.live_id()] == [0, ids[1]]
    assert [office.roll_back().code, office.site.live_id()] == [0, ids[0]]
    result = office.roll_back()
    assert result.code == 1
    assert "không có bản nào trước" in result.errors
    assert office.site.live_id() == ids[0]


def test_any_release_can_be_chosen_also_a_newer_one(office):
    ids = [office.publish(sequence) for sequence in (1, 2, 3)]
    for chosen in (ids[0], ids[2], ids[1]):
        assert office.roll_back(chosen).code == 0
        assert office.site.live_id() == chosen


@pytest.mark.parametrize("wanted", ["9-000000000000", "../../etc", "."])
def test_a_release_that_is_not_there(office, wanted):
    first, second = office.publish(1), office.publish(2)
    result = office.roll_back(wanted)
    assert result.code == 1
    assert first in result.errors
    assert office.site.live_id() == second


def test_a_damaged_release_is_not_shown_again(office):
    first, second = office.publish(1, {"tin/a/index.html": "một"}), office.publish(2)
    damaged = office.site.release(first) / "tin/a/index.html"
    damaged.chmod(0o644)
    damaged.write_text("cá cược", encoding="utf-8")
    result = office.roll_back()
    assert result.code == 1
    assert "đã hỏng: tin/a/index.html" in result.errors
    assert office.site.live_id() == second


def test_a_release_into_which_somebody_put_a_page_is_not_shown_again(office):
    first, second = office.publish(1), office.publish(2)
    strange = office.site.release(first) / "casino/index.html"
    strange.parent.mkdir()
    strange.write_text("cá cược", encoding="utf-8")
    result = office.roll_back()
    assert result.code == 1
    assert "trang lạ: casino/index.html" in result.errors
    assert office.site.live_id() == second


def test_a_release_that_readers_never_saw_is_no_way_back(office):
    """One that failed its look before the switch lies there, verified and wrong."""
    first = office.publish(1)
    office.settings(candidate=["false"])
    assert office.deploy(office.release(2)).code == 1
    office.settings()
    third = office.publish(3)
    assert office.roll_back().code == 0
    assert office.site.live_id() == first
    assert third in office.site.ids()


def test_pages_of_the_release_that_is_left_still_find_their_assets(office):
    office.publish(1)
    office.publish(2, {"theme/a.5678.css": "mới", "tin/d/index.html": "bài d"})
    office.roll_back()
    assert office.live("theme/a.5678.css") == "mới"
    assert not (office.site.live / "tin/d/index.html").exists()
    assert live_release_is_whole(office.site)


def test_the_release_rolled_back_from_can_be_deployed_again(office):
    office.publish(1)
    second = office.release(2)
    office.deploy(second)
    office.roll_back()
    assert office.deploy(second).code == 0
    assert office.site.live_id() == id_of(second)


def test_the_server_needs_neither_repository_nor_client(office):
    first, _ = office.publish(1), office.publish(2)
    command = ["python3", "-I", office.site.folder / "receiver.pyz", "rollback", office.site.folder]
    environment = {"PATH": os.environ["PATH"]}
    result = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, f"đã quay lại bản {first}")
    assert office.site.live_id() == first
    command[3] = "list"
    listed = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=True).stdout
    assert f"* {first}" in listed


def test_the_journal_tells_rollbacks_from_deploys(office):
    office.publish(1)
    office.publish(2)
    office.roll_back()
    assert '"action": "rollback"' in office.site.journal.read_text(encoding="utf-8").splitlines()[-1]
