"""Two people deploy at once: one wins, the other is told so and looks again."""

import os

from deploy.client.deploy import read_signed
from deploy.receiver.errors import BUSY
from deploy.receiver.main import deploy_release
from deploy.receiver.manifest import read_release
from deploy.receiver.refusals import DeployRequest, refuse_what_was_not_shown
from deploy.receiver.site_folder import exclusive_lock
from tests.deploy.faults import FINISHED, FolderChannel, end_of, in_a_child
from tests.deploy.publishing import live_release_is_whole


def test_of_eight_deploys_at_once_one_wins(office):
    """Also those wait in vain that come when the winner is done: what they were shown is no longer so."""
    before = office.publish(1)
    folders = [office.release(sequence, {"tin/a/index.html": f"bản {sequence}"}) for sequence in range(2, 10)]
    gate, opened = os.pipe()

    def work(folder):
        release = read_signed(folder)
        os.close(opened)
        os.read(gate, 1)
        with exclusive_lock(office.site):
            live, request = read_release(office.site.live), DeployRequest(before)
            refuse_what_was_not_shown(live, request)
            deploy_release(office.site, release, live, request, FolderChannel(folder, release))

    children = [in_a_child(lambda folder=folder: work(folder)) for folder in folders]
    os.close(opened)
    ends = [end_of(child) for child in children]
    os.close(gate)
    assert sorted(ends) == [FINISHED] + 7 * [BUSY]
    assert office.live("tin/a/index.html") == f"bản {folders[ends.index(FINISHED)].name.split('-')[1]}".replace("release", "")
    assert live_release_is_whole(office.site)


def test_whoever_comes_second_is_told_and_gets_75(office):
    before = office.publish(1)
    release = office.release(2)
    with exclusive_lock(office.site):
        deployed, rolled_back = office.deploy(release), office.roll_back()
    assert (deployed.code, rolled_back.code) == (75, 75)
    assert "đang có người khác đăng" in deployed.errors
    assert "đang có người khác đăng" in rolled_back.errors
    assert office.site.live_id() == before
    assert office.deploy(release).code == 0
