"""On a terminal, make deploy shows the changes and asks; what is shown comes from the server."""

import os
import pty
import subprocess
import sys

import pytest

from tests.conftest import ROOT, run_make

TABLE = "so-lieu/tiep-cong-dan/tiep-cong-dan.csv"
HEAD = "so_lieu_id,don_vi,ky,chi_tieu,gia_tri,thay_cho\n"


def on_a_terminal(office, release, answer):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "deploy.client.deploy", "--release", str(release), "--to", office.to]
    process = subprocess.Popen(command, cwd=ROOT, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    os.write(ours, f"{answer}\n".encode())
    said, errors = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    return process.returncode, said, errors


@pytest.mark.parametrize(("answer", "deployed"), [("có", True), ("co", True), ("không", False), ("", False)])
def test_only_yes_is_yes(office, answer, deployed):
    code, said, errors = on_a_terminal(office, office.release(1), answer)
    assert "trang mới: 4" in said
    assert (code == 0) is deployed
    assert (office.site.live_id() is not None) is deployed
    assert deployed or "đã dừng theo ý người đăng" in errors


def test_numbers_of_the_live_release_come_from_the_server(office):
    office.publish(1, {TABLE: f"{HEAD}sl-1,Tỉnh,2017,lượt công dân,17668,\n"})
    result = office.deploy(office.release(2, {TABLE: f"{HEAD}sl-1,Tỉnh,2017,lượt công dân,17686,\n"}))
    assert "lượt công dân, Tỉnh, 2017: 17.668 → 17.686 (sl-1)" in result.said


def test_make_deploy_and_make_rollback(office):
    """Spaces in folders' names, empty variables and exit codes survive make."""
    first = office.publish(1)
    release = office.release(2).rename(office.folder / "bản mới")
    deployed = run_make("deploy", f"OUTPUT={release}", f"TO={office.to}", "YES=1")
    assert deployed.returncode == 0, deployed.stderr
    assert office.site.live_id() != first
    assert run_make("rollback", f"TO={office.to}").returncode == 0
    assert office.site.live_id() == first
    assert "TO=“”" in run_make("rollback").stderr
